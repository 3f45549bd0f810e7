"""HTML bodies, as a forum's engine had rendered them: untrusted, and of any shape.

In comes the body of one post, out come its blocks: prose and quotes. The way of a body:

    broken_markup   escapes what only looks like a tag, so that no parser hides text
    tag_balancer    balances the tags of large bodies, so that parsing takes linear time
    (selectolax)    parses the HTML to a tree
    tree_walker     walks the tree, finds quotes, spoilers and formulas, and writes all else with `element_writer`
    html_writer     nests and escapes all that is written
    block_builder   makes blocks of the written HTML, with the attributions that `attribution_lines` finds in prose
    sanitizer       removes what may not be in our pages
"""

import re

from selectolax.lexbor import LexborHTMLParser

from archiver.bodies.headings import FirstHeading
from archiver.bodies.html.broken_markup import escape_broken_markup
from archiver.bodies.html.tag_balancer import balance_tags
from archiver.bodies.html.tree_walker import parse_tree
from archiver.bodies.links import LinkBase
from archiver.model import Block

_INVALID = re.compile("[\0\x80-\x9f\ud800-\udfff]")


def parse_html(body: str, base: LinkBase, first_heading: FirstHeading = FirstHeading.BELOW_POST) -> tuple[Block, ...]:
    """Parse an HTML body to its blocks: prose and top-level quotes, in order. No body raises an error.

    Args:
        body: the HTML of one post.
        base: what relative addresses in it are resolved against.
        first_heading: the level of the highest headings.
    """
    body = _INVALID.sub(_replace_invalid, body)
    return parse_tree(LexborHTMLParser(balance_tags(escape_broken_markup(body))).root, base, first_heading)


def _replace_invalid(character: re.Match[str]) -> str:
    """Replace a control character that HTML pages may not have.

    A control character of Latin 1 becomes the character of windows-1252 with that number, as browsers read `&#150;`;
    any other becomes U+FFFD.
    """
    code = ord(character[0])
    return bytes([code]).decode("cp1252", errors="replace") if 0x80 <= code <= 0x9F else "\ufffd"
