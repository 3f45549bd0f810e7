"""Plans a move: reads what is to move, and makes the texts of all files that change. Writes nothing."""

import csv
import io
import os
from collections.abc import Iterable, Mapping

from msgspec import Struct

from archiver import urls
from archiver.build.identities import current_thread_of
from archiver.build.moving.ends import MoveEnds, find_ends
from archiver.build.moving.headed_text import HeadedText, PostText
from archiver.build.moving.moved_addresses import Moved, MovedAddresses
from archiver.build.moving.post_moves import move_posts, read_headed
from archiver.build.scanning import scan_originals
from archiver.config import REDIRECTS_NAME, Config
from archiver.errors import ArchiverError
from archiver.identity import (
    LOCK_NAME,
    CurrentThread,
    current_posts,
    lock_text,
    moved_in_lock,
    parse_lock,
    renamed_in_lock,
    updated_in_lock,
)
from archiver.model import PostId, SourceFile
from archiver.source import Source, SourceScan, read_content, without_extension

_NO_WORDS = "-" * 6  # a digest


class MovePlan(Struct, frozen=True, kw_only=True):
    """What a move changes. Paths are relative to the project's folder."""

    written: Mapping[str, bytes]
    """The new contents of files, in the order in which they are to be written."""
    renamed: Mapping[str, str]
    """Files beside a thread that go with it, with their new paths."""
    removed: tuple[str, ...]
    """Files to remove, when all others are written."""
    posts: int
    """Posts that have another address; 0 for a thread that is moved as a whole."""
    source: str
    target: str
    lost_keys: tuple[str, ...]
    """The keys of the front matter of a thread that is no more which the other one does not have."""
    has_lock: bool
    """False: there is no lock, so that former addresses do not lead on."""


def plan_move(config: Config, name: str, target: str, today: str) -> MovePlan:
    """Plan a move.

    Args:
        config: the project.
        name: the thread, with `#` and a range of posts for a part of it.
        target: the path of a source, or a folder with a slash at its end.
        today: the day, as `2026-11-30`, which the lock gets for what is gone.

    Raises ArchiverError if it cannot be, with the reason; UnknownNameError, ConfigError, OSError.
    """
    scan, _ = scan_originals(config)
    ends = find_ends(config, scan, name, target)
    planner = _Planner(config, scan, ends, today)
    return planner.rename() if ends.is_new and ends.posts is None else planner.move()


