"""Writes texts as Markdown that means the texts themselves: escaped words, code, links."""

import re

_SPECIAL = re.compile(
    r"[\\`*\[<]"  # not `]`: `\[…\]` is a formula
    r"|(?<![^\W_])_|_(?![^\W_])"  # not within a word
    r"|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\|"
    r"|&(?=#?\w{1,40};)"
    r"|\$(?=\S|\Z)|(?<=>)!"
)
_LINE_START = re.compile(
    r"[ \t]*(?:(?=[>#]|\|(?!\|[^\s|]))|(?=[-+](?:[ \t]|\Z))"
    r"|(?=[-=~:][-=~: \t|]*\Z)|(?=:::)|(?P<number>\d{1,9})(?=[.)](?:[ \t]|\Z)))"
)
_URL = re.compile(r"(?:https?|ftp)://[^\s<>\[\]()`*\\|\"']+", re.IGNORECASE)
_NOT_IN_TARGET = re.compile(r"[\s<>()\\\x00-\x20]")
_BRACKET = re.compile(r"(?<!\\)((?:\\\\)*)\]")
_FENCES = re.compile(r"`{3,}")
_TICKS = re.compile(r"`+")


def escape_text(text: str) -> str:
    r"""A text without line breaks as Markdown. URLs in it stay links.

    >>> print(escape_text("a_b *c* [d] _e_ https://x.example/a_b_ 2 < 3"))
    a_b \*c\* \[d] \_e\_ https://x.example/a_b_ 2 \< 3
    """
    parts: list[str] = []
    end = 0
    for url in _URL.finditer(text):
        parts += (_SPECIAL.sub(r"\\\g<0>", text[end : url.start()]), url[0])
        end = url.end()
    return "".join((*parts, _SPECIAL.sub(r"\\\g<0>", text[end:])))


def escape_line_start(line: str) -> str:
    r"""A line of Markdown whose start begins no block: no heading, quote, list, table or rule, and no indented code.

    >>> escape_line_start("# a"), escape_line_start("1. b"), escape_line_start("    - c"), escape_line_start("---")
    ('\\# a', '1\\. b', '\\- c', '\\---')
    """
    start = _LINE_START.match(line)
    if start is None:
        return line.lstrip(" \t")
    return f"{start['number'] or ''}\\{line[start.end() :]}"


def code_span(code: str) -> str:
    """A text in one line as code.

    >>> code_span("a"), code_span("a`b"), code_span("`")
    ('`a`', '``a`b``', '`` ` ``')
    """
    flat = " ".join(code.split("\n"))
    if not flat.strip():
        return flat
    ticks = "`" * _free_length(_TICKS, flat, 1)
    pad = " " if flat.startswith("`") or flat.endswith("`") or (flat[0] == flat[-1] == " ") else ""
    return f"{ticks}{pad}{flat}{pad}{ticks}"


def code_block(code: str, language: str = "") -> str:
    """Lines of text as a block of code."""
    fence = "`" * _free_length(_FENCES, code, 3)
    word = re.sub(r"[^\w+#.-]", "", language)[:30]
    return f"{fence}{word}\n{code.strip(chr(10))}\n{fence}"


def _free_length(pattern: re.Pattern[str], text: str, least: int) -> int:
    """The length of a run of backticks that is not in a text."""
    return max([least, *(len(run) + 1 for run in pattern.findall(text) if len(run) >= least)])


def link(url: str, label: str = "") -> str:
    """A link. `label` is Markdown; without one the URL is shown. An address that is no URL is text."""
    target = _NOT_IN_TARGET.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), url.strip())
    if not re.match(r"(?:https?|ftp|mailto):.", target, re.IGNORECASE):
        return f"{label} ({escape_text(url)})" if label and label != url else escape_text(url)
    if not label.strip() or label == url:
        return f"<{target}>"
    if "`" not in label:
        label = _BRACKET.sub(r"\1\\]", label)
    return f"[{label}]({target})"
