"""Rules for markdown-it-py by which bodies differ from CommonMark, and the order in which they are applied.

Here: a quote ends where its marks end; blocks nested too deep stay text; a line `>>123` refers to a post; task lists;
numbers of list items. Each other extension has a module of its own in this folder.
"""

import re
from functools import partial

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock, blockquote, list_block
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from archiver.bodies.headings import FirstHeading, page_levels
from archiver.bodies.links import FOREIGN_REL
from archiver.bodies.markdown.bare_links import autolink_with_entities, bare_link
from archiver.bodies.markdown.cjk_emphasis import use_cjk_emphasis
from archiver.bodies.markdown.containers import use_containers
from archiver.bodies.markdown.file_tags import file_tag
from archiver.bodies.markdown.footnotes import use_footnotes
from archiver.bodies.markdown.formulas import use_formulas
from archiver.bodies.markdown.inline import TASK_BOX
from archiver.bodies.markdown.inline_tags import use_inline_tags
from archiver.bodies.markdown.link_definitions import use_definitions
from archiver.bodies.markdown.nesting_limit import limit_nesting
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.pandoc import use_pandoc
from archiver.bodies.markdown.pictures import discourse_upload, picture, spaced_picture
from archiver.bodies.markdown.post_references import is_post_reference
from archiver.bodies.markdown.signatures import use_signatures
from archiver.bodies.markdown.spoilers import use_spoilers
from archiver.bodies.markdown.tables import table_with_extra_cells
from archiver.bodies.markdown.windows_entities import windows_entity

_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_ENDS_QUOTES: RuleOptionsType = {"alt": ["blockquote"]}
_BOX = re.compile(r"\[([ xX])\](?=\s)")
_LISTS = frozenset({"bullet_list_open", "ordered_list_open"})
_TEXT_ELEMENTS = frozenset(
    str.split("paragraph_open heading_open bullet_list_open ordered_list_open th_open td_open summary_open")
)


def use_archive_rules(md: MarkdownIt, options: MarkdownOptions, *, html: bool) -> None:
    """Add the rules to the parser `md`, as the project's `options` choose.

    `html` is True for a parser that keeps HTML tags, and whose output is parsed again as an HTML body.
    """
    md.block.ruler.at("blockquote", limit_nesting(_blockquote), _INTERRUPTS)
    md.block.ruler.at("list", limit_nesting(list_block), {"alt": ["paragraph", "reference", "blockquote"]})
    if not options.lazy_quotes:
        md.block.ruler.before("blockquote", "quote_end", _quote_end, _ENDS_QUOTES)
    md.block.ruler.at("table", table_with_extra_cells, {"alt": ["paragraph", "reference"]})
    _use_inline_rules(md, html=html)
    use_containers(md)
    use_formulas(md)
    use_spoilers(md)
    use_inline_tags(md)
    use_signatures(md)
    use_pandoc(md, html=html)
    use_footnotes(md)
    use_definitions(md)
    if options.cjk_emphasis:
        use_cjk_emphasis(md)
    md.core.ruler.push("tasks", _mark_tasks)
    md.core.ruler.push("numbers", _number_items)
    if not html:
        md.core.ruler.push("archive_html", partial(_adapt_html, options.first_heading))


def _use_inline_rules(md: MarkdownIt, *, html: bool) -> None:
    md.inline.ruler.at("image", picture)
    md.inline.ruler.after("image", "spaced_picture", spaced_picture)
    md.inline.ruler.before("link", "discourse_upload", discourse_upload)
    md.inline.ruler.at("autolink", autolink_with_entities)
    if not html:
        md.inline.ruler.before("autolink", "file_tag", file_tag)
    md.inline.ruler.at("linkify", bare_link)
    md.inline.ruler.before("entity", "windows_entity", windows_entity)


def _blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a quote, unless its marks are a reference to a post (`>>123`) or a spoiler (`>!`)."""
    begin = state.bMarks[start] + state.tShift[start]
    if is_post_reference(state.src, begin) or (state.src.startswith(">!", begin) and not state.is_code_block(start)):
        return False
    return blockquote(state, start, end, silent)


def _quote_end(state: StateBlock, _start: int, _end: int, silent: bool) -> bool:
    """Block rule that only ends other blocks: a line without a quote mark always ends the quote above it."""
    return silent and state.parentType == "blockquote"


def _mark_tasks(state: StateCore) -> None:
    """Core rule: give list items `- [ ] text` and `- [x] text` a check box, and the classes that GitHub has for
    them.
    """
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
                token.children = [Token(TASK_BOX, "input", 0, meta={"done": box[1] != " "}), *(token.children or [])]
                state.tokens[index - 2].attrSet("class", "task-list-item")
                lists[-1].attrSet("class", "contains-task-list")


def render_task_box(token: Token) -> str:
    """Render the check box of a task as HTML, with a label for screen readers."""
    label, checked = ("done", " checked") if token.meta["done"] else ("to do", "")
    return f'<input type="checkbox" class="task-list-item-checkbox" aria-label="{label}" disabled{checked}>'


def _adapt_html(first_heading: FirstHeading, state: StateCore) -> None:
    """Core rule: adapt a body to its page: the levels of headings, the direction of text, `rel` of links."""
    levels = page_levels({int(token.tag[1]) for token in state.tokens if token.type == "heading_open"}, first_heading)
    for token in state.tokens:
        if token.type in _TEXT_ELEMENTS:
            token.attrSet("dir", "auto")
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{levels[int(token.tag[1])]}"
        if align := token.attrs.pop("style", None):  # a page allows no inline style
            token.attrSet("class", str(align).replace("text-align:", "align-"))
        for child in token.children or ():
            set_link_rel(child)


def _number_items(state: StateCore) -> None:
    """Core rule: keep the numbers of list items that do not count up by one: `3. yes` may answer the third question."""
    lists: list[tuple[int, int]] = []  # of open lists: the number of the last item, and of the first one
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
            if number not in {shown + 1, first}:  # many number all items alike, and let the renderer count
                token.attrSet("value", number)
                shown = number - 1
            lists[-1] = shown + 1, first


def set_link_rel(token: Token) -> None:
    """Set the attribute `rel` of an inline token, if the token opens a link to another site."""
    if token.type == "link_open" and str(token.attrGet("href")).lower().startswith(("http:", "https:")):
        token.attrSet("rel", FOREIGN_REL)
