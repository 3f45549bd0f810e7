"""Inline markup on the fast path: a second implementation of a subset of Markdown, next to the rules of markdown-it-py.

In comes the source of a paragraph, out come its HTML and its plain text, or None if it may have markup beyond the
subset; then markdown-it-py parses it. The subset: emphasis, code spans, links and bare URLs that do not nest and do not
go over a line's end. `tests/test_fast_path.py` compares both implementations on random bodies; change them together.
"""

import re
from typing import NamedTuple

from archiver.bodies.links import FOREIGN_REL
from archiver.bodies.markdown.escape import escape_html
from archiver.bodies.markdown.formulas import may_have_formula
from archiver.model import Span

_URL_AFTER_H = r"ttps?://[a-z0-9]{1,40}(?:[.-][a-z0-9]{1,20}){0,5}(?:/[A-Za-z0-9_.~-]+)*/?(?:\?[A-Za-z0-9=_.-]+)?"
"""A URL without its first letter, in which nothing needs to be encoded, and whose host is short enough to be valid."""
_WORDS = r"[^\W_][^*_`~\[<:\\&\n]*(?::(?!//)[^*_`~\[<:\\&\n]*)*"
_CLOSING = r"(?:(?<=[^\W_]){0}|(?<=\S){0}(?=[ \n]|\Z))(?!\*)"
# Each alternative starts with a fixed character, so that the search stops only at these characters. Those with an empty
# group `()` match a character that is no markup there; those in the last line match one that may be any markup.
_MARKUP = re.compile(
    r"`(?<!``)(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?![`{])"
    rf"|\*(?<!\*\*)(?P<em>{_WORDS}){_CLOSING.format('[*]')}"
    rf"|\*(?<!\*\*)\*(?P<strong>{_WORDS}){_CLOSING.format('[*]{2}')}"
    rf"|\[(?<!!\[)(?P<words>[^\[\]*_`~<!:\\&\n]+)\]\((?P<address>h{_URL_AFTER_H})\)(?!{{)"
    rf"|h(?<![^\s(]h){_URL_AFTER_H}(?<=[A-Za-z0-9/])(?=[.,:;!?)]*(?:[ \n]|\Z))(?P<bare>)"
    r"|_(?<=[^\W_]_)(?=[^\W_])()|\*(?<= \*)(?= )()|~(?<!~~)(?!~)()|<(?= )()|&(?!#|\w+;)()"
    r"|`|\*|_|\[|~|<|&|\\|://"
)
_SIGN_OF_MARKUP = re.compile(r"[`*_\[~<>&\\$|]")
_TEXT_GROUP: dict[str, str | int] = {"code": "code", "em": "em", "strong": "strong", "address": "words", "bare": 0}
"""The group with the plain text of a match, by the name of the match's last group."""


class RenderedText(NamedTuple):
    """HTML of a paragraph, a list or a code block, and its plain text."""

    html: str
    text: str
    pictures: tuple[Span, ...] = ()
    """Spans of `text`, in characters, that replace a picture or a reference to a footnote."""


class FastInline(NamedTuple):
    """Inline content that the fast path has parsed: its HTML and its plain text."""

    html: str
    text: str
    has_named_link: bool
    """True if a link has a text other than its URL."""


def parse_fast_inline(source: str) -> FastInline | None:
    """Parse inline content to HTML and plain text; None if it has, or may have, markup beyond the subset of the fast
    path.
    """
    if "://" not in source and _SIGN_OF_MARKUP.search(source) is None:
        return FastInline(escape_html(source), source, has_named_link=False)
    if "||" in source or ">!" in source or ("$" in source and may_have_formula(source)):
        return None
    html: list[str] = []
    text: list[str] = []
    at, has_named_link = 0, False
    for match in _MARKUP.finditer(source):
        if match.lastindex is None:
            return None
        if match.lastgroup:
            before, words = source[at : match.start()], match[_TEXT_GROUP[match.lastgroup]]
            html += (escape_html(before), _render(match, escape_html(words)))
            text += (before, words)
            at = match.end()
            has_named_link = has_named_link or match.lastgroup == "address"
    rest = source[at:]
    return FastInline("".join((*html, escape_html(rest))), "".join((*text, rest)), has_named_link)


def _render(match: re.Match[str], words: str) -> str:
    """Render a match of inline markup as HTML; `words` is the HTML of the text in the markup."""
    kind = match.lastgroup
    if kind in {"address", "bare"}:
        return f'<a href="{words if kind == "bare" else match[kind]}" rel="{FOREIGN_REL}">{words}</a>'
    return f"<{kind}>{words}</{kind}>"
