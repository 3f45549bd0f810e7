"""What workers run: they read, parse, render, stage and index threads, and render and stage list pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from functools import cache, lru_cache, partial

from archiver import pages, publish
from archiver.bodies import MarkdownOptions, parse_body
from archiver.build.dependencies import DependencyList
from archiver.build.media import MediaOfThread, MediaReader
from archiver.build.segments import Segments
from archiver.build.tasks import (
    BatchReceipt,
    IndexReceipt,
    Job,
    ListReceipt,
    ListTask,
    ThreadReceipt,
    ThreadTask,
    media_options,
)
from archiver.build.thread_media import open_lookup
from archiver.config import Config, Convention, convention_for, track
from archiver.errors import Problem, TemplateError
from archiver.manifest import NO_DIGEST, summary_from_json
from archiver.model import IndexedThread, Origins, Output, Page, Thread, ThreadSummary, digest_of
from archiver.parse import Parsed, parse_thread, to_utf_8
from archiver.pool import report_done, run_chunk
from archiver.quotes import find_origins, find_parents, resolve_unmarked
from archiver.render import Renderer
from archiver.source import Source, read_source
from archiver.theme import Theme

IndexThread = Callable[[IndexedThread], None]


def draw_batch(job: Job, files: Mapping[str, int], tasks: Iterable[ThreadTask]) -> BatchReceipt:
    """Draw and index threads, and write segments of the search index for them. Raises OSError if the disk refuses.

    Args:
        job: what all batches share.
        files: the stat signatures of the files that posts may show or link to, by content path.
        tasks: the threads.
    """
    reader = MediaReader(files=files, lookup=open_lookup(job.config, files), job=job)
    with Segments(job.index) as segments:
        threads = tuple(run_chunk(partial(_draw_and_report, job, reader, segments.add), tasks))
        return BatchReceipt(threads=threads, segments=segments.finish())


def _draw_and_report(
    job: Job, reader: MediaReader, index: IndexThread, task: ThreadTask
) -> ThreadReceipt | IndexReceipt:
    receipt = _draw_thread(job, reader, index, task)
    report_done(1)
    return receipt


def _draw_thread(job: Job, reader: MediaReader, index: IndexThread, task: ThreadTask) -> ThreadReceipt | IndexReceipt:
    """Draw and index one thread, or only index it. `index` adds a thread to a segment."""
    try:
        source = _parse(job, task.source, MediaOfThread(reader, task))
    except OSError as error:
        return _unread(task, error)
    thread, media, problems = source.thread, source.media, source.parsed.problems
    origins = {**find_origins(thread), **task.cross_thread_origins} if thread else {}
    outputs: tuple[Output, ...] = ()
    if thread and task.draws:
        try:
            problems += media.read(thread, source.text, media_options(source.config))
            outputs = tuple(_render(job, source, thread, origins))
        except TemplateError as error:
            thread, problems = None, (*problems, error.problem)
    if thread and job.index:
        index(pages.plan_search_documents(thread, origins, source.config))
    if not task.draws:
        return IndexReceipt(source=task.source, dependencies=str(source.dependencies))
    return ThreadReceipt(
        source=task.source,
        content=digest_of(source.content),
        inputs=task.inputs,
        summary=pages.summarize(thread, source.config) if thread else None,
        draft=source.parsed.draft,
        files=(*media.staged, *publish.stage(outputs, task.current, job.staging)),
        media=media.record(),
        problems=problems,
        dependencies=str(source.dependencies),
    )


def _unread(task: ThreadTask, error: OSError) -> ThreadReceipt:
    problem = Problem(path=task.source.project_path, line=0, message=f"cannot be read: {error.strerror}")
    return ThreadReceipt(source=task.source, content=NO_DIGEST, inputs=task.inputs, problems=(problem,))


@dataclass(frozen=True, slots=True, kw_only=True)
class _ParsedSource:
    """A source, parsed. `config` records into `dependencies` which settings are read."""

    content: bytes
    convention: Convention | None
    config: Config
    dependencies: DependencyList
    media: MediaOfThread
    parsed: Parsed

    @property
    def thread(self) -> Thread | None:
        """The thread; None if it is a draft, or cannot be parsed."""
        return None if self.parsed.draft else self.parsed.thread

    @property
    def text(self) -> bytes:
        """The source in UTF-8."""
        return to_utf_8(self.content, self.convention.encoding if self.convention else None)


def _parse(job: Job, source: Source, media: MediaOfThread) -> _ParsedSource:
    """Read and parse a source; `media` records which files it names. Raises OSError."""
    content = read_source(job.config.content, source)
    dependencies = DependencyList()
    config = track(job.config, dependencies.record)
    convention = convention_for(source.path, job.config.conventions)
    return _ParsedSource(
        content=content,
        convention=convention,
        config=config,
        dependencies=dependencies,
        media=media,
        parsed=parse_source(content, source, config, convention, media.lookup.has_file),
    )


def _render(job: Job, source: _ParsedSource, thread: Thread, origins: Origins) -> Iterator[Output]:
    """The files of a thread. Raises TemplateError."""
    pages_renderer, record = renderer(job.config, job.theme), source.dependencies.record
    show_media = source.media.shown(partial(pages_renderer.translate, record=record))
    parents = find_parents(thread, origins)
    for planned in pages.plan_thread(thread, source.text, origins, parents, source.config, show_media):
        yield pages_renderer.render(planned, record) if isinstance(planned, Page) else planned


def draw_list(job: Job, task: ListTask) -> ListReceipt:
    """Render and stage list pages. Raises OSError if the disk refuses."""
    problems: dict[str, Problem] = {}
    outputs: list[Output] = []
    dependencies_of: dict[str, str] = {}
    for plan, _ in task.pages:
        dependencies = DependencyList()
        try:
            config = track(job.config, dependencies.record)
            page = pages.fill_page(plan, partial(_read_summary, zone=config.zone), config)
            outputs.append(renderer(job.config, job.theme).render(page, dependencies.record))
        except TemplateError as error:
            problems[plan.path] = error.problem
        dependencies_of[plan.path] = str(dependencies)
    files = publish.stage(outputs, task.current, job.staging)
    return ListReceipt(task=task, files=files, dependencies=dependencies_of, problems=problems)


@lru_cache(16_384)  # a thread is in some ten lists, which are drawn kind by kind
def _read_summary(text: str, zone: tzinfo) -> ThreadSummary:
    return summary_from_json(text, zone)


@cache
def renderer(config: Config, theme: Theme) -> Renderer:
    """The renderer of this process: compiling the templates of a theme takes longer than rendering a page."""
    return Renderer(theme, config)


def parse_source(
    content: bytes,
    source: Source,
    config: Config,
    convention: Convention | None,
    has_file: Callable[[str], bool] = lambda _: False,
) -> Parsed:
    """Parse a source with the settings of a project.

    Args:
        content: the bytes of the source.
        source: its path and slug.
        config: the settings; those that are read are what the result depends on.
        convention: the `[[source]]` table for the source.
        has_file: tells if a relative address in the source names a content file.
    """
    options = MarkdownOptions(
        breaks=config.markdown_breaks, lazy_quotes=config.lazy_quotes, cjk_emphasis=config.cjk_emphasis
    )
    parsed = parse_thread(
        content,
        path=source.path,
        slug=source.slug,
        project_path=source.project_path,
        zone=config.zone,
        parse_body=partial(parse_body, options=options, has_file=has_file),
        convention=convention,
    )
    return replace(parsed, thread=resolve_unmarked(parsed.thread)) if parsed.thread else parsed
