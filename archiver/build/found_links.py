"""The links of sources that have to be followed: all but those that surely lead somewhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape
from typing import NamedTuple

from archiver import urls
from archiver.build.content_lookup import open_lookup
from archiver.build.drawing import is_left_out, parse_source
from archiver.build.link_targets import LinkFinder, LinkTargets
from archiver.build.links_within import ids_in, leads_to_one
from archiver.build.media_references import AddressLines, passages_of
from archiver.build.own_page_files import WHOLE_PAGE
from archiver.build.site_addresses import WEB, path_within_site
from archiver.build.thread_media import ThreadMediaLookup
from archiver.config import Config, Convention, convention_for
from archiver.errors import Problem, Severity
from archiver.media.lookup import is_relative, may_name_a_file
from archiver.model import LinkFault, SourceFile, Thread
from archiver.source import Source, read_source, read_sources_ahead

_HREF = re.compile(r'<a href="([^"]+)"')


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
    without_file: tuple[tuple[FoundLink, Problem], ...]
    """Those for which no content file was found; the site itself may have what they name."""
    originals: tuple[str, ...]
    """The keys of the addresses of the originals of the thread and its posts."""
    problems: tuple[Problem, ...]


def find_links_to_follow(targets: LinkTargets, files: Mapping[str, int], sources: list[Source]) -> list[LinksOfSource]:
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
    of_links = [(link, one) for link in found.values() for one in wrong if _is_of(one, link)]
    in_pages = {link for link in found.values() if _names_no_post(link.address, media)}  # a note may be there
    of_files = [(link, one) for link, one in of_links if link not in in_pages]
    without_file = tuple((link, _as_error(one)) for link, one in of_files if link.address.startswith("/"))
    known = {link for link, _ in of_files}
    links = tuple(link for link in found.values() if link not in known)
    unsure = {one for link, one in of_links if link in in_pages or link.address.startswith("/")}
    others = (_as_error(one) for one in wrong if one not in unsure)
    return LinksOfSource(links, without_file, _originals_of(thread), tuple(others))


def _originals_of(thread: Thread) -> tuple[str, ...]:
    originals = (thread.source, *(post.url for post in thread.posts))
    return tuple(key for one in originals if one and (key := urls.address_key(one)))


def _found_links(
    thread: Thread, source: Source, media: ThreadMediaLookup, lines: AddressLines, config: Config
) -> Iterator[FoundLink]:
    """The links of a thread that do not surely lead somewhere. `lines` finds their lines; see `_links_of`."""
    ids = ids_in(thread)
    for post, html in passages_of(thread):
        for address in map(unescape, _HREF.findall(html)):
            if _is_to_follow(address, media, ids):
                target = path_within_site(_address_on_site(address, media, config), urls.slug_url(source.slug), config)
                yield FoundLink(post.file, lines.line_of(address, post), source.path, address, target)


def _as_error(problem: Problem) -> Problem:
    return replace(problem, severity=Severity.ERROR)


def _is_of(problem: Problem, link: FoundLink) -> bool:
    is_there = (problem.path, problem.line) == (link.path, link.line)
    return is_there and re.search(rf"(\A| ){re.escape(link.address)}([ :;]|\Z)", problem.message) is not None


def _is_to_follow(address: str, media: ThreadMediaLookup, ids: frozenset[str]) -> bool:
    """False for a link that leads to a file or source, or to a place on its own page."""
    if address.startswith("#"):
        return not leads_to_one(address[1:], ids)
    if address.startswith(WEB) or _names_no_post(address, media):
        return True
    return is_relative(address) and not (may_name_a_file(address) and media.has_file(address))


def _names_no_post(address: str, media: ThreadMediaLookup) -> bool:
    """True for a link to a place in a thread, its own or another one, at which no post is."""
    return address.startswith("#") or media.links.get(address) is LinkFault.NO_POST


def _address_on_site(address: str, media: ThreadMediaLookup, config: Config) -> str:
    """The address as it is, but that of a place in a source as one of its page."""
    page = media.find(address).url if media.links.get(address) is LinkFault.NO_POST else None
    return f"{config.subpath}{page[1:]}#{address.partition('#')[2]}" if page else address
