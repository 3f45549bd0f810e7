"""Links of posts to former addresses of archived threads: which of them lead to which post.

The facts of each thread are found once, and compared with those of all others. Pure.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple

from archiver import urls
from archiver.model import Block, LinkFacts, PlacedAddress, PostId, PostName, Prose, Thread

_HREF = re.compile(r'<a href="(https?://[^"]*)"((?: [a-z-]+="[^"]*")*)>', re.IGNORECASE)
_FOREIGN = ' rel="nofollow ugc noopener"'
_LAST_NUMBER = re.compile(r"(.+)/([0-9]{1,9})")
_IN_FRAGMENT = re.compile(r"[a-z_-]*([0-9]{1,15})", re.IGNORECASE)
_ID_PREFIXES = ("", "p", "post-", "post", "msg", "pid")


class Target(NamedTuple):
    """A thread, by the path of its source, and the position of a post in it; 0 for the whole thread."""

    source: str
    position: int


class Wanted(NamedTuple):
    """A key under which a link may be known, and what it says of the post: a fragment, or a number."""

    key: str
    fragment: str = ""
    number: int = 0


def find_link_facts(thread: Thread, may_lead_here: Callable[[str], bool] = lambda _: True) -> LinkFacts:
    """The former addresses of a thread and its posts, and the addresses that its posts link to.

    `may_lead_here` tells which addresses are worth following.
    """
    addresses = tuple(dict.fromkeys(_addresses(thread)))
    links = tuple(dict.fromkeys(link for link in _links(thread) if may_lead_here(link.address)))
    names = tuple(PostName(post.id, post.number) for post in thread.posts) if addresses or links else ()
    return LinkFacts(thread.title, addresses, links, names)


def _addresses(thread: Thread) -> Iterator[PlacedAddress]:
    source = urls.address_key(thread.source) if thread.source else None
    if source:
        yield from (PlacedAddress(key, 0) for key in (source, urls.without_title(source)) if key)
    for alias in map(urls.alias_key, thread.aliases):
        yield PlacedAddress(alias, 0)
        if source:
            yield PlacedAddress(f"{urls.host_of_key(source)}{alias}", 0)
    for post in thread.posts:
        if post.url and (key := urls.address_key(post.url)):
            yield PlacedAddress(key, post.position)


def _links(thread: Thread) -> Iterator[PlacedAddress]:
    for post in thread.posts:
        for block in post.blocks:
            position = post.position if isinstance(block, Prose) else 0
            yield from (PlacedAddress(address, position) for address in _hrefs((block,)))


def _hrefs(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Prose):
            yield from (unescape(match[1]) for match in _HREF.finditer(block.html))
        else:
            yield from _hrefs(block.blocks)


def own_host(base_url: str | None) -> str:
    """The host of the site, as in keys of addresses, by the URL of its home page; "" if it is not known."""
    return urls.host_of_key(urls.address_key(base_url) or "") if base_url else ""


def wanted_keys(address: str, own_host: str) -> Iterator[Wanted]:
    """The keys under which the target of a link may be known, the most exact one first.

    Args:
        address: the address of the link.
        own_host: the host of the site, as in a key; "" if it is not known. Aliases are also addresses on it.
    """
    key = urls.address_key(address)
    if key is None:
        return
    short = urls.without_title(key)
    forms = [*_forms(key), *(_forms(short) if short else ())]
    yield from forms
    if own_host and urls.host_of_key(key) == own_host:
        yield from (form._replace(key=form.key[len(own_host) :]) for form in forms)


def _forms(key: str) -> Iterator[Wanted]:
    """The key of a link, without its fragment, and without the number of a post."""
    page, _, fragment = key.partition("#")
    if fragment:
        yield Wanted(key)
    yield Wanted(page, fragment)
    if match := _LAST_NUMBER.fullmatch(page):
        yield Wanted(match[1], number=int(match[2]))


def known_targets(facts: Iterable[tuple[str, LinkFacts]], wanted: set[str]) -> dict[str, Target]:
    """The targets of the keys `wanted`, by the `facts` of all threads in the order of their sources: the first wins.

    A key without a title that several threads have names none: it is of a system that does not count its threads.
    """
    known: dict[str, Target] = {}
    ambiguous: set[str] = set()
    for source, of_thread in facts:
        for placed in of_thread.addresses:
            if placed.address in wanted:
                target = known.setdefault(placed.address, Target(source, placed.position))
                if target.source != source and urls.is_without_title(placed.address):
                    ambiguous.add(placed.address)
    return {key: target for key, target in known.items() if key not in ambiguous}


class PostPlaces:
    """Finds the posts of a thread that links to it name. `facts` are those of the thread."""

    def __init__(self, facts: LinkFacts) -> None:
        self.facts = facts
        self._by_id = {post.id: at for at, post in enumerate(facts.posts, 1)}
        self._by_number = {post.number: at for at, post in reversed([*enumerate(facts.posts, 1)])}

    def position(self, wanted: Wanted) -> int:
        """The position of the post that a link names by a fragment or number; 0 if it names none."""
        if wanted.number:
            return self._first(f"{wanted.number}", f"p{wanted.number}") or self._by_number.get(wanted.number, 0)
        digits = _IN_FRAGMENT.fullmatch(wanted.fragment)
        return self._first(wanted.fragment, *(f"{prefix}{digits[1]}" for prefix in _ID_PREFIXES if digits))

    def _first(self, *ids: str) -> int:
        return next((self._by_id[id_] for id_ in map(PostId, ids) if id_ in self._by_id), 0)


def replace_links(html: str, link_to: Callable[[str], str | None]) -> str:
    """The HTML of a passage in which links lead to what `link_to` returns for their addresses; None: they stay."""
    if "<a " not in html:
        return html

    def replaced(match: re.Match[str]) -> str:
        target = link_to(unescape(match[1]))
        return match[0] if target is None else f'<a href="{escape(target)}"{match[2].replace(_FOREIGN, "")}>'

    return _HREF.sub(replaced, html)
