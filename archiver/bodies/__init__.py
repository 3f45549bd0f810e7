"""From the text of a body to blocks of prose and quotes; HTML that comes out is safe to show.

The one user of markdown-it-py, nh3 and selectolax. One folder for each format of body, imported where there is one;
one file for what formats share. Pure.
"""

from archiver.bodies.markdown import MarkdownOptions, parse_markdown
from archiver.model import Block, BodyFormat, PostId

__all__ = ["MarkdownOptions", "parse_body", "parse_markdown"]


def parse_body(
    body: str, form: BodyFormat, base: str | None, anchor: PostId | None = None, *, options: MarkdownOptions
) -> tuple[Block, ...]:
    """The blocks of a body in any format. `base` is the address of the original, which links may be relative to;
    `anchor` the id of the post, with which the ids in its page begin.
    """
    match form:
        case BodyFormat.TEXT:
            from archiver.bodies.text import parse_text

            return parse_text(body)
        case BodyFormat.HTML:
            from archiver.bodies.html import parse_html

            return parse_html(body, base)
        case BodyFormat.BBCODE:
            from archiver.bodies.bbcode import parse_bbcode

            return parse_bbcode(body, base)
        case BodyFormat.MIXED:
            from archiver.bodies.mixed import parse_mixed

            return parse_mixed(body, base, options)
        case BodyFormat.MARKDOWN:
            return parse_markdown(body, options, anchor)
