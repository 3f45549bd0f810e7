"""Writes into the lock that posts were moved from one thread to another, or that a thread has another address."""

from collections.abc import Mapping

from archiver.identity.lock_file import Lock, LockedThread
from archiver.identity.locked_posts import CurrentThread, PostPlace, ids_of, write_posts
from archiver.identity.renewal import merged_posts
from archiver.model import PostId, Slug


def renamed_in_lock(lock: Lock, slug: Slug, now: CurrentThread, today: str) -> Lock:
    """The lock after the thread with a slug was renamed: it has an address more that leads on.

    Args:
        lock: the lock as it is.
        slug: the slug that the thread had.
        now: the thread as it is.
        today: the day, as `2026-11-30`, on which another thread is gone that the lock has at the new address.
    """
    follow = {PostPlace(slug, id_): PostPlace(now.slug, id_) for id_ in ids_of(now.posts)}
    lines = (_without_address(_following(one, follow), slug, now.slug, today) for one in lock.threads)
    return lock._replace(threads=tuple(_renamed(one, now) if _is_at(one, slug) else one for one in lines))


def moved_in_lock(lock: Lock, slug: Slug, places: Mapping[PostId, PostId], now: CurrentThread, today: str) -> Lock:
    """The lock after posts of the thread with a slug were moved into another one.

    Args:
        lock: the lock as it is.
        slug: the slug of the thread that had the posts.
        places: the ids that they have now, by those that they had.
        now: the thread that they are in.
        today: the day, as `2026-11-30`, on which the thread is gone, if it has no posts any more; else "".
    """
    follow = {PostPlace(slug, old): PostPlace(now.slug, new) for old, new in places.items()}
    lines = [
        _moved(one, places, now.slug, today) if _is_at(one, slug) else _following(one, follow) for one in lock.threads
    ]
    if not any(_is_at(one, slug) for one in lock.threads):
        return lock
    at = next((n for n, one in enumerate(lines) if _is_at(one, now.slug)), None)
    if at is None:
        lines.append(LockedThread(now.slug, now.id, (), "", now.posts, now.digests))
    else:
        lines[at] = _with_posts(lines[at], now)
    return lock._replace(threads=tuple(lines))


def updated_in_lock(lock: Lock, now: CurrentThread) -> Lock:
    """The lock after the words of posts of a thread have changed, as the addresses in them."""
    known = next((one for one in lock.threads if _is_at(one, now.slug)), None)
    if known is None:
        return lock
    return lock._replace(threads=tuple(_with_posts(one, now) if one is known else one for one in lock.threads))


def _is_at(one: LockedThread, slug: Slug) -> bool:
    return one.slug == slug and not one.removed


def _following(one: LockedThread, follow: Mapping[PostPlace, PostPlace]) -> LockedThread:
    """A line whose posts that are in another thread are where that has them now."""
    if ">" not in one.posts:
        return one
    moved = ((post, post.moved_to and follow.get(post.moved_to)) for post in one.read_posts())
    posts = (post._replace(moved_to=place) if place else post for post, place in moved)
    ids, digests = write_posts(posts)
    return one._replace(posts=ids, digests=digests)


def _without_address(one: LockedThread, slug: Slug, taken: Slug, today: str) -> LockedThread:
    """A line, as of a thread that is gone if another one has its address now."""
    return one._replace(removed=today) if _is_at(one, taken) and taken != slug else one


def _renamed(one: LockedThread, now: CurrentThread) -> LockedThread:
    former = tuple(slug for slug in dict.fromkeys(one.slugs) if slug != now.slug)
    return _with_posts(one._replace(slug=now.slug, former=former), now)


def _moved(one: LockedThread, places: Mapping[PostId, PostId], to: Slug, today: str) -> LockedThread:
    posts = (
        post._replace(removed="", moved_to=PostPlace(to, places[post.id])) if post.id in places else post
        for post in one.read_posts()
    )
    ids, digests = write_posts(posts)
    return one._replace(posts=ids, digests=digests, removed=today)


def _with_posts(one: LockedThread, now: CurrentThread) -> LockedThread:
    ids, digests = write_posts(merged_posts([*one.read_posts()], now))
    return one._replace(posts=ids, digests=digests, id=now.id or one.id)
