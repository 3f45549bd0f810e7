"""Reads samples with a `[[source]]` table as a build would, and tells how well that goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC
from functools import partial

from msgspec import Struct

from archiver.bodies import MarkdownOptions, parse_body
from archiver.config import Convention
from archiver.errors import Problem
from archiver.guess.samples import Sample
from archiver.model import Block, Post, Prose, Slug, SourceFile, all_text
from archiver.parse import ParseBody, Parsed, SourceForm, file_number, parse_thread, thread_name
from archiver.source import ThreadName
from archiver.source.parts import join_parts

SURE, LIKELY = 0.9, 0.6
"""Scores from which on a guess is sure, and likely."""

ENOUGH = 3
"""Posts; fewer show no convention."""


class ReadPost(Struct, frozen=True, kw_only=True):
    """A post as a guessed table reads it."""

    path: str
    thread: str
    """The first file of its thread."""
    post: Post

    @property
    def line(self) -> int:
        """The line of the file at which the post begins, from 1."""
        return self.post.line

    @property
    def has_heading(self) -> bool:
        """False for text before all headings, of which nothing is known."""
        return self.post.author is not None or self.post.date is not None

    @property
    def words(self) -> str:
        """The text of the post, on one line."""
        return " ".join(all_text(self.post.blocks).split())


class Trial(Struct, frozen=True, kw_only=True):
    """What a table makes of the samples. Without a table, they are read as files in our own form."""

    keys: Mapping[str, object] | None
    """The keys of the table but for `glob`."""
    samples: Sequence[Sample]
    read: int
    """How many of the files have posts as the table says."""
    threads: int
    """How many threads these files are."""
    posts: tuple[ReadPost, ...]
    problems: tuple[Problem, ...]

    @property
    def files(self) -> int:
        """How many files were looked at."""
        return len(self.samples)

    @property
    def score(self) -> float:
        """From 0 to 1: the share of the files that are read without a problem, less for posts without author or date,
        for files of one post, and if there are few posts.
        """
        if not self.posts:
            return 0.0
        with_problems = len({problem.path for problem in self.problems})
        share = (self.read - 0.5 * min(self.read, with_problems)) / self.files
        authors, dates = (self.share_of(name) for name in ("author", "date"))
        are_threads = 0.6 + 0.4 * min(1.0, 2 * self.share_of_threads)
        is_enough = 1.0 if len(self.posts) >= ENOUGH else 0.8
        return share * (0.5 + 0.3 * authors + 0.2 * dates) * are_threads * is_enough

    @property
    def share_of_threads(self) -> float:
        """The share of the threads that have several posts, without text before all headings."""
        headed = Counter(one.thread for one in self.posts if one.has_heading)
        return sum(count > 1 for count in headed.values()) / max(1, self.threads)

    def share_of(self, name: str) -> float:
        """The share of the posts that have an attribute."""
        return sum(getattr(one.post, name) is not None for one in self.posts) / max(1, len(self.posts))


def try_table(keys: Mapping[str, object] | None, samples: Sequence[Sample], *, markup: bool = True) -> Trial:
    """Read the samples with a table.

    Args:
        keys: the keys of the table but for `glob`; None for files in our own headed form.
        samples: the files.
        markup: False: the bodies of posts stay as they are, which takes a tenth of the time.
    """
    convention = convention_of(keys) if keys else None
    parse = partial(parse_body, options=MarkdownOptions())
    threads = _threads(samples, convention)
    parsed = [(files, _parse(files, convention, parse if markup else _as_it_is)) for files in threads]
    read = [(files, one.thread) for files, one in parsed if one.thread and one.form in _forms(keys)]
    return Trial(
        keys=keys,
        samples=samples,
        read=sum(len(files) for files, _ in read),
        threads=len(read),
        posts=tuple(
            ReadPost(path=post.file, thread=thread.path, post=post) for _, thread in read for post in thread.posts
        ),
        problems=tuple(problem for _, one in parsed for problem in one.problems),
    )


def convention_of(keys: Mapping[str, object]) -> Convention:
    """The table with these keys, for all files."""
    values = {**keys, "front_matter": tuple(sorted(dict(keys.get("front_matter", {})).items()))}  # type: ignore[call-overload]  # a table
    return Convention(glob="*", **values)  # type: ignore[arg-type]  # the keys of a table


def source_file(sample: Sample) -> SourceFile:
    """The sample as a file of a source."""
    return SourceFile(sample.path, sample.path, sample.text.encode("utf-8", "replace"))


def name_threads(samples: Sequence[Sample], convention: Convention) -> dict[str, ThreadName]:
    """Which threads the samples are parts of, by their paths, as the table's `thread` names them."""
    names: dict[str, ThreadName] = {}
    for sample in samples:
        if name := thread_name(sample.path, convention, UTC, partial(source_file, sample)):
            names[sample.path] = ThreadName(name, file_number(sample.path, convention))
    return names


def _threads(samples: Sequence[Sample], convention: Convention | None) -> list[tuple[Sample, ...]]:
    """The samples that are one thread, in order."""
    if convention is None or not convention.thread:
        return [(sample,) for sample in samples]
    names = name_threads(samples, convention)
    by_path = {sample.path: sample for sample in samples}
    found = join_parts([(path, 0) for path in by_path], lambda path, _: names.get(path))
    return [tuple(by_path[path] for path in thread.paths) for thread in found]


def _forms(keys: Mapping[str, object] | None) -> frozenset[SourceForm]:
    """The forms in which a file is read as the table says."""
    if keys and keys.get("post"):
        return frozenset({SourceForm.CONVENTION})
    return frozenset({SourceForm.HEADED, SourceForm.WHOLE} if keys else {SourceForm.HEADED})


def _as_it_is(body: str, *_: object, **__: object) -> tuple[Block, ...]:
    return (Prose(html="", text=body),)


def _parse(files: tuple[Sample, ...], convention: Convention | None, parse: ParseBody) -> Parsed:
    return parse_thread(
        tuple(map(source_file, files)), slug=Slug("sample"), zone=UTC, parse_body=parse, convention=convention
    )
