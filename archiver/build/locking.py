"""The command `archiver lock`: brings `archive.lock` up to date with the sources. Needs no build, and no manifest."""

from msgspec import Struct

from archiver.build.identities import current_threads, read_identities
from archiver.build.scanning import scan_project
from archiver.config import Config
from archiver.errors import Problem
from archiver.files import replace_bytes
from archiver.identity import LOCK_NAME, Lock, Recognition, lock_text, parse_lock, recognize, renewed_lock
from archiver.pool import Pool


class LockReport(Struct, frozen=True, kw_only=True):
    """What is in the lock, and what was not in it before. With problems, the file stays as it was."""

    threads: int
    """Threads that are there."""
    new: int
    moved: int
    gone: int
    """Threads that are gone since the lock was written last."""
    is_changed: bool
    """True if the file was written."""
    problems: tuple[Problem, ...]


def lock_archive(config: Config, today: str, *, jobs: int | None = None) -> LockReport:
    """Bring the lock up to date: what threads and posts are now, and what they were before.

    Raises ConfigError if the lock is damaged, and OSError.

    Args:
        config: the project.
        today: the day, as `2026-11-30`, on which threads and posts are gone that the lock still has.
        jobs: the number of processes; None chooses by the number of sources.
    """
    path = config.root / LOCK_NAME
    before = path.read_bytes() if path.exists() else b""
    lock = parse_lock(before)
    scan, _ = scan_project(config)
    with Pool(jobs) as pool:
        identities = dict(read_identities(scan.sources, config, pool))
    recognition = recognize(lock.threads, current_threads(scan.sources, identities))
    renewed = renewed_lock(lock, recognition, config.posts_per_page, "" if scan.unreadable_folders else today)
    content = lock_text(renewed).encode()
    is_changed = not recognition.problems and content != before
    if is_changed:
        replace_bytes(path, content)
    return _report(lock, renewed, recognition, is_changed=is_changed)


def _report(lock: Lock, renewed: Lock, recognition: Recognition, *, is_changed: bool) -> LockReport:
    return LockReport(
        threads=sum(not thread.removed for thread in renewed.threads),
        new=len(renewed.threads) - len(lock.threads),
        moved=sum(one.slug != thread.slug for one, thread in recognition.found.items()),
        gone=_count_gone(renewed) - _count_gone(lock),
        is_changed=is_changed,
        problems=recognition.problems,
    )


def _count_gone(lock: Lock) -> int:
    return sum(bool(thread.removed) for thread in lock.threads)
