"""Where the posts of `archive.lock` are now: in their thread, in another one, or nowhere.

A post that is not under its id is looked for by its digest among the posts that the lock does not have; exactly one of
these has to have it. So posts are found again that were moved, and threads that were merged or split.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from archiver.identity.lock_file import LockedThread
from archiver.identity.locked_posts import CurrentThread, LockedPost, PostPlace, read_posts
from archiver.identity.recognition import Recognition
from archiver.model import PostId, Slug

_LONGEST_CHAIN = 16
"""Moves of one post that are followed."""


class Place(NamedTuple):
    """Where a post is now."""

    thread: CurrentThread
    id: PostId
    position: int
    """From 1."""


class Whereabouts:
    """Finds the posts of locked threads."""

    def __init__(self, locked: tuple[LockedThread, ...], recognition: Recognition) -> None:
        self._locked, self._found, self._new = locked, recognition.found, recognition.new
        self._positions: dict[Slug, Mapping[PostId, int]] = {}

    def positions(self, thread: CurrentThread) -> Mapping[PostId, int]:
        """The position of each post of a thread, by its id."""
        if thread.slug not in self._positions:
            posts = read_posts(thread.posts, thread.digests)
            self._positions[thread.slug] = {post.id: at for at, post in enumerate(posts, 1)}
        return self._positions[thread.slug]

    def place(self, one: LockedThread, post: LockedPost) -> Place | None:
        """Where a post of a locked thread is; None if it is nowhere."""
        for _ in range(_LONGEST_CHAIN):
            if place := self._in_its_thread(one, post.id):
                return place
            if post.moved_to is None:
                return self._by_digest.get(post.digest)
            if place := self._in_new_thread(post.moved_to):
                return place
            after = self._locked_post(post.moved_to)
            if after is None:
                return None
            one, post = after
        return None

    def successor(self, one: LockedThread) -> CurrentThread | None:
        """What a locked thread is now: itself, or the thread that has at least half of its posts."""
        if one in self._found:
            return self._found[one]
        posts = one.read_posts()
        places = Counter(place.thread for post in posts if (place := self.place(one, post)))
        thread, count = next(iter(places.most_common(1)), (None, 0))
        return thread if 2 * count >= len(posts) else None

    def _in_its_thread(self, one: LockedThread, post: PostId) -> Place | None:
        thread = self._found.get(one)
        position = self.positions(thread).get(post) if thread else None
        return Place(thread, post, position) if thread and position else None

    def _in_new_thread(self, place: PostPlace) -> Place | None:
        """A post of a thread that the lock does not have: it was moved there by hand."""
        thread = None if place.thread in self._by_slug else self._new_by_slug.get(place.thread)
        position = self.positions(thread).get(place.post) if thread else None
        return Place(thread, place.post, position) if thread and position else None

    def _locked_post(self, place: PostPlace) -> tuple[LockedThread, LockedPost] | None:
        one = self._by_slug.get(place.thread)
        posts = one.read_posts() if one else ()
        post = next((post for post in posts if post.id == place.post), None)
        if one and post is None and self._in_its_thread(one, place.post):  # it came after the lock was written
            post = LockedPost(place.post, "")
        return (one, post) if one and post else None

    @cached_property
    def _by_slug(self) -> Mapping[Slug, LockedThread]:
        """The locked threads by all slugs that they have and had; the present ones count first."""
        in_use_first = sorted(self._locked, key=lambda one: bool(one.removed))
        by_slug = {one.slug: one for one in reversed(in_use_first)}
        for one in in_use_first:
            for slug in one.former:
                by_slug.setdefault(slug, one)
        return by_slug

    @cached_property
    def _new_by_slug(self) -> Mapping[Slug, CurrentThread]:
        return {thread.slug: thread for thread in self._new}

    @cached_property
    def _by_digest(self) -> Mapping[str, Place]:
        """The posts that the lock does not have, by those digests that only one of them and one lost post have."""
        lost = Counter(self._lost_digests())
        places: dict[str, Place] = {}
        counts = Counter[str]()
        for place, digest in self._unlocked_posts():
            counts[digest] += 1
            places[digest] = place
        return {digest: place for digest, place in places.items() if counts[digest] == 1 == lost[digest]}

    def _lost_digests(self) -> Iterator[str]:
        for one in self._locked:
            thread = self._found.get(one)
            if thread is None or (thread.is_known and not one.is_unchanged(thread)):
                ids = self.positions(thread) if thread else {}
                yield from (p.digest for p in one.read_posts() if p.moved_to is None and p.id not in ids)

    def _unlocked_posts(self) -> Iterator[tuple[Place, str]]:
        """The posts of threads that the lock does not have, or has as moved or gone: they have come back."""
        locked = {thread: one for one, thread in self._found.items() if not one.is_unchanged(thread)}
        for thread in (*self._new, *locked):
            posts = locked[thread].read_posts() if thread in locked else ()
            known = {post.id for post in posts if post.is_current}
            for position, post in enumerate(read_posts(thread.posts, thread.digests), 1):
                if post.id not in known:
                    yield Place(thread, post.id, position), post.digest
