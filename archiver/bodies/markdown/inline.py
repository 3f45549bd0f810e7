"""What stands in a paragraph, as the parser's inline tokens: its plain text, and an attribution that it ends in."""

from markdown_it.token import Token

from archiver.bodies.attribution import attribution_at_end
from archiver.bodies.markdown.syntax import TASK
from archiver.model import Attribution

_BREAKS = frozenset({"softbreak", "hardbreak"})


def inline_text(children: list[Token]) -> str:
    """The words, without their markup; a break is a line break."""
    return "".join("\n" if child.type in _BREAKS else child.content for child in children if child.type != TASK)


def take_attribution(children: list[Token]) -> tuple[Attribution, list[Token]] | None:
    """The attribution that a paragraph ends in, and what is left of the paragraph."""
    if any(child.type == "link_open" and child.info != "auto" for child in children):
        return None  # what links elsewhere says more than who wrote it
    starts = [0, *(i + 1 for i, child in enumerate(children) if child.type in _BREAKS and child.level == 0)]
    ends = [*(start - 1 for start in starts[1:]), len(children)]
    lines = [inline_text(children[start:end]) for start, end in zip(starts, ends, strict=True)]
    found = attribution_at_end(lines)
    return (found[0], children[: max(0, starts[found[1]] - 1)]) if found else None
