"""Reads and writes `archive.lock`, the addresses of all threads that were published: a line for each, made for diffs.

A line has six columns with tabs between them: slug, id, former slugs (latest first), the day on which the thread was
found to be gone, and two columns of its posts (see `locked_posts`). `-` is an empty column. Lines are in the order of
the first slug that each thread had, so that a thread that moves stays on its line.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from archiver.errors import ConfigError, Problem
from archiver.identity.locked_posts import SLUG, CurrentThread, LockedPost, read_posts
from archiver.model import Slug

LOCK_NAME = "archive.lock"
"""The name of the file, which is beside `archiver.toml`."""

_FORMAT = "1"
_HEAD = """\
# Where each thread stands and stood, and the ids of its posts, so that links to them go on working.
# `archiver lock` writes this file; keep it with the sources.
"""
_COLUMNS = 6
_CONFLICT = re.compile(r"(?:<{7}|={7}|>{7}|\|{7})(?: |\Z)")
_SLUGS = re.compile(rf"{SLUG}(?:,{SLUG})*")
_SLUG = re.compile(SLUG)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PAGES = re.compile(r"[1-9][0-9]{0,5}")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0%\u2028\u2029]")
_CODE = re.compile(r"%([0-9a-f]{1,6});")


class LockedThread(NamedTuple):
    """A line of the lock."""

    slug: Slug
    id: str
    """See `CurrentThread.id`."""
    former: tuple[Slug, ...]
    """The slugs that it had before, the latest first."""
    removed: str
    """The day on which it was found to be gone, as `2026-11-30`; "" for a thread that is not."""
    posts: str
    digests: str
    line: int = 0

    @property
    def slugs(self) -> tuple[Slug, ...]:
        """All slugs that it has or had."""
        return (self.slug, *self.former)

    def is_unchanged(self, thread: CurrentThread) -> bool:
        """True if this line says all of a thread that there is to say."""
        now = (thread.slug, thread.id, "", thread.posts, thread.digests)
        return (self.slug, self.id, self.removed, self.posts, self.digests) == now

    def read_posts(self) -> tuple[LockedPost, ...]:
        """The posts of the thread. Raises ConfigError if their columns are damaged."""
        try:
            return read_posts(self.posts, self.digests)
        except ValueError as error:
            raise ConfigError((self.problem(f"{error}; take the line as it was committed last"),)) from None

    def problem(self, message: str) -> Problem:
        """A problem of this line."""
        return Problem(path=LOCK_NAME, line=self.line, message=message)


class Lock(NamedTuple):
    """The lock: all threads that were published when it was written."""

    threads: tuple[LockedThread, ...] = ()
    page_sizes: tuple[int, ...] = ()
    """How many posts pages of threads have and had, the latest number first."""


def lock_text(lock: Lock) -> str:
    """The text of the file. Line numbers make no difference."""
    lines = sorted(lock.threads, key=lambda thread: (thread.slugs[-1], thread.slug, thread.removed))
    pages = " ".join(map(str, lock.page_sizes))
    return "".join([_HEAD, f"format {_FORMAT}\n", f"pages {pages}\n", *(f"{_line(thread)}\n" for thread in lines)])


def parse_lock(content: bytes) -> Lock:
    """The lock that a file has. Raises ConfigError, which names each damaged line."""
    try:
        lines = content.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            (_problem(line, "bytes that are no UTF-8; take the file as it was committed last"),)
        ) from None
    reader = _Reader()
    threads = tuple(reader.threads(lines))
    if reader.problems:
        raise ConfigError(tuple(reader.problems))
    return Lock(threads, reader.page_sizes)


class _Reader:
    """Reads lines, and collects what is wrong with them."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.page_sizes: tuple[int, ...] = ()
        self._lines: dict[Slug, int] = {}

    def threads(self, lines: list[str]) -> Iterator[LockedThread]:
        seen = set[str]()
        for number, line in enumerate(lines, 1):
            if "\t" not in line:
                self._read_head(number, line)
            elif line not in seen:  # a merge may have taken a line from both sides
                seen.add(line)
                if thread := self._thread(number, line.split("\t")):
                    yield thread

    def _read_head(self, number: int, line: str) -> None:
        name, _, value = line.partition(" ")
        if _CONFLICT.match(line):
            self._tell(number, "marks of a merge conflict; keep the lines of both sides, without the marks")
        elif name == "format" and value != _FORMAT:
            self._tell(number, f"a format that this version of archiver does not know ({value}); update archiver")
        elif name == "pages" and all(map(_PAGES.fullmatch, value.split())):
            self.page_sizes = tuple(map(int, value.split()))
        elif line and not line.startswith("#") and name != "format":
            self._tell(number, "no line of a thread; take the file as it was committed last")

    def _thread(self, number: int, columns: list[str]) -> LockedThread | None:
        values = ["" if column == "-" else column for column in columns]
        if fault := _fault(values):
            self._tell(number, fault)
            return None
        slug, id_, former, removed, posts, digests = values
        first = number if removed else self._lines.setdefault(Slug(slug), number)
        if first != number:
            self._tell(number, f'"{slug}" is also the address of line {first}; keep the newer of the two lines')
            return None
        earlier = tuple(map(Slug, former.split(","))) if former else ()
        return LockedThread(Slug(slug), _decoded(id_), earlier, removed, posts, digests, number)

    def _tell(self, line: int, message: str) -> None:
        self.problems.append(_problem(line, message))


def _fault(columns: list[str]) -> str:
    """What is wrong with the columns of a line, but for those of posts; "" if nothing is."""
    if len(columns) != _COLUMNS:
        return f"{len(columns)} columns in place of {_COLUMNS}; take the line as it was committed last"
    slug, _, former, removed, *_ = columns
    if not _SLUG.fullmatch(slug) or (former and not _SLUGS.fullmatch(former)):
        return "an address that no thread can have; take the line as it was committed last"
    return f'"{removed}" is no day; write it as 2026-11-30' if removed and not _DAY.fullmatch(removed) else ""


def _problem(line: int, message: str) -> Problem:
    return Problem(path=LOCK_NAME, line=line, message=message)


def _line(thread: LockedThread) -> str:
    columns = (
        thread.slug,
        _encoded(thread.id),
        ",".join(thread.former),
        thread.removed,
        thread.posts,
        thread.digests,
    )
    return "\t".join(column or "-" for column in columns)


def _encoded(id_: str) -> str:
    """An id without white space and control characters; `-` alone would be an empty column."""
    return "%2d;" if id_ == "-" else _UNSAFE.sub(lambda match: f"%{ord(match[0]):x};", id_)


def _decoded(text: str) -> str:
    return _CODE.sub(lambda match: chr(int(match[1], 16)) if int(match[1], 16) < 0x110000 else match[0], text)
