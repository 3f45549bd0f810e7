"""Tables whose rows have more cells than their heading: extra cells are appended to the last cell of the row.

GitHub Flavored Markdown (section 4.10) drops extra cells; an archive must not drop anybody's words.
"""

from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token


def table_with_extra_cells(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule of markdown-it-py: a table with the text of all cells."""
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        _append_extra_cells(state, state.tokens[first:])
    return True


def _append_extra_cells(state: StateBlock, tokens: list[Token]) -> None:
    """Change the tokens of a table so that the last cell of each row has the text of all extra cells."""
    columns = sum(token.type == "th_open" for token in tokens)
    for index, token in enumerate(tokens):
        if token.type == "tr_open" and index and tokens[index + 1].type == "td_open" and token.map:
            line = token.map[0]
            cells = _cells(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
            if len(cells) > columns:
                last = tokens[index + 3 * columns - 1]
                last.content = " | ".join(cell.strip() for cell in cells[columns - 1 :])


def _cells(line: str) -> list[str]:
    """The cells of a row's source."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells
