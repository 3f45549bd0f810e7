"""The contexts of files that threads are exported to."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from archiver.model import Moment
from archiver.pages.contexts.threads import PostView


class ContentsRow(Struct, frozen=True, kw_only=True):
    """A thread, or a page of one, in a table of contents."""

    title: str
    lang: str | None
    """The language of the thread; None: that of the site."""
    url: str
    """Where it is in the file, or the name of its document in a book."""
    started: Moment | None
    """The date of the first dated post of the thread; None in books."""


class ExportPage(Struct, frozen=True, kw_only=True):
    """`export.html`: one file with threads, which shows itself without the site."""

    title: str
    """Of the thread or the board."""
    lang: str | None
    """The language of a single thread; None: that of the site."""
    contents: tuple[ContentsRow, ...]
    """Links to the threads in the file; empty if there is a single one."""
    threads: Iterable[str]
    """The HTML of each thread, as `export-thread.html` draws it. It is drawn when it is read, which can be once."""
    styles: Mapping[str, str]
    """The stylesheets of the theme, by their paths in the folder `assets`."""


class BookPage(Struct, frozen=True, kw_only=True):
    """`book.html`: a document of an EPUB, with a page of a thread or the table of contents."""

    title: str
    lang: str | None
    """The language of the thread; None: that of the site."""
    body: str
    """The HTML of a page of a thread, as `export-thread.html` draws it; empty in the table of contents."""
    contents: tuple[ContentsRow, ...]
    """Links to the other documents; empty in all but the table of contents."""


class MailPage(Struct, frozen=True, kw_only=True):
    """`mail.html`: the HTML of a mail, with the words of a post."""

    title: str
    """Of the thread."""
    lang: str | None
    """The language of the thread; None: that of the site."""
    post: PostView
