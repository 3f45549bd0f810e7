"""Makes the files that differ from those of the last export, from the files of that and the threads that have changed.

What it costs depends on the change: threads that stay as they are are not read, nor are their postings.
"""

import zlib
from bisect import bisect_left
from datetime import datetime

from msgspec import Struct

from archiver.search.browser.bundle_meta import BundleMeta
from archiver.search.browser.directory import COLUMNS, DAYS, RESULTS
from archiver.search.browser.files import FileSet, ReadContent
from archiver.search.browser.inversion import PlacedThread, PostingsByPlace, invert, labelled_keys
from archiver.search.browser.layout import BundleLayout
from archiver.search.browser.numbering import NumberedIndex
from archiver.search.browser.postings import Borders, Number, stale_runs
from archiver.search.browser.posts import encode_posts, read_posts
from archiver.search.browser.term_update import TermChange, TermUpdate
from archiver.search.index.doc_order import thread_key
from archiver.search.index.doc_store import StoredThread
from archiver.search.index.fields import NO_DATE
from archiver.search.index.types import IndexDiff

_MOST = 500  # threads that may get another place because of a change


class ThreadChanges(Struct, frozen=True, kw_only=True):
    """The threads that have changed, come, gone, or got another place."""

    before: tuple[PlacedThread, ...]
    """As they were; without those that have come."""
    after: tuple[PlacedThread, ...]
    """As they are; without those that are gone."""

    def places(self) -> list[int]:
        """All places that such threads had or have, ascending."""
        return sorted({thread.place for thread in (*self.before, *self.after)})


def update_entries(
    index: NumberedIndex,
    previous: BundleMeta,
    diff: IndexDiff,
    read: ReadContent,
    files: FileSet,
    layout: BundleLayout,
) -> dict[bytes, bytes] | None:
    """The entries of the directory after a change; None if all files have to be made anew.

    Args:
        index: The index.
        previous: The meta of the last export.
        diff: What has changed in the index since.
        read: Reads the files of the last export.
        files: Files that differ from those of the last export are added to it.
        layout: The sizes of files, which must be those of the last export.
    """
    changes = find_changed_threads(index, previous, diff)
    if changes is None:
        return None
    entries = dict(previous.entries)
    try:
        TermUpdate(index, entries, read, files, layout).run(find_changed_terms(changes))
    except (LookupError, zlib.error):
        return None
    for kinds, size in (((RESULTS,), layout.results), ((COLUMNS, DAYS), layout.columns)):
        _update_posts(index, entries, kinds, Borders(size), changes.places(), files, layout)
    return entries


def find_changed_threads(index: NumberedIndex, previous: BundleMeta, diff: IndexDiff) -> ThreadChanges | None:
    """The threads of which a post or the place differs; None if these are too many.

    The places that threads had are found from the threads that there were: those of `index`, without the added ones of
    `diff`, and with the removed ones. `previous` is the meta of the last export.
    """
    if index.scale != previous.scale:
        return None
    threads = index.searcher.order.threads
    removed = _by_url(diff.removed)
    same = [(thread.key, thread.url) for thread in threads if thread.url not in diff.added]
    old = sorted([*same, *((_key(blocks), url) for url, blocks in removed.items())])
    places = previous.scale.assign(key for key, _ in old)
    had = {url: place for (_, url), place in zip(old, places, strict=True)}
    numbers = {
        number: thread.url
        for number, (thread, place) in enumerate(zip(threads, index.places, strict=True))
        if thread.url in diff.added or had[thread.url] != place
    }
    if len(numbers) > len(diff.added) + _MOST:
        return None
    blocks = {number: tuple(index.searcher.thread(number)) for number in numbers}
    moved = (PlacedThread(had[url], blocks[number]) for number, url in numbers.items() if url not in diff.added)
    return ThreadChanges(
        before=(*(PlacedThread(had[url], old_blocks) for url, old_blocks in removed.items()), *moved),
        after=tuple(PlacedThread(index.places[number], blocks[number]) for number in numbers),
    )


def _by_url(blocks: tuple[StoredThread, ...]) -> dict[str, tuple[StoredThread, ...]]:
    found: dict[str, list[StoredThread]] = {}
    for block in blocks:
        found.setdefault(block.url, []).append(block)
    return {url: tuple(several) for url, several in found.items()}


def _key(blocks: tuple[StoredThread, ...]) -> int:
    at = blocks[0].posts[0].at
    return thread_key(blocks[0].url, int(datetime.fromisoformat(at).timestamp()) if at else NO_DATE)


def find_changed_terms(changes: ThreadChanges) -> dict[bytes, TermChange]:
    """The terms whose postings or labels may differ, by key."""
    before, after = invert(changes.before), invert(changes.after)
    found: dict[bytes, TermChange] = {}
    for key in sorted({*before, *after}):
        old, new = before.get(key, {}), after.get(key, {})
        differing: PostingsByPlace = {
            place: new.get(place, []) for place in sorted({*old, *new}) if old.get(place) != new.get(place)
        }
        if differing:
            added = sum(len(new.get(place, ())) - len(old.get(place, ())) for place in differing)
            found[key] = TermChange(postings=differing, added=added)
    for key in labelled_keys((*changes.before, *changes.after)):
        found.setdefault(key, TermChange(postings={}, added=0))
    return found


def _update_posts(
    index: NumberedIndex,
    entries: dict[bytes, bytes],
    kinds: tuple[bytes, ...],
    borders: Borders,
    places: list[int],
    files: FileSet,
    layout: BundleLayout,
) -> None:
    """Make the blocks of posts again that have any of `places`, or had, of kinds that are cut at the same posts."""
    keys = sorted(key for key in entries if key[:1] == kinds[0])
    numbers = [Number.of_key(key) for key in keys]
    hard = [i for i, is_hard in enumerate(borders.are_hard(numbers)) if is_hard]
    for a, b in stale_runs([numbers[i].place for i in hard], places):
        for key in keys[hard[a] : hard[b] if b < len(hard) else None] if hard else ():
            for kind in kinds:
                del entries[kind + key[1:]]
        first = bisect_left(index.places, numbers[hard[a]].place) if a else 0
        stop = bisect_left(index.places, numbers[hard[b]].place) if b < len(hard) else len(index.places)
        posts = list(read_posts(index, first, stop))
        for kind in kinds:
            entries |= encode_posts(posts, kind, files, layout)
