"""Mixed bodies: Markdown with HTML in a line or around blocks, as most exporters of forums write it.

In comes the text of one post's body, out come its blocks. The Markdown is rendered to HTML first; the result is parsed
like an HTML body, which is as untrusted: the parser of HTML bodies finds quotes and attributions, and sanitizes the
HTML.
"""

from functools import cache

from markdown_it import MarkdownIt

from archiver.bodies.html import parse_html
from archiver.bodies.links import LinkBase
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.parser import parser_for
from archiver.bodies.mixed.attribution_breaks import use_attribution_breaks
from archiver.bodies.mixed.html_rules import use_html
from archiver.model import Block

__all__ = ["parse_mixed"]


def parse_mixed(body: str, base: LinkBase, options: MarkdownOptions) -> tuple[Block, ...]:
    """Parse a mixed body to its blocks: prose and top-level quotes, in order. References to its footnotes are no links.

    Args:
        body: the text of the body.
        base: what its relative addresses lead to.
        options: the project's choices for the Markdown of the body.
    """
    return parse_html(_parser(options).render(body, {}), base, options.first_heading)


@cache
def _parser(options: MarkdownOptions) -> MarkdownIt:
    md = parser_for(options, html=True)
    use_html(md)
    use_attribution_breaks(md)
    return md
