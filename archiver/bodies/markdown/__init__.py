"""Markdown bodies: CommonMark with tables, strikethrough, task lists, footnotes, formulas, spoilers, bare links and
quote tags; raw HTML is text.

In comes the text of one post's body, out come its blocks. A quote's attribution is taken out of the prose before it.
Most bodies are read by the short way; the parser is imported when there is one that isn't.
"""

from archiver.bodies.markdown.fast_path import parse_fast
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.model import Block, PostId

__all__ = ["MarkdownOptions", "parse_markdown"]


_DEFAULT = MarkdownOptions()


def parse_markdown(body: str, options: MarkdownOptions, anchor: PostId | None = None) -> tuple[Block, ...]:
    """The blocks of a Markdown body: prose, and the quotes at its top level, in order. `anchor`: the id of its post,
    with which its footnotes' ids begin.
    """
    short = parse_fast(body) if options == _DEFAULT else None
    if short is not None:
        return short
    from archiver.bodies.markdown.parser import parse_with_markdown_it

    return parse_with_markdown_it(body, options, anchor)
