"""Quotes plain scalars in front matter that YAML would misread, as `title: [Solved] June #2: the end`.

A plain scalar is text without quotation marks (YAML 1.2, section 7.3.3). YAML cuts it at ` #`, takes `!important` for a
type, and fails at `[Solved] …`, which begins like a list. A value that can only be text is put in quotation marks
before YAML parses it. The number of lines does not change, so that problems have the right line numbers.
"""

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto

_QUOTED = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')[ \t]*(?:[ \t]#.*)?""", re.DOTALL)
_IN_DOUBLE_QUOTES = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_WITH_APOSTROPHES = re.compile(r"'[^']+(?:(?<=\w)'(?=\w)[^']+)+'")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ESCAPES = frozenset('0abt\tnvfre "/\\N_LPxuU\n')
_BLOCK = re.compile(r"[|>][+-]?[1-9]?[+-]?[ \t]*(?:[ \t]#.*)?")
_TAGGED = re.compile(r"!!(?:str|int|float|bool|null)[ \t]+\S.*", re.DOTALL)
_LIST = re.compile(r"\[.*\]|\{.*\}", re.DOTALL)
_MISREAD = re.compile(
    r"[@`%|>]|#\S|![^! \t]|&\S*[ \t]+[^\s\[{]|\*\S*[ \t]|\*\w+\W|[-?:,][ \t]+\S"
    r"|['\"]|\[[^]]*\][ \t]*[^ \t#]|\{[^}]*\}[ \t]*[^ \t#]"
)
_MISREAD_WITHIN = re.compile(r":[ \t]|:\Z|[ \t]#\S")
_ITEM = re.compile(r"([ \t]*(?:-[ \t]+)+)([^\s].*)")
_UNAMBIGUOUS = re.compile(r'[\w-]+:[ \t]+(?:"[^"\\]*"|[^\W_](?:[^\s:]|:(?=\S)| (?=[^\W_]))*)[ \t]*')
"""A key with text in double quotes, or with words that have no other meaning in YAML."""
_PAIR = re.compile(r"([ \t]+(?:-[ \t]+)*[\w.-]+:[ \t]+)(\S.*)")


class ScalarKind(Enum):
    """What kind of value a key of the front matter takes, so that unquoted text is not misread by YAML.

    For example, `title` takes text: `title: 12:30` is no number, and `title: #3` no comment.
    """

    TEXT = auto()
    """Text in one line or several, whatever it looks like."""
    NAME = auto()
    """Text in one line or several, but not what looks like a list."""
    NAMES = auto()
    """A list of texts, or texts with commas between them."""
    YAML = auto()
    """Whatever YAML makes of it."""
    YAML_IF_LOSSLESS = auto()
    """Whatever YAML makes of it; text where YAML would fail or lose characters."""


def quote_plain_scalars(lines: list[str], kind_of: Callable[[str], ScalarKind]) -> list[str]:
    """The lines of front matter, with quotation marks around values that can only be text.

    Call it before YAML parses the lines. `kind_of` returns the kind of the value of a key of the outermost level, by
    the name of the key.
    """
    quoted = list(lines)
    kind = ScalarKind.YAML
    for at, line in enumerate(lines):
        if _UNAMBIGUOUS.fullmatch(line) and not (at + 1 < len(lines) and lines[at + 1][:1] in {" ", "\t"}):
            kind = ScalarKind.YAML
            continue
        key, colon, value = line.partition(":")
        if kind is ScalarKind.NAMES and (item := _ITEM.fullmatch(line)):
            quoted[at] = _quoted_match(item)
        elif line[:1] in {"", " ", "\t", "#"} or not colon or value[:1] not in {"", " ", "\t"}:
            continue
        else:
            kind = kind_of(key.strip().strip("\"'"))
            more = list(_continuation(lines, at + 1))
            if text := _text_of(value, more, kind):
                quoted[at : at + 1 + len(more)] = [f"{key}: {_in_quotes(text)}", *[""] * len(more)]
    return quoted


def quote_all_plain_scalars(lines: list[str]) -> list[str]:
    """The lines of front matter, with quotation marks around all values, also in tables and lists, that YAML would fail
    at or lose characters of. For front matter that YAML cannot parse otherwise.
    """
    matches = ((line, _PAIR.fullmatch(line) or _ITEM.fullmatch(line)) for line in lines)
    return [_quoted_match(match) if match else line for line, match in matches]


def _continuation(lines: list[str], start: int) -> Iterator[str]:
    """The lines from the index `start` on that continue a value: indented ones, up to a blank line or a comment."""
    for line in lines[start:]:
        if line[:1] not in {" ", "\t"} or not line.strip() or line.lstrip().startswith("#"):
            return
        yield line


def _text_of(value: str, more: list[str], kind: ScalarKind) -> str:
    """The value of a key as text, if it can only be text; "" if YAML decides.

    `value` is the rest of the key's line, `more` the lines that continue it.
    """
    text = " ".join(part for line in (value, *more) if (part := line.strip()))
    if kind is ScalarKind.YAML or not text or _BLOCK.fullmatch(value.strip()) or _is_safe(text):
        return ""
    if _has_unknown_escape(text) or _WITH_APOSTROPHES.fullmatch(text):
        return text[1:-1]
    if kind is ScalarKind.TEXT:
        return text
    if kind is ScalarKind.NAME:
        return text if value.strip() and not _LIST.fullmatch(text) else ""
    is_list = kind is ScalarKind.NAMES and text[0] in "[{"
    return text if not more and not is_list and _is_misread(text) else ""


def _is_safe(text: str) -> bool:
    """True for quoted text, even if the closing mark is missing (an error to report), and for text with a YAML tag."""
    is_unclosed = text[0] == '"' and '"' not in text[1:]
    is_parsed = (_QUOTED.fullmatch(text) and not _has_unknown_escape(text)) or _TAGGED.fullmatch(text)
    return is_unclosed or bool(is_parsed)


def _has_unknown_escape(text: str) -> bool:
    """True for text in double quotes with a backslash that YAML refuses, as in a Windows path."""
    quoted = _IN_DOUBLE_QUOTES.fullmatch(text)
    return quoted is not None and any(escape[1] not in _ESCAPES for escape in _ESCAPE.finditer(quoted[1]))


def _is_misread(text: str) -> bool:
    """True for a plain scalar that YAML refuses, or loses characters of. A comment after ` # ` is no loss."""
    if _LIST.fullmatch(text):
        return False
    return bool(_MISREAD.match(text) or _MISREAD_WITHIN.search(text.partition(" # ")[0]))


def _quoted_match(match: re.Match[str]) -> str:
    """The line of a match of `_ITEM` or `_PAIR`, with quotation marks around its value if YAML misreads it."""
    before, text = match.groups()
    is_text = not _is_safe(text) and not _BLOCK.fullmatch(text) and _is_misread(text)
    return f"{before}{_in_quotes(text.strip())}" if is_text else match[0]


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
