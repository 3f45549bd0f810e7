"""Addresses that are links in Markdown without words of their own, bare or in `<…>`; an entity in one is the character
that it means.

An inline rule for bare ones in place of markdown-it's own, which looks through all words before a link, and copies all
behind it.
"""

import re
from html import unescape
from itertools import accumulate

from markdown_it.rules_inline import StateInline, autolink

from archiver.bodies.links import BareLinks
from archiver.bodies.markdown.windows_entities import without_windows_entities

_LONGEST_SCHEME = 6  # characters of `https` and the one before it, which is none of a word
_LONGEST = 2000  # characters of an address with entities in it
_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)\Z", re.IGNORECASE)
_ENTITY = re.compile(r"(&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7})|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_WORD = re.compile(rf"[^\s<>]{{1,{_LONGEST}}}")
_LINKS = BareLinks()


def bare_link(state: StateInline, silent: bool) -> bool:
    """A bare link, at its `://`."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-_LONGEST_SCHEME:])
    found = _address(state.src, state.pos - len(scheme[1])) if scheme else None
    if scheme is None or found is None:
        return False
    url, length = found
    if not state.md.validateLink(full := state.md.normalizeLink(url)):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        opening = state.push("link_open", "a", 1)
        opening.attrs, opening.markup, opening.info = {"href": full}, "linkify", "auto"
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        closing = state.push("link_close", "a", -1)
        closing.markup, closing.info = "linkify", "auto"
    state.pos += length - len(scheme[1])
    return True


def angled_link(state: StateInline, silent: bool) -> bool:
    """`<https://…>`, as markdown-it reads it but for its entities."""
    start = state.pos + 1
    if not autolink(state, silent):
        return False
    source = state.src[start : state.pos - 1]
    if silent or not _ENTITY.search(source):
        return True
    url = _ENTITY.sub(lambda entity: unescape(without_windows_entities(entity[0])), source)
    if state.md.validateLink(full := state.md.normalizeLink(url)):
        opening, shown, _ = state.tokens[-3:]
        opening.attrs["href"], shown.content = full, state.md.normalizeLinkText(url)
    return True


def _address(source: str, start: int) -> tuple[str, int] | None:
    """An address, and how many characters of the source it is; an entity in it is the character that it means."""
    word = _WORD.match(source, start)
    ampersand = word is not None and "&" in word[0]
    parts = _ENTITY.split(word[0]) if word and ampersand else []
    if len(parts) < 3:
        found = _LINKS.match_at(source, start)
        return _without_marks(found.url, found.url) if found else None
    meant = [unescape(without_windows_entities(part)) if n % 2 else part for n, part in enumerate(parts)]
    found = _LINKS.match_at("".join(meant), 0)
    if found is None:
        return None
    ends = list(accumulate(map(len, meant)))
    last = next(n for n, end in enumerate(ends) if end >= found.last_index)
    behind = 0 if last % 2 else ends[last] - found.last_index
    return _without_marks(found.url, "".join(parts[: last + 1])[: -behind or None])


def _without_marks(url: str, source: str) -> tuple[str, int] | None:
    """The address without the marks at its end, which belong to the emphasis around it."""
    bare = url.rstrip("*")
    return (bare, len(source) - len(url) + len(bare)) if bare else None
