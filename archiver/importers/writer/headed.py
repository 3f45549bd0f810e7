"""Writes the posts of a thread in the headed form: `## ada · 2022-07-05T14:03:00Z {#p1 reply-to=p0}`."""

import re
from collections.abc import Iterator
from datetime import UTC

from msgspec import Struct

from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.importers.writer.front_matter import is_heading_title, write_front_matter
from archiver.model import BodyFormat, Moment, PostId
from archiver.parse.headed import escape_headings
from archiver.parse.post_attributes import escape_value

_SAFE_AUTHOR = re.compile(r"(?!\d{4}-)\w(?:[^·|—{]*[^\s·|—{])?")
"""A name that cannot be taken for a date, or be divided; others are written as an attribute."""
_BARE = re.compile(r"[\w.:/+@-]+")


class SourceText(Struct, frozen=True):
    """The parts of a source in the headed form."""

    start: str
    """Front matter and title, with the newline and the blank line that follow."""
    posts: dict[PostId, str]
    """The heading and the body of each post, with the newline at its end, in order."""

    def join(self) -> bytes:
        """The bytes of the source."""
        return (self.start + "\n".join(self.posts.values())).encode()


def write_source(thread: ImportedThread) -> SourceText:
    """Write a thread in its normal form, without attachments."""
    title = f"# {thread.title}\n\n" if thread.title and is_heading_title(thread.title) else ""
    posts = {PostId(post.id): _write_post(post, thread.format) for post in thread.posts}
    return SourceText(write_front_matter(thread) + title, posts)


def _write_post(post: ImportedPost, thread_format: BodyFormat) -> str:
    date = _iso(post.date) if post.date else ""
    is_in_head = post.author is not None and _SAFE_AUTHOR.fullmatch(post.author) is not None
    head = " · ".join(filter(None, (post.author if is_in_head else "", date)))
    braces = " ".join((f"#{post.id}", *_attributes(post, thread_format, names_author=not is_in_head)))
    heading = f"## {head}{' ' if head else ''}{{{braces}}}\n"
    return f"{heading}\n{escape_headings(post.body)}\n" if post.body else heading


def _attributes(post: ImportedPost, thread_format: BodyFormat, *, names_author: bool) -> Iterator[str]:
    """The attributes of a post, each with its value; the author too, if `names_author` is True."""
    texts = (
        ("author", post.author if names_author else None),
        ("address", post.address),
        ("reply-to", post.reply_to),
        ("format", post.format if post.format is not thread_format else None),
        ("subject", post.subject),
        ("edited", _iso(post.edited) if post.edited else None),
        ("url", post.url),
        ("score", str(post.score) if post.score is not None else None),
        ("reactions", ", ".join(f"{name} {count}" for name, count in post.reactions)),
        ("files", " ".join(post.files)),
    )
    yield from (_attribute(name, value) for name, value in texts if value)
    yield from (name for name in ("accepted", "pinned", "deleted") if getattr(post, name))
    yield from (_attribute(f"x-{name}", value) for name, value in post.extra.items())


def _attribute(name: str, value: str) -> str:
    return f"{name}={value}" if _BARE.fullmatch(value) else f'{name}="{escape_value(value)}"'


def _iso(moment: Moment) -> str:
    """ISO 8601 in UTC, as short as it can be: `2022-07-05T14:03:00Z`; `2022-07-05` without a time of day."""
    if not moment.has_time:
        return moment.at.date().isoformat()
    return moment.at.astimezone(UTC).isoformat().replace("+00:00", "Z")
