"""Mixed bodies: Markdown whose HTML, in a line or around blocks, is HTML, as most exporters write it.

In comes the text of one post's body, out come its blocks. All of it becomes one piece of HTML first, which then is as
untrusted as any HTML body: quotes and their attributions are found there, and what comes out is clean.
"""

from functools import cache

from markdown_it import MarkdownIt

from archiver.bodies.html import parse_html
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.parser import parser_for
from archiver.bodies.mixed.attribution_breaks import use_attributions
from archiver.bodies.mixed.html_rules import use_elements
from archiver.model import Block

__all__ = ["parse_mixed"]


def parse_mixed(body: str, base: str | None, options: MarkdownOptions) -> tuple[Block, ...]:
    """The blocks of a body in Markdown and HTML. Links are relative to `base`. Its footnotes have no links."""
    return parse_html(_parser(options).render(body, {}), base)


@cache
def _parser(options: MarkdownOptions) -> MarkdownIt:
    md = parser_for(options, html=True)
    use_elements(md)
    use_attributions(md)
    return md
