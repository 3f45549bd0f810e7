"""Brings `archive.lock` up to date: what threads and posts are now, and what they were before."""

from collections.abc import Iterator

from archiver.identity.lock_file import Lock, LockedThread
from archiver.identity.locked_posts import CurrentThread, LockedPost, PostPlace, read_posts, write_posts
from archiver.identity.recognition import Recognition
from archiver.identity.whereabouts import Place, Whereabouts


def renewed_lock(lock: Lock, recognition: Recognition, page_size: int, today: str) -> Lock:
    """The lock with the threads as they are now. Nothing that it has of former addresses and posts is lost.

    Args:
        lock: the lock as it is.
        recognition: which of its threads are which now. Threads that cannot be read stay as they were locked; while new
            ones are among them, no thread is held to be gone.
        page_size: how many posts pages of threads have.
        today: the day, as `2026-11-30`; "" if no thread is to be held to be gone.
    """
    renewer = _Renewer(lock, recognition, today if all(thread.is_known for thread in recognition.new) else "")
    new = (
        LockedThread(thread.slug, thread.id, (), "", thread.posts, thread.digests)
        for thread in recognition.new
        if thread.is_known
    )
    return Lock((*map(renewer.renewed, lock.threads), *new), tuple(dict.fromkeys((page_size, *lock.page_sizes))))


class _Renewer:
    """Brings single lines up to date. The arguments are those of `renewed_lock`."""

    def __init__(self, lock: Lock, recognition: Recognition, today: str) -> None:
        self._found, self._today = recognition.found, today
        self._whereabouts = Whereabouts(lock.threads, recognition)

    def renewed(self, one: LockedThread) -> LockedThread:
        """A line as it is now."""
        thread = self._found.get(one)
        if thread is None:
            return self._gone(one) if self._today or one.removed else one
        if one.is_unchanged(thread):
            return one
        moved = _moved(one, thread)
        if not thread.is_known:
            return moved
        posts = [self._post(one, post, thread) for post in one.read_posts()]
        ids, digests = write_posts(merged_posts(posts, thread))
        return moved._replace(id=thread.id or one.id, removed="", posts=ids, digests=digests)

    def _gone(self, one: LockedThread) -> LockedThread:
        """A line of a thread that is gone: its posts are where they were, or in other threads."""
        posts = ((post, self._whereabouts.place(one, post)) for post in one.read_posts())
        ids, digests = write_posts(_at(post, place) if place else post for post, place in posts)
        return one._replace(removed=one.removed or self._today, posts=ids, digests=digests)

    def _post(self, one: LockedThread, post: LockedPost, thread: CurrentThread) -> LockedPost:
        """A post of a line whose thread is there."""
        place = self._whereabouts.place(one, post)
        if place is None:
            return post if post.moved_to else post._replace(removed=post.removed or self._today)
        is_there = place.thread == thread and place.id == post.id
        return post._replace(removed="", moved_to=None) if is_there else _at(post, place)


def _at(post: LockedPost, place: Place) -> LockedPost:
    return post._replace(removed="", moved_to=PostPlace(place.thread.slug, place.id))


def _moved(one: LockedThread, thread: CurrentThread) -> LockedThread:
    former = tuple(slug for slug in dict.fromkeys(one.slugs) if slug != thread.slug)
    return one._replace(slug=thread.slug, former=former)


def merged_posts(had: list[LockedPost], thread: CurrentThread) -> Iterator[LockedPost]:
    """The posts of a thread in order, each of those that it does not have any more behind the one that it followed."""
    now = read_posts(thread.posts, thread.digests)
    ids = {post.id for post in now}
    behind: dict[str, list[LockedPost]] = {}
    last = ""
    for post in had:
        if post.id in ids:
            last = post.id
        else:
            behind.setdefault(last, []).append(post)
    yield from behind.get("", ())
    for post in now:
        yield post
        yield from behind.get(post.id, ())
