"""How a run has ended, and what is known of each address."""

from collections import Counter

from msgspec import Struct

from archiver.errors import Problem
from archiver.media.at_home import FailureKind


class FetchReport(Struct, frozen=True, kw_only=True):
    """How a run has ended."""

    fetched: int
    """Files that have come home."""
    size: int
    """Bytes of these files."""
    failures: Counter[FailureKind]
    """Files that could not be fetched or that are not what was wanted, by kind."""
    left: int = 0
    """Files that are in none of the folders and WARCs that were searched, or that could not be asked for."""
    problems: tuple[Problem, ...] = ()
    """Folders and WARCs that could not be read."""

    @property
    def is_complete(self) -> bool:
        """True if all files have come home."""
        return not (self.failures or self.left or self.problems)
