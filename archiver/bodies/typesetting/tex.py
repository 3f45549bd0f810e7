"""One formula in TeX to MathML, by math-core, within bounds: formulas are written by strangers.

math-core is linear in a formula, but it calls itself for what is nested, and a stack that overflows ends the process.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple, Protocol

from archiver.bodies.typesetting.mathml import clean_mathml

_LONGEST = 5000  # characters
_MOST_COMMANDS = 250
"""Commands take what follows them as their argument, also without braces, and so may nest: `\\hat\\hat x`. With
_DEEPEST, what math-core nests takes less than 512 kB, the smallest stack of a thread on systems that we know."""
_DEEPEST = 60
_COMMAND = re.compile(r"\\[A-Za-z]")
_STEP = re.compile(
    r"\\(?:(?P<opens>begin|left)|(?P<closes>end|right))(?![A-Za-z])|\\.|(?P<open>[{\[])|(?P<close>[}\]])", re.DOTALL
)
_REWRITES = (
    (re.compile(r"\\(begin|end)\{(equation|align|gather|multline)\}"), r"\\\1{\2*}"),
    (re.compile(r"\\begin\{eqnarray\*?\}"), r"\\begin{array}{rcl}"),
    (re.compile(r"\\end\{eqnarray\*?\}"), r"\\end{array}"),
    (re.compile(r"\\[mh]box(?=\s*\{)"), r"\\text"),
    (re.compile(r"\\label\s*\{[^{}]*\}"), ""),
)
"""What math-core does not know, or would number: equations have no numbers, since each formula would be number 1."""


class _Converter(Protocol):
    """What is used of math-core."""

    def convert_with_local_state(self, latex: str, *, displaystyle: bool) -> str: ...


class TexFormula(NamedTuple):
    """A formula without delimiters."""

    tex: str
    is_displayed: bool
    """True if it is on a line of its own, where limits are above and below their sums."""


@lru_cache(4096)  # the same `x` and `n` are all over a thread
def find_mathml(formula: TexFormula) -> str | None:
    """The MathML of a formula, with its TeX as an annotation; None if it cannot be typeset, or is out of bounds."""
    if not formula.tex or not _is_within_bounds(formula.tex):
        return None
    converter, error = _open_library()
    tex = formula.tex
    for pattern, replacement in _REWRITES:
        tex = pattern.sub(replacement, tex)
    try:
        mathml = converter.convert_with_local_state(tex, displaystyle=formula.is_displayed)
    except (error, UnicodeEncodeError):  # the latter for a half of a surrogate pair
        return None
    return clean_mathml(mathml, formula.tex)


def _is_within_bounds(tex: str) -> bool:
    if len(tex) > _LONGEST or len(_COMMAND.findall(tex)) > _MOST_COMMANDS:
        return False
    depth = 0
    for step in _STEP.finditer(tex):
        if step["open"] or step["opens"]:
            depth += 1
            if depth > _DEEPEST:
                return False
        elif step["close"] or step["closes"]:
            depth = max(0, depth - 1)
    return True


@cache
def _open_library() -> tuple[_Converter, type[Exception]]:
    """The converter of math-core, and the exception that it raises for what is no formula.

    It expands no macros: a formula may define some that expand to far more than itself.
    """
    from math_core import LatexError, LatexToMathML

    converter = LatexToMathML(fancy_error=False, max_expansions=0, allow_unreliable_rendering=True)
    return converter, LatexError
