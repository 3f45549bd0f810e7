"""Where the mails of an export are: reads all of them in order, and one again by its number.

Kept for each mail are three numbers: the file, the offset, the length.
"""

import os
from array import array
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from mmap import ACCESS_READ, MADV_DONTNEED, mmap
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol, cast

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.mail.mbox_split import split_mbox, unescape

LARGEST = 1 << 28
"""Bytes of a mail; of a larger one the start is read."""
_MAPPED = 1 << 25  # bytes of a mapped file after which its pages are released
_MOST_OPEN = 32  # files


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


class Positions:
    """The file of each mail, for the names of places in problems."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._files = array("l")
        self._first_of_file: dict[int, int] = {}

    def add(self, file: int) -> None:
        """Add the next mail, which is in this file."""
        self._first_of_file.setdefault(file, len(self._files))
        self._files.append(file)

    def file(self, number: int) -> int:
        """The number of the file that has a mail."""
        return self._files[number]

    def position(self, number: int) -> tuple[str, int]:
        """The name of the file that has a mail, and the number of the mail in it, from 1."""
        file = self._files[number]
        return self.names[file], number - self._first_of_file[file] + 1


class MboxPlaces(Positions):
    """The mails of mboxes, which are mapped into memory while they are read for the first time."""

    def __init__(self, members: Iterator[Member], size: int, stack: ExitStack) -> None:
        """Read `members`, of `size` bytes in sum; open files are closed with `stack`."""
        super().__init__()
        self._members, self._size, self._stack = members, size, stack
        self._begins, self._ends = array("q"), array("q")
        self._lengths = bytearray()  # 1 for each mail whose Content-Length was believed
        self._paths: list[Path] = []
        self._open: dict[int, BinaryIO] = {}

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
        released = 0
        with _mapped(self._paths[file]) as mbox:
            for mail in split_mbox(mbox):
                self.add(file)
                self._begins.append(mail.begin)
                self._ends.append(mail.end)
                self._lengths.append(mail.has_length)
                if mail.end - released > _MAPPED and isinstance(mbox, mmap):
                    mbox.madvise(MADV_DONTNEED)
                    released = mail.end
                    context.advance(
                        "reading headers (MB)", (done + mail.end) >> 20, max(self._size, done + mail.end) >> 20
                    )
                yield self._found(mbox[mail.begin : min(mail.end, mail.begin + LARGEST)], len(self._ends) - 1)

    def board_name(self, file: int) -> str:
        """The name of the mbox."""
        return self.names[file]

    def read(self, number: int) -> FoundMail:
        """Read a mail again."""
        begin, file = self._begins[number], self.file(number)
        size = min(self._ends[number] - begin, LARGEST)
        content = os.pread(self._open_file(file).fileno(), size, begin)
        if len(content) < size:
            raise UnreadableError("its file has become shorter")
        return self._found(content, number)

    def _found(self, content: bytes, number: int) -> FoundMail:
        line_end = content.find(b"\n") + 1
        mail = content[line_end:]
        if not self._lengths[number]:
            mail = unescape(mail)
        return FoundMail(mail, content[:line_end].decode("utf-8", "replace").strip(), self.file(number))

    def _open_file(self, file: int) -> BinaryIO:
        """A file that was open before, or is opened now; of many, the last ones stay open."""
        opened = self._open.pop(file, None)
        if opened is None:
            while len(self._open) >= _MOST_OPEN:
                self._open.pop(next(iter(self._open))).close()
            opened = cast("BinaryIO", self._stack.enter_context(self._paths[file].open("rb", buffering=0)))
        self._open[file] = opened
        return opened


@contextmanager
def _mapped(path: Path) -> Iterator[mmap | bytes]:
    """A file mapped into memory."""
    if path.stat().st_size == 0:
        yield b""
        return
    with path.open("rb") as opened, mmap(opened.fileno(), 0, access=ACCESS_READ) as mapped:
        yield mapped


class FilePlaces(Positions):
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
            yield without_envelope(content, file)

    def board_name(self, file: int) -> str:
        """The name of the folder."""
        return self.names[file].rpartition("/")[0]

    def read(self, number: int) -> FoundMail:
        """Read a mail again."""
        file = self.file(number)
        member = self._source.find(self.names[file]) if self._source.is_folder else self._kept[file]
        if member is None:
            raise UnreadableError("it is no longer there")
        return without_envelope(_read_mail(member), file)


def _read_mail(member: Member) -> bytes:
    with member.open() as file:
        return file.read(LARGEST)


def without_envelope(content: bytes, file: int) -> FoundMail:
    """A mail without the `From ` line that some programs put before it."""
    if not content.startswith((b"From ", b">From ")):
        return FoundMail(content, "", file)
    line, _, rest = content.partition(b"\n")
    return FoundMail(rest, line.decode("utf-8", "replace").strip(), file)
