"""The names of the boards that entries are in."""

from collections.abc import Iterator

from archiver.importers.forum_dl.entries import Entry
from archiver.importers.json_fields import text_in

_NAMED_BY_IDS = frozenset({"hyperkitty", "pipermail"})
"""Kinds of sites whose boards are mailing lists: the id of one is its name."""


class Boards:
    """The boards of all sites, by their paths."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, tuple[str, ...]], str] = {}

    def add(self, entry: Entry) -> None:
        """Add a board."""
        if name := " ".join(text_in(entry.item, "title").split()):
            self._names[entry.host, entry.path] = name

    def above(self, extractor: str, host: str, path: tuple[str, ...]) -> Iterator[str]:
        """The names of the boards that a thread is in, outermost first. One that the export does not name is left out.

        Args:
            extractor: the kind of site.
            host: the host of the site.
            path: the path of the thread.
        """
        for end in range(1, len(path)):
            name = self._names.get((host, path[:end]), "")
            if name or extractor in _NAMED_BY_IDS:
                yield name or path[end - 1]
