"""The words of a raw text in any markup, with their places: tags, targets of links and quote marks are passed over.

Words are compared in one form: Unicode NFKC, case-folded, without invisible characters. In scripts that are written
without spaces (Thai to Khmer, kana, han), each character is a word.
"""

import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import NamedTuple

_HTML = (
    "a|abbr|article|aside|b|big|blockquote|body|br|center|cite|code|dd|del|details|div|dl|dt|em|figcaption|figure|font"
    "|footer|h[1-6]|header|hr|html|i|img|ins|kbd|li|main|mark|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub"
    "|summary|sup|table|tbody|td|tfoot|th|thead|tr|tt|u|ul|var|video|audio|source|iframe"
)
_BBCODE = (
    "b|i|u|s|url|img|quote|code|list|size|color|font|left|right|center|indent|email|spoiler|attachment|media|youtube"
    "|justify|sub|sup|table|tr|td|hr|user|member|thread|post|noparse|php|html|li|ul|ol"
)
HTML_TAG = re.compile(rf"<!--.*?-->|<(/?(?:{_HTML}))(?:\s[^<>]*)?/?>", re.IGNORECASE | re.DOTALL)
"""A comment, or a tag of an element that bodies may have; the first group is its name, behind a slash at an end."""
BBCODE_TAG = re.compile(rf"\[(/?(?:{_BBCODE}|\*))(?:=[^\[\]\n]*|\s+\w+\s*=[^\[\]\n]*)?\]", re.IGNORECASE)
"""A tag, bare or with attributes: `[I only look]` is none. The group is its name."""
LINK_TARGET = re.compile(r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)|\]\[[^\[\]\n]*\]")
"""What follows the text of a link in Markdown."""
UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
"""The letters of scripts without spaces, in which each is a word, as in a set of a regular expression."""
_PART = r"[\w\u0300-\u036f\xad\u200b-\u200d\u2060\ufeff]|&#?\w{1,32};|\\_"
_STREAM = re.compile(
    rf"(?:{HTML_TAG.pattern}|{BBCODE_TAG.pattern}|{LINK_TARGET.pattern})|(?P<word>(?:{_PART})+)",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
INVISIBLE = dict.fromkeys(map(ord, "\xad\u200b\u200c\u200d\u2060\ufeff"))
"""Characters that words are compared without, for `str.translate`."""


class Token(NamedTuple):
    """A word of a raw text."""

    word: str
    """In the form in which words are compared."""
    start: int
    """The offset of its first character."""
    end: int
    """The offset behind its last character."""


def tokens_of(text: str) -> list[Token]:
    """The words of a raw text in their order.

    >>> [token.word for token in tokens_of("> We <b>stopped</b> [here](x.md)&nbsp;in [b]M&auml;rz[/b]")]
    ['we', 'stopped', 'here', 'in', 'märz']
    """
    tokens = list[Token]()
    for match in _STREAM.finditer(text):
        raw = match["word"]
        if raw is not None:
            start, end = match.span("word")
            tokens += [Token(word, start, end) for word in _words(raw)]
    return tokens


def words_in(text: str) -> tuple[str, ...]:
    """The words of `tokens_of`, without their places."""
    return tuple(word for match in _STREAM.finditer(text) if (raw := match["word"]) for word in _words(raw))


@lru_cache(1 << 16)
def _words(raw: str) -> tuple[str, ...]:
    """The words of a run of characters without white space and punctuation, most often one."""
    text = unescape(raw.replace("\\_", "_")) if "&" in raw or "\\" in raw else raw
    folded = text.casefold() if text.isascii() else unicodedata.normalize("NFKC", text).translate(INVISIBLE).casefold()
    return tuple(word for found in _WORD.findall(folded) if (word := found.strip("_")))
