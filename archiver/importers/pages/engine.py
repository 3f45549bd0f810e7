"""What is known of the markup of a forum engine: the type of a row of the tables of engines."""

import re
from functools import cache

from msgspec import Struct


class Engine(Struct, frozen=True, kw_only=True):
    """How an engine marks up a thread."""

    name: str
    family: str
    """The engine, whatever its version: ids stay when a forum is upgraded."""
    marks: tuple[str, ...]
    """Words in the source of each page of a thread, one of which is enough."""
    post: str
    """Selectors of the element of a post."""
    has_comments: bool = False
    """Elements of posts within those of others are comments on these, and posts of their own."""
    post_id: tuple[str, ...]
    """Fields whose last number is the id of the post; empty if the pages have no ids."""
    author: tuple[str, ...]
    date: tuple[str, ...]
    is_utc: bool = False
    """Dates that name no zone are in UTC."""
    body: tuple[str, ...]
    """Selectors of the element of the body, the most exact first; empty if the element of the post is the body."""
    ruler: str = ""
    """What stands between posts that have no element of their own, as serialised HTML; they get `article` elements."""
    within: str = ""
    """Selectors of the element that has such posts."""
    head: str = ""
    """A pattern of what the HTML of a body begins with that is no part of it, with groups `author`, `date`, `subject`.
    An element without it is no post."""
    reply_to: tuple[str, ...] = ()
    """Fields whose last number is the id of the post that it answers, if it is not indented below that post."""
    place: str = ""
    """A pattern in the addresses of pages, whose group is the number of the `page`, or of posts before it (`start`)."""
    removed: str = ""
    """Selectors of elements in bodies that are no words of the author."""
    signature: str = ""
    """What stands in bodies between the words of the author and the signature."""
    link: str = ""
    """Selectors of the link that a post is about, which is shown above its body. Such a post may have no body."""
    is_text_marked: bool = False
    """Quotes are paragraphs that begin with `>`."""
    gone: str = ""
    """A pattern of texts that stand in place of a body that was deleted."""
    depth: tuple[str, ...] = ()
    """Fields with a number that tells how far a post is indented below its parent; it is the same for siblings."""
    subject: tuple[str, ...] = ()
    attachments: str = ""
    """Selectors of links to files that came with a post."""
    permalink: tuple[str, ...] = ()
    title: tuple[str, ...]
    crumbs: str
    """Selectors of the links to the boards that the thread is in; those that do not lead to `board` are left out."""
    board: str
    """A pattern in the addresses of boards."""
    thread: str
    """A pattern in the addresses of threads, whose group is the id."""
    post_link: str = ""
    """A pattern in the addresses of posts, whose group is the id."""
    thread_fields: tuple[str, ...] = ()
    """Fields that have the address or the id of the thread."""
    site_name: str = ""
    """The name of the site, of an engine with one site. It is the board of its threads."""
    thread_url: str = ""
    """The address of a thread, with `{}` for its id, of an engine with one site. Then the page tells its thread."""
    post_url: str = ""
    """The address of a post, with `{}` for its id, where a page does not show it."""
    closed: str = ""
    """Selectors of what a page shows if nobody can answer any more."""
    pinned: str = ""
    """Selectors of what a page shows if the thread stays on top of its board."""
    score: tuple[str, ...] = ()
    """Fields that have the score of a post."""
    reactions: str = ""
    """Selectors of elements in posts, each with a kind of reaction and its count."""
    likes: tuple[tuple[str, str], ...] = ()
    """Fields that count who likes a post, or name them, and what a like is called, or the field that tells."""
    counts: tuple[tuple[str, str], ...] = ()
    """Fields and patterns in their values, with groups `posts`, `replies`, `page`, `pages`."""


@cache
def pattern_of(text: str) -> re.Pattern[str]:
    """The pattern of a row, compiled."""
    return re.compile(text, re.IGNORECASE)
