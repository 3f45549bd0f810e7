"""What a project may choose of its Markdown."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownOptions:
    """`breaks`: a single line break counts. `lazy_quotes`: an unmarked line goes on in the quote above it.
    `cjk_emphasis`: marks of emphasis count beside Chinese, Japanese and Korean, where CommonMark wants spaces.
    """

    breaks: bool = False
    lazy_quotes: bool = False
    cjk_emphasis: bool = True
