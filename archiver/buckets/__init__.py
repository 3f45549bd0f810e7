"""Buckets: files at an address, which are listed, read, put and removed. No other package imports obstore.

`s3://` is S3 and what speaks its language, `gs://` Google Cloud Storage, `az://` Azure, `file://` a folder. Whoever has
a bucket neither knows which of them it is, nor where its keys come from.
"""

from urllib.parse import urlsplit

from archiver.buckets.bucket import Bucket, ListedFile, StoredFile, Upload, Version
from archiver.buckets.headers import Headers, headers_of, is_named_by_content
from archiver.errors import BucketError

__all__ = [
    "CONNECTIONS",
    "Bucket",
    "Headers",
    "ListedFile",
    "StoredFile",
    "Upload",
    "Version",
    "headers_of",
    "is_named_by_content",
    "open_bucket",
]

CONNECTIONS = 32
"""Requests that a process has under way at once, where nobody asks for another number."""
_STORES = ("s3", "gs", "az")


def open_bucket(url: str, connections: int = CONNECTIONS) -> Bucket:
    """The bucket at a URL. It is not asked whether it is there.

    Args:
        url: `s3://`, `gs://` or `az://` with a bucket and perhaps a prefix, or `file://` with a folder.
        connections: the number of requests at once.

    Raises BucketError for any other URL, and if the library is missing that it needs.
    """
    parts = urlsplit(url)
    if "@" in parts.netloc:
        raise BucketError("the address of a bucket has no name and password in it; they are read from the environment")
    if parts.scheme == "file":
        from archiver.buckets.folder import open_folder

        return open_folder(url)
    if parts.scheme not in _STORES:
        raise BucketError(f"{url} is no address of a bucket; it begins with s3://, gs://, az:// or file://")
    try:
        from archiver.buckets.object_store import open_store
    except ModuleNotFoundError as error:
        message = f'{url} needs {error.name}, which comes with the extra "cloud": pip install "archiver[cloud]"'
        raise BucketError(message) from error
    return open_store(url, connections)