class _Planner:
    """Plans one move. The arguments are those of `plan_move`."""

    def __init__(self, config: Config, scan: SourceScan, ends: MoveEnds, today: str) -> None:
        self._config, self._scan, self._ends, self._today = config, scan, ends, today

    def rename(self) -> MovePlan:
        """The thread is moved as a whole, with the folder of its files."""
        source, target = self._ends.source, self._ends.target
        content = read_content(self._config, source.path)
        beside, new_beside = (f"{without_extension(one.path)}/" for one in (source, target))
        files = {path: f"{new_beside}{path.removeprefix(beside)}" for path in self._files_beside(beside)}
        if taken := next((new for new in files.values() if os.path.lexists(self._config.content / new)), None):
            raise ArchiverError(f"there is a file {taken} already; choose another name")
        moved = Moved({}, {source.path: (target.path, None)}, files)
        addresses = MovedAddresses(self._config, self._scan, moved)
        new = addresses.in_source(content, source, target)
        if self._read_as(source, content).posts != self._read_as(target, new).posts:
            raise ArchiverError(f"{target.project_path} would not have all posts then; nothing was changed")
        return self._plan({target.project_path: new}, (source.project_path,), addresses, 0, ())

    def move(self) -> MovePlan:
        """Posts are moved into a new source or another one."""
        source, target = self._ends.source, self._ends.target
        posts = move_posts(self._config, self._ends)
        of_source = [(source.path, id_) for id_ in read_headed(self._config, source).dates]
        places = {
            (path, id_): (target.path, posts.places[id_]) if id_ in posts.places else (path, id_)
            for path, id_ in of_source
        }
        first = next(iter(posts.places.values()))
        moved = Moved(places, {} if posts.left else {source.path: (target.path, first)}, {})
        addresses = MovedAddresses(self._config, self._scan, moved)
        new_ids = {post.id for post in posts.moved}
        texts = tuple(
            addresses.in_post(post, posts.target.start, source if post.id in new_ids else target, target)
            for post in posts.target.posts
        )
        new = posts.target._replace(posts=texts).join()
        written = {target.project_path: new}
        if posts.left:
            start = posts.left.start
            kept = tuple(addresses.in_post(post, start, source, source) for post in posts.left.posts)
            written[source.project_path] = HeadedText(start, kept).join()
            self._check_ids(source, written[source.project_path], kept)
        removed = () if posts.left else (source.project_path,)
        written |= self._rows(posts.aliases, first)
        self._check_ids(target, new, texts)
        return self._plan(written, removed, addresses, len(posts.moved), posts.lost_keys, posts.places)

    def _check_ids(self, source: Source, content: bytes, posts: Iterable[PostText]) -> None:
        """Raise ArchiverError if a new content of a source does not have all posts that it is made of."""
        if self._read_as(source, content).posts != current_posts((post.id, _NO_WORDS) for post in posts)[0]:
            raise ArchiverError(f"{source.project_path} would not have all posts then; nothing was changed")

    def _plan(
        self,
        written: Mapping[str, bytes],
        removed: tuple[str, ...],
        addresses: MovedAddresses,
        posts: int,
        lost_keys: tuple[str, ...],
        places: Mapping[PostId, PostId] | None = None,
    ) -> MovePlan:
        """The plan with the links of other sources, and the lock.

        `written` and `removed` are the two sources, `addresses` has what has moved, and `posts` says how many of them
        have moved out of their thread. `lost_keys` is as for `MovePlan`. `places` has the new ids by the old ones.
        """
        target = self._ends.target
        now = self._read_as(target, written[target.project_path])
        ends = (self._ends.source.path, target.path)
        others = dict(addresses.in_others(*ends))
        new = {path: content for path, content in {**others, **written}.items() if path != target.project_path}
        lock = self._lock(now, places, new, is_gone=bool(removed))
        return MovePlan(
            written={target.project_path: written[target.project_path], **others, **lock, **new},
            renamed={f"{target.prefix}{old}": f"{target.prefix}{path}" for old, path in addresses.moved.files.items()},
            removed=removed,
            posts=posts,
            source=self._ends.source.project_path,
            target=target.project_path,
            lost_keys=lost_keys,
            has_lock=(self._config.root / LOCK_NAME).is_file(),
        )

    def _read_as(self, source: Source, content: bytes) -> CurrentThread:
        """The thread that a content is, as that of a source."""
        files = (SourceFile(source.path, source.project_path, content),)
        thread = current_thread_of(self._config, source, files)
        if thread is None:
            raise ArchiverError(f"{source.project_path} cannot be read, or is a draft; nothing was changed")
        return thread

    def _rows(self, aliases: tuple[str, ...], first: PostId) -> dict[str, bytes]:
        """Rows of `redirects.csv` for the aliases of a thread that is no more; `first` is its first post."""
        if aliases and self._config.volumes:
            message = f"its aliases would go to {REDIRECTS_NAME}, and volumes have none; remove them, or volumes"
            raise ArchiverError(f"{self._ends.source.project_path}: {message}")
        path = self._config.root / REDIRECTS_NAME
        before = path.read_bytes() if path.is_file() else b"from,to\n"
        rows = io.StringIO()
        writer = csv.writer(rows, lineterminator="\n")
        writer.writerows((urls.alias_key(alias), f"{self._ends.target.path}#{first}") for alias in aliases)
        end = b"" if before.endswith(b"\n") else b"\n"
        return {REDIRECTS_NAME: before + end + rows.getvalue().encode()} if aliases else {}

    def _lock(
        self, now: CurrentThread, places: Mapping[PostId, PostId] | None, others: Mapping[str, bytes], *, is_gone: bool
    ) -> dict[str, bytes]:
        """The new lock; nothing if there is none.

        Args:
            now: the target as it is then.
            places: see `_plan`.
            others: the new contents of other sources.
            is_gone: the source is.
        """
        path = self._config.root / LOCK_NAME
        if not path.is_file():
            return {}
        slug, lock = self._ends.source.slug, parse_lock(path.read_bytes())
        if places is None:
            lock = renamed_in_lock(lock, slug, now, self._today)
        else:
            lock = moved_in_lock(lock, slug, places, now, self._today if is_gone else "")
        changed = (source for source in self._scan.sources if source.project_path in others and not source.parts)
        for source in changed:
            file = SourceFile(source.path, source.project_path, others[source.project_path])
            if thread := current_thread_of(self._config, source, (file,)):
                lock = updated_in_lock(lock, thread)
        return {LOCK_NAME: lock_text(lock).encode()}

    def _files_beside(self, folder: str) -> list[str]:
        """The files in the folder that is named after the thread, unless other threads are in there."""
        if any(path.startswith(folder) for source in self._scan.sources for path in source.paths):
            return []
        return sorted(path for path in self._scan.files if path.startswith(folder))
