"""BBCode within a line of Markdown: `[b]x[/b]`, `[url=address]x[/url]`, `[img]address[/img]`, as in forums that have
changed from the one to the other.

Discourse shows both, so its posts have both. A tag without a partner in its paragraph is text, as is one in code.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick

from archiver.bodies.links import encode_spaces
from archiver.bodies.markdown.file_tokens import push_file, push_image
from archiver.bodies.markdown.inline import PICTURE
from archiver.urls import file_name

_ELEMENTS: Mapping[str, str] = {"b": "strong", "i": "em", "u": "u", "s": "s", "sub": "sub", "sup": "sup"}
_UNSTYLED = frozenset({"color", "size", "font"})
_LINKS = frozenset({"url", "video"})
_STOP = re.compile(
    r"\[(?P<closes>/?)(?P<name>b|i|u|s|sub|sup|color|size|font|url|video|img|code)"
    r"(?:=(?P<value>[^\[\]\n]{1,2000}))?\]|\\|`",
    re.IGNORECASE,
)
_QUOTATION_MARKS = " \"'"


class _Pair(NamedTuple):
    """An opening tag with its closing one."""

    opening: re.Match[str]
    closing: re.Match[str]

    @property
    def name(self) -> str:
        """The name of both tags, in lower case."""
        return self.opening["name"].lower()

    @property
    def value(self) -> str:
        """The text after the `=` of the opening tag; empty if there is none."""
        return (self.opening["value"] or "").strip(_QUOTATION_MARKS)


def use_inline_tags(md: MarkdownIt) -> None:
    """Add the rule for tags within a line to a parser."""
    md.inline.ruler.before("link", "inline_tag", _inline_tag)


def _inline_tag(state: StateInline, silent: bool) -> bool:
    """Inline rule: a pair of tags that is not empty."""
    if state.src[state.pos] != "[":
        return False
    pair = _pairs_of(state).get(state.pos)
    if pair is None or pair.closing.end() > state.posMax or not _inner(state, pair).strip():
        return False
    push = _writer(state, pair)
    if push is None:
        return False
    if not silent:
        push()
    state.pos = pair.closing.end()
    return True


def _inner(state: StateInline, pair: _Pair) -> str:
    return state.src[pair.opening.end() : pair.closing.start()]


def _pairs_of(state: StateInline) -> dict[int, _Pair]:
    """The pairs of tags from the position of a state on, by the index of the opening tag. Cached for each state."""
    cached: tuple[StateInline | None, dict[int, _Pair]] = state.env.get("inline_tags", (None, {}))
    if cached[0] is state:
        return cached[1]
    pairs: dict[int, _Pair] = {}
    state.env["inline_tags"] = (state, pairs)
    if "[/" in state.src:
        before = state.pos
        _find_pairs(state, pairs)
        state.pos = before
    return pairs


def _find_pairs(state: StateInline, pairs: dict[int, _Pair]) -> None:
    """Add the pairs from the position of a state on to `pairs`. Changes the position."""
    opened: list[re.Match[str]] = []
    names: dict[str, int] = {}  # how many tags of a name are open
    while stop := _STOP.search(state.src, state.pos, state.posMax):
        state.pos = stop.end()
        if stop[0] == "\\":
            state.pos += 1
        elif stop[0] == "`":
            state.pos = stop.start()
            backtick(state, silent=True)
        elif not stop["closes"]:
            opened.append(stop)
            names[stop["name"].lower()] = names.get(stop["name"].lower(), 0) + 1
        elif names.get(stop["name"].lower()):
            name = ""
            while name != stop["name"].lower():  # what was opened within is not closed there, and so is text
                opening = opened.pop()
                name = opening["name"].lower()
                names[name] -= 1
            pairs[opening.start()] = _Pair(opening, stop)


def _writer(state: StateInline, pair: _Pair) -> Callable[[], None] | None:
    """What adds the tokens of a pair to a state; None if its tags are text."""
    if pair.name in _LINKS:
        return _link_writer(state, pair)
    if pair.name == "img":
        address = _address(state, _inner(state, pair))
        return (lambda: _push_picture(state, address)) if address else None
    return lambda: _push_styled(state, pair)


def _push_styled(state: StateInline, pair: _Pair) -> None:
    if pair.name == "code":
        state.push("code_inline", "code", 0).content = _inner(state, pair).replace("\n", " ")
    elif pair.name in _UNSTYLED:
        state.level += 1  # which bounds how deep tags nest
        _push_inner(state, pair)
        state.level -= 1
    else:
        element = _ELEMENTS[pair.name]
        state.push(f"{element}_open", element, 1)
        _push_inner(state, pair)
        state.push(f"{element}_close", element, -1)


def _link_writer(state: StateInline, pair: _Pair) -> Callable[[], None] | None:
    """What adds a link to a state; None in a link, and if there is no address that may be linked."""
    is_bare = not pair.value or pair.name == "video"
    written = _inner(state, pair).strip() if is_bare else pair.value
    is_text = state.linkLevel or (is_bare and len(written.split()) > 1)
    address = None if is_text else _address(state, written)
    return (lambda: _push_link(state, pair, address, is_bare=is_bare)) if address else None


def _push_link(state: StateInline, pair: _Pair, address: str, *, is_bare: bool) -> None:
    """Add a link to a state.

    Args:
        state: the state of the parser.
        pair: its tags.
        address: where it leads, percent-encoded.
        is_bare: the address is its text, too.
    """
    opening = state.push("link_open", "a", 1)
    opening.attrs, opening.info = {"href": address}, "auto" if is_bare else ""
    if is_bare:
        state.push("text", "", 0).content = _inner(state, pair).strip()
    else:
        state.linkLevel += 1
        _push_inner(state, pair)
        state.linkLevel -= 1
    state.push("link_close", "a", -1)


def _push_picture(state: StateInline, address: str) -> None:
    if state.md.options.html:
        push_image(state, address, file_name(address), "")
    else:
        push_file(state, address, file_name(address), title="", replaces=PICTURE)


def _push_inner(state: StateInline, pair: _Pair) -> None:
    """Add the tokens of what is between two tags."""
    last = state.posMax
    state.pos, state.posMax = pair.opening.end(), pair.closing.start()
    state.md.inline.tokenize(state)
    state.posMax = last


def _address(state: StateInline, written: str) -> str | None:
    """An address as a link has it, percent-encoded; None if it may not be linked, or has tags or several lines."""
    address = written.strip(f"{_QUOTATION_MARKS}\n")
    if not address or "[" in address or "\n" in address:
        return None
    if address.lower().startswith("www."):
        address = f"http://{address}"
    elif address.startswith("//"):
        address = f"https:{address}"
    address = state.md.normalizeLink(encode_spaces(address))
    return address if state.md.validateLink(address) else None
