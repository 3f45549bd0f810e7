"""The post and its nested quotes while their contents are read, one level for each."""

from dataclasses import dataclass, field

from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.prose_buffer import ProseBuffer
from archiver.model import Attribution


@dataclass(slots=True)
class QuoteLevel:
    """The post, or a quote in it."""

    writer: HtmlWriter
    """Writes the prose behind the last quote at this level."""
    attribution: Attribution | None = None
    wrappers: set[str] = field(default_factory=set)
    """Selectors of elements that wrap the quoted text once more, if the quote begins with them: no nested quotes."""
    unmarked_header: ProseBuffer | None = None
    """The mail header above a quote that nothing else marks as one (`outlook_header`), as prose."""
    parts: "list[ProseBuffer | QuoteLevel]" = field(default_factory=list)
    """The prose and the quotes before, in order; the prose that `writer` writes comes behind them."""

    @property
    def prose(self) -> ProseBuffer:
        """The prose behind the last quote at this level."""
        return self.writer.prose

    @property
    def is_empty(self) -> bool:
        """True if nothing is written yet."""
        return not self.parts and not self.writer.prose.html
