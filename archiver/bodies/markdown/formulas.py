r"""Formulas in TeX, shown as written, with their delimiters: `$x_1$`, `$$…$$`, `\(…\)`, `\[…\]`, `\begin{align}`.

Nothing in them is Markdown, and a theme can typeset them by their class `math`. Because a dollar sign may be money,
and a backslash an escape, a formula must look like one; in doubt it is text.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from archiver.bodies.markdown.escape import escape_html

DOLLAR_FORMULA = re.compile(
    r"\$\$(?P<display>(?>(?:[^$\\]|\\.|\$(?!\$))+))\$\$"
    r"|(?<![A-Za-z$\\])\$(?![\s$])(?P<dollars>(?>(?:[^$\\]|\\.)+))(?<!\s)\$(?!\d)(?!(?<=[/:.,;\-+*=<>!&|(\[{\"']\$)[A-Za-z_])",
    re.DOTALL,
)
"""A formula between dollar signs, by pandoc's rule (extension `tex_math_dollars`): no space next to the signs on the
inside, and no digit after the last one."""
_BACKSLASH_FORMULA = re.compile(
    r"\\\((?P<inline>(?>(?:[^\\]|\\[^()])+))\\\)|\\\[(?P<display>(?>(?:[^\\]|\\[^\[\]])+))\\\]", re.DOTALL
)
_SYMBOLS = re.compile(r"[\^=+<>{}]|(?<!\\)_(?:\{|\w(?!\w))|\\[A-Za-z]{2}")
_VARIABLES = re.compile(r"\s*[A-Za-z]\d{0,3}'{0,3}(?:\s*[,;*/+\-]?\s*(?:[A-Za-z](?![A-Za-z])|\d{1,9})){0,9}\s*\Z")
_MONEY = re.compile(r"\d\S*\s")
_LONGEST = 5000  # characters between brackets
_MOST_LINES = 100  # of a formula
_CLOSINGS = {"$$": "$$", "\\[": "\\]"}
_ENVIRONMENT = re.compile(r"\\begin\{([A-Za-z]{2,20}\*?)\}")


def use_formulas(md: MarkdownIt) -> None:
    """Add the rules for formulas to a parser."""
    md.block.ruler.before("fence", "formula", _block_formula, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("escape", "formula", _inline_formula)
    md.add_render_rule("formula", lambda _, tokens, index, *__: _render_inline(tokens[index]))
    md.add_render_rule("formula_block", lambda _, tokens, index, *__: render_formula(tokens[index].content))


def may_have_formula(text: str) -> bool:
    """False if the Markdown of a paragraph certainly has no formula between dollar signs. Cheap."""
    return any(map(_is_dollar_formula, DOLLAR_FORMULA.finditer(text)))


def render_formula(source: str) -> str:
    """Render a formula, with its delimiters, as an HTML block of its own."""
    return f'<div class="math" dir="ltr" tabindex="0">{escape_html(source)}</div>\n'


def _render_inline(token: Token) -> str:
    return f'<span class="math" dir="ltr">{escape_html(token.content)}</span>'


def _inline_formula(state: StateInline, silent: bool) -> bool:
    """Inline rule: a formula between dollar signs, or between escaped brackets."""
    mark = state.src[state.pos]
    if mark == "$":
        match = DOLLAR_FORMULA.match(state.src, state.pos, state.posMax)
        is_formula = match is not None and _is_dollar_formula(match)
    elif mark == "\\" and state.src[state.pos + 1 : state.pos + 2] in {"(", "["}:
        match = _BACKSLASH_FORMULA.match(state.src, state.pos, min(state.posMax, state.pos + _LONGEST))
        is_formula = match is not None and _is_backslash_formula(match, state.src)
    else:
        return False
    if match is None or not is_formula:
        return False
    if not silent:
        state.push("formula", "", 0).content = match[0]
    state.pos = match.end()
    return True


def _is_dollar_formula(match: re.Match[str]) -> bool:
    """True if a match of `DOLLAR_FORMULA` is neither two prices nor the beginning of code."""
    tex = match["dollars"]
    if tex is None:
        return bool(match["display"].strip())
    is_money = _MONEY.match(tex) is not None and _SYMBOLS.search(tex) is None
    return not is_money and tex.count("`") % 2 == 0 and "://" not in tex


def _is_backslash_formula(match: re.Match[str], source: str) -> bool:
    """True if a match of a formula between `\\(` and `\\)` or `\\[` and `\\]` is one, and not escaped brackets:
    `\\[sic\\]`.
    """
    tex = match["inline"] or match["display"]
    looks_like_tex = _SYMBOLS.search(tex) or _VARIABLES.match(tex)
    return looks_like_tex is not None and "://" not in tex and not source.startswith(("(", "["), match.end())


def _block_formula(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule: a formula on lines of its own. It ends at the end of a line, before the next blank line."""
    if state.is_code_block(start):
        return False
    line = _line(state, start)
    closing = _CLOSINGS.get(line[:2]) or (_end_of_environment(line) if line.startswith("\\begin{") else None)
    if closing is None or (line.startswith("\\[") and line != "\\[" and not _is_one_line(line)):
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


def _end_of_environment(line: str) -> str | None:
    """Return the closing delimiter `\\end{…}` for a line that starts with `\\begin{…}`; None if it names no
    environment.
    """
    match = _ENVIRONMENT.match(line)
    return f"\\end{{{match[1]}}}" if match else None


def _is_one_line(line: str) -> bool:
    """True if a line is a whole formula between `\\[` and `\\]`."""
    match = _BACKSLASH_FORMULA.fullmatch(line)
    return match is not None and _is_backslash_formula(match, "")


def _last_line(state: StateBlock, start: int, end: int, first: str, closing: str) -> int | None:
    """Find the last line of a formula. Returns its index; None if the formula has no end, or if other text follows on
    the line.

    Args:
        state: the state of the parser.
        start: index of the first line.
        end: index after the last line that may belong to the formula.
        first: the first line, which starts with the opening delimiter.
        closing: the closing delimiter.
    """
    if len(first) > len(closing) + 2 and first.endswith(closing):
        return start if first.find(closing, 2) == len(first) - len(closing) else None
    if closing in first[2:]:
        return None  # text follows on the line
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
