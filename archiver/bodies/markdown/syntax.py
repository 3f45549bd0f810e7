"""Where our Markdown differs from CommonMark: rules for markdown-it-py.

A quote ends where its marks end; `[quote]` tags are quotes; pictures are links, since a page loads nothing from
elsewhere; what is nested too deep stays as text.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, link
from markdown_it.token import Token

from archiver.bodies.attribution import read_quote_tag
from archiver.bodies.links import BareLinks

TASK = "task_box"
"""The type of token that a task's box is."""
DEEPEST = 64  # levels of quotes and lists
_OPEN_TAG = re.compile(r"\[quote(?:=\"([^\"\]]*)\"|=([^\]]*))?\]\s*\Z", re.IGNORECASE)
_TAG_LINE = re.compile(r"([ >]*)\[(/?)quote(?:=[^\]]*)?\]\s*\Z", re.IGNORECASE)
_FENCE = re.compile(r"[ >]*(`{3,}|~{3,})(.*)")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_ENDS_QUOTES: RuleOptionsType = {"alt": ["blockquote"]}
_SCHEMES = frozenset({"http", "https", "mailto"})
_LONGEST_SCHEME = 6  # characters of `https` and the one before it, which is none of a word
_BARE_SCHEME = re.compile(r"(?:^|[^a-z0-9.+-])(https?)\Z", re.IGNORECASE)
_BARE_LINKS = BareLinks()
_BOX = re.compile(r"\[([ xX])\](?=\s)")
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_DIRECTED = frozenset({"paragraph_open", "heading_open", "bullet_list_open", "ordered_list_open", "th_open", "td_open"})
_FIRST_HEADING = 3  # h1 is the thread's title, h2 a post's heading


def use_archive_syntax(md: MarkdownIt, *, lazy_quotes: bool) -> None:
    """Change the rules of a parser to ours."""
    md.block.ruler.at("blockquote", _not_too_deep(blockquote), _INTERRUPTS)
    md.block.ruler.at("list", _not_too_deep(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    md.block.ruler.before("blockquote", "quote_tag", _not_too_deep(_quote_tag), _INTERRUPTS)
    if not lazy_quotes:
        md.block.ruler.before("blockquote", "quote_end", _quote_end, _ENDS_QUOTES)
    md.inline.ruler.at("image", _picture)
    md.inline.ruler.at("linkify", _bare_link)
    md.core.ruler.push("tasks", _find_tasks)
    md.core.ruler.push("archive_html", _fit_html)


def is_safe_link(url: str) -> bool:
    """True for http, https, mailto, and addresses relative to the page; not for `//host/`, which has no scheme."""
    head = re.split(r"[/?#]", url, maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    return scheme.lower() in _SCHEMES if colon else not url.startswith(("//", "/\\", "\\"))


def _not_too_deep(
    rule: Callable[[StateBlock, int, int, bool], bool],
) -> Callable[[StateBlock, int, int, bool], bool]:
    """What is nested deeper is not lost: it stays in the paragraph, marks and all."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < DEEPEST and rule(state, start, end, silent)

    return guarded


def _quote_end(state: StateBlock, _start: int, _end: int, silent: bool) -> bool:
    """Asked (silently) whether an unmarked line ends the quote above it: always. It opens nothing itself."""
    return silent and state.parentType == "blockquote"


def _quote_tag(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`[quote="alice, post:3"]` and `[/quote]`, each on a line of its own."""
    if state.is_code_block(start):
        return False
    tag = _OPEN_TAG.match(state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]])
    close = _tag_pairs(state).get(start, end) if tag else end
    if tag is None or close >= end:
        return False
    if silent:
        return True
    opening = state.push("blockquote_open", "blockquote", 1)
    opening.map = [start, close + 1]
    opening.meta["attribution"] = read_quote_tag(tag[1] or tag[2] or "")
    parent, state.parentType = state.parentType, "blockquote"
    last, state.lineMax = state.lineMax, close
    state.md.block.tokenize(state, start + 1, close)
    state.parentType, state.lineMax = parent, last
    state.push("blockquote_close", "blockquote", -1)
    state.line = close + 1
    return True


def _tag_pairs(state: StateBlock) -> dict[int, int]:
    """The line of each opening tag and of the tag that closes it, found once for a body. Tags in code are code, and
    a tag closes only what was opened behind as many quote marks.
    """
    if "quote_tags" not in state.env:
        pairs: dict[int, int] = {}
        opened: dict[int, list[int]] = {}
        fence = ""
        for number, line in enumerate(state.src.split("\n")):
            mark = _FENCE.match(line)
            if mark:
                closes = fence and mark[1].startswith(fence) and not mark[2].strip()
                fence = "" if closes else fence or mark[1]
            tag = None if fence else _TAG_LINE.match(line)
            if tag and not tag[2]:
                opened.setdefault(tag[1].count(">"), []).append(number)
            elif tag and opened.get(tag[1].count(">")):
                pairs[opened[tag[1].count(">")].pop()] = number
        state.env["quote_tags"] = pairs
    found: dict[int, int] = state.env["quote_tags"]
    return found


def _picture(state: StateInline, silent: bool) -> bool:
    """`![alt](address)` as a link to the picture; inside of a link only its words, for links don't nest."""
    if not state.src.startswith("![", state.pos):
        return False
    if not silent and state.pending:
        state.pushPending()
    first = len(state.tokens)
    state.pos += 1
    if not link(state, silent):
        state.pos -= 1
        return False
    if not silent and state.linkLevel:
        del state.tokens[first], state.tokens[-1]
    elif not silent:
        state.tokens[first].attrSet("class", "picture")
    return True


def _bare_link(state: StateInline, silent: bool) -> bool:
    """A bare link, at its `://`. markdown-it's own rule looks through all words before it, and copies all behind it."""
    if state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _BARE_SCHEME.search(state.pending[-_LONGEST_SCHEME:])
    found = _BARE_LINKS.match_at(state.src, state.pos - len(scheme[1])) if scheme else None
    url = found.url.rstrip("*") if found else ""  # they belong to the emphasis around it
    if scheme is None or not url or not state.md.validateLink(full := state.md.normalizeLink(url)):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[1])]
        opening = state.push("link_open", "a", 1)
        opening.attrs, opening.markup, opening.info = {"href": full}, "linkify", "auto"
        state.push("text", "", 0).content = state.md.normalizeLinkText(url)
        closing = state.push("link_close", "a", -1)
        closing.markup, closing.info = "linkify", "auto"
    state.pos += len(url) - len(scheme[1])
    return True


