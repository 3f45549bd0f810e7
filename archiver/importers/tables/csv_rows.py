"""Reads the rows of CSV and its like: what parts the columns and how texts are encoded is found by looking."""

import codecs
import csv
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext

_LONGEST = 1 << 24  # characters of a field, and of a line
_HEAD = 1 << 16
_LINES_OF_PROGRESS = 1 << 12  # lines between two words of how far it is
_DELIMITERS = ",;\t|"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Row(NamedTuple):
    """A row of a table."""

    line: int
    """The number of its last line, from 1."""
    cells: list[str]


def read_head(member: Member) -> list[str]:
    """The names of the columns, which the first row has; an empty list if there is none."""
    head = member.head(_HEAD)
    text = head.decode(_encoding(head), "replace")
    line = io.StringIO(text, newline="")
    try:
        return [name.strip() for name in next(csv.reader(line, delimiter=_delimiter(text)), [])]
    except csv.Error:
        return []


def read_rows(member: Member, context: ImportContext) -> Iterator[Row]:
    """The rows, without the first one. What cannot be read is reported to `context`, and the next row is read."""
    head = member.head(_HEAD)
    encoding = _encoding(head)
    if encoding == "cp1252":
        context.note("tables that are read as windows-1252, since they are not UTF-8")
    csv.field_size_limit(_LONGEST)
    try:
        with io.TextIOWrapper(member.open(), encoding, errors="replace", newline="") as text:
            reader = csv.reader(_lines(text, member, context), delimiter=_delimiter(head.decode(encoding, "replace")))
            yield from _rows(reader, member, context)
    except UnreadableError as error:
        context.problem(member.name, 0, f"the rest is left out: {error}")


def _rows(reader: Any, member: Member, context: ImportContext) -> Iterator[Row]:
    """The rows of a `csv.reader`, without the first one."""
    is_first = True
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            context.problem(member.name, reader.line_num, f"left out: {error}")
            continue
        if cells and not is_first:
            yield Row(reader.line_num, cells)
        is_first = is_first and not cells


def _lines(text: io.TextIOWrapper, member: Member, context: ImportContext) -> Iterator[str]:
    """The lines of a text, of which those beyond the bound are cut into several."""
    done = count = 0
    while line := text.readline(_LONGEST):
        done, count = done + len(line), count + 1
        if count % _LINES_OF_PROGRESS == 0:
            context.advance("reading rows (MB)", done >> 20, max(member.size, done) >> 20)
        yield line


def _encoding(head: bytes) -> str:
    """The encoding by the first bytes: UTF-16 with its mark, UTF-8, or else windows-1252."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=len(head) < _HEAD)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _delimiter(head: str) -> str:
    """The character that parts the columns: the one that the first line has most of."""
    line = head.split("\n", 1)[0]
    return max(_DELIMITERS, key=line.count)
