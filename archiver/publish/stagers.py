"""Where whoever draws leaves the files of the site: in the staging folder, or in the bucket of the site at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from archiver.buckets import Version, open_bucket
from archiver.model import BucketUrl, Digest, Output, StagedFile, StreamedOutput
from archiver.publish.bucket_intents import Leftover
from archiver.publish.bucket_stager import BucketStager
from archiver.publish.staging import stage


class SiteBucket(Struct, frozen=True, kw_only=True):
    """A bucket that the files of a site are put into, as a worker has to know it. It pickles."""

    url: BucketUrl
    leftovers: Mapping[str, Leftover] = field(default_factory=dict)
    """The files that killed builds have put, by path."""
    takes_over: bool = False
    """True if all records of the site are lost: whatever is in the way of a file is moved out of it."""


StagingPlace = Path | SiteBucket
"""The staging folder, or the bucket of the site."""


class Stager(Protocol):
    """Takes the files of the site from whoever draws them."""

    def stage(
        self,
        outputs: Iterable[Output | StreamedOutput],
        current: Mapping[str, Digest],
        versions: Mapping[str, Version] | None = None,
    ) -> tuple[StagedFile, ...]:
        """Take files, except those that the site has already with equal bytes.

        Args:
            outputs: files of the site.
            current: the digests of the files that the site has, by path.
            versions: the versions of the files that may be replaced, if the site is in a bucket.

        Raises OSError, BucketError.
        """

    def settle(self, files: Iterable[StagedFile]) -> tuple[StagedFile, ...]:
        """The files that were taken, as a publisher needs them: those that go to a bucket have been put.

        Raises BucketError.
        """


class FolderStager:
    """Writes files to a staging folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def stage(
        self,
        outputs: Iterable[Output | StreamedOutput],
        current: Mapping[str, Digest],
        versions: Mapping[str, Version] | None = None,  # noqa: ARG002  as `Stager` has it
    ) -> tuple[StagedFile, ...]:
        """Write files: see `Stager` for `outputs` and `current`; `versions` are those of buckets."""
        return stage(outputs, current, self._folder)

    def settle(self, files: Iterable[StagedFile]) -> tuple[StagedFile, ...]:
        """The files themselves."""
        return tuple(files)


def _nothing() -> None:
    """Workers write for a build that has begun."""


@contextmanager
def open_stager(place: StagingPlace, begin: Callable[[], None] = _nothing) -> Iterator[Stager]:
    """A stager of files of the site.

    Args:
        place: where they are left.
        begin: called before the first file is put into a bucket.
    """
    if isinstance(place, Path):
        yield FolderStager(place)
        return
    put = BucketStager(open_bucket(place.url), place.leftovers, begin, takes_over=place.takes_over)
    try:
        yield put
    finally:
        put.close()
