"""What workers run: they read, parse, render, stage and index threads, and render and stage list pages."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from functools import lru_cache, partial

from msgspec.structs import replace

from archiver import pages
from archiver.build.content_lookup import open_lookup
from archiver.build.dependencies import DependencyList
from archiver.build.drawing import ParsedSource, draw_list_page, read_and_parse, read_media, unread_problem
from archiver.build.media import MediaOfThread, MediaReader
from archiver.build.renaming import rename_in_files
from archiver.build.resolved_thread import OpenRenderer, ResolvedThread, resolve
from archiver.build.segments import Segments
from archiver.build.tasks import (
    AnyReceipt,
    BatchReceipt,
    IndexReceipt,
    Job,
    ListReceipt,
    ListTask,
    RenamedReceipt,
    Scope,
    ThreadReceipt,
    ThreadTask,
)
from archiver.config import Config
from archiver.errors import Problem, TemplateError
from archiver.manifest import NO_DIGEST
from archiver.model import IndexedThread, Output, Slug, StagedFile
from archiver.pool import report_done, run_chunk
from archiver.publish import Stager, open_stager
from archiver.render import Renderer
from archiver.source import digest_of_source, read_ahead, temporary_copies
from archiver.theme import Theme

IndexThread = Callable[[IndexedThread], None]


def draw_batch(
    job: Job, files: Mapping[str, int], source_slugs: Mapping[str, Slug], tasks: Iterable[ThreadTask]
) -> BatchReceipt:
    """Draw and index threads, and write segments of the search index for them. Raises OSError if the disk refuses.

    Args:
        job: what all batches share.
        files: the stat signatures of the files that posts may show or link to, by content path.
        source_slugs: the slugs of pages by the content paths of their sources, to which posts may link.
        tasks: the threads.
    """
    lookup = open_lookup(job.config, files, source_slugs)
    copies = temporary_copies(job.config.state) if job.is_alone else nullcontext()
    with copies, Segments(job.index) as segments, open_stager(job.staging) as stager:
        reader = MediaReader(files=files, lookup=lookup, job=job, stager=stager)
        read = read_ahead(job.config, tasks, lambda task: task.source.paths)
        threads = tuple(run_chunk(partial(_draw_and_report, job, reader, segments.add), read))
        settled = tuple(_settled(receipt, stager) for receipt in threads)
        return BatchReceipt(threads=settled, segments=segments.finish())


def _draw_and_report(job: Job, reader: MediaReader, index: IndexThread, task: ThreadTask) -> AnyReceipt:
    receipt = _draw_thread(job, reader, index, task)
    report_done(1)
    return receipt


def _draw_thread(job: Job, reader: MediaReader, index: IndexThread, task: ThreadTask) -> AnyReceipt:
    """Draw and index one thread, or only index it. `index` adds a thread to a segment."""
    if task.renames and (renamed := rename_in_files(job.config.output, task.current, task.renames)):
        return RenamedReceipt(source=task.source, files=reader.stager.stage(renamed, task.current, task.versions))
    try:
        source = read_and_parse(job.config, task.source, MediaOfThread(reader, task))
    except OSError as error:
        return _unread(task, error)
    resolved, problems = resolve(source, task.cross_thread), source.parsed.problems
    outputs: tuple[Output, ...] = ()
    if resolved and task.draws:
        try:
            problems += read_media(resolved.thread, source)
            outputs = tuple(resolved.draw(renderer(job.config, job.theme))) if job.scope is Scope.SITE else ()
        except TemplateError as error:
            resolved, problems = None, (*problems, error.problem)
    if resolved and job.index:
        index(pages.plan_search_documents(resolved.thread, resolved.origins, source.config))
    if not task.draws:
        return IndexReceipt(source=task.source, dependencies=str(source.dependencies))
    receipt = _receipt(task, source, reader.stager.stage(outputs, task.current, task.versions), problems)
    if resolved is None:
        return replace(receipt, is_left_out=receipt.is_left_out or task.must_not_stay)
    return _with_lists(receipt, resolved, partial(renderer, job.config, job.theme))


def _receipt(
    task: ThreadTask,
    source: ParsedSource,
    files: tuple[StagedFile, ...],
    problems: tuple[Problem, ...],
) -> ThreadReceipt:
    """The receipt of a thread, with the files of its pages and what is wrong with it, without what lists show of it."""
    return ThreadReceipt(
        source=task.source,
        content=digest_of_source(source.files),
        inputs=task.inputs,
        is_left_out=source.is_left_out,
        files=(*source.media.staged, *files),
        media=source.media.record(),
        problems=problems,
        dependencies=str(source.dependencies),
        cross_thread=task.cross_thread,
    )


def _with_lists(receipt: ThreadReceipt, resolved: ResolvedThread, open_renderer: OpenRenderer) -> ThreadReceipt:
    """The receipt of a thread that was drawn, with what lists and statistics show of it.

    Args:
        receipt: the receipt.
        resolved: the thread.
        open_renderer: called if feeds need the HTML of the first post.
    """
    return replace(
        receipt,
        summary=resolved.summarize(open_renderer),
        figures=resolved.find_figures(),
        authored=resolved.authored_posts(),
    )


def _unread(task: ThreadTask, error: OSError) -> ThreadReceipt:
    problems = (unread_problem(task.source, error),)
    return ThreadReceipt(
        source=task.source, content=NO_DIGEST, inputs=task.inputs, is_left_out=task.must_not_stay, problems=problems
    )


def _settled(receipt: AnyReceipt, stager: Stager) -> AnyReceipt:
    """A receipt that tells what became of files that were put into a bucket. All are put when the first is settled."""
    return replace(receipt, files=stager.settle(receipt.files)) if not isinstance(receipt, IndexReceipt) else receipt


def draw_lists_of_batch(job: Job, tasks: Iterable[ListTask]) -> list[ListReceipt]:
    """Render and stage list pages. Raises OSError if the disk refuses."""
    with open_stager(job.staging) as stager:
        receipts = list(run_chunk(partial(_draw_list, job, stager), tasks))
        return [replace(receipt, files=stager.settle(receipt.files)) for receipt in receipts]


def _draw_list(job: Job, stager: Stager, task: ListTask) -> ListReceipt:
    problems: dict[str, Problem] = {}
    outputs: list[Output] = []
    dependencies_of: dict[str, str] = {}
    for plan, _ in task.pages:
        dependencies = DependencyList()
        try:
            draw = renderer(job.config, job.theme)
            outputs.append(draw_list_page(plan, job.config, draw, dependencies.record))
        except TemplateError as error:
            problems[plan.path] = error.problem
        dependencies_of[plan.path] = str(dependencies)
    files = stager.stage(outputs, task.current, task.versions)
    return ListReceipt(task=task, files=files, dependencies=dependencies_of, problems=problems)


@lru_cache(1)  # a process works for one build at a time
def renderer(config: Config, theme: Theme) -> Renderer:
    """The renderer of this process: compiling the templates of a theme takes longer than rendering a page."""
    return Renderer(theme, config)
