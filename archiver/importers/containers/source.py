"""Opens the SOURCE of an import: lists its members, with archives and compressed files in it unpacked."""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from archiver.errors import Problem, Severity
from archiver.importers.containers.archives import LINK, Container, Folder, Single, Tar, Zip
from archiver.importers.containers.compression import (
    HEAD_SIZE,
    Compression,
    find_compression,
    is_tar,
    is_zip,
    open_unpacked,
    why_not_unpacked,
    without_suffix,
)
from archiver.importers.containers.limits import DEFAULT_LIMITS, UnpackingLimits
from archiver.importers.containers.members import Member, open_regular_file
from archiver.importers.containers.reading import BoundedReader, UnreadableError

STDIN = "-"
_UNPACKED_KINDS = ("txt", "mbox", "json", "jsonl", "ndjson", "csv", "tsv", "xml", "html", "md", "sql", "warc", "yaml")
_UNPACKED_WITHIN = (
    ".zst",  # of dumps, which have no other suffix: nobody attaches such a file to a post
    *(f".{kind}{packed}" for kind in _UNPACKED_KINDS for packed in (".gz", ".bz2", ".xz")),
)
"""Suffixes of compressed files in folders and archives that are unpacked. Others may be attachments of posts."""
_ARCHIVES_WITHIN = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".tar.zst", ".zst")


