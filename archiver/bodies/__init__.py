"""Bodies: the text of one post, in one of five formats, becomes blocks of prose and quotes whose HTML is safe to show.

The only package that uses markdown-it-py, math-core, mdit-py-plugins, nh3, Pygments and selectolax. Each format has a
folder, which is imported when the first body of the format comes; modules that several formats share are next to the
folders (`attribution`, `quote_tags`, `headings`, `links`, `limits`). `highlighting` and `typesetting` change the HTML
of passages when pages are drawn. Pure: nothing here reads a file.
"""

from collections.abc import Callable

from msgspec.structs import replace

from archiver.bodies.headings import FirstHeading
from archiver.bodies.highlighting import highlight_code
from archiver.bodies.links import LinkBase, no_file
from archiver.bodies.markdown import MarkdownOptions, parse_markdown
from archiver.bodies.typesetting import typeset_formulas
from archiver.model import Block, BodyFormat, PostId

__all__ = ["FirstHeading", "MarkdownOptions", "highlight_code", "parse_body", "parse_markdown", "typeset_formulas"]


def parse_body(
    body: str,
    body_format: BodyFormat,
    base_url: str | None,
    post_id: PostId | None = None,
    *,
    breaks: bool | None = None,
    options: MarkdownOptions,
    has_file: Callable[[str], bool] = no_file,
    first_heading: FirstHeading = FirstHeading.BELOW_POST,
) -> tuple[Block, ...]:
    """Parse the body of a post to its blocks: prose and top-level quotes, in order. No text raises an error.

    Args:
        body: a text in the format `body_format`.
        body_format: the markup language of the body.
        base_url: the URL of the original post, to which links in HTML and BBCode are relative; None if unknown.
        post_id: the id of the post, with which the ids of elements begin; None for HTML without ids.
        breaks: whether a line break counts in Markdown and mixed bodies of the thread; None for the project's choice.
        options: the project's choices for Markdown and mixed bodies.
        has_file: tells if a relative address, percent-encoded, names a file beside the source: then the address stays
            relative.
        first_heading: the level of the highest headings.
    """
    if breaks not in {None, options.breaks} or first_heading is not options.first_heading:
        is_broken = options.breaks if breaks is None else breaks
        options = replace(options, breaks=is_broken, first_heading=first_heading)
    if body_format is BodyFormat.MARKDOWN:
        return parse_markdown(body, options, post_id)
    return _parse_other(body, body_format, LinkBase(url=base_url, has_file=has_file), options)


def _parse_other(body: str, body_format: BodyFormat, base: LinkBase, options: MarkdownOptions) -> tuple[Block, ...]:
    match body_format:
        case BodyFormat.HTML:
            from archiver.bodies.html import parse_html

            return parse_html(body, base, options.first_heading)
        case BodyFormat.BBCODE:
            from archiver.bodies.bbcode import parse_bbcode

            return parse_bbcode(body, base, options.first_heading)
        case BodyFormat.MIXED:
            from archiver.bodies.mixed import parse_mixed

            return parse_mixed(body, base, options)
        case _:
            from archiver.bodies.text import parse_text

            return parse_text(body)
