"""Tags that hold blocks: `[quote]`, `[spoiler]`, `[details]` and `<details>`, wherever they stand in a line.

In comes the source of a body, out comes one in which each of these tags that has a partner stands on a line of its
own, as the rules for blocks want it. A tag that nothing closes is text, and so is one in code. Partners stand behind
equally many quote marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from archiver.bodies.markdown.fences import Fences, find_fences
from archiver.bodies.quote_tags import find_quote_tags
from archiver.model import Attribution

_HINT = re.compile(r"[\[<]/?(?i:quote|spoiler|details|hide)")  # begins with characters, which is a fast search
_TAG = re.compile(
    r"\[(?P<closes>/?)(?P<kind>spoiler|details|hide)(?P<title>(?:=|[ ])[^\[\]\n]{0,200})?\]"
    r"|<(?P<ends>/?)(?P<html>details)(?:[ ][^<>\n]{0,200})?>",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"(<summary(?: [^<>]{0,200})?>[^\n]{0,1000}?</summary>)", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(?P<mark>`{1,9})(?!`)[^\n]{0,2000}?(?<!`)(?P=mark)(?!`)|\\[\[<]")
_PREFIX = re.compile(r"(?P<outer>[ >]*)(?P<item>(?:[-*+]|\d{1,9}[.)]) +)?")
_FIXED = re.compile(r"[ >]*(?: {4}|\t|\|)")
"""Code, or a row of a table: no line of it may be parted."""
_MARKS = " \t\"“”'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag and where it stands: its line, and its place in it. `title` is what a spoiler's tag says of it."""

    kind: str
    line: int
    start: int
    end: int
    closes: bool
    attribution: Attribution | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A tag that holds blocks, and the line of the one that closes it."""

    tag: Tag
    close: int


def may_have_tags(source: str) -> bool:
    """True if a closer look is worth it."""
    return ("[" in source or "<" in source) and _HINT.search(source) is not None


def on_own_lines(source: str) -> str:
    """The source, with each tag that has a partner on a line of its own."""
    lines = source.split("\n")
    fences = find_fences(lines)
    cuts: dict[int, list[Tag]] = {}
    for opening, closing in _pairs(lines, fences):
        if opening.line != closing.line or opening.kind != "spoiler":
            for tag in (opening, closing):
                cuts.setdefault(tag.line, []).append(tag)
    return "\n".join(_parted(line, cuts[number]) if number in cuts else line for number, line in enumerate(lines))


def find_pairs(lines: list[str], fences: Fences) -> dict[int, Pair]:
    """The tags that hold blocks, by their lines, where each stands on a line of its own."""
    return {opening.line: Pair(tag=opening, close=closing.line) for opening, closing in _pairs(lines, fences)}


def _pairs(lines: list[str], fences: Fences) -> Iterator[tuple[Tag, Tag]]:
    opened: dict[tuple[int, str], list[Tag]] = {}
    for number, line in enumerate(lines):
        if number in fences.code or not _HINT.search(line):
            continue
        prefix = _PREFIX.match(line)
        depth = prefix["outer"].count(">") if prefix else 0
        fixed = _FIXED.match(line) is not None
        for tag in _tags(line, number):
            if fixed and len(line.strip(" >\t")) != tag.end - tag.start:
                continue
            waiting = opened.setdefault((depth, tag.kind), [])
            if not tag.closes:
                waiting.append(tag)
            elif waiting:
                yield waiting.pop(), tag


def _tags(line: str, number: int) -> list[Tag]:
    """The tags of a line that stand in no code, in order."""
    code = [found.span() for found in _CODE.finditer(line)] if "`" in line or "\\" in line else []
    found = [
        Tag(kind="quote", line=number, start=tag.start, end=tag.end, closes=tag.closes, attribution=tag.attribution)
        for tag in find_quote_tags(line)
    ]
    found += [_spoiler(tag, number) for tag in _TAG.finditer(line)]
    found.sort(key=lambda tag: tag.start)
    return [tag for tag in found if not any(start < tag.start < end for start, end in code)] if code else found


def _spoiler(found: re.Match[str], number: int) -> Tag:
    kind = (found["kind"] or found["html"]).lower()
    return Tag(
        kind="spoiler" if kind == "hide" else kind if found["kind"] else "html",
        line=number,
        start=found.start(),
        end=found.end(),
        closes=bool(found["closes"] or found["ends"]),
        title=unescape(found["title"] or "").lstrip("= ").strip(_MARKS),
    )


def _parted(line: str, tags: list[Tag]) -> str:
    """A line in as many as its tags need, all of them behind its quote marks."""
    prefix = _PREFIX.match(line)
    begin = prefix.end() if prefix else 0
    outer = prefix["outer"] if prefix else ""
    item = (prefix["item"] or "") if prefix else ""
    parts: list[str] = []
    at = begin
    for tag in sorted(tags, key=lambda tag: tag.start):
        parts += (*_SUMMARY.split(line[at : tag.start]), line[tag.start : tag.end])
        at = tag.end
    parts += _SUMMARY.split(line[at:])
    shown = [part.strip() for part in parts if part.strip()]
    further = outer + " " * len(item)
    return "\n".join((further if number else outer + item) + part for number, part in enumerate(shown))