class Source:
    """The files of an export, unpacked. Made by `open_source`, and closed with its context."""

    def __init__(self, path: Path, name: str, temporary: Path, limits: UnpackingLimits) -> None:
        self.path = path
        """The file or folder; for the standard input, a copy of what came."""
        self.name = name
        """The name of the file or folder, for people."""
        self.temporary = temporary
        """A folder for temporary files, which is removed when the source is closed."""
        self._limits = limits
        self._problems: dict[str, Problem] = {}
        self.links = set[str]()
        """The names of symbolic links, none of which is followed."""
        self._spooled = 0
        self._resources = ExitStack()
        try:
            self._container = Folder(path, self.refuse) if path.is_dir() else self._open_file(path, name, depth=0)
        except OSError:
            self._resources.close()
            raise

    @property
    def is_folder(self) -> bool:
        """True if the source is a folder on the disk, not packed."""
        return self.path.is_dir()

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The members that were left out so far, and why."""
        return tuple(self._problems.values())

    def refuse(self, name: str, why: str) -> None:
        """Add a problem: the member `name` is left out, because of `why`."""
        shown = name.encode(errors="backslashreplace").decode()
        if why == LINK:
            self.links.add(shown)
            return
        message = f"left out: {why}"
        self._problems.setdefault(shown, Problem(path=shown, line=0, message=message, severity=Severity.WARNING))

    def members(self) -> Iterator[Member]:
        """The files in the order of their names within each folder, unpacked. Each call reads the folder again."""
        yield from self._expand(self._container, depth=0)

    def find(self, name: str) -> Member | None:
        """The file with this name, unless it is in an archive within an archive; None if there is none."""
        return self._container.find(name)

    def close(self) -> None:
        """Close open archives. The owner of the temporary folder removes it."""
        self._resources.close()

    def _expand(self, container: Container, depth: int) -> Iterator[Member]:
        """The members of a container; those of archives in it, if it has nothing but packed files."""
        entries = container.entries()
        is_all_packed = not isinstance(container, Single) and self._has_only_archives(container)
        for count, member in enumerate(entries):
            if count >= self._limits.members:
                self.refuse(member.name, f"there are more than {self._limits.members:,} files")
                return
            name = member.name.lower()
            if isinstance(container, Single):
                yield member
            elif is_all_packed:
                yield from self._expand_archive(member, depth + 1)
            elif name.endswith(_UNPACKED_WITHIN):
                yield from self._unpacked(container, member)
            else:
                yield member

    def _has_only_archives(self, container: Container) -> bool:
        first = None
        for count, member in enumerate(container.entries()):
            if not member.name.lower().endswith(_ARCHIVES_WITHIN) or count >= self._limits.members:
                return False
            first = member
        return first is not None

    def _expand_archive(self, member: Member, depth: int) -> Iterator[Member]:
        if depth > self._limits.depth:
            self.refuse(member.name, f"more than {self._limits.depth} archives are within one another")
            return
        try:
            inner = self._open_file(member.on_disk(), member.name, depth)
        except OSError as error:
            self.refuse(member.name, str(error))
            return
        for found in self._expand(inner, depth):
            yield _renamed(found, found.name if isinstance(inner, Single) else f"{member.name}/{found.name}")

    def _unpacked(self, container: Container, member: Member) -> Iterator[Member]:
        """The member unpacked, unless the container also has it as it was before it was compressed."""
        compression = find_compression(member.head())
        if compression is None:
            yield member
        elif container.find(without_suffix(member.name, compression)) is None:
            yield self._unpacked_member(member, compression)

    def _open_file(self, path: Path, name: str, depth: int) -> Container:
        """Open a file as a container. Raises UnreadableError."""
        with open_regular_file(path) as file:
            head = file.read(HEAD_SIZE)
        if why := why_not_unpacked(head):
            raise UnreadableError(why)
        if is_zip(head):
            file = self._resources.enter_context(open_regular_file(path))
            return Zip(file, self.refuse, self._limits, self._spool)
        if is_tar(head):
            return Tar(path, self.refuse, self._limits, self._spool)
        size = path.stat().st_size
        member = Member(name=Path(name).name, size=size, open=partial(open_regular_file, path), path=path)
        compression = find_compression(head)
        if compression is None:
            return Single(member)
        unpacked = self._unpacked_member(member, compression)
        inner_head = unpacked.head()
        if is_tar(inner_head) or (is_zip(inner_head) and depth < self._limits.depth):
            return self._open_file(unpacked.on_disk(), unpacked.name, depth + 1)
        return Single(unpacked)

    def _unpacked_member(self, member: Member, compression: Compression) -> Member:
        def open_it() -> BinaryIO:
            return open_unpacked(member.open(), compression, member.size, self._limits)

        name = without_suffix(member.name, compression)
        return Member(name=name, size=member.size, open=open_it, spool=self._spool)

    def _spool(self, file: BinaryIO) -> Path:
        """Write a stream to a temporary file. Raises UnreadableError."""
        size = self.path.stat().st_size
        bounds = self._limits._replace(unpacked=max(0, self._limits.unpacked - self._spooled))
        bounded = BoundedReader(file, size, bounds)
        with tempfile.NamedTemporaryFile(dir=self.temporary, delete=False) as target:
            shutil.copyfileobj(bounded, target, 1 << 20)
            self._spooled += target.tell()
        return Path(target.name)


def _renamed(member: Member, name: str) -> Member:
    return Member(name=name, size=member.size, open=member.open, path=member.path, spool=member.spool)


@contextmanager
def open_source(place: str, temporary: Path, limits: UnpackingLimits = DEFAULT_LIMITS) -> Iterator[Source]:
    """Open the source of an import while the context is open.

    Args:
        place: the path of a file or folder; "-" for the standard input, which is copied to a temporary file first.
        temporary: a folder in which a folder for temporary files is made; it is made itself if need be.
        limits: bounds of what is read.

    Raises UnreadableError if the source cannot be read at all.
    """
    is_ours = not temporary.exists()
    temporary.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="import-", dir=temporary) as folder:
        path, name = Path(place), Path(place).resolve().name
        if place == STDIN:
            path, name = Path(folder) / "stdin", "stdin"
            with path.open("wb") as copy:
                shutil.copyfileobj(sys.stdin.buffer, copy, 1 << 20)
        if not path.is_dir() and not path.is_file():
            raise UnreadableError(f"{place}: there is no such file or folder")
        source = Source(path, name, Path(folder), limits)
        try:
            yield source
        finally:
            source.close()
    if is_ours:
        with suppress(OSError):
            temporary.rmdir()  # unless another import is at work
