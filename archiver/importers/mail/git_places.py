"""Reads the mails of a public-inbox repository (https://public-inbox.org/public-inbox-v2-format.html) by git.

Version 1 has a file for each mail in its last tree. Version 2 has a commit for each mail, whose tree has it as `m`, or,
if the mail is taken back, as `d`; it may be in several repositories, `git/0.git`, `git/1.git`, … Git only reads objects
here: it runs no hook, and asks no other machine for objects that the repository lacks.
"""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Self, cast

from archiver.importers.containers import UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.mail.places import LARGEST, FoundMail, Positions, without_envelope

_OID_SIZE = 20  # bytes; repositories with SHA-256 have 32
_CHUNK = 1 << 20


def find_repositories(folder: Path) -> list[Path]:
    """The git repositories of a public-inbox: the folder itself, `git/0.git`, `git/1.git`, …, or `0.git`, …; all that
    there are, in order. An empty list if there are none.
    """
    for candidate in (folder, folder / ".git"):
        if _is_repository(candidate):
            return [candidate]
    for parent in (folder / "git", folder):
        epochs = sorted(parent.glob("[0-9]*.git"), key=lambda path: (len(path.name), path.name))
        if found := [path for path in epochs if _is_repository(path)]:
            return found
    return []


def _is_repository(path: Path) -> bool:
    return (path / "HEAD").is_file() and (path / "objects").is_dir() and (path / "refs").is_dir()


def is_public_inbox(repository: Path) -> bool:
    """True if the last tree of a repository has `m` or `d` alone, or only folders named by two digits of a digest."""
    try:
        lines = _run(repository, "ls-tree", "-z", "HEAD").split(b"\0")
    except OSError:
        return False
    names = [line.partition(b"\t")[2] for line in lines if line]
    if not names or len(names) > 256:
        return False
    return set(names) <= {b"m", b"d"} or all(len(name) == 2 and _is_hexadecimal(name) for name in names)


def _is_hexadecimal(name: bytes) -> bool:
    return all(char in b"0123456789abcdef" for char in name)


def _command(repository: Path, *arguments: str) -> list[str]:
    git = shutil.which("git")
    if git is None:
        raise UnreadableError("git is not installed, which reads such repositories")
    settings = ("safe.directory=*", "protocol.allow=never", "core.hooksPath=/dev/null", "core.fsmonitor=false")
    options = [part for setting in settings for part in ("-c", setting)]
    return [git, *options, f"--git-dir={repository}", *arguments]


def _run(repository: Path, *arguments: str) -> bytes:
    """The output of a git command. Raises UnreadableError if it fails."""
    done = subprocess.run(  # noqa: S603  the program is git, the arguments are ours
        _command(repository, *arguments), stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        raise UnreadableError(f"git cannot read it: {done.stderr.decode('utf-8', 'replace').strip()[:200]}")
    return done.stdout


def _mails_of(repository: Path) -> Iterator[bytes]:
    """The object names of all mails that were not taken back, in order, as bytes."""
    names = _run(repository, "ls-tree", "--name-only", "-z", "HEAD").split(b"\0")
    if not set(names) <= {b"m", b"d", b""}:
        for line in _run(repository, "ls-tree", "-r", "-z", "HEAD").split(b"\0"):
            if line:
                yield bytes.fromhex(line.split(None, 3)[2].decode())
        return
    log = _run(repository, "log", "--reverse", "--format=", "--raw", "--no-abbrev", "--no-renames", "-z", "HEAD")
    fields = log.split(b"\0")
    changes = [(name, entry.split()[3]) for entry, name in zip(fields[::2], fields[1::2], strict=False) if entry]
    removed = {oid for name, oid in changes if name == b"d"}
    kept = (oid for name, oid in changes if name == b"m" and oid not in removed and int(oid, 16))
    yield from (bytes.fromhex(oid.decode()) for oid in kept)


class GitPlaces(Positions):
    """The mails of a public-inbox."""

    def __init__(self, repositories: list[Path], board_name: str, stack: ExitStack) -> None:
        """Read `repositories`, each with a process of git that ends with `stack`. `board_name` names the board of mails
        that name none.
        """
        super().__init__()
        self._repositories, self._board_name, self._stack = repositories, board_name, stack
        self._oids = bytearray()
        self._readers: dict[int, _BlobReader] = {}

    def read_all(self, context: ImportContext) -> Iterator[FoundMail]:
        """Read the mails of all repositories."""
        for file, repository in enumerate(self._repositories):
            self.names.append(repository.name)
            try:
                oids = list(_mails_of(repository))
            except (OSError, ValueError, IndexError) as error:
                context.problem(repository.name, 0, f"left out: {error}")
                continue
            for done, oid in enumerate(oids):
                self.add(file)
                self._oids += oid.ljust(32, b"\0")
                try:
                    found = self.read(len(self._oids) // 32 - 1)
                except OSError as error:
                    context.problem(repository.name, done + 1, f"left out: {error}")
                    found = FoundMail(b"", "", file)
                yield found
                if done % 1024 == 0:
                    context.advance("reading headers", done, len(oids))

    def board_name(self, file: int) -> str:
        """The name of the repository's folder; `file` does not matter."""
        return self._board_name if file >= 0 else ""

    def read(self, number: int) -> FoundMail:
        """Read a mail again."""
        file = self.file(number)
        if file not in self._readers:
            self._readers[file] = self._stack.enter_context(_BlobReader(self._repositories[file]))
        oid = bytes(self._oids[number * 32 : number * 32 + 32])
        oid = oid[:_OID_SIZE] if not any(oid[_OID_SIZE:]) else oid
        return without_envelope(self._readers[file].read(oid.hex()), file)


class _BlobReader:
    """A process `git cat-file --batch`."""

    def __init__(self, repository: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603  the program is git, the arguments are ours
            _command(repository, "cat-file", "--batch"), stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
        self._process.stdout.close()  # type: ignore[union-attr]
        self._process.wait()

    def read(self, oid: str) -> bytes:
        """The bytes of an object; of a mail that is too large, its start."""
        requests, answers = cast("BinaryIO", self._process.stdin), cast("BinaryIO", self._process.stdout)
        requests.write(f"{oid}\n".encode())
        requests.flush()
        header = answers.readline().split()
        if len(header) != 3 or not header[2].isdigit():
            raise UnreadableError("git has no such object")
        size = int(header[2])
        content = answers.read(min(size, LARGEST))
        left = size - len(content) + 1
        while left > 0 and (skipped := answers.read(min(left, _CHUNK))):
            left -= len(skipped)
        return content
