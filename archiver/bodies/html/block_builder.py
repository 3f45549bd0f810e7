"""Builds the blocks of a post: sanitized prose, and numbered quotes, from the `QuoteLevel`s that were read."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, count

from archiver.bodies.headings import FirstHeading, page_levels
from archiver.bodies.html.attribution_lines import take_attribution_at_end
from archiver.bodies.html.marked_lines import split_marked_lines
from archiver.bodies.html.prose_buffer import ProseBuffer
from archiver.bodies.html.quote_levels import QuoteLevel
from archiver.bodies.html.sanitizer import sanitize
from archiver.model import Attribution, Block, Prose, Quote, Span

_HEADING = re.compile(r"(</?)h([1-6])(?=[ >])")


class BlockBuilder:
    """Builds the blocks of one post, and numbers its quotes from 1 in the order in which they begin.

    `headings` has the levels of all headings of the post (1 to 6); on the page, the highest of them is `first_heading`.
    """

    def __init__(self, headings: set[int], first_heading: FirstHeading) -> None:
        self._numbers = count(1)
        self._new_levels = page_levels(headings, first_heading)

    def build(self, level: QuoteLevel) -> tuple[Block, ...]:
        """Build the blocks of a level; the blocks of nested quotes are inside of their `Quote`.

        Recursive: quotes are nested no deeper than `limits.MAX_NESTING`.
        """
        blocks: list[Block] = []
        for part in (*level.parts, level.prose):
            if isinstance(part, QuoteLevel):
                blocks.append(self._quote(part))
            elif part.marked_paragraphs:
                blocks += self._split(part)
            elif part.html:
                blocks += map(self._prose, [part] if level.unmarked_header is None else _split_blocks(part))
        return tuple(blocks)

    def _quote(self, level: QuoteLevel) -> Quote:
        number = next(self._numbers)
        header = self._prose(level.unmarked_header) if level.unmarked_header else None
        return Quote(number=number, blocks=self.build(level), attribution=level.attribution, fallback=header)

    def _split(self, prose: ProseBuffer) -> list[Block]:
        """Split prose that has lines with quote marks (`>`) into prose and quotes."""
        blocks: list[Block] = []
        attribution: Attribution | None = None
        parts = split_marked_lines(prose)
        for at, (is_quote, part) in enumerate(parts):
            if is_quote:
                blocks.append(Quote(number=next(self._numbers), blocks=(self._prose(part),), attribution=attribution))
                attribution = None
                continue
            if at + 1 < len(parts):
                attribution = take_attribution_at_end(part)
            if part.html:
                blocks.append(self._prose(part))
        return blocks

    def _prose(self, prose: ProseBuffer) -> Prose:
        html = "".join(prose.html)
        if self._new_levels:
            html = _HEADING.sub(lambda tag: f"{tag[1]}h{self._new_levels.get(int(tag[2]), 6)}", html)
        text = "".join(prose.text)
        pictures = _placeholder_spans(prose, text) if prose.placeholders else ()
        return Prose(html=sanitize(html), text=text.strip("\n"), pictures=pictures)


def _split_blocks(prose: ProseBuffer) -> Iterator[ProseBuffer]:
    """Yield each top-level block of `prose` as a buffer.

    Used below a mail header, where any block may be from the quoted mail: `quotes.unmarked` makes quotes of the blocks
    whose words an earlier post has.
    """
    start, placeholders = (0, 0), prose.placeholders
    for end in (*(end for end in prose.block_ends if end[0] < len(prose.html)), prose.end):
        if end[0] > start[0]:
            (html, text), (html_end, text_end) = start, end
            first, last = bisect_left(placeholders, text), bisect_left(placeholders, text_end)
            yield ProseBuffer(
                html=prose.html[html:html_end],
                text=prose.text[text:text_end],
                placeholders=[at - text for at in placeholders[first:last]],
            )
            start = end


def _placeholder_spans(prose: ProseBuffer, text: str) -> tuple[Span, ...]:
    """Find the placeholders in the plain text of `prose`.

    `text` is that plain text without the newlines at its start. Returns the start and end index of each placeholder in
    `text`, in characters.
    """
    starts = list(accumulate(map(len, prose.text), initial=0))
    lead = len(text) - len(text.lstrip("\n"))
    spans = ((starts[at] - lead, starts[at + 1] - lead) for at in prose.placeholders)
    return tuple((start, end) for start, end in spans if start < end)
