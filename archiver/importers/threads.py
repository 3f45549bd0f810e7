"""The values that an importer makes: threads, posts and attachments as the export of another system has them.

Texts are as the export has them: any characters, any length. `writer.normal_form` makes them fit for a source.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from archiver.model import BodyFormat, Moment

Extra = str | tuple["Extra", ...] | Mapping[str, "Extra"]
"""A value of a key in `ImportedThread.extra`: text, or lists and tables of it. Numbers are written as text."""


class ImportedAttachment(Struct, frozen=True, kw_only=True):
    """A file that came with a post."""

    name: str
    """The file's name, as the export has it; "" if it has none."""
    type: str = ""
    """The MIME type, as the export has it; "" if it has none."""
    read: Callable[[], bytes] | None = None
    """Reads the bytes of the file. Raises OSError. None if the export lacks the file, so that `address` is all."""
    address: str | None = None
    """The URL of the file on the original's site. If bodies show it at this address, `is_in_body` is True."""
    is_in_body: bool = False
    """True if the body of the post has `address`. Then the file is stored in `content/_media/` under it; else it is
    stored beside the source, and shown below the body."""
    content_id: str | None = None
    """The id by which an HTML body shows the file, as `cid:…` (RFC 2392), without angle brackets and the `cid:`."""


class ImportedPost(Struct, frozen=True, kw_only=True):
    """A post of an export."""

    id: str
    """The id that the system gives the post, unique in its thread: any text, as a message id."""
    author: str | None = None
    """The name of the author, without the address."""
    address: str | None = None
    """The mail address of the author."""
    date: Moment | None = None
    body: str = ""
    format: BodyFormat = BodyFormat.TEXT
    """The markup of the body."""
    reply_to: str | None = None
    """The id of the post that this one answers; that post may be missing."""
    subject: str | None = None
    """The subject, if it differs from the title of the thread."""
    url: str | None = None
    """The URL of the original."""
    edited: Moment | None = None
    score: int | None = None
    reactions: tuple[tuple[str, int], ...] = ()
    """Each reaction, as a character or a name, and how often it was given."""
    accepted: bool = False
    """The post is the answer that was accepted."""
    pinned: bool = False
    deleted: bool = False
    attachments: tuple[ImportedAttachment, ...] = ()
    files: tuple[str, ...] = ()
    """Addresses of files that are shown below the body: URLs, or percent-encoded paths relative to the source. The
    store adds those of `attachments`."""
    extra: Mapping[str, str] = field(default_factory=dict)
    """What else the system knows of the post."""


class ImportedThread(Struct, frozen=True, kw_only=True):
    """A thread of an export. Its posts are in the order in which they are to be read, parents before replies."""

    id: str
    """The id that the system gives the thread: any text. With `site` it is the same in every later export."""
    site: str = ""
    """Where ids are unique, if they are not so everywhere: a host, a workspace, a subreddit."""
    title: str
    board: tuple[str, ...] = ()
    """The names of the boards that the thread is in, outermost first."""
    slug: str | None = None
    """Words for the file's name, if the system has such; else they are taken from the title."""
    tags: tuple[str, ...] = ()
    lang: str | None = None
    """A BCP 47 language tag."""
    format: BodyFormat = BodyFormat.TEXT
    """The markup of most bodies of the system. It must not change from one export to the next."""
    breaks: bool | None = None
    """Whether a single line break in Markdown counts; None for the project's choice. It must not change from one export
    to the next."""
    dir: str | None = None
    """The direction of writing: `ltr`, `rtl` or `auto`."""
    url: str | None = None
    """The URL of the original."""
    aliases: tuple[str, ...] = ()
    """Former addresses of the thread on its site, without the host, as `/viewtopic.php?t=7`."""
    closed: bool = False
    pinned: bool = False
    solved: bool = False
    views: int | None = None
    extra: Mapping[str, Extra] = field(default_factory=dict)
    """What else the system knows of the thread: category, votes, polls."""
    posts: tuple[ImportedPost, ...]
    claimed_posts: int | None = None
    """The number of posts that the export says the thread has; None if it says none."""
