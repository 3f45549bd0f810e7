"""Metadata that a source declares: of a thread in its front matter, of a post in its heading.

A new key of the front matter is a field of `ThreadMetadata`, or of `ListedMetadata` if lists show it, and a row of
`parse.front_matter_keys.KEYS`. A new attribute of a post is a field of `PostMetadata` and a row of `parse.headed`. What
a source does not declare is None, empty or False.
"""

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field

from archiver.model.identifiers import PostId
from archiver.model.moments import Moment


class BodyFormat(StrEnum):
    """The markup in which the bodies of posts are written."""

    MARKDOWN = "markdown"
    TEXT = "text"
    """Plain text of mail and Usenet, with its line breaks."""
    HTML = "html"
    """HTML that a forum's engine had rendered; untrusted."""
    BBCODE = "bbcode"
    """BBCode as members of a forum wrote it, or as its database stores it."""
    MIXED = "mixed"
    """Markdown in which HTML is HTML, as exporters write it; untrusted."""


class ListedMetadata(Struct, frozen=True, kw_only=True):
    """The keys of the front matter that the summary of a thread has too, since lists show them."""

    tags: tuple[str, ...] = ()
    lang: str | None = None
    """A BCP 47 language tag."""
    dir: str | None = None
    """The direction of writing: `ltr`, `rtl` or `auto`."""
    aliases: tuple[str, ...] = ()
    """Former addresses of the thread, as paths of files relative to the output folder; each becomes a redirect."""
    draft: bool = False
    """The thread is not to be published: it has pages only if `Config.drafts` is set."""
    closed: bool = False
    """No more answers were allowed in the original."""
    pinned: bool = False
    """The original stood before others in its list."""
    solved: bool = False
    """The question of the first post has an answer that was accepted."""


class ThreadMetadata(ListedMetadata, frozen=True, kw_only=True):
    """The keys of the front matter that the pages of a thread show or depend on."""

    source: str | None = None
    """The URL of the original."""
    views: int | None = None
    """How often the original was looked at."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Keys of the user's own, for themes."""


class FrontMatter(ThreadMetadata, frozen=True, kw_only=True):
    """All keys of the front matter: the thread's metadata, and what the parser needs to read the posts."""

    title: str | None = None
    id: str | None = None
    """What the thread is known by whatever its address is: no other thread has it."""
    format: BodyFormat | None = None
    breaks: bool | None = None
    """True if a single line break in Markdown counts, False if it does not; None for the project's choice."""
    date: Moment | None = None
    """The date of all posts that declare none."""
    author: str | None = None
    """The author of all posts that declare none."""


FRONT_MATTER_KEYS = frozenset(FrontMatter.__struct_fields__)
"""The names of the keys."""


class PostMetadata(Struct, frozen=True, kw_only=True):
    """The attributes in a post's heading, as its source declares them."""

    author: str | None = None
    date: Moment | None = None
    edited: Moment | None = None
    reply_to: PostId | None = None
    """The id of the post that this one answers; that post may be missing from the thread."""
    subject: str | None = None
    url: str | None = None
    """The URL of the original."""
    score: int | None = None
    deleted: bool = False
    accepted: bool = False
    """The post is the answer that was accepted."""
    pinned: bool = False
    """The post was set apart from others in the original."""
    reactions: tuple[tuple[str, int], ...] = ()
    """What readers answered with one sign: each reaction, as `👍` or `like`, and how often it was given."""
    address: str | None = None
    """The mail address of the author, perhaps masked: `a…@example.org`. No page shows it."""
    extra: tuple[tuple[str, str], ...] = ()
    """Attributes of other systems that have no field here: names and values."""
