"""Text in front matter as people write it: `title: [Solved] June #2: the end`, which YAML reads as something else.

YAML would cut it at ` #`, take `!important` for a type and `[Solved] …` for a list that goes wrong. Where a value can
only be meant as text, it is put in quotation marks before YAML sees it. Lines stay lines, so that problems keep theirs.
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
_TYPED = re.compile(r"!!(?:str|int|float|bool|null)[ \t]+\S.*", re.DOTALL)
_LIST = re.compile(r"\[.*\]|\{.*\}", re.DOTALL)
_BREAKS = re.compile(
    r"[@`%|>]|#\S|![^! \t]|&\S*[ \t]+[^\s\[{]|\*\S*[ \t]|\*\w+\W|[-?:,][ \t]+\S"
    r"|['\"]|\[[^]]*\][ \t]*[^ \t#]|\{[^}]*\}[ \t]*[^ \t#]"
)
_BREAKS_WITHIN = re.compile(r":[ \t]|:\Z|[ \t]#\S")
_ITEM = re.compile(r"([ \t]*(?:-[ \t]+)+)([^\s].*)")
_USUAL = re.compile(r'[\w-]+:[ \t]+(?:"[^"\\]*"|[^\W_](?:[^\s:]|:(?=\S)| (?=[^\W_]))*)[ \t]*')
"""A key with text in double quotes, or with words that mean nothing else in YAML."""
_PAIR = re.compile(r"([ \t]+(?:-[ \t]+)*[\w.-]+:[ \t]+)(\S.*)")


class ScalarKind(Enum):
    """What the value of a key is for."""

    TEXT = auto()
    """Nothing but text, in one line or several."""
    NAME = auto()
    """Text, but a list is not taken for it."""
    NAMES = auto()
    """A list, or texts with commas between them."""
    YAML = auto()
    """What YAML says."""
    YAML_IF_LOSSLESS = auto()
    """What YAML says, if it can read it without loss."""


def quote_plain_scalars(lines: list[str], meant: Callable[[str], ScalarKind]) -> list[str]:
    """Front matter with what can only be text quoted; `meant` tells what the value of a key is for."""
    quoted = list(lines)
    kind = ScalarKind.YAML
    for at, line in enumerate(lines):
        if _USUAL.fullmatch(line) and not (at + 1 < len(lines) and lines[at + 1][:1] in {" ", "\t"}):
            kind = ScalarKind.YAML
            continue
        key, colon, value = line.partition(":")
        if kind is ScalarKind.NAMES and (item := _ITEM.fullmatch(line)):
            quoted[at] = _with_text_quoted(item)
        elif line[:1] in {"", " ", "\t", "#"} or not colon or value[:1] not in {"", " ", "\t"}:
            continue
        else:
            kind = meant(key.strip().strip("\"'"))
            below = list(_below(lines, at + 1))
            if text := _text_of(value, below, kind):
                quoted[at : at + 1 + len(below)] = [f"{key}: {_in_quotes(text)}", *[""] * len(below)]
    return quoted


def quote_all_plain_scalars(lines: list[str]) -> list[str]:
    """Front matter that YAML could not read, with what breaks it quoted, also in tables and lists."""
    matches = ((line, _PAIR.fullmatch(line) or _ITEM.fullmatch(line)) for line in lines)
    return [_with_text_quoted(match) if match else line for line, match in matches]


def _below(lines: list[str], start: int) -> Iterator[str]:
    """The lines that go on with a value: those that stand further in, up to a blank one."""
    for line in lines[start:]:
        if line[:1] not in {" ", "\t"} or not line.strip() or line.lstrip().startswith("#"):
            return
        yield line


def _text_of(value: str, below: list[str], kind: ScalarKind) -> str:
    """The text that a value can only be; "" if YAML is to say."""
    text = " ".join(part for line in (value, *below) if (part := line.strip()))
    if kind is ScalarKind.YAML or not text or _BLOCK.fullmatch(value.strip()) or _is_sound(text):
        return ""
    if _has_unknown_escape(text) or _WITH_APOSTROPHES.fullmatch(text):
        return text[1:-1]
    if kind is ScalarKind.TEXT:
        return text
    if kind is ScalarKind.NAME:
        return text if value.strip() and not _LIST.fullmatch(text) else ""
    is_list = kind is ScalarKind.NAMES and text[0] in "[{"
    return text if not below and not is_list and _breaks(text) else ""


def _is_sound(text: str) -> bool:
    """Whether YAML reads it as it is meant: quoted text, also where its end is missing, or text of a type."""
    never_ends = text[0] == '"' and '"' not in text[1:]
    is_read = (_QUOTED.fullmatch(text) and not _has_unknown_escape(text)) or _TYPED.fullmatch(text)
    return never_ends or bool(is_read)


def _has_unknown_escape(text: str) -> bool:
    """Whether a text in double quotes has a backslash that YAML refuses, as that of a path."""
    quoted = _IN_DOUBLE_QUOTES.fullmatch(text)
    return quoted is not None and any(escape[1] not in _ESCAPES for escape in _ESCAPE.finditer(quoted[1]))


def _breaks(text: str) -> bool:
    """Whether YAML would refuse it, or lose some of it; a remark behind ` # ` is not lost."""
    if _LIST.fullmatch(text):
        return False
    return bool(_BREAKS.match(text) or _BREAKS_WITHIN.search(text.partition(" # ")[0]))


def _with_text_quoted(match: re.Match[str]) -> str:
    before, text = match.groups()
    is_text = not _is_sound(text) and not _BLOCK.fullmatch(text) and _breaks(text)
    return f"{before}{_in_quotes(text.strip())}" if is_text else match[0]


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
