"""Brings files home out of folders and WARCs that somebody has saved. Asks no other machine."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from archiver.errors import Problem, Severity
from archiver.fetch.media_types import accepted_type
from archiver.fetch.reports import FetchReport
from archiver.fetch.requests import MediaRequest
from archiver.fetch.saved_folder import SavedFolder, sha1_of_upload
from archiver.media.address_keys import address_key
from archiver.media.at_home import AddressRow, FailureKind
from archiver.media.file_types import HEAD_SIZE
from archiver.media.media_store import MediaStore


class _Saver:
    """Stores what has been found, each file once."""

    def __init__(self, requests: tuple[MediaRequest, ...], store: MediaStore, max_size: int) -> None:
        self._store, self._max_size = store, max_size
        self.left = {request.address: request for request in requests}
        self.rows: list[AddressRow] = []
        self.failures: dict[str, FailureKind] = {}
        """Why files that were found are not stored, by address; none of a file that another folder or WARC had."""

    def add_file(self, request: MediaRequest, path: Path) -> None:
        """Store a copy of a file, if it is what was wanted."""
        with path.open("rb") as file:
            head = file.read(HEAD_SIZE)
        if self._is_wanted(request, head, path.stat().st_size):
            self._note(self._store.add_file(request.address, path))

    def add_bytes(self, request: MediaRequest, content: bytes) -> None:
        """Store the body of a response, if it is what was wanted."""
        if self._is_wanted(request, content[:HEAD_SIZE], len(content)):
            self._note(self._store.add_bytes(request.address, content))

    def _is_wanted(self, request: MediaRequest, head: bytes, size: int) -> bool:
        kind = None
        if size > self._max_size:
            kind = FailureKind.TOO_LARGE
        elif not accepted_type(head, request.address, accepts_any=request.accepts_any):
            kind = FailureKind.NOT_MEDIA
        if kind:
            self.failures[request.address] = kind
        return kind is None

    def _note(self, row: AddressRow) -> None:
        self.rows.append(row)
        self.left.pop(row.address, None)
        self.failures.pop(row.address, None)


def fetch_saved(
    requests: tuple[MediaRequest, ...], store: MediaStore, paths: tuple[Path, ...], max_size: int
) -> FetchReport:
    """Look for files in folders and WARCs, in this order, and store copies of them.

    Args:
        requests: the files that are wanted. What is not found has no row in the table: a server may still have it.
        store: takes the files.
        paths: folders, and files `.warc` and `.warc.gz`.
        max_size: bytes; larger files are passed over.

    Returns:
        How many were found, and the problems of files that could not be read. `left` counts those that were not found.
    """
    saver = _Saver(requests, store, max_size)
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            problems += _search_folder(saver, path)
        else:
            problems += _search_warc(saver, path, max_size)
    return FetchReport(
        fetched=len(saver.rows),
        size=sum(row.size for row in saver.rows),
        failures=Counter(saver.failures.values()),
        left=len(saver.left) - len(saver.failures),
        problems=tuple(problems),
    )


def _search_folder(saver: _Saver, folder: Path) -> list[Problem]:
    try:
        saved = SavedFolder(folder)
    except OSError as error:
        return [_problem(error.filename or folder, f"cannot be read: {error.strerror}")]
    problems = []
    for request in tuple(saver.left.values()):
        path = next((path for alias in request.aliases if (path := saved.find(alias))), None)
        try:
            if path:
                saver.add_file(request, path)
        except OSError as error:
            problems.append(_problem(path or folder, f"cannot be read or copied: {error.strerror}"))
    return problems


def _search_warc(saver: _Saver, path: Path, max_size: int) -> list[Problem]:
    from archiver.fetch.warc import DamagedArchiveError, read_bodies

    by_key = {key: request for request in saver.left.values() for key in _keys_of(request)}
    try:
        for body in read_bodies(path, frozenset(by_key), max_size):
            request = by_key[body.key]
            if request.address in saver.left:
                saver.add_bytes(request, body.content)
    except DamagedArchiveError as error:
        return [_problem(path, f"no WARC, or damaged: {error}")]
    except OSError as error:
        return [_problem(path, f"cannot be read: {error.strerror}")]
    return []


def _keys_of(request: MediaRequest) -> Iterator[str]:
    """What the URL of the file may be known by (see `read_bodies`)."""
    for address in filter(None, (request.url, *request.aliases)):
        yield sha1_of_upload(address) or address_key(address)


def _problem(path: Path | str, message: str) -> Problem:
    return Problem(path=str(path), line=0, message=message, severity=Severity.ERROR)
