"""A bucket of an object store: S3 and what speaks its language, Google Cloud Storage, Azure. The one user of obstore.

Where it is and who may write is read from the environment, as the tools of each host have it: `AWS_ACCESS_KEY_ID`,
`AWS_SECRET_ACCESS_KEY`, `AWS_REGION`, `AWS_ENDPOINT`; `GOOGLE_APPLICATION_CREDENTIALS`; `AZURE_STORAGE_ACCOUNT_NAME`,
`AZURE_STORAGE_ACCOUNT_KEY`. Requests are sent again if the host is busy or the network fails.
"""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import ObjectStore, from_url

from archiver.buckets.bucket import ListedFile, StoredFile, Upload, Version
from archiver.buckets.headers import Headers
from archiver.errors import BucketError

T = TypeVar("T")
R = TypeVar("R")

_MOST_DELETED = 1000  # files in one request
_NEEDS_GENERATION = "gs://"
_LISTS_BARE_TAGS = "az://"
_ANSWER = re.compile(r"<\?xml.*?(?:<Code>(?P<code>[^<]*)</Code>).*?(?:<Message>(?P<message>[^<]*)</Message>).*", re.S)
"""An answer of S3, which repeats whose key it was."""
_USER = re.compile(r"//[^/\s@]*@")


def open_store(url: str, connections: int) -> "StoreBucket":
    """The bucket at a URL, with a prefix if the URL has a path. Raises BucketError."""
    with _telling(url):
        return StoreBucket(url, from_url(url), connections)


class StoreBucket:
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
        """Put files: see `Bucket`."""
        with _telling(self._url):
            versions = self._each(self._put, uploads)
        return {upload.path: version for upload, version in zip(uploads, versions, strict=True) if version}

    def read(self, path: str) -> StoredFile | None:
        """A file of the bucket: see `Bucket`."""
        with _telling(self._url):
            try:
                found = obstore.get(self._store, path)
                return StoredFile(found.bytes().to_bytes(), _version(found.meta["e_tag"], found.meta["version"]))
            except FileNotFoundError:
                return None

    def read_all(self, paths: Iterable[str]) -> Iterator[tuple[str, StoredFile | None]]:
        """Read files: see `Bucket`."""
        waiting: deque[tuple[str, Future[StoredFile | None]]] = deque()
        with ThreadPoolExecutor(self._connections) as threads:
            for path in paths:
                waiting.append((path, threads.submit(self.read, path)))
                if len(waiting) > self._connections:
                    first, reading = waiting.popleft()
                    yield first, reading.result()
            yield from ((path, reading.result()) for path, reading in waiting)

    def list_files(self, folder: str = "") -> Iterator[ListedFile]:
        """The files of the bucket: see `Bucket`."""
        with _telling(self._url):
            for metas in obstore.list(self._store, folder or None):
                for meta in metas:
                    version = _version(self._listed_tag(meta["e_tag"]), meta["version"])
                    yield ListedFile(meta["path"], meta["size"], version)

    def _listed_tag(self, etag: str | None) -> str | None:
        """An entity tag of a listing as all other answers write it: in quotes."""
        is_bare = etag and self._url.startswith(_LISTS_BARE_TAGS) and not etag.startswith('"')
        return f'"{etag}"' if is_bare else etag

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        """Remove files: see `Bucket`."""
        with _telling(self._url):
            versions = dict(zip(files, self._each(self._version_of, files), strict=True))
            gone = [path for path, version in versions.items() if version and _is_same(version, files[path])]
            for at in range(0, len(gone), _MOST_DELETED):
                obstore.delete(self._store, gone[at : at + _MOST_DELETED])
        return frozenset(path for path, version in versions.items() if version and not _is_same(version, files[path]))

    def _each(self, function: Callable[[T], R], items: Iterable[T]) -> list[R]:
        """The results of `function` for each item, in order. Several calls go on at once."""
        with ThreadPoolExecutor(self._connections) as threads:  # asyncio's futures may outlive the loop, and abort
            return list(threads.map(function, items))

    def _put(self, upload: Upload) -> Version | None:
        """Put a file. Returns None if the bucket has it in another version."""
        expected, content, attributes = self._complete(upload), upload.read(), _attributes(upload.headers)
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
                raise BucketError(f"{self._url}: there is no such bucket") from error
            return None
        return _version(result["e_tag"], result["version"])

    def _complete(self, upload: Upload) -> Version | None:
        """The expected version, with its generation if the bucket needs that and a listing has told only the rest."""
        expected = upload.expected
        if expected is None or expected.generation or not self._url.startswith(_NEEDS_GENERATION):
            return expected
        found = self._version_of(upload.path)
        return found if found and _is_same(found, expected) else expected

    def _version_of(self, path: str) -> Version | None:
        try:
            meta = obstore.head(self._store, path)
        except FileNotFoundError:
            return None
        return _version(meta["e_tag"], meta["version"])


def _is_same(version: Version, expected: Version) -> bool:
    """True for the version that is expected, whose generation may not be known."""
    return version == expected or (not expected.generation and version.etag == expected.etag)


def _version(etag: str | None, generation: str | None) -> Version:
    return Version(etag or "", generation or "")


def _attributes(headers: Headers) -> dict[str, str]:
    attributes = {"Content-Type": headers.content_type, "Cache-Control": headers.cache_control}
    return attributes | ({"Content-Encoding": headers.content_encoding} if headers.content_encoding else {})


@contextmanager
def _telling(url: str) -> Iterator[None]:
    """Raise BucketError for an error of the bucket at `url`."""
    try:
        yield
    except (BaseError, ValueError, OSError) as error:
        raise BucketError(f"{url}: {_without_keys(str(error))}") from None


def _without_keys(message: str) -> str:
    """A message of the library, without whose key it was, and what is only for who writes the library."""
    first = message.partition("\n\nDebug")[0]
    return _USER.sub("//", _ANSWER.sub(r"\g<code>: \g<message>", first))
