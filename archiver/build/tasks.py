"""What is sent to a worker, and what it sends home."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from archiver.config import Config
from archiver.errors import Problem
from archiver.model import Digest, Origins, StagedFile, ThreadSummary
from archiver.pages import PagePlan
from archiver.search import SegmentTarget
from archiver.source import Source
from archiver.theme import Theme

Progress = Callable[[str, int, int], None]
"""Called with what is drawn now (`threads`, then `lists`), how many are done, and how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What is the same for all threads of a build. `index`: where segments of the index are written, if one is kept."""

    config: Config
    theme: Theme
    staging: Path
    index: SegmentTarget | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadTask:
    """A thread to draw. `known` has the files of it that stand in the site as we wrote them; `cross_thread_origins`
    has the origins of its quotes in other threads; `inputs` is the digest of what is known of it beside its source.
    """

    source: Source
    known: Mapping[str, Digest]
    cross_thread_origins: Origins
    inputs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadReceipt:
    """What a worker sends home of a thread. Without a summary nothing was drawn: a draft, or one with a problem.

    `content` is the digest of its source, "" if that could not be read; `reads` names all that was read beside it.
    """

    source: Source
    content: Digest
    inputs: str
    reads: str = ""
    summary: ThreadSummary | None = None
    draft: bool = False
    files: tuple[StagedFile, ...] = ()
    problems: tuple[Problem, ...] = ()


class Stale(NamedTuple):
    """A page of a list to draw, and the key of what it says."""

    plan: PagePlan
    key: Digest


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTask:
    """The pages of an owner that stand in one folder. `known` has the files of them that stand as we wrote them."""

    owner: str
    pages: tuple[Stale, ...]
    known: Mapping[str, Digest]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListReceipt:
    """What a worker sends home of pages. Those that could not be drawn have a problem and no file. `reads` names all
    that each page has read.
    """

    task: ListTask
    files: tuple[StagedFile, ...]
    reads: Mapping[str, str]
    problems: Mapping[str, Problem]
