"""Finds what leads on from former addresses: which threads of `archive.lock` are which now, and the pages for that."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from archiver import pages, urls
from archiver.build.identities import current_threads, update_identities
from archiver.build.openings import OpeningRecords
from archiver.build.withheld_addresses import find_withheld_addresses
from archiver.config import Config
from archiver.errors import Problem, Severity
from archiver.identity import (
    LOCK_NAME,
    FormerAddress,
    Lock,
    MissingPost,
    Place,
    Recognition,
    find_trail,
    recognize,
)
from archiver.manifest import Manifest
from archiver.model import FormerPage, FormerPages, MovedPost, Slug, Tombstone, TombstonesOfThread, Url
from archiver.pool import Pool
from archiver.source import SourceScan


def find_former_pages(
    lock: Lock, scan: SourceScan, records: OpeningRecords, config: Config, manifest: Manifest, pool: Pool
) -> tuple[FormerPages, tuple[Problem, ...], tuple[str, ...]]:
    """What leads on from the former addresses of threads and posts, what is wrong with it, and what is to be told.

    Raises ConfigError if a line of the lock is damaged.

    Args:
        lock: the threads as they were locked.
        scan: all sources.
        records: what is known of them.
        config: the project.
        manifest: has what threads are known by; what is new is written to it.
        pool: reads changed sources.
    """
    identities = update_identities(scan.sources, records, config, manifest, pool)
    recognition = recognize(lock.threads, current_threads(scan.sources, identities))
    found = _find(lock, recognition, scan, records, config)
    return found, (*recognition.problems, *_taken(recognition)), tuple(_messages(recognition))


def _find(
    lock: Lock, recognition: Recognition, scan: SourceScan, records: OpeningRecords, config: Config
) -> FormerPages:
    trail = find_trail(lock, recognition, config.posts_per_page)
    sources = {source.slug: source.path for source in scan.sources}
    titles = {slug: _title(slug, records, path) for slug, path in sources.items()}
    maker = _PageMaker(sources, titles, config)
    withheld = find_withheld_addresses(scan.withheld_names)
    addresses = (
        address
        for address in trail.addresses
        if (address.thread or not scan.unreadable_folders) and not withheld.names_somebody(address.slug)
    )
    return FormerPages(
        pages=tuple(page for address in addresses for page in maker.pages(address)),
        threads=tuple(
            TombstonesOfThread(source=sources[slug], tombstones=tuple(map(maker.tombstone, posts)))
            for slug, posts in trail.missing.items()
        ),
    )


def _title(slug: Slug, records: OpeningRecords, path: str) -> str:
    opening = records[path].opening
    return (opening and opening.title) or slug.rpartition("/")[2]


class _PageMaker(NamedTuple):
    """Makes pages of what is known in slugs and positions."""

    sources: Mapping[Slug, str]
    titles: Mapping[Slug, str]
    config: Config

    def pages(self, address: FormerAddress) -> Iterator[FormerPage]:
        """The pages that stand at an address from now on."""
        slug = address.thread.slug if address.thread else None
        for number in range(address.first, address.pages + 1):
            posts = (post for post in address.posts if post.page == number)
            yield FormerPage(
                url=_page_url(address.slug, number),
                target=_page_url(slug, min(number, address.last)) if slug else None,
                title=self.titles[slug] if slug else "",
                source=self.sources[slug] if slug else "",
                removed=address.removed,
                posts=tuple(MovedPost(id=post.id, url=self._permalink(post.place)) for post in posts),
            )

    def tombstone(self, post: MissingPost) -> Tombstone:
        """What stands in place of a post."""
        url = self._permalink(post.place) if post.place else None
        return Tombstone(id=post.id, page=post.page, after=post.after, url=url, removed=post.removed)

    def _permalink(self, place: Place) -> Url:
        return pages.post_permalink(place.thread.slug, place.id, place.position, self.config)


def _page_url(slug: Slug, number: int) -> Url:
    first = urls.slug_url(slug)
    return first if number == 1 else urls.numbered_url(first, number)


def _taken(recognition: Recognition) -> Iterator[Problem]:
    """A warning for each thread that has moved while another one took its address, until the lock knows of it."""
    now = {thread.slug: thread for thread in (*recognition.new, *recognition.found.values())}
    for one, thread in recognition.found.items():
        other = now.get(one.slug)
        if other and other != thread and not one.removed:
            message = (
                f"/{one.slug}/ was the address of {thread.path}, and is now that of {other.path}: links to it lead"
            )
            problem = one.problem(f"{message} to another thread than before; `archiver lock` accepts it")
            yield replace(problem, severity=Severity.WARNING)


def _messages(recognition: Recognition) -> Iterator[str]:
    """What the lock does not know yet."""
    new = len(recognition.new)
    moved = sum(one.slug != thread.slug for one, thread in recognition.found.items())
    counts = [f"{new} new" if new else "", f"{moved} moved" if moved else ""]
    if any(counts):
        named = " and ".join(filter(None, counts))
        threads = "thread" if new + moved == 1 else "threads"
        yield f"{LOCK_NAME} does not know of {named} {threads} yet: archiver lock"
