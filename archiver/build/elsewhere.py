"""The stage that looks for quotes in other threads: `[quotes] across_threads`.

The sketch of each source is kept between builds; where a source has changed it is made anew. All of them are looked
through in every build, one at a time, and the few threads that seem to quote each other are read to make sure.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache, partial

from archiver import pages
from archiver.build.keys import parsing_key
from archiver.build.worker import parse_source
from archiver.config import Config, convention_for
from archiver.manifest import Manifest, SketchRecord
from archiver.model import Digest, ForeignPost, Origin, Origins, Thread
from archiver.pool import Pool
from archiver.quotes import (
    Candidate,
    Passage,
    QuoteKey,
    choose_origin,
    find_candidates,
    find_origins,
    quotes_of,
    words_of,
)
from archiver.quotes.sketches import Sketch, asks_from_text, asks_to_text, offers_from_bytes, offers_to_bytes, sketch
from archiver.source import Source, read_source

_MOST_READ = 32  # threads that are kept while others are compared with them


def find_elsewhere(sources: tuple[Source, ...], config: Config, manifest: Manifest, pool: Pool) -> dict[str, Origins]:
    """For each source, the origins of its quotes in other threads."""
    keys = {source.path: _key(source, config) for source in sources}
    _renew_sketches(sources, keys, config, manifest, pool)
    try:
        found = _candidates(manifest)
    except (ValueError, TypeError, KeyError):  # what is kept isn't what we write
        manifest.keep_sketches((), gone=keys)
        _renew_sketches(sources, keys, config, manifest, pool)
        found = _candidates(manifest)
    return _verified(found, {source.path: source for source in sources}, config)


def _renew_sketches(
    sources: tuple[Source, ...], keys: Mapping[str, Digest], config: Config, manifest: Manifest, pool: Pool
) -> None:
    known = manifest.sketch_keys()
    stale = [source for source in sources if known.get(source.path) != keys[source.path]]
    sketches = pool.run(partial(_sketch, config), stale, expected=len(stale))
    made = (replace(record, key=keys[record.source]) for record in sketches)
    manifest.keep_sketches(made, gone=known.keys() - keys.keys())


def _candidates(manifest: Manifest) -> Mapping[tuple[str, QuoteKey], tuple[Candidate, ...]]:
    asks = {source: asks_from_text(text) for source, text in manifest.asks()}
    return find_candidates(asks, ((source, offers_from_bytes(kept)) for source, kept in manifest.offers()))


def _key(source: Source, config: Config) -> Digest:
    try:
        return parsing_key(read_source(config.content, source), convention_for(source.path, config.conventions), config)
    except OSError:
        return Digest("")  # the worker that draws it finds it again, and says so


def _sketch(config: Config, source: Source) -> SketchRecord:
    thread = _read(source, config)
    made = sketch(thread, find_origins(thread)) if thread else Sketch()
    asks, offers = asks_to_text(made.asks), offers_to_bytes(made.offers)
    return SketchRecord(source=source.path, key=Digest(""), asks=asks, offers=offers)


def _read(source: Source, config: Config) -> Thread | None:
    """The thread of a source, if it has one that readers may see."""
    try:
        parsed = parse_source(
            read_source(config.content, source), source, config, convention_for(source.path, config.conventions)
        )
    except OSError:
        return None
    return None if parsed.draft else parsed.thread


def _verified(
    found: Mapping[tuple[str, QuoteKey], tuple[Candidate, ...]], sources: Mapping[str, Source], config: Config
) -> dict[str, Origins]:
    """The origins among the candidates: those whose words are the quote's."""
    read = lru_cache(_MOST_READ)(lambda path: _read(sources[path], config))
    origins: dict[str, dict[QuoteKey, Origin]] = {}
    for (path, key), candidates in sorted(found.items()):
        if (words := _quoted(read(path), key)) and (origin := _origin(words, candidates, read, config)):
            origins.setdefault(path, {})[key] = origin
    return dict(origins)


def _quoted(thread: Thread | None, key: QuoteKey) -> Passage | None:
    posts = thread.posts if thread else ()
    quotes = (quote for post in posts if post.id == key[0] for quote in quotes_of(post) if quote.number == key[1])
    return next((words_of(quote.blocks) for quote in quotes), None)


def _origin(
    words: Passage, candidates: tuple[Candidate, ...], read: Callable[[str], Thread | None], config: Config
) -> Origin | None:
    threads = [
        (thread, candidate.post) for candidate in sorted(candidates, key=_age) if (thread := read(candidate.source))
    ]
    posts = [(thread, post) for thread, wanted in threads for post in thread.posts if post.id == wanted]
    texts = [words_of(post.blocks) for _, post in posts]
    chosen = choose_origin(words, texts)
    if chosen is None:
        return None
    at, match = chosen
    thread, post = posts[at]
    url = pages.permalink(thread, post, config)
    passage = pages.passage_url(url, post.own_text, match.spans)
    foreign = ForeignPost(
        thread=thread.title, id=post.id, number=post.number, url=url, passage=passage, author=post.author
    )
    return Origin(
        state=match.state, posts=(), method="elsewhere", score=match.score, spans=match.spans, elsewhere=foreign
    )


def _age(candidate: Candidate) -> tuple[int, str]:
    return candidate.at, candidate.source
