"""Makes a title of the Markdown of a message."""

import re

LONGEST = 80
"""Characters of a title."""
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\1)[^\n]*)*(?:\n[^\n]*)?", re.MULTILINE)
_QUOTED = re.compile(r"^>[^\n]*(?:\n|\Z)|^\*\*[^\n]{1,100} wrote:\*\*$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\[\]\n]{1,500})\]\([^\s()]{1,2000}\)")
_MARKS = re.compile(
    r"\\([^\w\s])|(?<!\w)[*_~]{1,3}(?=\S)|(?<=\S)[*_~]{1,3}(?!\w)|`|^ {0,3}(?:#{1,6} |[-*+] )|\\$"
    r"|<(?=https?:)|(?<=\S)>",
    re.MULTILINE,
)
_WORD = re.compile(r"\w")


def title_of(markdown: str) -> str:
    r"""The first words of a message as plain text, without quotes and blocks of code; "" if there are none.

    >>> title_of("> quoted\n\nSee **[the plan](https://x.example)**, 2 \\* 3 `x`\\\nmore")
    'See the plan, 2 * 3 x more'
    """
    text = markdown[: LONGEST * 100]
    text = _LINK.sub(r"\1", _QUOTED.sub("", _FENCE.sub("", text)))
    words = " ".join(_MARKS.sub(lambda match: match[1] or "", text).split())
    if len(words) > LONGEST:
        words = words[: LONGEST - 1].rpartition(" ")[0] or words[: LONGEST - 1]
        return words.rstrip(" ,;:-") + "…"
    return words if _WORD.search(words) else ""
