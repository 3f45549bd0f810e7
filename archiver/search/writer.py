"""Writing the index, thread by thread."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from archiver import urls
from archiver.errors import StateError
from archiver.model import IndexedPost, Slug, Url, moment_to_fields
from archiver.search.state import SEPARATOR, make_current, remove_index

_MEMORY = 256  # MB, before Whoosh writes what it has to disk


class IndexWriter:
    """Keeps the index in step with the threads. Nothing is on disk before `commit`, and nothing if nothing changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: Any = None
        self._new_name: str | None = None

    def start_afresh(self) -> None:
        """Begin a new index, for the old one is not to be trusted; until the commit it still answers."""
        from archiver.search.schema import create_index

        self._new_name, created = create_index(self._folder)
        self._writer = created.writer(limitmb=_MEMORY)

    def replace(self, thread: Url, posts: Iterable[IndexedPost]) -> None:
        """Index the posts of a thread in place of what is known of it. Raises StateError, as all of these do."""
        self.remove(thread)
        with _damage_told():
            for post in posts:
                self._open().add_document(**_document(post))

    def remove(self, thread: Url) -> None:
        """Forget a thread."""
        if self._new_name is None:
            with _damage_told():
                self._open().delete_by_term("thread", thread)

    def commit(self) -> None:
        """Make it so, at once: a search sees all of the changes or none."""
        if self._writer is not None:
            with _damage_told():
                self._writer.commit()
            self._writer = None
        if self._new_name is not None:
            make_current(self._folder, self._new_name)
            self._new_name = None

    def cancel(self) -> None:
        """Leave the index as it was, with nothing of ours beside it."""
        if self._writer is not None:
            with suppress(OSError, ValueError):  # where the disk has failed, Whoosh cannot close its files; nobody asks
                self._writer.cancel()
            self._writer = None
        if self._new_name is not None:
            remove_index(self._folder, self._new_name)
            self._new_name = None

    def _open(self) -> Any:
        from archiver.search.schema import open_index

        if self._writer is None:
            found = open_index(self._folder)
            if found is None:
                self.start_afresh()
            else:
                self._writer = found.writer(limitmb=_MEMORY)
        return self._writer


class NoIndex:
    """In place of an `IndexWriter` where no index is wanted: what an earlier build has left of one goes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def start_afresh(self) -> None:
        """Nothing to begin."""

    def replace(self, thread: Url, posts: Iterable[IndexedPost]) -> None:
        """Nothing to write."""

    def remove(self, thread: Url) -> None:
        """Nothing to forget."""

    def commit(self) -> None:
        """Remove what stands of an index."""
        if self._folder.exists():
            shutil.rmtree(self._folder)

    def cancel(self) -> None:
        """Nothing to undo."""


@contextmanager
def _damage_told() -> Iterator[None]:
    """Odd bytes in an index make Whoosh raise anything; a disk's fault is told as what it is."""
    try:
        yield
    except OSError:
        raise
    except Exception as error:
        raise StateError("the search index is damaged; make it again with `archiver build --clean`") from error


def _document(post: IndexedPost) -> dict[str, Any]:
    boards = (*urls.boards_above(Slug(f"{post.board}/_")),) if post.board else ()
    fields = {
        "url": post.url,
        "thread": post.thread,
        "shown": (post.thread_title, post.post, post.number, post.author, *moment_to_fields(post.date)),
        "title": post.title,
        "text": post.text,
        "quoted": post.quoted,
        "board": SEPARATOR.join(boards),
        "tag": SEPARATOR.join(urls.identity(tag).replace(SEPARATOR, " ") for tag in post.tags),
        "author": urls.identity(post.author) if post.author else "",
        "author_word": post.author or "",
        "date": int(post.date.at.timestamp()) if post.date else None,
    }
    return {name: value for name, value in fields.items() if value not in ("", None)}
