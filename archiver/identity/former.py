"""What leads on from former addresses: the pages at which threads stood, and the posts that are missing in threads."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archiver.identity.lock_file import Lock, LockedThread
from archiver.identity.locked_posts import CurrentThread
from archiver.identity.recognition import Recognition
from archiver.identity.whereabouts import Place, Whereabouts
from archiver.model import PostId, Slug


class FormerPost(NamedTuple):
    """A post that is not where the address of its former page leads to."""

    page: int
    """The number of the page on which it stood."""
    id: PostId
    place: Place
    """Where it is now."""


class FormerAddress(NamedTuple):
    """An address at which pages of a thread stood."""

    slug: Slug
    first: int
    """The number of the first page that stood there and does not any more."""
    pages: int
    """The number of the last one."""
    thread: CurrentThread | None
    """The thread that it leads to; None if there is none any more."""
    last: int
    """The number of the last page of that thread; 0 if there is none."""
    removed: str
    """The day on which the thread was found to be gone, as `2026-11-30`; "" if that is not known."""
    posts: tuple[FormerPost, ...]


class MissingPost(NamedTuple):
    """A post that its thread does not have any more."""

    id: PostId
    page: int
    """The number of the page on which it stood."""
    after: int
    """The position of the post behind which it stood; that of the last post of the page before, for none."""
    place: Place | None
    """Where it is now; None if it is nowhere."""
    removed: str
    """See `FormerAddress.removed`."""


class Trail(NamedTuple):
    """What leads on from former addresses."""

    addresses: tuple[FormerAddress, ...] = ()
    missing: Mapping[Slug, tuple[MissingPost, ...]] = {}
    """The posts that threads do not have any more, by the slugs of the threads."""


def find_trail(lock: Lock, recognition: Recognition, page_size: int) -> Trail:
    """What leads on from the addresses in a lock.

    Args:
        lock: the threads as they were locked.
        recognition: which threads they are now.
        page_size: how many posts pages of threads have.
    """
    finder = _Finder(lock, recognition, page_size)
    in_use_first = sorted(lock.threads, key=lambda one: (bool(one.removed), one.line))
    addresses = tuple(address for one in in_use_first for address in finder.addresses(one))
    found = recognition.found.items()
    missing = {thread.slug: posts for one, thread in found if (posts := tuple(finder.missing(one, thread)))}
    return Trail(addresses, missing)


class _Finder:
    """Finds what leads on from the addresses of one thread. The arguments are those of `find_trail`."""

    def __init__(self, lock: Lock, recognition: Recognition, page_size: int) -> None:
        self._found = recognition.found
        self._size = page_size
        self._sizes = tuple(dict.fromkeys((page_size, *lock.page_sizes)))
        self._whereabouts = Whereabouts(lock.threads, recognition)

    def addresses(self, one: LockedThread) -> Iterator[FormerAddress]:
        """The addresses of a locked thread at which it has no page now."""
        thread = self._found.get(one)
        is_as_it_was = thread is not None and (one.is_unchanged(thread) or not thread.is_known)
        if is_as_it_was and not one.former and len(self._sizes) == 1:
            return
        successor = self._whereabouts.successor(one)
        last = self._pages(len(self._whereabouts.positions(successor)), self._size) if successor else 0
        count = max(self._pages(len(one.read_posts()), size) for size in self._sizes)
        for slug in one.slugs:
            first = last + 1 if thread and slug == thread.slug else 1
            if first <= count:
                posts = tuple(self._posts(one, successor, first, last))
                yield FormerAddress(slug, first, count, successor, last, one.removed, posts)

    def missing(self, one: LockedThread, thread: CurrentThread) -> Iterator[MissingPost]:
        """The posts that a locked thread had, and that it does not have now."""
        if one.is_unchanged(thread) or not thread.is_known:
            return
        positions, after = self._whereabouts.positions(thread), 0
        last = self._pages(len(positions), self._size)
        for at, post in enumerate(one.read_posts()):
            if position := positions.get(post.id):
                after = position
                continue
            page = min(at // self._size + 1, last)
            behind = min(max(after, (page - 1) * self._size), page * self._size)
            yield MissingPost(post.id, page, behind, self._whereabouts.place(one, post), post.removed)

    def _posts(self, one: LockedThread, thread: CurrentThread | None, first: int, last: int) -> Iterator[FormerPost]:
        """The posts that pages from number `first` on have to lead to, each in its own way.

        Args:
            one: the locked thread.
            thread: the thread that the pages lead to.
            first: the number of the first page.
            last: the number of the last page of `thread`.
        """
        for at, post in enumerate(one.read_posts()):
            if (place := self._whereabouts.place(one, post)) is None:
                continue
            now = place.thread, place.id, (place.position - 1) // self._size + 1
            for page in dict.fromkeys(at // size + 1 for size in self._sizes):
                if page >= first and now != (thread, post.id, min(page, last)):
                    yield FormerPost(page, post.id, place)

    def _pages(self, posts: int, size: int) -> int:
        return max(1, -(-posts // size))
