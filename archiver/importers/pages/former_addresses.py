"""The former addresses of a thread: those of its pages, by which links lead to it, and which redirect to it."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urlsplit

from archiver.importers.pages.engine import Engine, pattern_of
from archiver.importers.pages.page_head import clean_url
from archiver.urls import RESERVED, is_further_page


def former_addresses(urls: Iterable[str], engine: Engine, thread: str) -> tuple[str, ...]:
    """The addresses without their hosts, each once. Addresses that do not name the thread are none.

    Args:
        urls: the addresses of the pages.
        engine: the engine that has made them.
        thread: the id of the thread.
    """
    found = dict.fromkeys(address for url in urls for address in _addresses(url, engine, thread))
    return tuple(filter(_is_free, found))


def _is_free(address: str) -> bool:
    """True unless the site that is built has pages of its own there, as `page-2`."""
    segments = address.partition("?")[0].strip("/").split("/")
    return segments[0].lower() not in RESERVED and not any(map(is_further_page, segments))


def _addresses(url: str, engine: Engine, thread: str) -> Iterator[str]:
    """The address, and the one whose query has the thread alone."""
    match = pattern_of(engine.thread).search(url)
    if match is None or thread not in match.groups():
        return
    parts = urlsplit(clean_url(url))
    if not parts.query:
        yield parts.path
        return
    yield f"{parts.path}?{parts.query}"
    for name, value in parse_qsl(parts.query):
        if value.partition(".")[0] == thread:
            yield f"{parts.path}?{urlencode([(name, value)])}"
            return
