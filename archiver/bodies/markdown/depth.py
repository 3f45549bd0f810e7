"""How deep quotes, lists and all that holds blocks may nest."""

from collections.abc import Callable

from markdown_it.rules_block import StateBlock

from archiver.bodies.limits import MAX_NESTING

BlockRule = Callable[[StateBlock, int, int, bool], bool]
"""A rule of markdown-it's: a state, the first line, the one behind the last, and whether it only asks."""


def not_too_deep(rule: BlockRule) -> BlockRule:
    """What is nested deeper is not lost: it stays in the paragraph, marks and all."""

    def guarded(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < MAX_NESTING and rule(state, start, end, silent)

    return guarded
