"""The site of the preview: each file is drawn when somebody asks for it, from the sources and templates as they are.

A thread comes from its source, a list from the newest commit of the manifest, which the recorder writes. What was drawn
stays in memory while it is current. If a file cannot be drawn any more, its last good version is served.
"""

import threading
from collections.abc import Iterable
from pathlib import Path
from weakref import ref

from msgspec.structs import replace

from archiver import urls
from archiver.build.drawing import draw_list_page
from archiver.build.single_thread import ReadThread
from archiver.errors import Problem, TemplateError
from archiver.manifest import MediaFileRecord, open_reader
from archiver.model import CrossThread, Digest, Output, PagePlan, Slug
from archiver.preview.site.bounded_cache import BoundedCache
from archiver.preview.site.cached_drawings import CachedFile, CachedThread
from archiver.preview.site.list_plans import ListPlans
from archiver.preview.site.project_state import ProjectState
from archiver.preview.site.site_file import CANNOT_BE_DRAWN, NOT_READ_YET, SiteFile, site_file
from archiver.preview.site.staged_media import StagedMedia
from archiver.render import Renderer
from archiver.source import Source

_MOST_BYTES = 32_000_000  # of each kind of things that stay in memory
_PARSED_SIZE = 12  # bytes that a parsed thread takes in memory, for each byte of its source


