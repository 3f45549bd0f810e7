"""Tags around blocks: `[quote]`, `[spoiler]`, `[details]`, `[code]` and `<details>`, anywhere in a line.

In comes the source of a body, out comes a source in which each tag with a partner is on a line of its own, as block
rules need it. Tags without a partner, and tags in code, are text. Partners have equally many quote marks before them.
"""

import re
from collections.abc import Iterable, Iterator
from html import unescape

from msgspec import Struct

from archiver.bodies.markdown.fences import Fences, find_fences
from archiver.bodies.quote_tags import find_quote_tags
from archiver.model import Attribution

_HINT = re.compile(
    r"[\[<]/?(?i:quote|spoiler|details|hide|code[\]=])"
)  # starts with a set of characters: a fast search
_TAG = re.compile(
    r"\[(?P<closes>/?)(?P<kind>spoiler|details|hide|code)(?P<title>(?:=|[ ])[^\[\]\n]{0,200})?\]"
    r"|<(?P<ends>/?)(?P<html>details)(?:[ ][^<>\n]{0,200})?>",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"(<summary(?: [^<>]{0,200})?>[^\n]{0,1000}?</summary>)", re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(?P<mark>`{1,9})(?!`)[^\n]{0,2000}?(?<!`)(?P=mark)(?!`)|\\[\[<]")
_PREFIX = re.compile(r"(?P<quote_marks>[ >]*)(?P<item>(?:[-*+]|\d{1,9}[.)]) +)?")
_INDIVISIBLE = re.compile(r"[ >]*(?: {4}|\t|\|)")
"""The start of a line of indented code, or of a row of a table, which must not be split."""
_QUOTATION_MARKS = " \t\"“”'"


class BlockTag(Struct, frozen=True, kw_only=True):
    """A tag around blocks in the source of a body: an opening or a closing one."""

    kind: str
    """`quote`, `spoiler`, `details`, `code`, or `html` for `<details>`."""
    line: int
    """Index of the line of the tag in the body."""
    start: int
    """Index of the tag's first character in the line."""
    end: int
    """Index after the tag's last character in the line."""
    closes: bool
    attribution: Attribution | None = None
    """The attribution in a tag that opens a quote; None for any other tag, or if it names nobody."""
    title: str = ""
    """The summary in a tag that opens a spoiler, the language in one that opens code; empty for any other tag."""


class TagPair(Struct, frozen=True, kw_only=True):
    """A tag that opens a container, and the index of the line with its closing tag."""

    tag: BlockTag
    close: int


def may_have_tags(source: str) -> bool:
    """False if a source certainly has no tag around blocks. A cheap check before `put_tags_on_own_lines`."""
    return ("[" in source or "<" in source) and _HINT.search(source) is not None


def put_tags_on_own_lines(source: str) -> str:
    """Put each tag with a partner on a line of its own, as block rules need it. Returns the changed source of the body.

    A spoiler that opens and closes on one line is not changed: it is inline. So is code, unless it is all of its line.
    """
    lines = source.split("\n")
    fences = find_fences(lines)
    tags: dict[int, list[BlockTag]] = {}
    for opening, closing in _pairs(lines, fences):
        if opening.line != closing.line or not _is_inline(lines[opening.line], opening, closing):
            for tag in (opening, closing):
                tags.setdefault(tag.line, []).append(tag)
    return "\n".join(_split_line(line, tags[number]) if number in tags else line for number, line in enumerate(lines))


def _is_inline(line: str, opening: BlockTag, closing: BlockTag) -> bool:
    """True for what has no block although its tags may be around blocks. `line` has both tags."""
    if opening.kind != "code":
        return opening.kind == "spoiler"
    return bool(line[: opening.start].strip(" >") or line[closing.end :].strip())


def find_pairs(lines: list[str], fences: Fences) -> dict[int, TagPair]:
    """Find the pairs of tags in a body in which each tag is on a line of its own.

    `lines` are the lines of the body, `fences` the fences among them. Returns the pairs by the index of the opening
    line.
    """
    return {opening.line: TagPair(tag=opening, close=closing.line) for opening, closing in _pairs(lines, fences)}


def _pairs(lines: list[str], fences: Fences) -> Iterator[tuple[BlockTag, BlockTag]]:
    """Yield the opening and closing tags that are partners, in the order of the closing tags."""
    opened: dict[tuple[int, str], list[BlockTag]] = {}
    for depth, tag in _outside_code(_usable_tags(lines, fences)):
        waiting = opened.setdefault((depth, tag.kind), [])
        if not tag.closes:
            waiting.append(tag)
        elif waiting:
            yield waiting.pop(), tag


def _usable_tags(lines: list[str], fences: Fences) -> Iterator[tuple[int, BlockTag]]:
    """Yield the tags that a line may be split at, each with the number of quote marks before it."""
    for number, line in enumerate(lines):
        if number in fences.code or not _HINT.search(line):
            continue
        prefix = _PREFIX.match(line)
        depth = prefix["quote_marks"].count(">") if prefix else 0
        is_indivisible = _INDIVISIBLE.match(line) is not None
        for tag in _tags(line, number):
            is_alone = len(line.strip(" >\t")) == tag.end - tag.start
            if tag.kind == "code" and tag.closes:
                is_indivisible = False  # what is before it is code between tags
            if not is_indivisible or is_alone:
                yield depth, tag


def _outside_code(tags: Iterable[tuple[int, BlockTag]]) -> list[tuple[int, BlockTag]]:
    """The tags without those between `[code]` and the next `[/code]` that has as many quote marks before it."""
    kept: list[tuple[int, BlockTag]] = []
    start: int | None = None  # how many tags there were up to `[code]`
    for depth, tag in tags:
        if start is not None and depth < kept[start - 1][0]:
            start = None  # the quote has ended
        if start is not None and tag.kind == "code" and tag.closes and depth == kept[start - 1][0]:
            del kept[start:]
            start = None
            kept.append((depth, tag))
            continue
        kept.append((depth, tag))
        if start is None and tag.kind == "code" and not tag.closes:
            start = len(kept)
    return kept


def _tags(line: str, number: int) -> list[BlockTag]:
    """Find the tags of a line that are not in inline code, in order. `number` is the index of the line in the body."""
    code = [match.span() for match in _CODE.finditer(line)] if "`" in line or "\\" in line else []
    tags = [
        BlockTag(
            kind="quote", line=number, start=tag.start, end=tag.end, closes=tag.closes, attribution=tag.attribution
        )
        for tag in find_quote_tags(line)
    ]
    tags += [_spoiler_tag(tag, number) for tag in _TAG.finditer(line)]
    tags.sort(key=lambda tag: tag.start)
    return [tag for tag in tags if not any(start < tag.start < end for start, end in code)] if code else tags


def _spoiler_tag(match: re.Match[str], number: int) -> BlockTag:
    kind = (match["kind"] or match["html"]).lower()
    return BlockTag(
        kind="spoiler" if kind == "hide" else kind if match["kind"] else "html",
        line=number,
        start=match.start(),
        end=match.end(),
        closes=bool(match["closes"] or match["ends"]),
        title=unescape(match["title"] or "").lstrip("= ").strip(_QUOTATION_MARKS),
    )


def _split_line(line: str, tags: list[BlockTag]) -> str:
    """Split a line before and after each of its tags, and repeat its quote marks before each part."""
    prefix = _PREFIX.match(line)
    start = prefix.end() if prefix else 0
    quote_marks = prefix["quote_marks"] if prefix else ""
    item = (prefix["item"] or "") if prefix else ""
    tags = sorted(tags, key=lambda tag: tag.start)
    if tags[0].kind == "code" and tags[0].closes:
        return _split_after_code(line, quote_marks, tags)
    texts = list(_parts(line, start, tags))
    continuation = quote_marks + " " * len(item)
    return "\n".join((continuation if number else quote_marks + item) + part for number, part in enumerate(texts))


def _split_after_code(line: str, quote_marks: str, tags: list[BlockTag]) -> str:
    """Split a line that begins in code, which stays as it is. No indentation is repeated behind the code.

    Args:
        line: the line.
        quote_marks: the quote marks at its begin, with the spaces around them.
        tags: its tags in order, of which the first ends the code.
    """
    code = line[: tags[0].start]
    marks = f"{quote_marks.rstrip()} ".lstrip(" ")
    return "\n".join(
        ([code] if code.strip(" >") else []) + [marks + part for part in _parts(line, tags[0].start, tags)]
    )


def _parts(line: str, start: int, tags: list[BlockTag]) -> Iterator[str]:
    """Yield the tags of a line, in order, and what is between them, from index `start` on."""
    before: BlockTag | None = None
    for tag in tags:
        yield from _texts(line[start : tag.start], before)
        yield line[tag.start : tag.end]
        start, before = tag.end, tag
    yield from _texts(line[start:], before)


def _texts(text: str, before: BlockTag | None) -> list[str]:
    """What is between two tags of a line, of which `before` is the first one: code as it is, else without spaces around
    it.
    """
    if before and before.kind == "code" and not before.closes:
        return [text] if text.strip() else []
    return [part.strip() for part in _SUMMARY.split(text) if part.strip()]
