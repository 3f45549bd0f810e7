"""A bucket as a target: S3 and what speaks its language, Google Cloud Storage, Azure. The one user of obstore.

Where it is and who may write is read from the environment, as the tools of each host have it: `AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`; `GOOGLE_APPLICATION_CREDENTIALS`; `AZURE_STORAGE_ACCOUNT_NAME`,
`AZURE_STORAGE_ACCOUNT_KEY`. Requests are sent again if the host is busy or the network fails.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import ObjectStore, from_url

from archiver.deploy.headers import Headers
from archiver.deploy.target import StoredFile, Upload, Version
from archiver.errors import DeployError

T = TypeVar("T")
R = TypeVar("R")

_MOST_DELETED = 1000  # files in one request


def open_store(url: str, connections: int) -> "Bucket":
    """The bucket at a URL, with a prefix if the URL has a path. Raises DeployError."""
    with _telling(url):
        return Bucket(url, from_url(url), connections)


class Bucket:
    """A bucket, or what is below a prefix of one. Versions of files are the entity tags that it gives."""

    def __init__(self, url: str, store: ObjectStore, connections: int) -> None:
        """A bucket.

        Args:
            url: for messages.
            store: the bucket itself.
            connections: the number of requests at once.
        """
        self._url = url
        self._store = store
        self._connections = connections

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        """Put files: see `DeployTarget`."""
        with _telling(self._url):
            versions = self._each(self._put, uploads)
        return {upload.path: version for upload, version in zip(uploads, versions, strict=True) if version}

    def read(self, path: str) -> StoredFile | None:
        """A file of the bucket: see `DeployTarget`."""
        with _telling(self._url):
            try:
                found = obstore.get(self._store, path)
                return StoredFile(found.bytes().to_bytes(), _version(found.meta["e_tag"], found.meta["version"]))
            except FileNotFoundError:
                return None

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files: see `DeployTarget`."""
        with _telling(self._url):
            versions = dict(zip(files, self._each(self._version_of, files), strict=True))
            gone = [path for path, version in versions.items() if version == files[path]]
            for at in range(0, len(gone), _MOST_DELETED):
                obstore.delete(self._store, gone[at : at + _MOST_DELETED])
        return frozenset(path for path, version in versions.items() if version not in {None, files[path]})

    def publish(self) -> None:
        """Nothing is left to do: each file is visible when it is put."""

    def _each(self, function: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """The results of `function` for each item, in order. Several calls go on at once."""
        with ThreadPoolExecutor(self._connections) as threads:  # asyncio's futures may outlive the loop, and abort
            return list(threads.map(function, items))

    def _put(self, upload: Upload) -> Version | None:
        """Put a file. Returns None if the bucket has it in another version."""
        expected, content, attributes = upload.expected, upload.read(), _attributes(upload.headers)
        try:
            if expected is None:
                result = obstore.put(self._store, upload.path, content, attributes=attributes, mode="create")
            else:
                etag, generation = expected
                result = obstore.put(
                    self._store,
                    upload.path,
                    content,
                    attributes=attributes,
                    mode={"e_tag": etag, "version": generation} if generation else {"e_tag": etag},
                )
        except (AlreadyExistsError, PreconditionError):
            return None
        except FileNotFoundError as error:
            if expected is None:
                raise DeployError(f"{self._url}: there is no such bucket") from error
            return None
        return _version(result["e_tag"], result["version"])

    def _version_of(self, path: str) -> Version | None:
        try:
            meta = obstore.head(self._store, path)
        except FileNotFoundError:
            return None
        return _version(meta["e_tag"], meta["version"])


def _version(etag: str | None, generation: str | None) -> Version:
    return Version(etag or "", generation or "")


def _attributes(headers: Headers) -> dict[str, str]:
    attributes = {"Content-Type": headers.content_type, "Cache-Control": headers.cache_control}
    return attributes | ({"Content-Encoding": headers.content_encoding} if headers.content_encoding else {})


@contextmanager
def _telling(url: str) -> Iterator[None]:
    """Raise DeployError for an error of the bucket at `url`."""
    try:
        yield
    except (BaseError, ValueError) as error:
        first = str(error).partition("\n\nDebug")[0]
        raise DeployError(f"{url}: {first}") from error
