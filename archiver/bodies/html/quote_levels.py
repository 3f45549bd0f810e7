"""A post, and the quotes in it, as far as they were read."""

from dataclasses import dataclass, field

from archiver.bodies.html.html_writer import HtmlWriter
from archiver.model import Attribution


@dataclass(slots=True)
class Level:
    """The post, or a quote in it."""

    piece: HtmlWriter
    attribution: Attribution | None = None
    same: set[str] = field(default_factory=set)
    """Elements that, where the quote begins with them, are around it once more: it is one quote, said twice."""
    otherwise: HtmlWriter | None = None
    """Of a quote that nothing marks but the head of a letter: the head, as prose."""
    parts: "list[HtmlWriter | Level]" = field(default_factory=list)

    @property
    def is_fresh(self) -> bool:
        """True if nothing was written yet."""
        return not self.piece.html and not self.parts