class LiveSite:
    """Draws files by their paths in the output folder. All methods are thread-safe."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._state: ProjectState | None = None
        self._generation = ""
        self._lists: ListPlans | None = None
        self._threads = BoundedCache[Slug, CachedThread](_MOST_BYTES)
        self._files = BoundedCache[str, CachedFile](_MOST_BYTES)
        self._former = BoundedCache[tuple[str, Digest], bytes](_MOST_BYTES)
        self._staged_media = StagedMedia()
        self._faults: dict[str, Problem] = {}
        self.has_lists = threading.Event()
        """Set when a commit of the manifest was read for the first time."""

    @property
    def state(self) -> ProjectState | None:
        """The project that files are drawn from; None before it was read without a problem."""
        return self._state

    def use(self, state: ProjectState, changed: Iterable[str] = ()) -> None:
        """Draw from another state of the project from now on.

        `changed` are sources, relative to the content folder, whose contents are read again.
        """
        with self._lock:
            lists = self._lists
            if lists and (state.config, state.own_pages) != (lists.config, lists.own_pages):
                self._lists = ListPlans(config=state.config, own_pages=state.own_pages)
            self._state = state
            self._forget_moved_threads(state)
            self._staged_media.add(file for media in state.own_pages.media.values() for file in media.staged)
            self._faults = {}
            for path in changed:
                source = state.paths.get(path)
                if source and (cached := self._threads.get(source.slug)):
                    self._keep_thread(source.slug, replace(cached, signature=None))

    def refresh_lists(self) -> bool:
        """Draw lists from the newest commit of the manifest from now on; False if there is no newer one."""
        with self._lock:
            if (state := self._state) is None:
                return False
            with open_reader(state.config.state, state.config.zone) as manifest:
                generation = manifest.generation if manifest else ""
            if generation == self._generation:
                return False
            self._generation = generation
            self._lists = ListPlans(config=state.config, own_pages=state.own_pages) if generation else None
            self._forget_staged_media(state)
            if generation:
                self.has_lists.set()
            return True

    def file(self, path: str) -> SiteFile | None:
        """The file with this path, as it is now; None if the site has none. Assets and media are not among these."""
        with self._lock:
            if (state := self._state) is None:
                return CANNOT_BE_DRAWN
            source = _source_of(state, path)
            try:
                file = (source and self._thread_file(state, source, path)) or self._list_file(state, path)
            except Exception as error:  # noqa: BLE001  a fault in one page must not end the preview
                what = f"cannot be drawn: {type(error).__name__}: {error}"
                self._faults[path] = Problem(path=source.project_path if source else path, line=0, message=what)
                cached = self._files.get(path)
                return cached.file if cached else CANNOT_BE_DRAWN
            self._faults.pop(path, None)
            return file

    def former(self, path: str, version: Digest) -> bytes | None:
        """A version of a file that was served before, or is served now; None if it is not in memory any more."""
        with self._lock:
            cached = self._files.get(path)
            is_newest = cached is not None and cached.file.version == version
            return cached.file.content if cached and is_newest else self._former.get((path, version))

    def thread(self, path: str) -> tuple[Source, ReadThread] | None:
        """The source of the thread that a file belongs to, and what was read of it; None for other files."""
        with self._lock:
            source = _source_of(self._state, path) if self._state else None
            return (source, self._read(self._state, source)) if self._state and source else None

    def static_file(self, path: str) -> Path | bytes | None:
        """An asset, or a file that posts show or link to, by its path in the output folder: its bytes, where they are
        those of no file; None if there is none.
        """
        with self._lock:
            if (state := self._state) is None:
                return None
            if (asset := state.asset(path)) and asset.path.is_file():
                return asset.read() if asset.links and path == urls.asset_path(asset.name) else asset.path
            published = state.config.output / path
            is_published = urls.media_digest(path) is not None and published.is_file()
            return published if is_published else self._staged_media.find(path)

    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the files in memory, and with the names of sources."""
        with self._lock:
            if (state := self._state) is None:
                return ()
            threads = (t.read.problems for t in self._threads.values() if t.reader() is state.reader and t.signature)
            templates = (f.problem for f in self._files.values() if f.problem and f.renderer() is state.renderer)
            return (
                *state.problems,
                *(p for problems in threads for p in problems),
                *filter(None, templates),
                *self._faults.values(),
            )

    def _thread_file(self, state: ProjectState, source: Source, path: str) -> SiteFile | None:
        read, cached = self._read(state, source), self._files.get(path)
        if cached and cached.is_current(state.renderer, read):
            return cached.file
        if read.resolved is None and not read.is_draft:
            is_page = path.endswith(".html")
            return cached.file if cached else CANNOT_BE_DRAWN if is_page else None
        try:
            output = read.draw(path, state.renderer)
        except TemplateError as error:
            return self._keep_file(path, None, state.renderer, read, error.problem)
        return self._keep_file(path, output, state.renderer, read) if output else None

    def _list_file(self, state: ProjectState, path: str) -> SiteFile | None:
        lists, cached = self._lists, self._files.get(path)
        if lists is None:
            return NOT_READ_YET
        if cached and cached.is_current(state.renderer, lists):
            return cached.file
        if (plan := _find_plan(lists, path, state)) is None:
            self._files.discard(path)
            return None
        try:
            output = draw_list_page(plan, state.config, state.renderer, lambda _: None)
        except TemplateError as error:
            return self._keep_file(path, None, state.renderer, lists, error.problem)
        return self._keep_file(path, output, state.renderer, lists)

    def _read(self, state: ProjectState, source: Source) -> ReadThread:
        cached, signature = self._threads.get(source.slug), state.signature_of(source)
        shown = self._cross_thread(state, source, cached)
        if cached and cached.is_read(signature) and cached.is_made_of(state.reader, source, shown):
            return cached.read
        read = state.reader.read(source, shown, _recorded_media(state, source))
        self._staged_media.add(read.media)
        thread = CachedThread(
            source=source,
            read=read,
            reader=ref(state.reader),
            signature=signature,
            cross_thread=shown,
            generation=self._generation,
        )
        self._keep_thread(source.slug, thread)
        return read

    def _cross_thread(self, state: ProjectState, source: Source, cached: CachedThread | None) -> CrossThread:
        """What a thread shows of others, as it is recorded."""
        if cached and cached.generation == self._generation:
            return cached.cross_thread
        with open_reader(state.config.state, state.config.zone) as manifest:
            return manifest.cross_thread_of(source.path) if manifest else CrossThread()

    def _forget_moved_threads(self, state: ProjectState) -> None:
        """Forget the threads whose sources are gone, or belong to other URLs now."""
        for thread in list(self._threads.values()):
            current = state.sources.get(thread.source.slug)
            if current is None or current.path != thread.source.path:
                self._threads.discard(thread.source.slug)

    def _forget_staged_media(self, state: ProjectState) -> None:
        """Remove staged files that the recorder has published, and those that no thread in memory uses any more."""
        current = (t for t in self._threads.values() if t.signature and t.reader() is state.reader)
        used = {file.path for thread in current for file in thread.read.media}
        used |= {file.path for media in state.own_pages.media.values() for file in media.staged}
        if self._staged_media.remove(lambda path: path not in used or (state.config.output / path).is_file()):
            state.reader.forget_staged()

    def _keep_thread(self, slug: Slug, thread: CachedThread) -> None:
        source = thread.read.source
        self._threads.put(slug, thread, sum(len(file.content) for file in source.files) * _PARSED_SIZE if source else 0)

    def _keep_file(
        self,
        path: str,
        output: Output | None,
        renderer: Renderer,
        made_from: ReadThread | ListPlans,
        problem: Problem | None = None,
    ) -> SiteFile:
        """Keep what was drawn; without `output`, the version before stays. What was served before stays for a while."""
        before = self._files.get(path)
        file = site_file(output.content) if output else before.file if before else CANNOT_BE_DRAWN
        if before and before.file.version != file.version:
            self._former.put((path, before.file.version), before.file.content, len(before.file.content))
        cached = CachedFile(file=file, renderer=ref(renderer), made_from=ref(made_from), problem=problem)
        self._files.put(path, cached, len(file.content))
        return file


def _source_of(state: ProjectState, path: str) -> Source | None:
    """The source of the thread that a file would belong to, by its path in the output folder."""
    return state.sources.get(Slug(urls.first_page(f"{path.rpartition('/')[0]}/").strip("/")))


def _find_plan(lists: ListPlans, path: str, state: ProjectState) -> PagePlan | None:
    with open_reader(state.config.state, state.config.zone) as manifest:
        return lists.find(path, manifest) if manifest else None


def _recorded_media(state: ProjectState, source: Source) -> tuple[MediaFileRecord, ...]:
    if not state.scan.files:
        return ()
    with open_reader(state.config.state, state.config.zone) as manifest:
        return tuple(manifest.media.files_of(source.path)) if manifest else ()
