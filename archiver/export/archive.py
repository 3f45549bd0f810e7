"""Reads the threads of an export one by one, as a build does: parsed, with quotes resolved and media prepared."""

import dataclasses
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

from msgspec import Struct

from archiver import urls
from archiver.build.resolved_thread import ResolvedThread
from archiver.build.scanning import scan_project
from archiver.build.single_thread import ReadThread, ThreadReader
from archiver.build.tasks import Progress
from archiver.config import Config
from archiver.errors import Problem
from archiver.export.selection import Selection, select
from archiver.model import CrossThread, Page, Thread, Url
from archiver.pages.contexts import ThreadPage
from archiver.render import Renderer
from archiver.source import Source
from archiver.theme import Theme, load_theme


class ExportedThread(Struct, frozen=True, kw_only=True):
    """A thread to export."""

    source: Source
    read: ReadThread
    resolved: ResolvedThread
    media: Mapping[str, Path]
    """The files that it shows or links to, without metadata as a site has them, by their paths on the site."""

    @property
    def thread(self) -> Thread:
        """The parsed thread, with mail addresses as the settings want them."""
        return self.resolved.thread

    def pages(self, renderer: Renderer) -> tuple[tuple[Url, ThreadPage], ...]:
        """The URLs of the pages that the thread has on a site, and the contexts of their templates.

        `renderer` translates words in the HTML of posts.
        """
        pages = takewhile(lambda planned: isinstance(planned, Page), self.resolved.plan_files(renderer))
        return tuple((p.url, p.context) for p in pages if isinstance(p, Page) and isinstance(p.context, ThreadPage))

    def json(self, renderer: Renderer) -> bytes:
        """The `index.json` of the thread. `renderer` translates words in the HTML of posts. Raises TemplateError."""
        path = urls.output_path(urls.json_url(urls.slug_url(self.thread.slug)))
        output = self.read.draw(path, renderer)
        return output.content if output else b""


@dataclass(slots=True, kw_only=True)
class Archive:
    """The threads of an export, and what is to be told of them."""

    config: Config
    theme: Theme
    renderer: Renderer
    selection: Selection
    _reader: ThreadReader
    _progress: Progress | None
    problems: list[Problem] = field(default_factory=list)
    """What is wrong with sources and their files, as far as they were read."""
    notes: Counter[str] = field(default_factory=Counter)
    """What the format cannot hold, in words, and how often that was so: posts without a date."""
    threads: int = 0
    """Threads that were read."""
    posts: int = 0

    def __iter__(self) -> Iterator[ExportedThread]:
        """Read the threads in order. One that cannot be read is a problem, and left out."""
        sources = self.selection.sources
        for number, source in enumerate(sources):
            if self._progress:
                self._progress("threads", number, len(sources))
            if exported := self._read(source):
                self.threads += 1
                self.posts += len(exported.thread.posts)
                yield exported

    def _read(self, source: Source) -> ExportedThread | None:
        read = self._reader.read(source, self.selection.quoting.get(source.path, CrossThread()))
        self.problems += read.problems
        if read.resolved is None:
            return None
        media = {file.path: Path(file.staged) for file in read.media if file.staged}
        return ExportedThread(source=source, read=read, resolved=read.resolved, media=media)


@contextmanager
def open_archive(config: Config, names: tuple[str, ...], progress: Progress | None) -> Iterator[Archive]:
    """Open the threads that names stand for, while the `with` block is open.

    Args:
        config: the project.
        names: those of threads and boards (see `build.named_threads`).
        progress: called before each thread.

    Raises UnknownNameError, ExportError if there is nothing to export, and ConfigError if the theme cannot be loaded.
    """
    theme = load_theme(config)
    scan, _ = scan_project(config)
    selection = select(scan, config, names)
    with tempfile.TemporaryDirectory(prefix="archiver-") as folder:
        staging = Path(folder) / "media"
        staging.mkdir()
        is_writable = os.access(config.state if config.state.exists() else config.root, os.W_OK)
        if not is_writable or not isinstance(config.content_place, Path):
            config = dataclasses.replace(
                config, state=Path(folder) / "state"
            )  # templates, smaller pictures and copies go there
        yield Archive(
            config=config,
            theme=theme,
            renderer=Renderer(theme, config),
            selection=selection,
            _reader=ThreadReader(config, theme, scan.files, scan.source_slugs(), staging),
            _progress=progress,
            problems=list(theme.problems),
        )
