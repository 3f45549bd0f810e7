"""Bodies: the text of one post, in one of five formats, becomes blocks of prose and quotes whose HTML is safe to show.

The only package that uses markdown-it-py, mdit-py-plugins, nh3 and selectolax. Each format has a folder, which is
imported when the first body of the format comes; modules that several formats share are next to the folders
(`attribution`, `quote_tags`, `links`, `limits`). Pure: nothing here reads a file.
"""

from archiver.bodies.markdown import MarkdownOptions, parse_markdown
from archiver.model import Block, BodyFormat, PostId

__all__ = ["MarkdownOptions", "parse_body", "parse_markdown"]


def parse_body(
    body: str, body_format: BodyFormat, base_url: str | None, post_id: PostId | None = None, *, options: MarkdownOptions
) -> tuple[Block, ...]:
    """Parse the body of a post to its blocks: prose and top-level quotes, in order. No text raises an error.

    `body` is a text in the format `body_format`. Links in it are relative to `base_url`, the URL of the original post;
    None if unknown. Ids of elements in the HTML begin with `post_id`, the id of the post; None for HTML without ids.
    `options` are the project's choices for Markdown and mixed bodies.
    """
    match body_format:
        case BodyFormat.TEXT:
            from archiver.bodies.text import parse_text

            return parse_text(body)
        case BodyFormat.HTML:
            from archiver.bodies.html import parse_html

            return parse_html(body, base_url)
        case BodyFormat.BBCODE:
            from archiver.bodies.bbcode import parse_bbcode

            return parse_bbcode(body, base_url)
        case BodyFormat.MIXED:
            from archiver.bodies.mixed import parse_mixed

            return parse_mixed(body, base_url, options)
        case BodyFormat.MARKDOWN:
            return parse_markdown(body, options, post_id)
