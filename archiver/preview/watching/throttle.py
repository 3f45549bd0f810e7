"""How often a function is called: at once after a pause, and less and less often while there is always cause for it."""

import math

_SHORTEST, _LONGEST = 0.025, 0.2  # seconds between two calls


class Throttle:
    """The time of the next call, from those of the calls before. All times are seconds of one monotonic clock.

    A call is made at once if there was no cause for it in the time just after the last one. While there is always cause
    for another, calls are ever longer apart, up to a fifth of a second: when 500 files change within a third of a
    second, five calls are made.
    """

    def __init__(self) -> None:
        self._gap = 0.0
        self._ended = -math.inf

    @property
    def earliest(self) -> float:
        """The time from which on a call may be made."""
        return self._ended + self._gap

    def add_call(self, due: float, ended: float) -> None:
        """Note that there was cause for a call at the time `due`, and that it ended at the time `ended`."""
        waited = due < self.earliest
        self._gap = min(max(2 * self._gap, _SHORTEST), _LONGEST) if waited else _SHORTEST
        self._ended = ended
