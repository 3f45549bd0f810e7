"""The post and the quotes that are open while a tree is read, and what happens where a quote starts and ends."""

from archiver.bodies.html.attribution_lines import add_link_targets, take_attribution_inside
from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.prose_line import InlineElements
from archiver.bodies.html.quote_levels import QuoteLevel
from archiver.model import Attribution


class LevelStack:
    """The open levels. `post` is the outermost level, `innermost` the one that is written, and `writer` its writer."""

    def __init__(self) -> None:
        self._inline: InlineElements = []
        self.post = QuoteLevel(HtmlWriter(self._inline))
        self._levels = [self.post]
        self.innermost = self.post
        self.writer = self.post.writer

    def __len__(self) -> int:
        return len(self._levels)

    def open_quote(self, attribution: Attribution | None, wrappers: set[str]) -> None:
        """Open a quote in the innermost level; `wrappers` are selectors of elements that are no nested quotes of it."""
        level = self.innermost
        level.writer.finish()
        quote = QuoteLevel(HtmlWriter(self._inline), attribution, wrappers)
        level.parts += (level.prose, quote)
        self._levels.append(quote)
        self.innermost, self.writer = quote, quote.writer

    def end_header(self, writer: HtmlWriter) -> None:
        """End the mail header with which the innermost quote starts, written by `writer`: it is prose, as is all behind
        it, if no earlier post has the words.
        """
        writer.finish()
        level = self.innermost
        if level.attribution:
            level.attribution = add_link_targets(level.attribution, "".join(writer.prose.html))
        level.unmarked_header = writer.prose
        self._start_prose()

    def close_quote(self, writer: HtmlWriter) -> None:
        """Close the innermost quote, written by `writer`. Without an attribution, it gets that of its own lines."""
        writer.finish()
        quote = self._levels.pop()
        if quote.attribution is None:
            quote.attribution = take_attribution_inside(quote)
        self.innermost = self._levels[-1]
        self._start_prose()

    def _start_prose(self) -> None:
        self.writer = self.innermost.writer = HtmlWriter(self._inline)
