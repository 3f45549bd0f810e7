"""The posts of a thread as a line of `archive.lock` has them: ids in runs, and a short digest of each post.

The ids `p1`, `p2`, `p3` are written `p1:3`. An id with a date behind `!` is that of a post which is no longer here; one
with the thread and the id of another post behind `>` is that of a post which is now that one. Equal posts give equal
texts, so that most threads are compared without reading any of them.
"""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import NamedTuple

from archiver.model import PostId, Slug

DIGEST_SIZE = 6
"""Characters of the digest of a post: 36 bits. Digests tell posts of a few threads apart, not of all."""
SLUG = r'[^\s/\\:*?"<>|#%.,!]+(?:/[^\s/\\:*?"<>|#%.,!]+)*'
"""Matches every slug; nothing that leads out of the site."""

_ID = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_TOKEN = re.compile(rf"({_ID})(?::([0-9]{{1,9}})|!([0-9-]{{10}})|>({SLUG})#({_ID}))?")
_NUMBERED = re.compile(r"(.*?)(0|[1-9][0-9]{0,8})")


class PostPlace(NamedTuple):
    """A post, by the slug of its thread and its id."""

    thread: Slug
    post: PostId


class LockedPost(NamedTuple):
    """A post of a line of the lock."""

    id: PostId
    digest: str
    removed: str = ""
    """The day on which it was found to be gone, as `2026-11-30`; "" for one that is not."""
    moved_to: PostPlace | None = None
    """The post that it is now."""

    @property
    def is_current(self) -> bool:
        """True if the thread has this post, as far as the lock knows."""
        return not self.removed and self.moved_to is None


class CurrentThread(NamedTuple):
    """A thread as its source is now."""

    path: str
    """Its source, relative to the project, as messages name it."""
    slug: Slug
    id: str
    """The id that its front matter declares, or the URL of the original in angle brackets; "" if it has neither."""
    aliases: tuple[Slug, ...]
    """The former addresses that its front matter declares, as slugs."""
    posts: str
    digests: str
    is_known: bool = True
    """False if its source cannot be read or parsed: its posts are not known."""


def post_digest(author: str | None, body: str) -> str:
    """The digest of what a post says: equal for posts of one author with equal words, however they are wrapped."""
    content = f"{author or ''}\0{' '.join(body.split())}".encode("utf-8", "replace")
    return urlsafe_b64encode(blake2b(content, digest_size=6).digest()).decode()[:DIGEST_SIZE]


def current_posts(posts: Iterable[tuple[PostId, str]]) -> tuple[str, str]:
    """The ids of the posts of a thread and their digests, as a line of the lock has them.

    >>> current_posts([("p1", "aaaaaa"), ("p2", "bbbbbb"), ("7", "cccccc")])
    ('p1:2 7', 'aaaaaabbbbbbcccccc')
    """
    return write_posts(LockedPost(*post) for post in posts)


def write_posts(posts: Iterable[LockedPost]) -> tuple[str, str]:
    """The two columns of a line of the lock for the posts of a thread, in order."""
    tokens: list[str] = []
    digests: list[str] = []
    run = _Run()
    for post in posts:
        digests.append(post.digest)
        if post.is_current and run.extend(post.id):
            tokens[-1] = run.text
        else:
            run = _Run(post.id if post.is_current else "")
            tokens.append(_token(post))
    return " ".join(tokens), "".join(digests)


def read_posts(ids: str, digests: str) -> tuple[LockedPost, ...]:
    """The posts that two columns of a line of the lock have. Raises ValueError if the columns are damaged."""
    posts = [post for token in ids.split(" ") if token for post in _posts(token)]
    if len(posts) * DIGEST_SIZE != len(digests):
        raise ValueError("as many digests are needed as there are posts")
    if len({post.id for post in posts}) != len(posts):
        raise ValueError("an id stands there twice")
    cut = range(0, len(digests), DIGEST_SIZE)
    return tuple(post._replace(digest=digests[at : at + DIGEST_SIZE]) for at, post in zip(cut, posts, strict=True))


def ids_of(ids: str) -> tuple[PostId, ...]:
    """The ids in a column of posts. Raises ValueError if it is damaged.

    >>> ids_of("p1:2 7")
    ('p1', 'p2', '7')
    """
    return tuple(post.id for token in ids.split(" ") if token for post in _posts(token))


def digests_of(digests: str) -> list[str]:
    """The single digests of a column."""
    return [digests[at : at + DIGEST_SIZE] for at in range(0, len(digests), DIGEST_SIZE)]


class _Run:
    """Ids that count on, as `p1` to `p3`."""

    def __init__(self, first: str = "") -> None:
        match = _NUMBERED.fullmatch(first)
        self._first, self._prefix = first, match[1] if match else ""
        self._next = int(match[2]) + 1 if match else -1

    def extend(self, id_: PostId) -> bool:
        """Add an id; False if it does not count on."""
        if self._next < 0 or id_ != f"{self._prefix}{self._next}":
            return False
        self._next += 1
        return True

    @property
    def text(self) -> str:
        return f"{self._first}:{self._next - 1}"


def _token(post: LockedPost) -> str:
    if post.moved_to:
        return f"{post.id}>{post.moved_to.thread}#{post.moved_to.post}"
    return f"{post.id}!{post.removed}" if post.removed else post.id


def _posts(token: str) -> Iterator[LockedPost]:
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise ValueError(f'"{token}" is no post')
    id_, last, removed, thread, post = match.groups()
    if last is None:
        yield LockedPost(PostId(id_), "", removed or "", PostPlace(Slug(thread), PostId(post)) if thread else None)
        return
    numbered = _NUMBERED.fullmatch(id_)
    if numbered is None or not int(numbered[2]) < int(last):
        raise ValueError(f'"{token}" is no run of posts')
    yield from (LockedPost(PostId(f"{numbered[1]}{n}"), "") for n in range(int(numbered[2]), int(last) + 1))
