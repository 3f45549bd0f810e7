"""The files of posts that forum-dl saves in a folder, whose names are their addresses, encoded as in a query."""

from collections.abc import Callable

from archiver.importers.containers import Member, Source


class SavedFiles:
    """The files of an export that are no entries, by their names."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._names: dict[str, str] = {}

    def add(self, member: Member) -> None:
        """Add a file."""
        self._names.setdefault(member.name.rpartition("/")[2], member.name)

    def reader(self, *paths: str) -> Callable[[], bytes] | None:
        """What reads the file with the name of one of the paths; None if the export lacks it."""
        for path in paths:
            name = self._names.get(path.replace("\\", "/").rpartition("/")[2])
            if name and (member := self._source.find(name)) is not None:
                return member.read
        return None
