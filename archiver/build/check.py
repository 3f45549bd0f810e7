"""The command `archiver check`: all problems of the sources, and the quotes whose words were not found verbatim."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from archiver.build.worker import parse_source
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.model import CheckReport, DoubtfulQuote, Origin, Post, Quote, QuoteState, Thread, own_text
from archiver.pool import Pool
from archiver.quotes import find_origins, quotes_of
from archiver.source import Source, read_source, scan_sources

_CERTAIN = frozenset({QuoteState.EXACT, QuoteState.TRIMMED})


def check(config: Config, *, jobs: int | None = None) -> CheckReport:
    """Read every source, and look for the origin of every quote in its own thread. Writes nothing.

    `jobs` is the number of processes; None chooses by the number of sources.
    """
    scan = scan_sources(config.content, config.root, config.exclude)
    with Pool(jobs) as pool:
        parts = pool.run(partial(_check_source, config), scan.sources, expected=len(scan.sources))
        return _sum_up([*parts, CheckReport(problems=scan.problems)])


def _check_source(config: Config, source: Source) -> CheckReport:
    try:
        parsed = parse_source(
            read_source(config.content, source), source, config, convention_for(source.path, config.conventions)
        )
    except OSError as error:
        problem = Problem(path=source.project_path, line=0, message=f"cannot be read: {error.strerror}")
        return CheckReport(problems=(problem,))
    if parsed.thread is None:
        return CheckReport(problems=parsed.problems)
    quotes = list(_quotes_with_origins(parsed.thread))
    return CheckReport(
        threads=1,
        posts=len(parsed.thread.posts),
        states=Counter(origin.state for _, _, origin in quotes if origin),
        undetermined=sum(origin is None for _, _, origin in quotes),
        quotes=tuple(
            _doubtful_quote(source, post, quote, origin)
            for post, quote, origin in quotes
            if origin and origin.state not in _CERTAIN
        ),
        problems=parsed.problems,
    )


def _doubtful_quote(source: Source, post: Post, quote: Quote, origin: Origin) -> DoubtfulQuote:
    return DoubtfulQuote(
        path=source.project_path,
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
