"""What a project may choose of its Markdown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownOptions:
    """`breaks`: a single line break counts. `lazy_quotes`: an unmarked line goes on in the quote above it."""

    breaks: bool = False
    lazy_quotes: bool = False
