"""The command `archiver check`: all problems of the sources, and the quotes whose words were not found verbatim."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial

from msgspec import Struct

from archiver.build.content_lookup import open_lookup, read_media_table
from archiver.build.drawing import parse_source
from archiver.build.link_targets import LinkFinder, LinkTargets
from archiver.build.media_references import AddressLines
from archiver.build.own_pages import find_own_pages
from archiver.build.scanning import scan_project
from archiver.build.thread_media import ThreadMediaLookup
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.media.lookup import MediaLookup
from archiver.model import (
    CheckReport,
    DoubtfulQuote,
    Origin,
    Post,
    Quote,
    QuoteState,
    Thread,
    own_text,
    quotes_of,
)
from archiver.pool import Pool, chunked, run_chunk
from archiver.quotes import find_origins
from archiver.source import Source, ignored_file_problems, read_source, read_sources_ahead
from archiver.theme import load_theme

_SMALLEST_BATCH = 32  # sources
_BATCHES = 32  # each is sent with the names of all files
_CERTAIN = frozenset({QuoteState.EXACT, QuoteState.TRIMMED})


class _Checked(Struct, frozen=True, kw_only=True):
    """The result for some sources: their report, and the content paths of all files that they show or link to."""

    report: CheckReport
    used_files: frozenset[str] = frozenset()


def check(config: Config, *, jobs: int | None = None) -> CheckReport:
    """Read every source, and look for the origin of every quote in its own thread. Writes nothing.

    `jobs` is the number of processes; None chooses by the number of sources. Raises ConfigError if the theme cannot be
    used.
    """
    theme = load_theme(config)
    scan, _ = scan_project(config)
    with Pool(jobs) as pool:
        batches = chunked(scan.sources, max(_SMALLEST_BATCH, len(scan.sources) // _BATCHES))
        expected = len(scan.sources)
        parts = list(
            pool.run(
                partial(_check_batch, LinkTargets.of(scan, config), scan.files), batches, expected=expected, chunk=1
            )
        )
    own_pages = find_own_pages(scan, theme, config, stager=None)
    used = own_pages.named.union(*(part.used_files for part in parts))
    ignored = ignored_file_problems((path for path in scan.ignored if path not in used), config)
    table = read_media_table(config, scan.files)
    problems = (*theme.problems, *scan.problems, *own_pages.problems, *table.problems, *ignored)
    return _sum_up([*(part.report for part in parts), CheckReport(problems=problems)])


def _check_batch(targets: LinkTargets, files: Mapping[str, int], sources: list[Source]) -> _Checked:
    """Check some sources.

    Args:
        targets: the project, and all sources, which they may link to.
        files: the files that they may show or link to, by content path.
        sources: the sources.
    """
    lookup, finder = open_lookup(targets.config, files, targets.slugs), LinkFinder(targets)
    read = read_sources_ahead(targets.config, sources)
    parts = list(run_chunk(partial(_check_source, targets.config, lookup, finder), read))
    used = frozenset[str]().union(*(part.used_files for part in parts))
    return _Checked(report=_sum_up([part.report for part in parts]), used_files=used)


def _check_source(config: Config, lookup: MediaLookup, finder: LinkFinder, source: Source) -> _Checked:
    """Check a source.

    Args:
        config: the project.
        lookup: finds the files that it shows or links to.
        finder: finds where its links to other sources lead.
        source: the source.
    """
    media = ThreadMediaLookup(lookup=lookup, source=source)
    convention = convention_for(source.path, config.conventions)
    try:
        files = read_source(config, source)
    except OSError as error:
        problem = Problem(path=source.project_path, line=0, message=f"cannot be read: {error.strerror}")
        return _Checked(report=CheckReport(problems=(problem,)))
    parsed = parse_source(files, source, config, convention, media.has_file)
    if parsed.thread is None:
        return _Checked(report=CheckReport(problems=parsed.problems))
    lines = AddressLines(files, convention)
    media.links = finder.find_in_thread(parsed.thread, source).links
    problems = (*parsed.problems, *media.read_all(parsed.thread, lines, lambda _: None))
    return _Checked(report=_report(parsed.thread, problems), used_files=frozenset(media.uses.values()))


def _report(thread: Thread, problems: tuple[Problem, ...]) -> CheckReport:
    quotes = list(_quotes_with_origins(thread))
    return CheckReport(
        threads=1,
        posts=len(thread.posts),
        states=Counter(origin.state for _, _, origin in quotes if origin),
        undetermined=sum(origin is None for _, _, origin in quotes),
        quotes=tuple(
            _doubtful_quote(post, quote, origin)
            for post, quote, origin in quotes
            if origin and origin.state not in _CERTAIN
        ),
        problems=problems,
    )


def _doubtful_quote(post: Post, quote: Quote, origin: Origin) -> DoubtfulQuote:
    return DoubtfulQuote(
        path=post.file,
        line=post.line,
        post=post.id,
        origin=origin,
        attributed_to=quote.attribution.text if quote.attribution else None,
        words=" ".join(own_text(quote.blocks).split()),
    )


def _quotes_with_origins(thread: Thread) -> Iterator[tuple[Post, Quote, Origin | None]]:
    """The quotes that have text besides the quotes in them; None if a quote has too few words to be looked for."""
    origins = find_origins(thread)
    for post in thread.posts:
        for quote in quotes_of(post):
            if own_text(quote.blocks).strip():
                yield post, quote, origins.get((post.id, quote.number))


def _sum_up(parts: list[CheckReport]) -> CheckReport:
    return CheckReport(
        threads=sum(part.threads for part in parts),
        posts=sum(part.posts for part in parts),
        states=sum((part.states for part in parts), start=Counter()),
        undetermined=sum(part.undetermined for part in parts),
        quotes=tuple(quote for part in parts for quote in part.quotes),
        problems=tuple(sorted(problem for part in parts for problem in part.problems)),
    )
