"""Threads whose bodies are not parsed: what has to be known of each before any is drawn."""

from collections.abc import Sequence
from typing import NamedTuple

from archiver.model import FrontMatter, Opening, Subject, moment_to_text
from archiver.parse.post_attributes import files_to_markdown
from archiver.parse.posts import RawPost


class OpenedPost(NamedTuple):
    """A post whose body is not parsed."""

    text: str
    """Its body, and links to its files."""
    url: str | None
    """The URL of the original."""
    base_url: str | None
    """What relative links in it start from."""


class OpenedThread(NamedTuple):
    """A thread whose bodies are not parsed."""

    opening: Opening
    subject: Subject
    source: str | None
    """The URL of the original."""
    aliases: tuple[str, ...]
    """Former addresses, as paths of files relative to the output folder."""
    posts: tuple[OpenedPost, ...]
    """In the order of the files; `[[source]] order` is not applied."""


def open_thread(title: str, front: FrontMatter, posts: Sequence[tuple[RawPost, FrontMatter]]) -> OpenedThread:
    """A thread whose bodies are not parsed.

    Args:
        title: its title; "" if only the slug can give one.
        front: its front matter.
        posts: its posts, each with the front matter of its file.
    """
    dates = [date for raw_post, own in posts if (date := raw_post.date or own.date)]
    started = moment_to_text(min(dates, default=None))
    return OpenedThread(
        opening=Opening(title=title, lang=front.lang, started=started, is_draft=front.draft),
        subject=_subject(title, front, posts[0][0] if posts else None),
        source=front.source,
        aliases=front.aliases,
        posts=tuple(
            OpenedPost(_full_text(raw_post), raw_post.url, raw_post.url or own.source) for raw_post, own in posts
        ),
    )


def _subject(title: str, front: FrontMatter, first: RawPost | None) -> Subject:
    """What a thread is about, by its title, its front matter and its first post."""
    return Subject(
        title=title,
        tags=front.tags,
        author=(first and first.author) or front.author,
        text=first.body if first else "",
    )


def _full_text(raw_post: RawPost) -> str:
    return f"{raw_post.body}\n\n{files_to_markdown(raw_post.files)}" if raw_post.files else raw_post.body
