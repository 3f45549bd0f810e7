"""Markdown bodies: CommonMark with tables, strikethrough, task lists, footnotes, formulas, spoilers, bare links and
quote tags. Raw HTML is text.

In comes the text of one post's body, out come its blocks. The attribution of a quote is removed from the prose before
the quote. `fast_path` parses most bodies; markdown-it-py is imported when the first other body comes.
"""

from archiver.bodies.markdown.fast_path import parse_fast
from archiver.bodies.markdown.options import MarkdownOptions
from archiver.model import Block, PostId

__all__ = ["MarkdownOptions", "parse_markdown"]


_FAST = (MarkdownOptions(), MarkdownOptions(breaks=True))


def parse_markdown(body: str, options: MarkdownOptions, post_id: PostId | None = None) -> tuple[Block, ...]:
    """Parse a Markdown body to its blocks in order: prose and top-level quotes. No body raises an error.

    Args:
        body: the text of the body.
        options: the project's choices for Markdown.
        post_id: the id of the post, with which the ids of its footnotes begin; None for footnotes without links.
    """
    blocks = parse_fast(body, breaks=options.breaks) if options in _FAST else None
    if blocks is not None:
        return blocks
    from archiver.bodies.markdown.parser import parse_with_markdown_it

    return parse_with_markdown_it(body, options, post_id)
