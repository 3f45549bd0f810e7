"""BBCode bodies, as the members of a forum wrote them or its database stored them: untrusted, and often malformed.

In comes the body of one post, out come its blocks: prose and quotes. The way of a body:

    database_format  undoes what a database adds to the text that was written
    tag_pairs        finds the tags, and pairs opening and closing tags
    to_html          makes HTML of the tags and of the text between them
    bodies.html      makes blocks of the HTML, and removes what may not be in our pages

A tag that is not in `tag_names`, or that has no partner, is text: no word is lost. Line breaks count.
"""

import re

from msgspec.structs import replace

from archiver.bodies.bbcode.database_format import restore_source
from archiver.bodies.bbcode.paired_tags import ATTRIBUTION_REFERENCE
from archiver.bodies.bbcode.to_html import bbcode_to_html
from archiver.bodies.headings import FirstHeading
from archiver.bodies.html import parse_html
from archiver.bodies.links import LinkBase
from archiver.model import Attribution, Block, Quote

_REFERENCE = re.compile(rf"{ATTRIBUTION_REFERENCE}([0-9]+)\Z")


def parse_bbcode(body: str, base: LinkBase, first_heading: FirstHeading = FirstHeading.BELOW_POST) -> tuple[Block, ...]:
    """Parse a BBCode body to its blocks: prose and top-level quotes, in order. No body raises an error.

    Args:
        body: the text of one post.
        base: what relative addresses in it are resolved against.
        first_heading: the level of the highest headings.
    """
    result = bbcode_to_html(restore_source(body), base)
    return _with_attributions(parse_html(result.html, base, first_heading), result.attributions)


def _with_attributions(blocks: tuple[Block, ...], attributions: tuple[Attribution, ...]) -> tuple[Block, ...]:
    """Replace references to attributions, which the HTML has in place of authors' names, by the attributions."""
    return tuple(_with_attribution(block, attributions) if isinstance(block, Quote) else block for block in blocks)


def _with_attribution(quote: Quote, attributions: tuple[Attribution, ...]) -> Quote:
    attribution = quote.attribution
    reference = _REFERENCE.match(attribution.author) if attribution and attribution.author else None
    return replace(
        quote,
        blocks=_with_attributions(quote.blocks, attributions),
        attribution=attributions[int(reference[1])] if reference else attribution,
    )
