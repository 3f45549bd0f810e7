"""Choices about Markdown that a project's configuration has."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownOptions:
    """What a project may choose about Markdown."""

    breaks: bool = False
    """A line break in the source is a line break on the page."""
    lazy_quotes: bool = False
    """A line without a quote mark right below a quoted paragraph belongs to it (CommonMark: lazy continuation line)."""
    cjk_emphasis: bool = True
    """Marks of emphasis may be next to Chinese, Japanese and Korean text, where CommonMark asks for spaces."""
