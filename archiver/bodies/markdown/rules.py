"""Where our Markdown differs from CommonMark: rules for markdown-it-py.

A quote ends where its marks end; what is nested too deep stays as text; `>>123` refers to a post. What is a syntax of
its own has a file of its own beside this one, and here is the order in which they are asked.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from archiver.bodies.markdown.bare_links import angled_link, bare_link
from archiver.bodies.markdown.cjk_emphasis import use_cjk_emphasis
from archiver.bodies.markdown.containers import use_containers
from archiver.bodies.markdown.depth import not_too_deep
from archiver.bodies.markdown.footnotes import use_footnotes
from archiver.bodies.markdown.formulas import use_formulas
from archiver.bodies.markdown.inline import TASK
from archiver.bodies.markdown.link_definitions import use_definitions
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.pandoc import use_pandoc
from archiver.bodies.markdown.pictures import picture, upload
from archiver.bodies.markdown.post_references import is_reference
from archiver.bodies.markdown.signatures import use_signatures
from archiver.bodies.markdown.spoilers import use_spoilers
from archiver.bodies.markdown.tables import whole_table
from archiver.bodies.markdown.windows_entities import windows_entity

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_ENDS_QUOTES: RuleOptionsType = {"alt": ["blockquote"]}
_BOX = re.compile(r"\[([ xX])\](?=\s)")
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_DIRECTED = frozenset(
    str.split("paragraph_open heading_open bullet_list_open ordered_list_open th_open td_open summary_open")
)
_FIRST_HEADING = 3  # h1 is the thread's title, h2 a post's heading


def use_archive_syntax(md: MarkdownIt, options: MarkdownOptions, *, html: bool) -> None:
    """Change the rules of a parser to ours. `html`: what is in tags is none of the parser's."""
    md.block.ruler.at("blockquote", not_too_deep(_blockquote), _INTERRUPTS)
    md.block.ruler.at("list", not_too_deep(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    if not options.lazy_quotes:
        md.block.ruler.before("blockquote", "quote_end", _quote_end, _ENDS_QUOTES)
    md.block.ruler.at("table", whole_table, {"alt": ["paragraph", "reference"]})
    md.inline.ruler.at("image", picture)
    md.inline.ruler.before("link", "upload", upload)
    md.inline.ruler.at("autolink", angled_link)
    md.inline.ruler.at("linkify", bare_link)
    md.inline.ruler.before("entity", "windows_entity", windows_entity)
    use_containers(md)
    use_formulas(md)
    use_spoilers(md)
    use_signatures(md)
    use_pandoc(md, html=html)
    use_footnotes(md)
    use_definitions(md)
    if options.cjk_emphasis:
        use_cjk_emphasis(md)
    md.core.ruler.push("tasks", _find_tasks)
    md.core.ruler.push("numbers", _number_items)
    if not html:
        md.core.ruler.push("archive_html", _fit_html)


def _blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quote, unless its marks are those of a reference to a post, or of a spoiler in a line."""
    begin = state.bMarks[start] + state.tShift[start]
    if is_reference(state.src, begin) or (state.src.startswith(">!", begin) and not state.is_code_block(start)):
        return False
    return blockquote(state, start, end, silent)


def _quote_end(state: StateBlock, _start: int, _end: int, silent: bool) -> bool:
    """Asked (silently) whether an unmarked line ends the quote above it: always. It opens nothing itself."""
    return silent and state.parentType == "blockquote"


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


def _number_items(state: StateCore) -> None:
    """Give the items of a list their numbers, where they are not counted: `3. yes` answers the third question."""
    lists: list[tuple[int, int]] = []  # the number that the last item shows, and the first that is written
    for token in state.tokens:
        if token.type in _LISTS:
            start = token.attrGet("start")
            first = 1 if start is None else int(start)
            lists.append((first - 1, first))
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open" and token.info.isdecimal():
            shown, first = lists[-1]
            number = int(token.info)
            if number not in {shown + 1, first}:  # many let the renderer count, and write the first again and again
                token.attrSet("value", number)
                shown = number - 1
            lists[-1] = shown + 1, first


def mark_foreign(token: Token) -> None:
    """What a link is worth that leads away from here."""
    if token.type == "link_open" and str(token.attrGet("href")).lower().startswith(("http:", "https:")):
        token.attrSet("rel", "nofollow ugc noopener")