def _find_tasks(state: StateCore) -> None:
    """`- [ ] words` and `- [x] words` get a box; their list says so."""
    lists: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type in _LISTS:
            lists.append(token)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "inline" and index > 1 and state.tokens[index - 2].type == "list_item_open":
            first = token.children[0] if token.children else None
            box = _BOX.match(first.content) if first and first.type == "text" else None
            if first and box:
                first.content = first.content[box.end() :]
                token.children = [Token(TASK, "input", 0, meta={"done": box[1] != " "}), *(token.children or [])]
                state.tokens[index - 2].attrSet("class", "task-list-item")
                lists[-1].attrSet("class", "contains-task-list")


def render_task(token: Token) -> str:
    """The box of a task, which says what it says also to those who don't see it."""
    name, checked = ("done", " checked") if token.meta["done"] else ("to do", "")
    return f'<input type="checkbox" class="task-list-item-checkbox" aria-label="{name}" disabled{checked}>'


def _fit_html(state: StateCore) -> None:
    """Fit a body into its page: headings below the post's, the direction of each block, what a link is worth."""
    headings = sorted({token.tag for token in state.tokens if token.type == "heading_open"})
    for token in state.tokens:
        if token.type in _DIRECTED:
            token.attrSet("dir", "auto")
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(6, headings.index(token.tag) + _FIRST_HEADING)}"
        if align := token.attrs.pop("style", None):  # a page allows no inline style
            token.attrSet("class", str(align).replace("text-align:", "align-"))
        for child in token.children or ():
            mark_foreign(child)


def mark_foreign(token: Token) -> None:
    """What a link is worth that leads away from here."""
    if token.type == "link_open" and str(token.attrGet("href")).lower().startswith(("http:", "https:")):
        token.attrSet("rel", "nofollow ugc noopener")
