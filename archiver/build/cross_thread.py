"""The stage that finds the origins of quotes in other threads: the setting `[quotes] across_threads`.

The manifest stores the fingerprint of each source; only those of changed sources are computed anew. Every build
compares all fingerprints, one at a time, and then reads the few threads that seem to quote each other.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from itertools import chain

from msgspec.structs import replace

from archiver import pages
from archiver.build.openings import OpeningRecords, keys_of_sources
from archiver.build.other_threads import read_thread
from archiver.config import Config
from archiver.manifest import FingerprintRecord, Manifest
from archiver.model import CrossThreadPost, Digest, Origin, OriginMethod, Origins, Thread, quotes_of
from archiver.pool import Pool, chunked
from archiver.quotes import (
    Candidate,
    Passage,
    QuoteKey,
    choose_origin,
    find_candidates,
    find_origins,
    words_of,
)
from archiver.quotes.fingerprints import (
    Fingerprint,
    fingerprint_thread,
    indexed_shingles_from_bytes,
    indexed_shingles_to_bytes,
    query_shingles_from_text,
    query_shingles_to_text,
)
from archiver.source import Source, read_sources_ahead

_CACHED_THREADS = 32  # parsed threads that stay in memory while candidates are compared
_BATCH = 32  # sources that a worker reads at once


def update_cross_thread_origins(
    sources: tuple[Source, ...], records: OpeningRecords, config: Config, manifest: Manifest, pool: Pool
) -> dict[str, Origins]:
    """The origins of quotes in other threads, by the path of the source of the quoting thread.

    Args:
        sources: all sources of the archive.
        records: what is known of them.
        config: the project's settings; sources are read from its content folder.
        manifest: has the stored fingerprints; new ones are written to it.
        pool: computes the fingerprints of changed sources.
    """
    keys = keys_of_sources(sources, records, config)
    _update_fingerprints(sources, keys, config, manifest, pool)
    try:
        candidates = _find_candidates(manifest)
    except (ValueError, TypeError, KeyError):  # a stored fingerprint is damaged
        manifest.fingerprints.write((), gone=keys)
        _update_fingerprints(sources, keys, config, manifest, pool)
        candidates = _find_candidates(manifest)
    return _verified(candidates, {source.path: source for source in sources}, config)


def _update_fingerprints(
    sources: tuple[Source, ...], keys: Mapping[str, Digest], config: Config, manifest: Manifest, pool: Pool
) -> None:
    """Write the fingerprints of sources whose parsing key in `keys` is not the stored one; delete those of others."""
    previous = manifest.fingerprints.keys()
    stale = [source for source in sources if previous.get(source.path) != keys[source.path]]
    batches = pool.run(partial(_fingerprint_sources, config), chunked(stale, _BATCH), expected=len(stale), chunk=1)
    keyed = (replace(record, key=keys[record.source]) for record in chain.from_iterable(batches))
    manifest.fingerprints.write(keyed, gone=previous.keys() - keys.keys())


def _find_candidates(manifest: Manifest) -> Mapping[tuple[str, QuoteKey], tuple[Candidate, ...]]:
    query_shingles = {source: query_shingles_from_text(text) for source, text in manifest.fingerprints.query_shingles()}
    indexed_shingles = (
        (source, indexed_shingles_from_bytes(blob)) for source, blob in manifest.fingerprints.indexed_shingles()
    )
    return find_candidates(query_shingles, indexed_shingles)


def _fingerprint_sources(config: Config, sources: list[Source]) -> list[FingerprintRecord]:
    return [_fingerprint_source(config, source) for source in read_sources_ahead(config, sources)]


def _fingerprint_source(config: Config, source: Source) -> FingerprintRecord:
    thread = read_thread(source, config)
    fingerprint = fingerprint_thread(thread, find_origins(thread)) if thread else Fingerprint()
    return FingerprintRecord(
        source=source.path,
        key=Digest(""),
        query_shingles=query_shingles_to_text(fingerprint.query_shingles),
        indexed_shingles=indexed_shingles_to_bytes(fingerprint.indexed_shingles),
    )


def _verified(
    candidates: Mapping[tuple[str, QuoteKey], tuple[Candidate, ...]], sources: Mapping[str, Source], config: Config
) -> dict[str, Origins]:
    """The origins among the candidates whose text has the words of the quote, by the path of the quoting source."""
    read = lru_cache(_CACHED_THREADS)(lambda path: read_thread(sources[path], config))
    origins: dict[str, dict[QuoteKey, Origin]] = {}
    for (path, key), posts in sorted(candidates.items()):
        if (words := _words_of_quote(read(path), key)) and (origin := _origin(words, posts, read, config)):
            origins.setdefault(path, {})[key] = origin
    return dict(origins)


def _words_of_quote(thread: Thread | None, key: QuoteKey) -> Passage | None:
    posts = thread.posts if thread else ()
    quotes = (quote for post in posts if post.id == key[0] for quote in quotes_of(post) if quote.number == key[1])
    return next((words_of(quote.blocks) for quote in quotes), None)


def _origin(
    words: Passage, candidates: tuple[Candidate, ...], read: Callable[[str], Thread | None], config: Config
) -> Origin | None:
    """The origin of a quote with these words, or None if no candidate has them; `read` gives the thread of a source."""
    earliest_first = sorted(candidates, key=lambda candidate: (candidate.posted_at, candidate.source))
    threads = [(thread, candidate.post) for candidate in earliest_first if (thread := read(candidate.source))]
    posts = [(thread, post) for thread, wanted in threads for post in thread.posts if post.id == wanted]
    chosen = choose_origin(words, [words_of(post.blocks) for _, post in posts])
    if chosen is None:
        return None
    index, match = chosen
    thread, post = posts[index]
    url = pages.permalink(thread, post, config)
    passage_url = pages.passage_url(url, post.own_text, match.spans)
    return Origin(
        state=match.state,
        posts=(),
        method=OriginMethod.CROSS_THREAD,
        score=match.score,
        spans=match.spans,
        cross_thread=CrossThreadPost(
            thread=thread.title, id=post.id, number=post.number, url=url, passage_url=passage_url, author=post.author
        ),
    )
