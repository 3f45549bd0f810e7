"""How long the stages of a build take."""

import time

from msgspec import Struct, field


class StageTimes(Struct):
    """Measures stages, each of which begins where the one before ends."""

    started: float = field(default_factory=time.perf_counter)
    """`time.perf_counter()` at the start of the build."""
    seconds: dict[str, float] = field(default_factory=dict)
    """The seconds of each stage that has ended, by its name."""

    def end(self, stage: str) -> None:
        """End a stage."""
        self.seconds[stage] = time.perf_counter() - self.started - sum(self.seconds.values())
