"""Markdown bodies: CommonMark with tables, strikethrough, task lists and bare links; raw HTML is text.

In comes the text of one post's body, out come its blocks. A quote's attribution is taken out of the prose before it.
Most bodies are read by the short way; the parser is imported when there is one that isn't.
"""

from archiver.bodies.markdown.options import MarkdownOptions
from archiver.bodies.markdown.short import read_short
from archiver.model import Block

__all__ = ["MarkdownOptions", "read_markdown"]


def read_markdown(body: str, options: MarkdownOptions) -> tuple[Block, ...]:
    """The blocks of a Markdown body: prose, and the quotes at its top level, in order."""
    short = None if options.lazy_quotes or options.breaks else read_short(body)
    if short is not None:
        return short
    from archiver.bodies.markdown.parser import parse_markdown

    return parse_markdown(body, options)
