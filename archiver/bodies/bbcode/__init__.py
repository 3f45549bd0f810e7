"""BBCode bodies, as a forum's members wrote them or its database kept them: untrusted, and often wrong.

In comes one post's body, out come its blocks, as those of HTML: `pairs` finds which tags belong together, `write` makes
HTML of them and of the words between, and what may stand there is for `bodies.html` to say. A tag that nobody knows,
or that has no partner, is text: no word is lost. Line breaks count.
"""

import re
from dataclasses import replace

from archiver.bodies.bbcode.database_format import as_written
from archiver.bodies.bbcode.paired_tags import NAMED
from archiver.bodies.bbcode.to_html import write_html
from archiver.bodies.html import parse_html
from archiver.model import Attribution, Block, Quote

_NAMED = re.compile(rf"{NAMED}([0-9]+)\Z")


def parse_bbcode(body: str, base: str | None) -> tuple[Block, ...]:
    """The blocks of a BBCode body: prose, and the quotes at its top level, in order. Links are relative to `base`."""
    written = write_html(as_written(body), base)
    return _with_attributions(parse_html(written.html, base), written.attributions)


def _with_attributions(blocks: tuple[Block, ...], known: tuple[Attribution, ...]) -> tuple[Block, ...]:
    """The blocks with the attributions whose numbers the HTML had in place of names."""
    return tuple(_with_attribution(block, known) if isinstance(block, Quote) else block for block in blocks)


def _with_attribution(quote: Quote, known: tuple[Attribution, ...]) -> Quote:
    said = quote.attribution
    number = _NAMED.match(said.author) if said and said.author else None
    return replace(
        quote,
        blocks=_with_attributions(quote.blocks, known),
        attribution=known[int(number[1])] if number else said,
    )
