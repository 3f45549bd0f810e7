"""Reads samples with a `[[source]]` table as a build would, and tells how well that goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import partial

from archiver.bodies import MarkdownOptions, parse_body
from archiver.config import Convention
from archiver.errors import Problem
from archiver.guess.samples import Sample
from archiver.model import Block, Post, Prose, Slug, SourceFile, Thread, all_text
from archiver.parse import ParseBody, Parsed, SourceForm, parse_thread

SURE, LIKELY = 0.9, 0.6
"""Scores from which on a guess is sure, and likely."""

ENOUGH = 3
"""Posts; fewer show no convention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPost:
    """A post as a guessed table reads it."""

    path: str
    line: int
    post: Post

    @property
    def has_heading(self) -> bool:
        """False for text before all headings, of which nothing is known."""
        return self.post.author is not None or self.post.date is not None

    @property
    def words(self) -> str:
        """The text of the post, on one line."""
        return " ".join(all_text(self.post.blocks).split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a table makes of the samples. Without a table, they are read as files in our own form."""

    keys: Mapping[str, object] | None
    """The keys of the table but for `glob`."""
    files: int
    read: int
    """How many of the files have posts as the table says."""
    posts: tuple[ReadPost, ...]
    problems: tuple[Problem, ...]

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
        """The share of the files that are read which have several posts, without text before all headings."""
        headed = Counter(one.path for one in self.posts if one.has_heading)
        return sum(count > 1 for count in headed.values()) / max(1, self.read)

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
    convention = _convention(keys) if keys else None
    parse = partial(parse_body, options=MarkdownOptions())
    wanted = SourceForm.CONVENTION if keys else SourceForm.HEADED
    parsed = [(sample.path, _parse(sample, convention, parse if markup else _as_it_is)) for sample in samples]
    read = [(path, one.thread) for path, one in parsed if one.thread and one.form is wanted]
    return Trial(
        keys=keys,
        files=len(samples),
        read=len(read),
        posts=tuple(one for path, thread in read for one in _posts(path, thread)),
        problems=tuple(problem for _, one in parsed for problem in one.problems),
    )


def _convention(keys: Mapping[str, object]) -> Convention:
    values = {**keys, "front_matter": tuple(sorted(dict(keys.get("front_matter", {})).items()))}  # type: ignore[call-overload]  # a table
    return Convention(glob="*", **values)  # type: ignore[arg-type]  # the keys of a table


def _as_it_is(body: str, *_: object, **__: object) -> tuple[Block, ...]:
    return (Prose(html="", text=body),)


def _parse(sample: Sample, convention: Convention | None, parse: ParseBody) -> Parsed:
    return parse_thread(
        (SourceFile(sample.path, sample.path, sample.text.encode("utf-8", "replace")),),
        slug=Slug("sample"),
        zone=UTC,
        parse_body=parse,
        convention=convention,
    )


def _posts(path: str, thread: Thread) -> list[ReadPost]:
    return [ReadPost(path=path, line=post.line, post=post) for post in thread.posts]
