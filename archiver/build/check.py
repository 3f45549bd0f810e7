"""Looks at all sources and draws nothing: the problems, and the quotes whose words were not found as they stand."""

from collections import Counter
from collections.abc import Iterator
from functools import partial

from archiver.build.worker import parse_source
from archiver.config import Config, convention_for
from archiver.errors import Problem
from archiver.model import Checked, DoubtfulQuote, Origin, Post, Quote, QuoteState, Thread, own_text
from archiver.pool import Pool
from archiver.quotes import find_origins, quotes_of
from archiver.source import Source, find_sources, read_source

_SOUND = frozenset({QuoteState.EXACT, QuoteState.TRIMMED})


def check(config: Config, *, jobs: int | None = None) -> Checked:
    """Read every source, and look for the origin of every quote in its own thread. Writes nothing."""
    sources = find_sources(config.content, config.root, config.exclude)
    with Pool(jobs) as pool:
        parts = pool.run(partial(_check_source, config), sources.found, expected=len(sources.found))
        return _sum_up([*parts, Checked(problems=sources.problems)])


def _check_source(config: Config, source: Source) -> Checked:
    try:
        parsed = parse_source(
            read_source(config.content, source), source, config, convention_for(source.path, config.conventions)
        )
    except OSError as error:
        return Checked(problems=(Problem(path=source.shown, line=0, message=f"cannot be read: {error.strerror}"),))
    if parsed.thread is None:
        return Checked(problems=parsed.problems)
    quotes = list(_quotes(parsed.thread))
    return Checked(
        threads=1,
        posts=len(parsed.thread.posts),
        states=Counter(origin.state for _, _, origin in quotes if origin),
        undetermined=sum(origin is None for _, _, origin in quotes),
        quotes=tuple(
            DoubtfulQuote(
                path=source.shown,
                line=post.line,
                post=post.id,
                origin=origin,
                attributed_to=quote.attribution.text if quote.attribution else None,
                words=" ".join(own_text(quote.blocks).split()),
            )
            for post, quote, origin in quotes
            if origin and origin.state not in _SOUND
        ),
        problems=parsed.problems,
    )


def _quotes(thread: Thread) -> Iterator[tuple[Post, Quote, Origin | None]]:
    """The quotes that have words of their own, and what was found of them."""
    origins = find_origins(thread)
    for post in thread.posts:
        for quote in quotes_of(post):
            if own_text(quote.blocks).strip():
                yield post, quote, origins.get((post.id, quote.number))


def _sum_up(parts: list[Checked]) -> Checked:
    return Checked(
        threads=sum(part.threads for part in parts),
        posts=sum(part.posts for part in parts),
        states=sum((part.states for part in parts), start=Counter()),
        undetermined=sum(part.undetermined for part in parts),
        quotes=tuple(quote for part in parts for quote in part.quotes),
        problems=tuple(sorted(problem for part in parts for problem in part.problems)),
    )
