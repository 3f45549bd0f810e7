"""Tells which of our formats a body in somebody else's Markdown is read in."""

import re

from archiver.importers.markdown.code_parts import without_code
from archiver.model import BodyFormat

_TAG = re.compile(
    r"<!--|</?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|dl|dt|em|font|h[1-6]|hr|i|ins|kbd|li|mark|ol|p|picture|pre|"
    r"q|rp|rt|ruby|s|samp|small|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
"""Tags that Discourse and GitHub show as HTML, and that `format: markdown` shows as text. Pictures, films, folded
parts and spoilers are read in both formats."""


def format_of_markdown(body: str) -> BodyFormat:
    """`mixed` for Markdown with tags of HTML outside code, else `markdown`.

    >>> format_of_markdown("H<sub>2</sub>O"), format_of_markdown("say `<b>`")
    (<BodyFormat.MIXED: 'mixed'>, <BodyFormat.MARKDOWN: 'markdown'>)
    """
    if "<" not in body or not _TAG.search(body):
        return BodyFormat.MARKDOWN
    return BodyFormat.MIXED if _TAG.search(without_code(body)) else BodyFormat.MARKDOWN
