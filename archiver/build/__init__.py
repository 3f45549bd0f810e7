"""The story of a build: its stages in order.

A thread whose key (the digest of its source, the theme, the settings and the program) is the manifest's, and whose
files stand as they were written, is not drawn again. List pages are planned from the summaries of all threads, and
written where their bytes changed; if no summary changed, not even planned.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import partial
from itertools import chain

from archiver import pages, pool
from archiver.build.before import SITE, knows_output
from archiver.build.elsewhere import find_elsewhere
from archiver.build.ledger import Ledger, open_ledger
from archiver.build.worker import Job, Task, draw_thread, lists_key, renderer, thread_key
from archiver.config import Config
from archiver.errors import TemplateError
from archiver.manifest import open_manifest
from archiver.model import Origins, Output, Page, Report
from archiver.publish import check_output_folder, open_staging
from archiver.source import Sources, find_sources, read_source
from archiver.theme import Theme, assets, load_theme

__all__ = ["Progress", "Report", "build", "draw_page"]

Progress = Callable[[int, int], None]
"""Called with the number of threads drawn, and the number to draw."""


def build(config: Config, *, jobs: int | None = None, progress: Progress | None = None, clean: bool = False) -> Report:
    """Bring the site and the search index in step with the content; `clean` draws every thread anew.

    Raises ConfigError, OutputError, LockedError, and OSError where the disk fails; what was there before still serves.
    """
    start = time.perf_counter()
    theme = load_theme(config)
    with open_manifest(config.state, config.zone) as manifest:
        takes_over = check_output_folder(config.output, is_known=knows_output(config, manifest))
        with (
            open_staging(config.output) as staging,
            open_ledger(config, manifest, staging, takes_over=takes_over, clean=clean) as ledger,
        ):
            job = Job(config=config, theme=theme, staging=staging)
            sources = find_sources(config.content, config.root, config.exclude)
            elsewhere = find_elsewhere(sources.found, config, manifest, jobs)
            tasks = list(_find_stale(sources, elsewhere, job, ledger))
            _draw_threads(tasks, job, ledger, jobs, progress)
            redirects = pages.plan_redirects(ledger.summaries, config)
            ledger.problems += redirects.problems
            if not ledger.keep_lists(lists_key(ledger.summaries, config, theme)):
                ledger.publish(SITE, _draw_lists(redirects.pages, job, ledger))
            ledger.remove_unplanned()
            return ledger.commit(start)


def draw_page(page: Page, config: Config, theme: Theme) -> Output:
    """Draw one page by itself, for a server that answers live. Raises TemplateError."""
    return renderer(config, theme).render(page)


def _find_stale(sources: Sources, elsewhere: Mapping[str, Origins], job: Job, ledger: Ledger) -> Iterator[Task]:
    """The threads to draw; the others are kept, also those in folders that could not be read."""
    ledger.problems += sources.problems
    for path in ledger.before.threads:
        if path.startswith(sources.unread):
            ledger.keep(path)
    for source in sources.found:
        task = Task(source=source, known=ledger.before.known(source.path), elsewhere=elsewhere.get(source.path, {}))
        if source.path in ledger.before.threads and _is_current(task, job, ledger):
            ledger.keep(source.path)
        else:
            yield task


def _is_current(task: Task, job: Job, ledger: Ledger) -> bool:
    try:
        content = read_source(job.config.content, task.source)
    except OSError:
        return False  # the worker finds it again, and says so
    key = thread_key(content, task.elsewhere, job.config, job.theme)
    return ledger.before.is_current(task.source.path, key)


def _draw_threads(tasks: list[Task], job: Job, ledger: Ledger, jobs: int | None, progress: Progress | None) -> None:
    receipts = pool.run(partial(draw_thread, job), tasks, pool.choose_jobs(jobs, len(tasks)))
    with closing(receipts):  # however this ends, no worker writes after it
        for done, _ in enumerate(ledger.enter(receipts), 1):
            if progress:
                progress(done, len(tasks))


def _draw_lists(redirects: Iterable[Page], job: Job, ledger: Ledger) -> Iterator[Output]:
    """The pages that depend on many threads, and the theme's assets."""
    templates = renderer(job.config, job.theme)
    for page in chain(pages.plan_lists(ledger.summaries, job.config), redirects):
        try:
            yield templates.render(page)
        except TemplateError as error:
            ledger.fail_list(page.path, error.problem)
    for name, path in assets(job.theme).items():
        yield Output(path=f"assets/{name}", content=path.read_bytes())
