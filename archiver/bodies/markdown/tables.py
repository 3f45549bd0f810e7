"""Tables whose rows have more cells than their heading: the rest of such a row stands in its last cell.

GitHub drops what is too much; but they are somebody's words.
"""

from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token


def whole_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table with all that is in its rows."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        _keep_rest(state, state.tokens[first:])
    return True


def _keep_rest(state: StateBlock, tokens: list[Token]) -> None:
    columns = sum(token.type == "th_open" for token in tokens)
    for place, token in enumerate(tokens):
        if token.type == "tr_open" and place and tokens[place + 1].type == "td_open" and token.map:
            line = token.map[0]
            cells = _cells(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
            if len(cells) > columns:
                last = tokens[place + 3 * columns - 1]
                last.content = " | ".join(cell.strip() for cell in cells[columns - 1 :])


def _cells(line: str) -> list[str]:
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells
