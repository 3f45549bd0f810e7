"""Finds the blocks of a template that no page shows."""

from collections.abc import Iterator
from pathlib import Path

from archiver.theme.inheritance import Inheritance
from archiver.theme.template_tags import Block
from archiver.values import advise_nearest


def find_block_faults(path: Path, inheritance: Inheritance) -> Iterator[tuple[Block, str]]:
    """The blocks of a template that no page shows, each with a message. `path` is the template, one of `inheritance`.

    A template that extends nothing shows all its blocks, and so does one that extends what is not known.
    """
    above = inheritance.above(path)
    if not above:
        return
    known = {name for parent in above for name in inheritance.tags(parent).blocks}
    called = {name for template in (path, *above) for name in inheritance.tags(template).called}
    for block in inheritance.tags(path).blocks.values():
        if block.name in known:
            if message := _why_hidden(block.name, known, inheritance.extending(path), inheritance):
                yield block, message
        elif block.is_outermost and block.name not in called:
            message = f'no template that this one extends has a block "{block.name}", so nothing shows it'
            yield block, f"{message}; {advise_nearest(block.name, known)}"


def _why_hidden(name: str, known: set[str], pages: list[tuple[Path, ...]], inheritance: Inheritance) -> str:
    """Why no page shows the block of a template that all pages extend; "" if one does.

    Args:
        name: the block.
        known: the blocks that the template could have.
        pages: for each page the templates that extend this one.
        inheritance: the templates.
    """
    if not pages or not all(_is_filled(name, page, inheritance) for page in pages):
        return ""
    free = sorted(other for other in known if not any(_is_filled(other, page, inheritance) for page in pages))
    return f'all pages fill the block "{name}" themselves, so nothing shows it; blocks for all are: {", ".join(free)}'


def _is_filled(name: str, templates: tuple[Path, ...], inheritance: Inheritance) -> bool:
    """True if one of some templates has a block of this name that does not show what it replaces."""
    blocks = (inheritance.tags(path).blocks.get(name) for path in templates)
    return any(block is not None and not block.calls_super for block in blocks)
