r"""Formulas, which stay as they are written, marks included: `$x_1$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{align}`.

Nothing in them is Markdown, and a theme can typeset them by their class. A dollar sign may be money and a backslash an
escape, so a formula has to look like one; what is uncertain is text.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from archiver.bodies.markdown.escape import escape_html

FORMULA = re.compile(
    r"\$\$(?P<display>(?>(?:[^$\\]|\\.|\$(?!\$))+))\$\$"
    r"|(?<![A-Za-z$\\])\$(?![\s$])(?P<dollars>(?>(?:[^$\\]|\\.)+))(?<!\s)\$(?!\d)(?!(?<=[/:.,;\-+*=<>!&|(\[{\"']\$)[A-Za-z_])",
    re.DOTALL,
)
"""A formula between dollars, by pandoc's rule: there is no space inside of the signs, and no digit behind the last."""
_BRACKETS = re.compile(
    r"\\\((?P<inline>(?>(?:[^\\]|\\[^()])+))\\\)|\\\[(?P<display>(?>(?:[^\\]|\\[^\[\]])+))\\\]", re.DOTALL
)
_SYMBOLS = re.compile(r"[\^=+<>{}]|(?<!\\)_(?:\{|\w(?!\w))|\\[A-Za-z]{2}")
_VARIABLES = re.compile(r"\s*[A-Za-z]\d{0,3}'{0,3}(?:\s*[,;*/+\-]?\s*(?:[A-Za-z](?![A-Za-z])|\d{1,9})){0,9}\s*\Z")
_MONEY = re.compile(r"\d\S*\s")
_LONGEST = 5000  # characters between brackets
_MOST_LINES = 100  # of a formula
_BLOCKS = {"$$": "$$", "\\[": "\\]"}
_ENVIRONMENT = re.compile(r"\\begin\{([A-Za-z]{2,20}\*?)\}")


def use_formulas(md: MarkdownIt) -> None:
    """Keep formulas as they are."""
    md.block.ruler.before("fence", "formula", _block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", "formula", _inline)
    md.add_render_rule("formula", lambda _, tokens, index, *__: _span(tokens[index]))
    md.add_render_rule("formula_block", lambda _, tokens, index, *__: render_formula(tokens[index].content))


def may_have_formula(text: str) -> bool:
    """True if a text may have a formula between dollars."""
    return any(map(_is_formula, FORMULA.finditer(text)))


def render_formula(source: str) -> str:
    """A formula that stands for itself."""
    return f'<div class="math" dir="ltr" tabindex="0">{escape_html(source)}</div>\n'


def _span(token: Token) -> str:
    return f'<span class="math" dir="ltr">{escape_html(token.content)}</span>'


def _inline(state: StateInline, silent: bool) -> bool:
    mark = state.src[state.pos]
    if mark == "$":
        found = FORMULA.match(state.src, state.pos, state.posMax)
        is_formula = found is not None and _is_formula(found)
    elif mark == "\\" and state.src[state.pos + 1 : state.pos + 2] in {"(", "["}:
        found = _BRACKETS.match(state.src, state.pos, min(state.posMax, state.pos + _LONGEST))
        is_formula = found is not None and _is_bracketed(found, state.src)
    else:
        return False
    if found is None or not is_formula:
        return False
    if not silent:
        state.push("formula", "", 0).content = found[0]
    state.pos = found.end()
    return True


def _is_formula(found: re.Match[str]) -> bool:
    """True if what stands between dollars is neither prices nor the begin of code."""
    words = found["dollars"]
    if words is None:
        return bool(found["display"].strip())
    is_money = _MONEY.match(words) is not None and _SYMBOLS.search(words) is None
    return not is_money and words.count("`") % 2 == 0 and "://" not in words


def _is_bracketed(found: re.Match[str], source: str) -> bool:
    """True if escaped brackets are a formula's: `\\[sic\\]` is not."""
    words = found["inline"] or found["display"]
    looks = _SYMBOLS.search(words) or _VARIABLES.match(words)
    return looks is not None and "://" not in words and not source.startswith(("(", "["), found.end())


def _block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A formula that has its lines for itself: they end with the sign that closes it, before a blank one."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    closing = _BLOCKS.get(line[:2]) or (_environment(line) if line.startswith("\\begin{") else None)
    if closing is None or (line.startswith("\\[") and line != "\\[" and not _is_display(line)):
        return False
    last = _last_line(state, start, end, line, closing)
    if last is None:
        return False
    if not silent:
        token = state.push("formula_block", "", 0)
        lines = state.getLines(start, last + 1, state.blkIndent, False).split("\n")
        token.content = "\n".join(line.strip() for line in lines)
        token.map = [start, last + 1]
        state.line = last + 1
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _environment(line: str) -> str | None:
    found = _ENVIRONMENT.match(line)
    return f"\\end{{{found[1]}}}" if found else None


def _is_display(line: str) -> bool:
    found = _BRACKETS.fullmatch(line)
    return found is not None and _is_bracketed(found, "")


def _last_line(state: StateBlock, start: int, end: int, first: str, closing: str) -> int | None:
    if len(first) > len(closing) + 2 and first.endswith(closing):
        return start if first.find(closing, 2) == len(first) - len(closing) else None
    if closing in first[2:]:
        return None  # words stand behind it
    opening = first[: first.find("}") + 1] or first[:2]
    for number in range(start + 1, min(end, start + _MOST_LINES)):
        if state.isEmpty(number) or state.sCount[number] < state.blkIndent:
            return None
        line = _line(state, number)
        if line.startswith(opening) and opening != closing:
            return None
        if closing in line:
            return number if line.endswith(closing) and line.count(closing) == 1 else None
    return None
