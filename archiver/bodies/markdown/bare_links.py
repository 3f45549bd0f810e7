"""Bare URLs, and URLs between `<` and `>`, which become links. Entities in them are decoded.

The inline rule for bare URLs replaces the one of markdown-it-py, which searches all text before a link and copies all
text after it, so that a paragraph of many links takes quadratic time.
"""

import re
from html import unescape
from itertools import accumulate

from markdown_it.rules_inline import StateInline, autolink

from archiver.bodies.links import BareLinks
from archiver.bodies.markdown.windows_entities import without_windows_entities

_LONGEST_SCHEME = 6  # characters: `https`, and the one before it
_LONGEST = 2000  # characters of a URL with entities in it
_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)\Z", re.IGNORECASE)
_ENTITY = re.compile(r"(&(?:#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7})|[a-zA-Z][a-zA-Z0-9]{1,31});)")
_WORD = re.compile(rf"[^\s<>]{{1,{_LONGEST}}}")
_LINKS = BareLinks()


def bare_link(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it-py: a bare URL. Applied at the `://` of the URL."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-_LONGEST_SCHEME:])
    url_and_length = _find_url(state.src, state.pos - len(scheme[1])) if scheme else None
    if scheme is None or url_and_length is None:
        return False
    url, length = url_and_length
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


def autolink_with_entities(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it-py: `<https://…>`, with entities in the URL decoded."""
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


def _find_url(source: str, start: int) -> tuple[str, int] | None:
    """Find the URL at index `start`, and return it with entities decoded, and its length in `source`; None if there is
    none.
    """
    word = _WORD.match(source, start)
    ampersand = word is not None and "&" in word[0]
    parts = _ENTITY.split(word[0]) if word and ampersand else []
    if len(parts) < 3:
        match = _LINKS.match_at(source, start)
        return _without_emphasis_marks(match.url, match.url) if match else None
    decoded = [unescape(without_windows_entities(part)) if n % 2 else part for n, part in enumerate(parts)]
    match = _LINKS.match_at("".join(decoded), 0)
    if match is None:
        return None
    ends = list(accumulate(map(len, decoded)))
    last = next(n for n, end in enumerate(ends) if end >= match.last_index)
    excess = 0 if last % 2 else ends[last] - match.last_index
    return _without_emphasis_marks(match.url, "".join(parts[: last + 1])[: -excess or None])


def _without_emphasis_marks(url: str, source: str) -> tuple[str, int] | None:
    """Remove `*` at the end of a URL, where it closes emphasis around the link.

    `source` is the URL as written, with its entities. Returns the URL and its length in `source`; None if nothing is
    left.
    """
    bare = url.rstrip("*")
    return (bare, len(source) - len(url) + len(bare)) if bare else None
