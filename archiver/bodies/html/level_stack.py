"""Stack of the quotes that are open while a tree is read, with the post itself at the bottom.

Opening and closing a quote switches the `HtmlWriter` in use.
"""

from archiver.bodies.html.attribution_lines import add_link_targets, take_attribution_inside
from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.prose_line import InlineElements
from archiver.bodies.html.quote_levels import QuoteLevel
from archiver.model import Attribution


class LevelStack:
    """Stack of open `QuoteLevel`s: the post, and the quotes around the node that is being read. `len()` counts them
    all.

    Attributes:
        post: the outermost level.
        innermost: the level that is being written.
        writer: the writer of `innermost`.
    """

    def __init__(self) -> None:
        self._inline: InlineElements = []
        self.post = QuoteLevel(HtmlWriter(self._inline))
        self._levels = [self.post]
        self.innermost = self.post
        self.writer = self.post.writer

    def __len__(self) -> int:
        return len(self._levels)

    def open_quote(self, attribution: Attribution | None, wrappers: set[str]) -> None:
        """Open a quote in the innermost level.

        `attribution` is the quote's attribution, None to look for one in its own lines when it closes. `wrappers` has
        selectors of elements that only wrap the quoted words, and so are no nested quotes.
        """
        level = self.innermost
        level.writer.finish()
        quote = QuoteLevel(HtmlWriter(self._inline), attribution, wrappers)
        level.parts += (level.prose, quote)
        self._levels.append(quote)
        self.innermost, self.writer = quote, quote.writer

    def end_header(self, writer: HtmlWriter) -> None:
        """End the mail header with which the innermost quote starts; `writer` has written it.

        The header is stored as prose as well. If no earlier post has the words after it, they are no quote, and the
        header is shown.
        """
        writer.finish()
        level = self.innermost
        if level.attribution:
            level.attribution = add_link_targets(level.attribution, "".join(writer.prose.html))
        level.unmarked_header = writer.prose
        self._start_prose()

    def close_quote(self, writer: HtmlWriter) -> None:
        """Close the innermost quote; `writer` has written its last prose.

        A quote without an attribution gets the one at the beginning or the end of its own lines, if there is one.
        """
        writer.finish()
        quote = self._levels.pop()
        if quote.attribution is None:
            quote.attribution = take_attribution_inside(quote)
        self.innermost = self._levels[-1]
        self._start_prose()

    def _start_prose(self) -> None:
        self.writer = self.innermost.writer = HtmlWriter(self._inline)
