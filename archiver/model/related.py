"""What has to be known of a thread to find related ones, and what these show of it."""

from msgspec import Struct

from archiver.model.identifiers import Url


class Subject(Struct, frozen=True, kw_only=True):
    """What a thread is about, as its beginning says. Answers do not change it."""

    title: str
    tags: tuple[str, ...]
    author: str | None
    """Who wrote the first post."""
    text: str
    """The first post, in its markup."""


class RelatedThread(Struct, frozen=True, kw_only=True):
    """A link to another thread that seems to be about the same."""

    title: str
    lang: str | None
    """The language of the other thread; None: that of the site."""
    url: Url
    started: str
    """The date of its earliest dated post, as text (see `moment_to_text`)."""


Terms = tuple[int, ...]
"""What tells a thread from others, ascending: four times the hash of a word, plus its `TermPlace`."""
