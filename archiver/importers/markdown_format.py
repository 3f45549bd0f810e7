"""Tells which of our formats a body in somebody else's Markdown is read in. Pure."""

import re
from collections.abc import Callable
from urllib.parse import urljoin

from archiver.model import BodyFormat

_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)|(?<!`)(`+)(?!`)[^`\n]{1,500}\2", re.MULTILINE | re.DOTALL)
_TAG = re.compile(
    r"<!--|</?(?:a|abbr|b|big|blockquote|br|center|code|dd|del|dl|dt|em|font|h[1-6]|hr|i|ins|kbd|li|mark|ol|p|picture|pre|"
    r"q|rp|rt|ruby|s|samp|small|strike|strong|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)(?:\s[^<>]{0,500})?/?>",
    re.IGNORECASE,
)
"""Tags that Discourse and GitHub show as HTML, and that `format: markdown` shows as text. Pictures, films, folded
parts and spoilers are read in both formats."""

_RELATIVE = re.compile(
    r"(\]\(\s?<?|<img\s[^<>]{0,300}?\bsrc=[\"']?)"
    r"(?!//|[a-z][a-z0-9+.-]{0,20}:|[\s#?\"'>)])([^\s\"'<>()]{1,2000})",
    re.IGNORECASE,
)
"""The start of a link or a picture whose address is relative, and the address."""
_HOST = re.compile(r"www\.|(?:[\w-]{1,63}\.){1,8}[a-z]{2,24}/", re.IGNORECASE)


def format_of_markdown(body: str) -> BodyFormat:
    """`mixed` for Markdown with tags of HTML outside code, else `markdown`.

    >>> format_of_markdown("H<sub>2</sub>O"), format_of_markdown("say `<b>`")
    (<BodyFormat.MIXED: 'mixed'>, <BodyFormat.MARKDOWN: 'markdown'>)
    """
    if "<" not in body or not _TAG.search(body):
        return BodyFormat.MARKDOWN
    return BodyFormat.MIXED if _TAG.search(without_code(body)) else BodyFormat.MARKDOWN


def without_code(body: str) -> str:
    """Markdown without its fenced blocks and code spans.

    >>> without_code("a `b` c")
    'a  c'
    """
    return _CODE.sub("", body)


def replace_outside_code(pattern: re.Pattern[str], replace: Callable[[re.Match[str]], str], body: str) -> str:
    """Replace what matches in Markdown, except in its fenced blocks and code spans.

    Args:
        pattern: what is replaced.
        replace: returns what stands in the place of a match.
        body: the Markdown.

    >>> replace_outside_code(re.compile("b"), lambda match: "x", "b `b` b")
    'x `b` x'
    """
    parts, end = [], 0
    for code in _CODE.finditer(body):
        parts += [pattern.sub(replace, body[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, pattern.sub(replace, body[end:])])


def has_relative_addresses(body: str) -> bool:
    """True if links or pictures of Markdown seem to have relative addresses."""
    return _RELATIVE.search(body) is not None


def with_whole_addresses(body: str, base_url: str) -> str:
    """Markdown whose links and pictures have no relative addresses: these would name files beside the source.

    Args:
        body: the Markdown.
        base_url: the URL of the page that it was on.

    >>> with_whole_addresses("[a](b.md), [c](www.d.example)", "https://x.example/y/7")
    '[a](https://x.example/y/b.md), [c](http://www.d.example)'
    """
    if "](" not in body and "src=" not in body:
        return body
    return replace_outside_code(_RELATIVE, lambda match: f"{match[1]}{_whole(match[2], base_url)}", body)


def _whole(address: str, base_url: str) -> str:
    try:
        return f"http://{address}" if _HOST.match(address) else urljoin(base_url, address)
    except ValueError:
        return address
