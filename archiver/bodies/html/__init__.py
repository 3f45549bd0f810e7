"""HTML bodies, as a forum's engine had rendered them: untrusted, and of any shape.

In comes the body of one post, out come its blocks, as they do of Markdown. The way of a body:

    stray_markup    escapes what only looks like a tag, so that no parser hides text
    tag_balancer    balances the tags of large bodies, so that parsing takes linear time
    (selectolax)    parses the HTML to a tree
    tree_walker     walks the tree, finds quotes, spoilers and formulas, and writes all else with `element_writer`
    html_writer     nests and escapes all that is written
    block_builder   makes blocks of it, with the attributions that `attribution_lines` finds in prose
    sanitizer       removes what may not be in our pages
"""

import re

from selectolax.lexbor import LexborHTMLParser

from archiver.bodies.html.stray_markup import escape_stray_markup
from archiver.bodies.html.tag_balancer import balance_tags
from archiver.bodies.html.tree_walker import parse_tree
from archiver.model import Block

_INVALID = re.compile("[\0\x80-\x9f\ud800-\udfff]")


def parse_html(body: str, base: str | None) -> tuple[Block, ...]:
    """The blocks of an HTML body: prose, and the quotes at its top level, in order. Links are relative to `base`."""
    body = _INVALID.sub(_replace_invalid, body)
    return parse_tree(LexborHTMLParser(balance_tags(escape_stray_markup(body))).root, base)


def _replace_invalid(character: re.Match[str]) -> str:
    """A character of windows-1252 for a control of Latin 1, as browsers read `&#150;`; U+FFFD for all others."""
    code = ord(character[0])
    return bytes([code]).decode("cp1252", errors="replace") if 0x80 <= code <= 0x9F else "\ufffd"
