"""Reads and draws one thread without a build: nothing is published or recorded."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from archiver.build.content_lookup import open_lookup
from archiver.build.drawing import ParsedSource, read_and_parse, read_media, unread_problem
from archiver.build.media import MediaOfThread, MediaReader
from archiver.build.resolved_thread import ResolvedThread, resolve
from archiver.build.tasks import Job, ThreadTask
from archiver.config import Config
from archiver.errors import Problem
from archiver.manifest import MediaFileRecord
from archiver.model import CrossThread, Output, Page, Slug, StagedFile
from archiver.publish import FolderStager
from archiver.render import Renderer
from archiver.source import Source
from archiver.stat_signatures import RACY
from archiver.theme import Theme


class ReadThread(Struct, frozen=True, kw_only=True, weakref=True):
    """A source that was read and parsed, with the files that its posts show or link to."""

    source: ParsedSource | None = None
    """None if the source cannot be read."""
    resolved: ResolvedThread | None = None
    """None if the source cannot be read or parsed, or is a draft that is left out."""
    media: tuple[StagedFile, ...] = ()
    """What was staged of the files that the thread uses."""
    problems: tuple[Problem, ...] = ()

    @property
    def is_draft(self) -> bool:
        """True if the source is a draft, and drafts are left out."""
        return self.source is not None and self.source.is_left_out

    def draw(self, path: str, renderer: Renderer) -> Output | None:
        """The file with this path in the output folder; None if the thread has none. Raises TemplateError."""
        if self.resolved is None:
            return None
        found = next((file for file in self.resolved.plan_files(renderer) if file.path == path), None)
        record = self.resolved.source.dependencies.record
        return renderer.render(found, record) if isinstance(found, Page) else found


class ThreadReader:
    """Reads threads with one configuration. Not thread-safe.

    Args:
        config: the project.
        theme: its theme; what is read does not depend on it.
        files: the stat signatures of the files that posts may show or link to, by content path.
        source_slugs: the slugs of pages by the content paths of their sources, to which posts may link.
        staging: an existing folder for what is published of these files.
    """

    def __init__(
        self,
        config: Config,
        theme: Theme,
        files: Mapping[str, int],
        source_slugs: Mapping[str, Slug],
        staging: Path,
    ) -> None:
        self._config, self._files = config, files
        self._stager = FolderStager(staging)
        self._job = Job(config=config, theme=theme, staging=staging, index=None)
        self._lookup = open_lookup(config, files, source_slugs)
        self.forget_staged()

    def forget_staged(self) -> None:
        """Stager all files again for the threads that are read from now on: some that were staged are gone."""
        self._media = MediaReader(files=self._files, lookup=self._lookup, job=self._job, stager=self._stager)

    def read(self, source: Source, cross_thread: CrossThread, recorded: tuple[MediaFileRecord, ...] = ()) -> ReadThread:
        """Read and parse a source, and the files that it uses. Problems are returned, never raised.

        Args:
            source: the file.
            cross_thread: what the thread shows of other threads.
            recorded: the records of published content files that the thread has used: they are not read again where
                they are unchanged.
        """
        media = MediaOfThread(self._media, self._task(source, cross_thread, recorded))
        try:
            parsed = read_and_parse(self._config, source, media)
        except OSError as error:
            return ReadThread(problems=(unread_problem(source, error),))
        resolved, problems = resolve(parsed, cross_thread), parsed.parsed.problems
        if resolved:
            problems += read_media(resolved.thread, parsed)
        return ReadThread(source=parsed, resolved=resolved, media=media.staged, problems=problems)

    def _task(self, source: Source, shown: CrossThread, recorded: tuple[MediaFileRecord, ...]) -> ThreadTask:
        known = tuple(r for r in recorded if self._files.get(r.path, RACY) == r.stat_signature != RACY)
        return ThreadTask(source=source, draws=True, cross_thread=shown, inputs="", media=known)
