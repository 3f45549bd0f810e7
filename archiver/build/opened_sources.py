"""Reads sources for what has to be known of each thread before any is drawn. Bodies are not parsed."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from archiver.build.merged_names import NamesOfPeople
from archiver.config import Config, convention_for
from archiver.mail_addresses import Addresses, hide_addresses
from archiver.manifest import NO_DIGEST, NamedSources, OpeningRecord, pack_numbers
from archiver.model import Opening, Terms
from archiver.parse import OpenedThread, parse_opening
from archiver.quotes.address_prefixes import find_address_prefixes, find_link_prefixes
from archiver.quotes.archived_links import own_host
from archiver.related.terms import find_terms
from archiver.source import EXTENSIONS, Source, digest_of_source, read_source, read_sources_ahead
from archiver.stat_signatures import RACY

_BEGINNING = ".m"  # of the endings of all names of sources
_SOURCE_NAME = re.compile(rf"(?:{'|'.join(map(re.escape, EXTENSIONS))})\b(?:\?[^\s#]*)?(\\?#)?", re.IGNORECASE)
"""The end of the name of a source, and what begins the name of a post behind it."""


def read_openings(config: Config, sources: Iterable[Source]) -> list[tuple[str, tuple[OpeningRecord, Terms]]]:
    """What is known of each of some sources (see `read_opening`)."""
    return [read_opening(config, source) for source in read_sources_ahead(config, sources)]


def read_opening(config: Config, source: Source) -> tuple[str, tuple[OpeningRecord, Terms]]:
    """What is known of a source, without the key, and its terms, by its path.

    A draft has no terms: it is related to nothing, also where drafts are shown.
    """
    try:
        files = read_source(config, source)
    except OSError:  # the worker that draws the thread meets the error again, and reports it
        return source.path, (OpeningRecord(RACY, NO_DIGEST, NO_DIGEST, b"", b"", NamedSources.NONE, None), ())
    opened = parse_opening(files, zone=config.zone, convention=convention_for(source.path, config.conventions))
    subject = opened and replace(opened.subject, author=NamesOfPeople(source.people).shown(opened.subject.author))
    addresses, links = _prefixes(opened, config) if opened and config.archived_links else (b"", b"")
    opening = _with_hidden_addresses(opened.opening, Addresses(config.addresses)) if opened else None
    named = _named_sources(post.text for post in opened.posts) if opened else NamedSources.NONE
    record = OpeningRecord(source.signature, NO_DIGEST, digest_of_source(files), addresses, links, named, opening)
    return source.path, (record, find_terms(subject) if opened and subject and not opened.opening.is_draft else ())


def _named_sources(texts: Iterable[str]) -> NamedSources:
    """What the raw texts of posts may name of other sources. An ending that is itself escaped or encoded is no name."""
    named = NamedSources.NONE
    for text in texts:
        if _BEGINNING in text or _BEGINNING.upper() in text:
            for name in _SOURCE_NAME.finditer(text):
                named = NamedSources.SOURCES
                if name[1]:
                    return NamedSources.POSTS
    return named


def _with_hidden_addresses(opening: Opening, addresses: Addresses) -> Opening:
    """What other threads show of a thread, with mail addresses in its title as the settings want them."""
    return opening if addresses is Addresses.KEEP else replace(opening, title=hide_addresses(opening.title, addresses))


def _prefixes(opened: OpenedThread, config: Config) -> tuple[bytes, bytes]:
    """The packed prefixes of the former addresses of a thread, and of all that its posts may link to."""
    addresses = find_address_prefixes(opened.source, opened.aliases, (post.url for post in opened.posts))
    links = find_link_prefixes(((post.text, post.base_url) for post in opened.posts), own_host(config.base_url))
    return pack_numbers(addresses), pack_numbers(links)
