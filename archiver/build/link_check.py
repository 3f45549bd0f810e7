"""The check of links: those that lead nowhere in the archive, and those that could be written anew."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote, urljoin

from archiver import urls
from archiver.build.address_shapes import fits, shape_of
from archiver.build.content_lookup import open_lookup
from archiver.build.drawing import is_left_out, parse_source
from archiver.build.link_targets import LinkFinder, LinkTargets
from archiver.build.links_within import ids_in
from archiver.build.media_references import AddressLines, passages_of
from archiver.build.own_page_addresses import find_own_slugs
from archiver.build.own_page_files import WHOLE_PAGE
from archiver.build.scanning import scan_project
from archiver.build.site_addresses import SiteAddresses
from archiver.build.thread_media import ThreadMediaLookup
from archiver.config import Config, Convention, convention_for
from archiver.errors import Problem, Severity, StateError
from archiver.manifest import ManifestReader, open_reader
from archiver.media.lookup import is_relative, may_name_a_file
from archiver.model import SourceFile, Thread
from archiver.pool import Pool, chunked
from archiver.quotes.archived_links import own_host
from archiver.source import Source, SourceScan, read_source, read_sources_ahead
from archiver.theme import load_theme

_BATCH = 32  # sources that a worker reads at once
_HREF = re.compile(r'<a href="([^"]+)"')
_WEB = ("http://", "https://")


class FoundLink(NamedTuple):
    """A link of a thread or of another page."""

    path: str
    """The file, relative to the project's folder."""
    line: int
    source: str
    """The path of the source, relative to the content folder."""
    address: str
    """As in HTML, without entities."""
    target: str
    """The address from the root of the site on, if it is one of the site; "" for one of another site."""


class LinksOfSource(NamedTuple):
    """The links of a source that have to be looked at, and what is wrong with others."""

    links: tuple[FoundLink, ...]
    originals: tuple[str, ...]
    """The keys of the addresses of the originals of the thread and its posts."""
    problems: tuple[Problem, ...]


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
        read = partial(_read_batch, LinkTargets.of(scan, config), scan.files)
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


def _read_batch(targets: LinkTargets, files: Mapping[str, int], sources: list[Source]) -> list[LinksOfSource]:
    """The links of some sources.

    Args:
        targets: the project, and all sources.
        files: the files that they may show or link to, by content path.
        sources: the sources.
    """
    lookup, finder, config = open_lookup(targets.config, files, targets.slugs), LinkFinder(targets), targets.config
    found = []
    for source in read_sources_ahead(config, sources):
        media = ThreadMediaLookup(lookup=lookup, source=source)
        try:
            read = read_source(config, source)
        except OSError:  # `archiver check` tells of it
            continue
        own = source.path in targets.own_pages
        convention = WHOLE_PAGE if own else convention_for(source.path, config.conventions)
        thread = parse_source(read, source, config, convention, media.has_file).thread
        if thread and not is_left_out(thread, config):
            media.links = finder.find_in_thread(thread, source).links
            found.append(_links_of(thread, source, media, read, None if own else convention, config))
    return found


def _links_of(
    thread: Thread,
    source: Source,
    media: ThreadMediaLookup,
    files: tuple[SourceFile, ...],
    convention: Convention | None,
    config: Config,
) -> LinksOfSource:
    """The links of a thread.

    Args:
        thread: the thread.
        source: its source.
        media: looks up the files that it shows or links to.
        files: the files of the source.
        convention: the `[[source]]` table for them.
        config: the project.
    """
    lines = AddressLines(files, convention)
    wrong = media.read_all(thread, lines, lambda _: None)
    found = {link.address: link for link in reversed([*_found_links(thread, source, media, lines, config)])}
    links = tuple(link for link in found.values() if not any(_is_of(one, link) for one in wrong))
    originals = (thread.source, *(post.url for post in thread.posts))
    keys = tuple(key for one in originals if one and (key := urls.address_key(one)))
    return LinksOfSource(links, keys, tuple(replace(p, severity=Severity.ERROR) for p in wrong))


def _found_links(
    thread: Thread, source: Source, media: ThreadMediaLookup, lines: AddressLines, config: Config
) -> Iterator[FoundLink]:
    """The links of a thread that do not surely lead somewhere. `lines` finds their lines; see `_links_of`."""
    ids = ids_in(thread)
    for post, html in passages_of(thread):
        for address in map(unescape, _HREF.findall(html)):
            if _is_to_follow(address, media, ids):
                target, line = _within_site(address, source, config), lines.line_of(address, post)
                yield FoundLink(post.file, line, source.path, address, target)


def _is_of(problem: Problem, link: FoundLink) -> bool:
    return (problem.path, problem.line) == (link.path, link.line) and link.address in problem.message


def _is_to_follow(address: str, media: ThreadMediaLookup, ids: frozenset[str]) -> bool:
    """False for a link that leads to a file or source, or to a place on its own page."""
    if address.startswith("#"):
        return unquote(address[1:]) not in ids
    if address.startswith(_WEB):
        return True
    return is_relative(address) and not (may_name_a_file(address) and media.has_file(address))


def _within_site(address: str, source: Source, config: Config) -> str:
    """An address from the root of the site on; "" for one of another site."""
    if not address.startswith(_WEB):
        return urljoin(urls.slug_url(source.slug), address)
    base = config.base_url
    if not base or urls.host_of_key(urls.address_key(address) or "") != own_host(base):
        return ""
    path = re.sub(r"\Ahttps?://[^/?#]*", "", address, flags=re.IGNORECASE) or "/"
    return f"/{path.removeprefix(config.subpath)}" if path.startswith(config.subpath) else ""


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
        self._shapes = frozenset(map(shape_of, originals))
        self._forms = [(site.host, form) for site in config.former_sites for form in (*site.thread, *site.post)]
        self._is_claimed = lru_cache(None)(self._find_claim)

    def problems(self, one: LinksOfSource) -> Iterator[Problem]:
        """What is wrong with the links of a source."""
        for link in one.links:
            shown = self._known.get(link.source)
            led = shown.links.get(link.address) if shown else None
            if link.address.startswith("#"):
                yield _nowhere(link, "there is no such place here")
            elif led:
                yield _anew(link, led)
            elif link.target:
                fault = self._addresses.fault(link.target)
                now = "" if fault else self._addresses.now(link.target)
                yield from [_nowhere(link, fault)] if fault else [_anew(link, now)] if now else []
            elif self._is_claimed(link.address):
                yield _nowhere(link, "the archive has threads from there, but not this one")

    def _find_claim(self, address: str) -> bool:
        """True if an address is of a kind that threads of the archive had."""
        key = (urls.address_key(address) or "").partition("#")[0]
        return shape_of(key) in self._shapes or any(fits(key, host, form) for host, form in self._forms)


def _nowhere(link: FoundLink, why: str) -> Problem:
    return Problem(path=link.path, line=link.line, message=f"{link.address}: {why}; correct it, or remove the link")


def _anew(link: FoundLink, now: str) -> Problem:
    message = f"{link.address} is a former address; it could be written {now}"
    return Problem(path=link.path, line=link.line, message=message, severity=Severity.WARNING)
