"""The plain text of a post, as a mail has it: quotes behind `>`, with a line that says whose words they are.

In: the blocks of a post. Out: text whose quotes `bodies/text` finds again.
"""

import re

from archiver.export.plain_text import plain_text
from archiver.model import Attribution, Block, Prose

_LIKE_A_MARK = re.compile(r"^ ?(?=[>|])", re.MULTILINE)


def text_of_blocks(blocks: tuple[Block, ...]) -> str:
    """The text of a post or of a quote, without a line break at its end."""
    return "\n\n".join(filter(None, map(_text_of, blocks)))


def _text_of(block: Block) -> str:
    if isinstance(block, Prose):
        return _LIKE_A_MARK.sub("  ", plain_text(block.html))
    inner = text_of_blocks(block.blocks)
    quoted = "\n".join(f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in inner.split("\n"))
    return "\n".join(filter(None, (_introduction(block.attribution), quoted if inner else "")))


def _introduction(attribution: Attribution | None) -> str:
    """The line before a quote; "" if nothing says whose words it has."""
    if attribution is None:
        return ""
    text = " ".join(attribution.text.split())
    return text if text.endswith((":", "：")) or not text else f"{attribution.author or text} wrote:"
