"""Tables whose rows have more cells than their heading: extra cells are appended to the last cell of the row.

GitHub Flavored Markdown (section 4.10) drops extra cells; an archive must not drop anybody's words.
"""

from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token


def table_with_extra_cells(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Block rule of markdown-it-py: a table, with no cell dropped.

    Args:
        state: the state of the parser, which gets the tokens of the table.
        start: index of the first line.
        end: index after the last line that may belong to the table.
        silent: True to test only whether a table starts here, without adding tokens.

    Returns:
        True if a table starts at the line `start`.
    """
    first = len(state.tokens)
    if not table(state, start, end, silent):
        return False
    if not silent:
        _append_extra_cells(state, state.tokens[first:])
    return True


def _append_extra_cells(state: StateBlock, tokens: list[Token]) -> None:
    """Append the text of a row's extra cells to the row's last cell, for all rows of a table."""
    columns = sum(token.type == "th_open" for token in tokens)
    for index, token in enumerate(tokens):
        if token.type == "tr_open" and index and tokens[index + 1].type == "td_open" and token.map:
            line = token.map[0]
            cells = _cells(state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]])
            if len(cells) > columns:
                last = tokens[index + 3 * columns - 1]
                last.content = " | ".join(cell.strip() for cell in cells[columns - 1 :])


def _cells(line: str) -> list[str]:
    """Split the source of a row into its cells."""
    cells = escapedSplit(line.strip())
    if cells and not cells[0]:
        cells.pop(0)
    if cells and not cells[-1]:
        cells.pop()
    return cells
