"""Reads JSON of exports, with bounds on size and depth: a document, lines, or the items of a large array; writes it."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from archiver.importers.containers import Member, UnreadableError
from archiver.importers.importer import ImportContext

_MOST_OPEN = 200  # arrays and objects within one another, in a document that is read in parts


class JsonRecord(NamedTuple):
    """A value in a file of JSON lines."""

    number: int
    """The number of its line, from 1."""
    value: Any


def parse_json(text: bytes) -> Any:
    """Parse JSON in UTF-8, UTF-16 or UTF-32. Raises UnreadableError, also for what is too deep."""
    try:
        return json.loads(text.removeprefix(b"\xef\xbb\xbf"))
    except RecursionError as error:
        raise UnreadableError("it is nested too deeply") from error
    except ValueError as error:
        raise UnreadableError(f"it is not JSON: {error}") from error


def write_json(value: Any) -> bytes:
    """Write JSON in ASCII. Raises UnreadableError for what is too deep."""
    try:
        return json.dumps(value, separators=(",", ":")).encode("ascii")
    except RecursionError as error:
        raise UnreadableError("it is nested too deeply") from error


def read_json(member: Member) -> Any:
    """Read a member as one JSON document. Raises UnreadableError, also for one of more than 512 MiB."""
    return parse_json(member.read())


def read_json_lines(member: Member, context: ImportContext) -> Iterator[JsonRecord]:
    """Read JSON lines. A line that is none, or is too long, is reported to `context`, and the next one is read."""
    try:
        for number, line in enumerate(member.lines(), 1):
            if not line.text.strip():
                continue
            try:
                value = parse_json(line.text)
            except UnreadableError as error:
                why = str(error) if line.is_whole else "the line is too long"
                context.problem(member.name, number, f"left out, at byte {line.offset}: {why}")
            else:
                yield JsonRecord(number, value)
    except UnreadableError as error:
        context.problem(member.name, 0, f"the rest is left out: {error}")


def read_json_items(member: Member, prefix: str) -> Iterator[Any]:
    """Read the values at a prefix of `ijson`, as `messages.item`, one after the other: the document is never whole in
    memory. Numbers with a fraction are floats.

    Raises UnreadableError where the document is damaged or too deep.
    """
    import ijson

    try:
        with member.open() as file:
            yield from ijson.items(_shallow(ijson.parse(file, use_float=True)), prefix)
    except (ijson.JSONError, RecursionError, UnicodeDecodeError) as error:
        raise UnreadableError(f"it is not JSON: {error}") from error


def read_json_parts(member: Member, prefixes: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Read the values at several prefixes of `ijson`, each with its prefix, in the order of the document. That is never
    whole in memory.

    Args:
        member: the file.
        prefixes: prefixes, none within another.

    Raises UnreadableError where the document is damaged or too deep.
    """
    import ijson

    try:
        with member.open() as file:
            builder, open_at = None, ""
            for prefix, event, value in _shallow(ijson.parse(file, use_float=True)):
                if builder is None and prefix in prefixes and event not in {"map_key", "end_map", "end_array"}:
                    builder, open_at = ijson.ObjectBuilder(), prefix
                if builder is not None:
                    builder.event(event, value)
                    if prefix == open_at and event not in {"map_key", "start_map", "start_array"}:
                        yield prefix, builder.value
                        builder = None
    except (ijson.JSONError, RecursionError, UnicodeDecodeError) as error:
        raise UnreadableError(f"it is not JSON: {error}") from error


def _shallow(events: Iterator[tuple[str, str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """The events of a parser. Raises UnreadableError where too much is nested."""
    depth = 0
    for prefix, event, value in events:
        depth += event in {"start_map", "start_array"}
        depth -= event in {"end_map", "end_array"}
        if depth > _MOST_OPEN:
            raise UnreadableError("it is nested too deeply")
        yield prefix, event, value
