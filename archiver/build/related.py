"""The stage that finds related threads: those that seem to be about the same.

The terms of a thread are found when its source is read for its neighbours. While none have changed, nothing is
compared. When a thread changes, those are compared again that are or were similar to it, and those with a word that
counts more or less than before; all are, when many have changed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import cache, partial

from archiver import urls
from archiver.build.program import program_digest
from archiver.manifest import ChangedTerms, Manifest, OpeningRecord, RelatedTables
from archiver.model import CrossThread, RelatedThread, Terms, Url
from archiver.related import MOST_SHOWN, MOST_THREADS, Postings, choose, find_similar, heaviest_word, weight_of, word_of
from archiver.source import Source

_MANY = 8  # if more than one thread in so many has changed, comparing all takes no longer


def update_related(
    sources: tuple[Source, ...],
    openings: Mapping[str, OpeningRecord],
    quoting: Mapping[str, CrossThread],
    manifest: Manifest,
) -> dict[str, tuple[RelatedThread, ...]]:
    """The related threads of each thread that has some, by the path of its source.

    First come threads that it quotes or links to, then those that quote or link to it, then the most similar ones.

    Args:
        sources: all sources of the archive.
        openings: their openings, by path.
        quoting: what threads quote of others and where their links lead, by source.
        manifest: has the terms of all threads, and the related threads of the last build.
    """
    similar = update_similar({source.path for source in sources}, manifest.related)
    links = {source.path: partial(_link, source, openings[source.path]) for source in sources}
    connected = _find_connected(sources, quoting)
    link_to = cache(lambda path: links[path]())
    return {path: tuple(map(link_to, others)) for path, others in _joined(similar, connected, openings)}


def _joined(
    similar: Mapping[str, tuple[str, ...]],
    connected: Mapping[str, Mapping[str, None]],
    openings: Mapping[str, OpeningRecord],
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each source that has related threads, with the sources of these.

    Args:
        similar: sources of similar threads, the most similar one first.
        connected: sources of threads that quote or are quoted, or that links connect, in order.
        openings: the openings of all sources: a draft is related to nothing.
    """
    for path in {*similar, *connected}:
        others = connected.get(path, {})
        if others:
            quoted = [other for other in others if _is_public(openings[other])] if _is_public(openings[path]) else []
            yield path, tuple(dict.fromkeys((*quoted, *similar.get(path, ()))))[:MOST_SHOWN]
        elif similar[path]:
            yield path, similar[path]


def _is_public(record: OpeningRecord) -> bool:
    return record.opening is not None and not record.opening.is_draft


def _link(source: Source, record: OpeningRecord) -> RelatedThread:
    opening, name = record.opening, source.slug.rpartition("/")[2]
    return RelatedThread(
        title=(opening and opening.title) or name,
        lang=opening.lang if opening else None,
        url=urls.slug_url(source.slug),
        started=opening.started if opening else "",
    )


def _find_connected(sources: tuple[Source, ...], quoting: Mapping[str, CrossThread]) -> dict[str, dict[str, None]]:
    """The sources of threads that a thread quotes or links to, and then of those that do so to it, by its source."""
    if not quoting:
        return {}
    paths = {urls.slug_url(source.slug): source.path for source in sources}
    to: dict[str, dict[str, None]] = defaultdict(dict)
    for path, shown in sorted(quoting.items()):
        origins = (origin.cross_thread.url for origin in shown.origins.values() if origin.cross_thread)
        for url in (*origins, *shown.links.values()):
            if (other := _path_of(url, paths)) not in {None, path}:
                to[path][str(other)] = None
    connected = {path: dict(others) for path, others in to.items()}
    for path, others in to.items():
        for other in others:
            connected.setdefault(other, {}).setdefault(path)
    return connected


def _path_of(url: Url, paths: Mapping[Url, str]) -> str | None:
    """The source of the thread that a URL, of one of its pages or posts, leads to."""
    page = url.partition("#")[0]
    while page and Url(page) not in paths:
        page = page.rstrip("/").rpartition("/")[0] + "/" if "/" in page.rstrip("/") else ""
    return paths.get(Url(page))


def update_similar(paths: Collection[str], table: RelatedTables) -> Mapping[str, tuple[str, ...]]:
    """The sources of similar threads, by source, after all changes.

    Args:
        paths: all sources.
        table: has what is stored; it is brought up to date.
    """
    before = table.read()
    gone = before.keys() - paths
    table.note_gone(gone)
    changed = table.changed()
    key = f"{program_digest()} {heaviest_word(len(paths))}"
    if not gone and not changed and key == table.key():
        return before
    with table.at_once():
        if key != table.key() or len(changed) * _MANY > len(paths):
            _compare_all(table, len(paths))
        else:
            _compare_changed(changed, table, len(paths))
        table.end(key, gone)
    return table.read()


def _compare_all(table: RelatedTables, threads: int) -> None:
    """Write the postings and the related threads of all threads anew; there are so many `threads`."""
    names, heaviest = table.names(), heaviest_word(threads)
    postings: dict[int, list[int]] = defaultdict(list)
    for thread, terms in table.all_terms():
        for word, posting in _postings(thread, terms):
            postings[word].append(posting)
    table.delete_postings()
    table.replace_postings((), ((word, posting) for word in sorted(postings) for posting in sorted(postings[word])))
    find = partial(find_similar, postings=postings.__getitem__, heaviest=heaviest)
    table.write((thread, choose(find(terms, thread), names)) for thread, terms in table.all_terms())


def _compare_changed(changed: list[ChangedTerms], table: RelatedTables, threads: int) -> None:
    """Write the postings of threads whose terms have changed, and the related threads of all that may be affected.

    Args:
        changed: the threads whose terms have changed.
        table: has what is stored.
        threads: how many threads there are.
    """
    heaviest = heaviest_word(threads)
    before, now = _reader(table), _reader(table)
    affected = {similar for thread in changed for similar in find_similar(thread.before, thread.id, before, heaviest)}
    gone = {pair for thread in changed for pair in _postings(thread.id, thread.before)}
    new = {pair for thread in changed for pair in _postings(thread.id, thread.now)}
    weights = {word: weight_of(len(before(word)), heaviest) for word, _ in gone ^ new}
    table.replace_postings(sorted(gone - new), sorted(new - gone))
    for word, weight in weights.items():
        if weight_of(len(now(word)), heaviest) != weight:
            affected |= {posting >> 2 for posting in (*before(word), *now(word))}
    terms_now = {thread.id: thread.now for thread in changed}
    affected |= {similar for thread in changed for similar in find_similar(thread.now, thread.id, now, heaviest)}
    names = table.names()
    similar = {
        thread: find_similar(terms_now[thread] if thread in terms_now else table.terms(thread), thread, now, heaviest)
        for thread in affected | terms_now.keys()
    }
    table.write((thread, choose(found, names)) for thread, found in similar.items())


def _postings(thread: int, terms: Terms) -> Iterator[tuple[int, int]]:
    return ((word_of(term), thread << 2 | term & 3) for term in terms)


def _reader(table: RelatedTables) -> Postings:
    return cache(partial(table.postings, most=MOST_THREADS + 1))
