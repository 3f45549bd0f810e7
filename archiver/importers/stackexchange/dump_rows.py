"""The rows of a dump's files, which are XML: each element `row` is parsed by itself, whatever stands around it.

No document type is read, so entities of a file's own are unknown, and bombs of them harmless.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers.expat import ExpatError, ParserCreate

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext

_START, _END = b"<row", b"/>"
_LONGEST = 1 << 24  # bytes of a line, and of a row in several lines
_LINES_OF_PROGRESS = 1 << 12  # lines between two words of how far it is
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,9})|([0-9]{1,9}));")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LARGEST = 0x10FFFF


class DumpRow(NamedTuple):
    """A row of a table."""

    line: int
    """The number of its last line, from 1."""
    fields: dict[str, str]


def read_rows(member: Member, context: ImportContext) -> Iterator[DumpRow]:
    """The rows of a file. Those that cannot be read are reported to `context`, and the next one is read."""
    try:
        for number, text in _row_texts(member, context):
            try:
                rows = _parse(text)
            except ExpatError as error:
                context.problem(member.name, number, f"left out: it is not XML: {error}")
                continue
            yield from (DumpRow(number, fields) for fields in rows)
    except UnreadableError as error:
        context.problem(member.name, 0, f"the rest is left out: {error}")


def _row_texts(member: Member, context: ImportContext) -> Iterator[tuple[int, bytes]]:
    """The lines that have rows, each from the first row to the end of the last; a row in several lines is joined."""
    waiting: list[bytes] = []
    size = 0
    for number, line in enumerate(member.lines(_LONGEST), 1):
        if number % _LINES_OF_PROGRESS == 0:
            context.advance("reading rows (MB)", line.offset >> 20, max(member.size, line.offset) >> 20)
        begins = line.text.lstrip().startswith(_START)
        if waiting and (begins or not line.is_whole or size > _LONGEST):
            context.problem(member.name, number - 1, "left out: the row before this line has no end, or is too long")
            waiting, size = [], 0
        start = 0 if waiting else line.text.find(_START)
        if start < 0:
            continue
        if not line.is_whole:
            context.problem(member.name, number, "left out: the line is too long")
            continue
        waiting.append(line.text[start:])
        size += len(line.text)
        if _END in line.text and (end := line.text.rindex(_END)) >= start:
            waiting[-1] = line.text[start : end + len(_END)]
            yield number, b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        context.problem(member.name, 0, "left out: the last row has no end")


def _parse(text: bytes) -> list[dict[str, str]]:
    """The attributes of the elements in a text. Raises ExpatError.

    Old dumps have characters that XML cannot have: U+FFFD stands in their place.
    """
    decoded = text.decode("utf-8", "replace")
    try:
        return _elements(decoded)
    except ExpatError:
        return _elements(_NOT_XML.sub("\ufffd", _REFERENCE.sub(_sound_reference, decoded)))


def _elements(text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    parser = ParserCreate()
    parser.StartElementHandler = lambda name, fields: found.append(fields) if name == _START[1:].decode() else None
    parser.Parse(f"<rows>{text}</rows>", True)  # noqa: FBT003, it takes no keywords
    return found


def _sound_reference(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    is_char = code <= _LARGEST and not 0xD800 <= code < 0xE000 and _NOT_XML.match(chr(code)) is None
    return match[0] if is_char else "\ufffd"
