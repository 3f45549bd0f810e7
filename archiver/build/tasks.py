"""What is sent to a worker, and what it returns. All of it pickles."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import Struct, field

from archiver.buckets import Version
from archiver.build.renaming import AssetNames
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import MediaFileRecord, ThreadMedia
from archiver.media.options import MediaOptions
from archiver.model import AuthoredPost, CrossThread, Digest, PagePlan, StagedFile, ThreadFigures, ThreadSummary
from archiver.publish import StagingPlace
from archiver.search import SegmentMeta, SegmentTarget
from archiver.source import Source
from archiver.theme import Theme

Progress = Callable[[str, int, int], None]
"""Called with what is being drawn (`threads`, then `lists`), how many are done, and how many there are."""


class Scope(StrEnum):
    """What a build brings up to date."""

    SITE = "site"
    """Everything."""
    RECORDS = "records"
    """The manifest, the media and the search index: there are no pages, no assets, and no index for browsers."""


class Job(Struct, frozen=True, kw_only=True):
    """What all tasks of a build share. `index` is where segments are written; None if the search is off."""

    config: Config
    theme: Theme
    staging: StagingPlace
    index: SegmentTarget | None
    scope: Scope = Scope.SITE
    is_alone: bool = False
    """Workers have no folder of this machine; what they would leave there goes home, or into the buckets."""


def media_options(config: Config) -> MediaOptions:
    """The settings that decide how content files are published."""
    return MediaOptions(keeps_metadata=config.exif == "keep")


def media_store(config: Config) -> Path:
    """The folder in which smaller versions of pictures are stored between builds."""
    return config.state / "media"


_NONE: Mapping[str, Any] = {}  # one for all threads


class ThreadTask(Struct, frozen=True, kw_only=True):
    """A thread to draw: it is parsed, staged and indexed, and its pages are rendered, unless the build has none. Or a
    thread that is only parsed and indexed.
    """

    source: Source
    draws: bool
    """False: the pages are current, and only the search index lacks the posts."""
    cross_thread: CrossThread
    inputs: str
    """See `thread_inputs`."""
    must_not_stay: bool = False
    """The pages of the previous build may have what is withheld now: they go even if the thread cannot be drawn."""
    renames: AssetNames = field(default_factory=lambda: _NONE)
    """The new names of assets, if nothing else has changed; else none."""
    current: Mapping[str, Digest] = field(default_factory=lambda: _NONE)
    """The digests of its files in the site that are as they were written, by path; none until a worker takes the task,
    since they would fill the memory."""
    versions: Mapping[str, Version] = field(default_factory=lambda: _NONE)
    """The versions of its files that may be replaced, by path, if the site is in a bucket; none until a worker takes
    the task."""
    media: tuple[MediaFileRecord, ...] = ()
    """The content files that the thread used in the previous build, if they and their published files are unchanged;
    none until a worker takes the task."""


class ThreadReceipt(Struct, frozen=True, kw_only=True):
    """What a worker returns of a thread that was to be drawn. Without a summary it is left out, or was not drawn."""

    source: Source
    content: Digest
    """The digest of the source; NO_DIGEST if it cannot be read."""
    inputs: str
    dependencies: str = ""
    """The text of its `DependencyList`."""
    summary: ThreadSummary | None = None
    figures: ThreadFigures = field(default_factory=ThreadFigures)
    """Those of a thread that was drawn."""
    authored: tuple[AuthoredPost, ...] = ()
    """Its posts whose authors are known."""
    is_left_out: bool = False
    """The thread is a draft, and the build leaves drafts out; or it cannot be drawn, and its pages must not stay."""
    files: tuple[StagedFile, ...] = ()
    """Media first, so that a page is never published before what it shows."""
    media: ThreadMedia = field(default_factory=ThreadMedia)
    problems: tuple[Problem, ...] = ()
    cross_thread: CrossThread = field(default_factory=CrossThread)

    @property
    def has_all_media(self) -> bool:
        """False if the thread, or a file that it uses, could not be read or drawn."""
        return (self.summary is not None or self.is_left_out) and self.media.is_complete


class IndexReceipt(Struct, frozen=True, kw_only=True):
    """What a worker returns of a thread that was to be indexed only."""

    source: Source
    dependencies: str
    """The text of the `DependencyList` of what the index has of the thread."""


class RenamedReceipt(Struct, frozen=True, kw_only=True):
    """What a worker returns of a thread in whose pages only names of assets have changed."""

    source: Source
    files: tuple[StagedFile, ...]


AnyReceipt = ThreadReceipt | IndexReceipt | RenamedReceipt


class BatchReceipt(Struct, frozen=True, kw_only=True):
    """What a worker returns of several threads, and the segments of the search index that it has written of them."""

    threads: tuple[AnyReceipt, ...]
    segments: tuple[SegmentMeta, ...]


class StalePage(NamedTuple):
    """A list page to draw, and its `page_key`."""

    plan: PagePlan
    key: Digest


class ListTask(Struct, frozen=True, kw_only=True):
    """The stale list pages of an owner in one folder. `current` and `versions` are as those of a `ThreadTask`."""

    owner: str
    pages: tuple[StalePage, ...]
    current: Mapping[str, Digest]
    versions: Mapping[str, Version]


class ListReceipt(Struct, frozen=True, kw_only=True):
    """What a worker returns of list pages. A page that could not be drawn has a problem and no file."""

    task: ListTask
    files: tuple[StagedFile, ...]
    dependencies: Mapping[str, str]
    """The text of the `DependencyList` of each page, by path."""
    problems: Mapping[str, Problem]
