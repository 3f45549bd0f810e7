"""The check of links: those that lead nowhere in the archive, and those that could be written anew."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from archiver.build.address_shapes import AddressClaims
from archiver.build.found_links import FoundLink, LinksOfSource, find_links_to_follow
from archiver.build.link_targets import LinkTargets
from archiver.build.own_page_addresses import find_own_slugs
from archiver.build.scanning import scan_project
from archiver.build.site_addresses import SiteAddresses
from archiver.config import Config
from archiver.errors import Problem, Severity, StateError
from archiver.manifest import ManifestReader, open_reader
from archiver.pool import Pool, chunked
from archiver.source import Source, SourceScan
from archiver.theme import load_theme

_BATCH = 32  # sources that a worker reads at once


def check_links(config: Config, *, jobs: int | None = None) -> tuple[Problem, ...]:
    """Each link that leads nowhere, as an error; and each to a former address, as a warning with what it could be.

    Links to the addresses of other systems are those that the last build has followed. Raises StateError if there was
    none, and ConfigError.

    Args:
        config: the project.
        jobs: the number of processes; None chooses by the number of sources.
    """
    theme = load_theme(config)
    scan, _ = scan_project(config)
    with Pool(jobs) as pool:
        read = partial(find_links_to_follow, LinkTargets.of(scan, config), scan.files)
        batches = chunked([*scan.sources, *_own_pages(scan)], _BATCH)
        found = [one for batch in pool.run(read, batches, expected=len(scan.sources), chunk=1) for one in batch]
    with open_reader(config.state, config.zone) as manifest:
        if manifest is None:
            raise StateError("there is no build whose links could be followed; archiver build makes one")
        addresses = SiteAddresses(scan, find_own_slugs(scan, theme, config), manifest, config)
        follower = _Follower(addresses, manifest, config, {key for one in found for key in one.originals})
        wrong = [problem for one in found for problem in follower.problems(one)]
    return tuple(sorted({*wrong, *(problem for one in found for problem in one.problems)}))


def _own_pages(scan: SourceScan) -> Iterator[Source]:
    """The files of pages that are no threads, as sources."""
    for page in scan.own_pages:
        prefix = page.project_path.removesuffix(page.path)
        yield Source(page.path, prefix, scan.source_slugs()[page.path])


class _Follower:
    """Follows links.

    Args:
        addresses: what is at the addresses of the site.
        manifest: the last build.
        config: the project.
        originals: the keys of the addresses of all originals.
    """

    def __init__(
        self,
        addresses: SiteAddresses,
        manifest: ManifestReader,
        config: Config,
        originals: Iterable[str],
    ) -> None:
        self._addresses, self._config = addresses, config
        self._known = manifest.archived_links.read()
        self._claim = lru_cache(None)(AddressClaims(originals, config).claim)

    def problems(self, one: LinksOfSource) -> Iterator[Problem]:
        """What is wrong with the links of a source."""
        for link, problem in one.without_file:
            if not (link.target and self._addresses.is_file(re.split("[?#]", link.target)[0])):
                yield problem
        for link in one.links:
            shown = self._known.get(link.source)
            led = shown.links.get(link.address) if shown else None
            if link.address.startswith("#"):
                yield from self._problem_on_page(link)
            elif led:
                yield self._anew(link, led)
            elif link.target:
                yield from self._problem_within(link)
            elif link.address.startswith("/"):
                if not self._addresses.fault(link.address):
                    yield _nowhere(link, f"the site is below {self._config.subpath}")
            elif claim := self._claim(link.address):
                yield replace(_nowhere(link, "the archive has threads from there, but not this one"), severity=claim)

    def _problem_on_page(self, link: FoundLink) -> Iterator[Problem]:
        """What is wrong with a link to a place on its own page at which nothing is but maybe a note."""
        note = self._addresses.note(link.target)
        if note is None:
            yield _nowhere(link, "there is no such place here")
        elif note.url:
            yield self._anew(link, note.url)

    def _problem_within(self, link: FoundLink) -> Iterator[Problem]:
        """What is wrong with a link to an address of the site."""
        if fault := self._addresses.fault(link.target):
            yield _nowhere(link, fault)
        elif now := self._addresses.now(link.target):
            yield self._anew(link, now)

    def _anew(self, link: FoundLink, now: str) -> Problem:
        message = f"{link.address} is a former address; it could be written {self._config.subpath}{now[1:]}"
        return Problem(path=link.path, line=link.line, message=message, severity=Severity.WARNING)


def _nowhere(link: FoundLink, why: str) -> Problem:
    return Problem(path=link.path, line=link.line, message=f"{link.address}: {why}; correct it, or remove the link")
