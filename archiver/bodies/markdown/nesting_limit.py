"""The limit on the nesting of blocks, as a decorator for block rules of markdown-it-py."""

from collections.abc import Callable

from markdown_it.rules_block import StateBlock

from archiver.bodies.limits import MAX_NESTING

BlockRule = Callable[[StateBlock, int, int, bool], bool]
"""A block rule of markdown-it-py. Its arguments: the state, the index of the first line, the index after the last line,
and whether to test for the block only, without adding tokens. It returns True if the block is there."""


def limit_nesting(rule: BlockRule) -> BlockRule:
    """Wrap a block rule so that it is never applied within `MAX_NESTING` levels of blocks.

    Blocks nested deeper stay text, with their marks. Without a limit, a hostile body could exhaust the stack.
    """

    def limited(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        return state.level < MAX_NESTING and rule(state, start, end, silent)

    return limited
