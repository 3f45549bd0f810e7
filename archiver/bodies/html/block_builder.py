"""Makes blocks of what was read: prose with its headings below the post's own, and quotes with their numbers."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import accumulate, count

from archiver.bodies.html.attribution_lines import take_before
from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.marked_lines import parts_of
from archiver.bodies.html.quote_levels import Level
from archiver.bodies.html.sanitizer import clean
from archiver.model import Attribution, Block, Prose, Quote, Span

_HEADING = re.compile(r"(</?)h([1-6])(?=[ >])")
_FIRST_HEADING = 3  # h1 is the thread's title, h2 a post's heading


class Blocks:
    """Makes the blocks of a post. `headings` are the levels of headings that it has."""

    def __init__(self, headings: set[int]) -> None:
        self._numbers = count(1)
        used = sorted(headings)
        self._shift = {level: min(6, used.index(level) + _FIRST_HEADING) for level in used}

    def of(self, level: Level) -> tuple[Block, ...]:
        """The blocks of a level; it has no more levels in it than quotes may have."""
        blocks: list[Block] = []
        for part in (*level.parts, level.piece):
            if isinstance(part, Level):
                number = next(self._numbers)
                otherwise = self._prose(part.otherwise) if part.otherwise else None
                inner = self.of(part)
                blocks.append(Quote(number=number, blocks=inner, attribution=part.attribution, fallback=otherwise))
            elif part.marked:
                blocks += self._parted(part)
            elif part.html:
                blocks += map(self._prose, [part] if level.otherwise is None else _apart(part))
        return tuple(blocks)

    def _parted(self, piece: HtmlWriter) -> list[Block]:
        """The blocks of a piece in which are lines with quote marks."""
        blocks: list[Block] = []
        attribution: Attribution | None = None
        parts = list(parts_of(piece))
        for at, (is_quote, part) in enumerate(parts):
            if is_quote:
                quote = Quote(number=next(self._numbers), blocks=(self._prose(part),), attribution=attribution)
                blocks.append(quote)
                attribution = None
                continue
            if at + 1 < len(parts):
                attribution = take_before(part)
            if part.html:
                blocks.append(self._prose(part))
        return blocks

    def _prose(self, piece: HtmlWriter) -> Prose:
        html = "".join(piece.html)
        if self._shift:
            html = _HEADING.sub(lambda mark: f"{mark[1]}h{self._shift.get(int(mark[2]), 6)}", html)
        text = "".join(piece.text)
        return Prose(html=clean(html), text=text.strip("\n"), pictures=_pictures(piece, text) if piece.pictures else ())


def _apart(piece: HtmlWriter) -> Iterator[HtmlWriter]:
    """Each block of a piece: of what nothing marks as quoted, as many as an earlier post has may be a quote."""
    last = (len(piece.html), len(piece.text))
    html, text = 0, 0
    for html_end, text_end in (*(end for end in piece.ends if end[0] < last[0]), last):
        if html_end > html:
            part = HtmlWriter([], piece.html[html:html_end], piece.text[text:text_end])
            pictures = piece.pictures[bisect_left(piece.pictures, text) : bisect_left(piece.pictures, text_end)]
            part.pictures = [at - text for at in pictures]
            yield part
            html, text = html_end, text_end


def _pictures(piece: HtmlWriter, text: str) -> tuple[Span, ...]:
    """Where the words that stand for pictures are in a text that loses the empty lines around it."""
    starts = list(accumulate(map(len, piece.text), initial=0))
    lead = len(text) - len(text.lstrip("\n"))
    spans = ((starts[at] - lead, starts[at + 1] - lead) for at in piece.pictures)
    return tuple((start, end) for start, end in spans if start < end)
