"""A folder of this machine, used as a bucket: the root of a web server, a mounted disk, a working tree."""

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

from archiver.buckets.bucket import ListedFile, StoredFile, Upload, Version
from archiver.errors import BucketError
from archiver.files import replace_bytes
from archiver.model import digest_of

_LOCK = ".archiver/lock"


def open_folder(url: str) -> "FolderBucket":
    """The folder of a `file:` URL, which must be there. Raises BucketError."""
    parts = urlsplit(url)
    folder = Path(unquote(parts.path))
    if parts.netloc not in {"", "localhost"} or not folder.is_absolute():
        raise BucketError(f"{url} names no folder of this machine; write file:///srv/www")
    if not folder.is_dir():
        raise BucketError(f"{folder} is no folder; make it first")
    return FolderBucket(folder)


class FolderBucket:
    """A folder. The version of a file is the digest of its bytes, and headers are the web server's business."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        """Put files: see `Bucket`."""
        with self._locked():
            return {upload.path: version for upload in uploads if (version := self._put(upload))}

    def read(self, path: str) -> StoredFile | None:
        """A file of the folder; None if it has none of this path. A folder or a link there counts as a file."""
        file = self._folder / path
        if not os.path.lexists(file):
            return None
        if file.is_symlink() or not file.is_file():
            return StoredFile(b"", Version(""))
        with _telling(file):
            content = file.read_bytes()
        return StoredFile(content, Version(digest_of(content)))

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files, and the folders that become empty: see `Bucket`."""
        with self._locked():
            return frozenset(path for path, version in files.items() if not self._remove(path, version))

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, StoredFile | None]]:
        """Read files, one after the other: see `Bucket`."""
        return ((path, self.read(path)) for path in paths)

    def list_files(self, folder: str = "") -> Iterator[ListedFile]:
        """The files of the folder, all of which are read. Links are passed over."""
        root = self._folder / folder
        for parent, folders, names in os.walk(root, onerror=_raise) if not folder or root.exists() else ():
            folders.sort()
            for file in (Path(parent, name) for name in sorted(names)):
                path = file.relative_to(self._folder).as_posix()
                if file.is_file() and not file.is_symlink() and path != _LOCK and (stored := self.read(path)):
                    yield ListedFile(path, len(stored.content), stored.version)

    def _put(self, upload: Upload) -> Version | None:
        stored = self.read(upload.path)
        if (stored.version if stored else None) != upload.expected:
            return None
        content, file = upload.read(), self._folder / upload.path
        with _telling(file):
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_bytes(file, content)
        return Version(digest_of(content))

    def _remove(self, path: str, version: Version) -> bool:
        """Remove a file of this version. Returns False if it stays."""
        stored, file = self.read(path), self._folder / path
        if stored and stored.version != version:
            return False
        with _telling(file):
            file.unlink(missing_ok=True)
            for parent in list(file.relative_to(self._folder).parents)[:-1]:
                if (self._folder / parent).is_dir() and not any((self._folder / parent).iterdir()):
                    (self._folder / parent).rmdir()
        return True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let no other deployment compare or replace files meanwhile."""
        lock = self._folder / _LOCK
        with _telling(lock):
            lock.parent.mkdir(exist_ok=True)
            file = lock.open("a", encoding="ascii")
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _raise(error: OSError) -> None:
    raise BucketError(f"{error.filename}: {error.strerror or error}") from error


@contextmanager
def _telling(file: Path) -> Iterator[None]:
    """Raise BucketError for an OSError about a file."""
    try:
        yield
    except OSError as error:
        raise BucketError(f"{file}: {error.strerror or error}") from error
