"""How a host is treated: pauses that it asks for, and when it is left alone."""

import asyncio

from archiver.fetch.limits import FetchLimits
from archiver.fetch.outcomes import Failure
from archiver.media.at_home import FailureKind

_DEAD = frozenset({FailureKind.UNREACHABLE, FailureKind.TIMEOUT})
_MAX_REFUSALS = 8
"""So many answers in a row that ask for a pause, and the host is left alone until the next run."""


_NOTICES = frozenset({"i.imgur.com/removed.png", "imgur.com/removed.png"})
"""Pictures that say that a picture was removed; the host redirects to them."""
_NOTICE_NAMES = frozenset({"photo_unavailable.png", "photo_unavailable_l.png", "photo_unavailable.gif"})
"""The same of Flickr, whose path has changed over the years."""


def is_notice_of_removal(url: str) -> bool:
    """True if a URL is that of a picture which a host shows in place of all that it has removed."""
    path = url.partition("?")[0].partition("://")[2]
    return path in _NOTICES or path.rpartition("/")[2] in _NOTICE_NAMES


class Host:
    """What is known of a host in this run."""

    def __init__(self, limits: FetchLimits) -> None:
        self._limits = limits
        self._not_before = 0.0  # the time of the event loop
        self._refusals = 0
        self._dead = 0
        self.failure: Failure | None = None
        """Why the host is not asked any more; None as long as it is."""

    async def wait(self) -> None:
        """Sleep until the host may be asked again."""
        while (seconds := self._not_before - asyncio.get_running_loop().time()) > 0:
            await asyncio.sleep(seconds)

    def note(self, failure: Failure | None) -> None:
        """Remember how an attempt ended; None if the host has answered as it should."""
        self._dead = self._dead + 1 if failure and failure.kind in _DEAD else 0
        if failure and self._dead >= self._limits.dead_after:
            self.failure = Failure(failure.kind, f"{failure.detail}; the host is not asked any more".lstrip("; "))
        if failure is None or failure.kind.is_final:
            self._refusals = 0
        elif failure.kind is FailureKind.TOO_MANY_REQUESTS or failure.retry_after is not None:
            self._note_refusal(failure)

    def _note_refusal(self, failure: Failure) -> None:
        self._refusals += 1
        wanted = failure.retry_after
        seconds = self._limits.first_delay * 2 ** (self._refusals - 1) if wanted is None else wanted
        if seconds > self._limits.longest_wait or self._refusals > _MAX_REFUSALS:
            detail = f"{failure.detail}; wants us to wait {seconds:.0f} s"
            self.failure = Failure(FailureKind.TOO_MANY_REQUESTS, detail)
        else:
            self._not_before = max(self._not_before, asyncio.get_running_loop().time() + seconds)
