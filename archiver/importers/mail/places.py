"""Where the mails of an export are: reads all of them in order, and one again by its number.

Kept for each mail are three numbers: the file, the offset, the length.
"""

from array import array
from collections.abc import Iterator
from contextlib import ExitStack
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple, Protocol

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.mail.mbox_split import split_mbox, unescape

LARGEST = 1 << 28
"""Bytes of a mail; of a larger one the start is read."""
_WHOLE = -1


class FoundMail(NamedTuple):
    """A mail, as it is in the export."""

    content: bytes
    """Header and body."""
    envelope: str
    """The `From ` line of an mbox before it; "" if there is none."""
    file: int
    """The number of its file."""


class MailPlaces(Protocol):
    """The mails of an export. They are numbered in the order in which `read_all` gives them."""

    names: list[str]
    """The names of the files, by their numbers."""

    def read_all(self, context: ImportContext) -> Iterator[FoundMail]:
        """Read all mails once, and remember where they are. What cannot be read is reported to `context`."""
        ...

    def read(self, number: int) -> FoundMail:
        """Read a mail again. Raises OSError."""
        ...

    def position(self, number: int) -> tuple[str, int]:
        """The name of the file that has a mail, and the number of the mail in it, from 1."""
        ...

    def board_name(self, file: int) -> str:
        """The name of the file or folder that may name the board of the mails in a file."""
        ...


class _Positions:
    """The file of each mail, for the names of places in problems."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._files = array("l")
        self._first_of_file: dict[int, int] = {}

    def add(self, file: int) -> None:
        self._first_of_file.setdefault(file, len(self._files))
        self._files.append(file)

    def file(self, number: int) -> int:
        return self._files[number]

    def position(self, number: int) -> tuple[str, int]:
        """The name of the file that has a mail, and the number of the mail in it, from 1."""
        file = self._files[number]
        return self.names[file], number - self._first_of_file[file] + 1


class MboxPlaces(_Positions):
    """The mails of mboxes, which are mapped into memory."""

    def __init__(self, members: Iterator[Member], size: int, stack: ExitStack) -> None:
        """Read `members`, of `size` bytes in sum; open files are closed with `stack`."""
        super().__init__()
        self._members, self._size, self._stack = members, size, stack
        self._begins, self._ends = array("q"), array("q")
        self._lengths = bytearray()  # 1 for each mail whose Content-Length was believed
        self._paths: list[Path] = []
        self._open: tuple[int, mmap | bytes] | None = None

    def read_all(self, context: ImportContext) -> Iterator[FoundMail]:
        """Read the mails of all files, one file after the other."""
        done = 0
        for member in self._members:
            file = len(self.names)
            try:
                self._paths.append(member.on_disk())
            except OSError as error:
                context.problem(member.name, 0, f"left out: {error}")
                continue
            self.names.append(member.name)
            try:
                yield from self._read_file(file, done, context)
            except (OSError, ValueError) as error:
                context.problem(member.name, 0, f"the rest is left out: {error}")
            done += self._paths[file].stat().st_size

    def _read_file(self, file: int, done: int, context: ImportContext) -> Iterator[FoundMail]:
        mbox = self._map(file)
        for mail in split_mbox(mbox):
            self.add(file)
            self._begins.append(mail.begin)
            self._ends.append(mail.end)
            self._lengths.append(mail.has_length)
            if len(self._ends) % 1024 == 0:
                context.advance("reading headers (kB)", (done + mail.end) >> 10, max(self._size, done + mail.end) >> 10)
            yield self._found(mbox, len(self._ends) - 1, file)

    def board_name(self, file: int) -> str:
        """The name of the mbox."""
        return self.names[file]

    def read(self, number: int) -> FoundMail:
        """Read a mail again."""
        file = self.file(number)
        return self._found(self._map(file), number, file)

    def _found(self, mbox: "mmap | bytes", number: int, file: int) -> FoundMail:
        begin, end = self._begins[number], self._ends[number]
        whole = mbox[begin : min(end, begin + LARGEST)]
        line_end = whole.find(b"\n") + 1
        content = whole[line_end:]
        if not self._lengths[number]:
            content = unescape(content)
        return FoundMail(content, whole[:line_end].decode("utf-8", "replace").strip(), file)

    def _map(self, file: int) -> "mmap | bytes":
        if self._open is not None and self._open[0] == file:
            return self._open[1]
        path = self._paths[file]
        if path.stat().st_size == 0:
            return b""
        with path.open("rb") as opened:
            mapped = self._stack.enter_context(mmap(opened.fileno(), 0, access=ACCESS_READ))
        self._open = (file, mapped)
        return mapped


class FilePlaces(_Positions):
    """Mails that have a file each."""

    def __init__(self, source: Source, members: Iterator[Member]) -> None:
        """Read `members` of `source`."""
        super().__init__()
        self._source, self._members = source, members
        self._kept: list[Member] = []  # of an archive; in a folder, a member is found by its name

    def read_all(self, context: ImportContext) -> Iterator[FoundMail]:
        """Read all files."""
        for member in self._members:
            try:
                content = _read_mail(member)
            except OSError as error:
                context.problem(member.name, 1, f"left out: {error}")
                continue
            file = len(self.names)
            self.names.append(member.name)
            if not self._source.is_folder:
                self._kept.append(member)
            self.add(file)
            yield _without_envelope(content, file)

    def board_name(self, file: int) -> str:
        """The name of the folder."""
        return self.names[file].rpartition("/")[0]

    def read(self, number: int) -> FoundMail:
        """Read a mail again."""
        file = self.file(number)
        member = self._source.find(self.names[file]) if self._source.is_folder else self._kept[file]
        if member is None:
            raise UnreadableError("it is no longer there")
        return _without_envelope(_read_mail(member), file)


def _read_mail(member: Member) -> bytes:
    with member.open() as file:
        return file.read(LARGEST)


def _without_envelope(content: bytes, file: int) -> FoundMail:
    """A mail without the `From ` line that some programs put before it."""
    if not content.startswith((b"From ", b">From ")):
        return FoundMail(content, "", file)
    line, _, rest = content.partition(b"\n")
    return FoundMail(rest, line.decode("utf-8", "replace").strip(), file)
