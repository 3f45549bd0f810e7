"""How Markdown is parsed."""

from msgspec import Struct

from archiver.bodies.headings import FirstHeading


class MarkdownOptions(Struct, frozen=True, kw_only=True):
    """The project's choices for Markdown, and where bodies stand on their page. Each changes how a body is parsed."""

    breaks: bool = False
    """True to show a line break in the source as a line break on the page."""
    lazy_quotes: bool = False
    """True if a line without a quote mark right below a quoted paragraph belongs to the quote (CommonMark: lazy
    continuation line)."""
    cjk_emphasis: bool = True
    """True if marks of emphasis may be next to Chinese, Japanese and Korean text, where CommonMark asks for spaces."""
    first_heading: FirstHeading = FirstHeading.BELOW_POST
    """The level of the highest headings."""
