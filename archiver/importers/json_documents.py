"""Reads the JSON values of any file: a document, several one after the other, JSON lines, or an array of any size."""

import json
from collections.abc import Iterator
from typing import Any

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext
from archiver.importers.json_records import JsonRecord, parse_json, read_json_items, read_json_lines

_LARGE = 1 << 26  # bytes of a file that is not read as a whole
_LINES = (".jsonl", ".ndjson")
_SPACE = " \t\r\n"
_HEAD = 1 << 16


def read_json_values(member: Member, context: ImportContext, *prefixes: str) -> Iterator[JsonRecord]:
    """Read the values of a file, each with its number from 1: each of JSON lines, each item of a large array, or each
    of the documents in it, of which there is one as a rule.

    Args:
        member: the file.
        context: is told of what cannot be read. The next value is read if it can be found.
        prefixes: of a large object, the prefixes of `ijson` whose values are read one by one, as `issues.item`.
    """
    if member.name.lower().endswith(_LINES) or _is_lines(member):
        yield from read_json_lines(member, context)
        return
    number = 0
    try:
        for number, value in enumerate(_values(member, prefixes), 1):
            yield JsonRecord(number, value)
    except UnreadableError as error:
        context.problem(member.name, number + 1, f"left out, with the rest of the file: {error}")


def _is_lines(member: Member) -> bool:
    """True for a large file whose first line is an object."""
    return member.size > _LARGE and member.head(_HEAD).split(b"\n", 1)[0].strip().endswith(b"}")


def _values(member: Member, prefixes: tuple[str, ...]) -> Iterator[Any]:
    if member.size > _LARGE:
        is_array = member.head().lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"[")
        is_any = False
        for prefix in ("item",) if is_array else prefixes:
            for value in read_json_items(member, prefix):
                is_any = True
                yield value
        if is_any:
            return
    text = member.read()
    try:
        first = parse_json(text)
    except UnreadableError as error:
        yield from _documents(text, error)
    else:
        yield first


def _documents(text: bytes, error: UnreadableError) -> Iterator[Any]:
    """The documents that stand one after the other in a text, as a client writes the pages of an API.

    Raises `error` if there is not even one, and UnreadableError where a later one is damaged.
    """
    decoded = text.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    decoder = json.JSONDecoder()
    end = length = len(decoded)
    position = _after_space(decoded, 0)
    while position < length:
        try:
            value, end = decoder.raw_decode(decoded, position)
        except (ValueError, RecursionError) as damage:
            if position == 0 or not decoded[:position].strip():
                raise error from damage
            raise UnreadableError(f"it is not JSON: {damage}") from damage
        yield value
        position = _after_space(decoded, end)


def _after_space(text: str, position: int) -> int:
    while position < len(text) and text[position] in _SPACE:
        position += 1
    return position
