"""The post and its nested quotes while their contents are read, one level for each."""

from dataclasses import dataclass, field

from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.prose_buffer import ProseBuffer
from archiver.model import Attribution


@dataclass(slots=True)
class QuoteLevel:
    """The contents of the post, or of a quote in it, while they are read."""

    writer: HtmlWriter
    """Writes the prose that follows the last quote at this level."""
    attribution: Attribution | None = None
    wrappers: set[str] = field(default_factory=set)
    """Selectors of elements that wrap the quoted words once more, if they are at the start of the quote: no nested
    quotes."""
    unmarked_header: ProseBuffer | None = None
    """The mail header, as prose, that is the only sign that a quote follows (`outlook_header`); None for any other
    quote."""
    parts: "list[ProseBuffer | QuoteLevel]" = field(default_factory=list)
    """The finished prose and quotes of this level, in order. The prose that `writer` is writing comes after them."""

    @property
    def prose(self) -> ProseBuffer:
        """The prose that follows the last quote at this level, as far as it has been written."""
        return self.writer.prose

    @property
    def is_empty(self) -> bool:
        """True if nothing has been written at this level."""
        return not self.parts and not self.writer.prose.html
