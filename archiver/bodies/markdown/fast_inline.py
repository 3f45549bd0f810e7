"""The short way for the words of a paragraph whose markup is plain: emphasis, code and links that stand side by side.

In comes the source of a paragraph, out come its HTML and its text, or None where a mark may mean more than it does
here; then the parser reads it. What has markup here stands in one line, so the lines are those of the source.
"""

import re

from archiver.bodies.markdown.escape import escape_html
from archiver.bodies.markdown.formulas import may_have_formula
from archiver.model import Span

_ADDRESS = r"ttps?://[a-z0-9]{1,40}(?:[.-][a-z0-9]{1,20}){0,5}(?:/[A-Za-z0-9_.~-]+)*/?(?:\?[A-Za-z0-9=_.-]+)?"
"""What stands behind the `h` of an address in which nothing is encoded, and whose host is short enough to be one."""
_WORDS = r"[^\W_][^*_`~\[<:\\&\n]*(?::(?!//)[^*_`~\[<:\\&\n]*)*"
_CLOSING = r"(?:(?<=[^\W_]){0}|(?<=\S){0}(?=[ \n]|\Z))(?!\*)"
# Each way begins with a character of its own: so the search stops at none but these.
_PIECE = re.compile(
    r"`(?<!``)(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
    rf"|\*(?<!\*\*)(?P<em>{_WORDS}){_CLOSING.format('[*]')}"
    rf"|\*(?<!\*\*)\*(?P<strong>{_WORDS}){_CLOSING.format('[*]{2}')}"
    rf"|\[(?<!!\[)(?P<words>[^\[\]*_`~<!:\\&\n]+)\]\((?P<address>h{_ADDRESS})\)"
    rf"|h(?<![^\s(]h){_ADDRESS}(?<=[A-Za-z0-9/])(?=[.,:;!?)]*(?:[ \n]|\Z))(?P<bare>)"
    r"|_(?<=[^\W_]_)(?=[^\W_])()|\*(?<= \*)(?= )()|~(?<!~~)(?!~)()|<(?= )()|&(?!#|\w+;)()"  # these mean themselves
    r"|`|\*|_|\[|~|<|&|\\|://"
)
_MARK = re.compile(r"[`*_\[~<>&\\$|]")
_SHOWN: dict[str, str | int] = {"code": "code", "em": "em", "strong": "strong", "address": "words", "bare": 0}
"""The group that a reader sees, by the last group of a piece."""


Shown = tuple[str, str, tuple[Span, ...]]
"""The HTML and the text of a paragraph, a list, or code, and the words in the text that stand for pictures."""
Inline = tuple[str, str, bool]
"""What stands in some lines: HTML, text, and whether a link has words of its own, which an address has not."""


def parse_fast_inline(source: str) -> Inline | None:
    """The HTML and the text of some lines; None if they have, or may have, more to them than is read here."""
    if "://" not in source and _MARK.search(source) is None:
        return escape_html(source), source, False
    if "||" in source or ">!" in source or ("$" in source and may_have_formula(source)):
        return None
    html: list[str] = []
    text: list[str] = []
    at, has_named_link = 0, False
    for found in _PIECE.finditer(source):
        if found.lastindex is None:
            return None
        if found.lastgroup:
            before, words = source[at : found.start()], found[_SHOWN[found.lastgroup]]
            html += (escape_html(before), _marked(found, escape_html(words)))
            text += (before, words)
            at = found.end()
            has_named_link = has_named_link or found.lastgroup == "address"
    rest = source[at:]
    return "".join((*html, escape_html(rest))), "".join((*text, rest)), has_named_link


def _marked(found: re.Match[str], words: str) -> str:
    kind = found.lastgroup
    if kind in {"address", "bare"}:
        return f'<a href="{words if kind == "bare" else found[kind]}" rel="nofollow ugc noopener">{words}</a>'
    return f"<{kind}>{words}</{kind}>"
