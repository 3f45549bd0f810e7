"""The posts of a project as the browser's share has them, for tests in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archiver import pages, urls
from archiver.build.worker import parse_source
from archiver.config import convention_for, read_config
from archiver.source import find_sources, read_source
from tests.client.encoder import write_share
from tests.client.posts import MadePost

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archiver.config import Config
    from archiver.model import IndexedPost


def publish_share(root: Path, site: Path) -> None:
    """Write the share of a project into its site, but where a build has done so."""
    data = site / "search/data"
    if not data.exists():
        made = [_made(document) for document in _documents(read_config(root))]
        made.sort(key=lambda post: (post.at.timestamp() if post.at else float("-inf"), post.thread, post.number))
        write_share(data, made, langs=())


def _documents(config: Config) -> Iterator[IndexedPost]:
    for source in find_sources(config.content, config.root, config.exclude).found:
        convention = convention_for(source.path, config.conventions)
        thread = parse_source(read_source(config.content, source), source, config, convention).thread
        yield from pages.index_documents(thread, config) if thread else ()


def _made(post: IndexedPost) -> MadePost:
    return MadePost(
        thread=post.thread,
        title=post.thread_title,
        board=post.board,
        number=post.number,
        path=post.url.removeprefix(post.thread),
        author=post.author,
        at=post.date.at if post.date else None,
        lang="",
        text=" ".join(post.text.split()),
        quoted=" ".join(post.quoted.split()),
        tags=tuple(map(urls.identity, post.tags)),
    )
