"""Which thread of `archive.lock` is which thread now.

A thread is known by the id that its front matter declares (or by the URL of its original, where no other has it), by an
alias that names its former address, or by its posts: at least half of those that it had. What cannot be decided is a
problem that names all candidates, and nothing is guessed.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from archiver.errors import Problem
from archiver.identity.lock_file import LockedThread
from archiver.identity.locked_posts import CurrentThread, digests_of


class Recognition(NamedTuple):
    """The threads of the lock with those that they are now."""

    found: Mapping[LockedThread, CurrentThread]
    new: tuple[CurrentThread, ...]
    """Current threads that the lock does not have."""
    problems: tuple[Problem, ...]
    """Why a thread could not be told."""


def recognize(locked: Iterable[LockedThread], current: Iterable[CurrentThread]) -> Recognition:
    """Find the threads of the lock among the current ones, at most one for each."""
    recognizer = _Recognizer(locked, current)
    recognizer.by_unchanged_line()
    recognizer.by_id()
    recognizer.by_alias()
    recognizer.by_address(_has_same_posts)
    recognizer.by_posts()
    recognizer.by_address(lambda one, _: not one.removed)
    return Recognition(recognizer.found, tuple(recognizer.current.values()), tuple(recognizer.problems))


class _Recognizer:
    """Each step finds some of the threads that the steps before have left."""

    def __init__(self, locked: Iterable[LockedThread], current: Iterable[CurrentThread]) -> None:
        self.current = {thread.slug: thread for thread in current}
        self.found: dict[LockedThread, CurrentThread] = {}
        self.problems: list[Problem] = []
        self._locked = dict.fromkeys(sorted(locked, key=lambda one: bool(one.removed)))

    def by_unchanged_line(self) -> None:
        """Threads of which nothing has changed: nearly all."""
        for one in list(self._locked):
            thread = self.current.get(one.slug)
            if thread and one.is_unchanged(thread):
                self._take(one, thread)

    def by_id(self) -> None:
        """Threads with an id that no other thread has."""
        ids = _by_id(self.current.values())
        locked = _by_id(self._locked)
        for id_, threads in ids.items():
            if len(threads) > 1 and _is_declared(id_):
                self._tell_of_shared_id(id_, threads)
            elif len(threads) == 1 and len(locked.get(id_, ())) == 1:
                self._take(locked[id_][0], threads[0])

    def by_alias(self) -> None:
        """Threads whose front matter names a former address at which no thread is now."""
        by_slug = {slug: one for one in reversed(self._locked) for slug in one.slugs}
        for thread in list(self.current.values()):
            named = (by_slug.get(alias) for alias in thread.aliases if alias not in self.current)
            if one := next((one for one in named if one in self._locked and _may_be(one, thread)), None):
                self._take(one, thread)

    def by_address(self, is_sure: Callable[[LockedThread, CurrentThread], bool]) -> None:
        """Threads that are where they were, and that `is_sure` confirms."""
        for one in list(self._locked):
            thread = self.current.get(one.slug)
            if thread and _may_be(one, thread) and is_sure(one, thread):
                self._take(one, thread)

    def by_posts(self) -> None:
        """Threads that have moved: exactly one has half of their posts, and half of the posts of no other."""
        having = _by_digest(self.current.values()) if self._locked else {}
        likely = {one: found for one in self._locked if (found := list(_candidates(one, having)))}
        claims = Counter(thread.slug for found in likely.values() for thread in found)
        for one, found in likely.items():
            if len(found) > 1:
                self.problems.append(_undecided(one, found))
            elif claims[found[0].slug] == 1:
                self._take(one, found[0])

    def _take(self, one: LockedThread, thread: CurrentThread) -> None:
        self.found[one] = thread
        del self._locked[one], self.current[thread.slug]

    def _tell_of_shared_id(self, id_: str, threads: list[CurrentThread]) -> None:
        first, *others = threads
        for other in others:
            message = f'its id "{id_}" is also that of {first.path}; give one of them another id'
            self.problems.append(Problem(path=other.path, line=0, message=message))


def _by_id(threads: Iterable[LockedThread] | Iterable[CurrentThread]) -> dict[str, list]:  # type: ignore[type-arg]
    by_id = defaultdict(list)
    for thread in threads:
        if thread.id:
            by_id[thread.id].append(thread)
    return by_id


def _is_declared(id_: str) -> bool:
    return id_ != "" and not id_.startswith("<")


def _may_be(one: LockedThread, thread: CurrentThread) -> bool:
    """False if two different ids are declared."""
    return one.id == thread.id or not (_is_declared(one.id) and _is_declared(thread.id))


def _has_same_posts(one: LockedThread, thread: CurrentThread) -> bool:
    if not thread.is_known:
        return not one.removed
    had = Counter(_digests(one))
    return 2 * (had & Counter(digests_of(thread.digests))).total() >= had.total()


def _digests(one: LockedThread) -> list[str]:
    """The digests of the posts that a thread had when it was locked last."""
    return [post.digest for post in one.read_posts() if post.is_current]


def _by_digest(threads: Iterable[CurrentThread]) -> Mapping[str, list[CurrentThread]]:
    having = defaultdict(list)
    for thread in threads:
        for digest in set(digests_of(thread.digests)):
            having[digest].append(thread)
    return having


def _candidates(one: LockedThread, having: Mapping[str, list[CurrentThread]]) -> Iterator[CurrentThread]:
    likely = {thread.slug: thread for digest in _digests(one) for thread in having.get(digest, ())}
    return (thread for thread in likely.values() if _may_be(one, thread) and _has_same_posts(one, thread))


def _undecided(one: LockedThread, found: list[CurrentThread]) -> Problem:
    names = " and ".join(thread.path for thread in found)
    alias = f'"aliases: /{one.slug}/"'
    return one.problem(f"{names} have the posts of /{one.slug}/; write {alias} into the front matter of its successor")
