"""The importers of tables: CSV and its like, and JSON lines or arrays of objects."""

import json
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from msgspec.structs import replace

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.importer import NO, POSSIBLE, ImportContext
from archiver.importers.json_documents import read_json_values
from archiver.importers.json_records import write_json
from archiver.importers.member_progress import members_with_progress
from archiver.importers.record_groups import RecordGroups
from archiver.importers.site_names import site_of_name
from archiver.importers.tables.csv_rows import read_head, read_rows
from archiver.importers.tables.mapping import (
    SETTINGS,
    SITE,
    ColumnMapping,
    Getter,
    MappingError,
    column_names,
    get_values,
    guesses_enough,
    make_mapping,
)
from archiver.importers.tables.threads import make_thread
from archiver.importers.threads import ImportedThread

_CSV = (".csv", ".tsv", ".tab")
_JSON = (".jsonl", ".ndjson", ".json")
_HEAD = 1 << 16
_LOOKED_AT = 20  # rows that tell the names of columns
_MAPPING = "--set thread=COLUMN --set author=COLUMN --set date=COLUMN --set body=COLUMN"


class Csv:
    """Reads tables in CSV, with commas, semicolons, tabs or bars between columns."""

    name = "csv"
    description = "any table in CSV (TSV, …) whose first row has the names of columns, one row for each post"
    example = f"archiver import posts.csv --as csv {_MAPPING} --set format=html"
    settings = SETTINGS

    def confidence(self, source: Source) -> float:
        """POSSIBLE for a file whose columns have usual names."""
        first = next((member for member in source.members() if member.name.lower().endswith(_CSV)), None)
        return POSSIBLE if first and guesses_enough(read_head(first)) else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order in which their first rows come. Raises MappingError if columns cannot be told."""
        yield from _read(source, context, _CSV, _add_csv)


class JsonLines:
    """Reads tables in JSON: an object for each post, in lines or in an array."""

    name = "jsonl"
    description = "any table in JSON lines, or in an array of objects, one object for each post"
    example = f"archiver import posts.jsonl --as jsonl {_MAPPING} --set reply-to=parent"
    settings = SETTINGS

    def confidence(self, source: Source) -> float:
        """POSSIBLE for a file whose first object has keys with usual names."""
        first = next((member for member in source.members() if member.name.lower().endswith(_JSON)), None)
        return POSSIBLE if first and guesses_enough(_first_keys(first)) else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order in which their first rows come. Raises MappingError if columns cannot be told."""
        yield from _read(source, context, _JSON, _add_json)


def _first_keys(member: Member) -> list[str]:
    """The keys of the first object of a file, or of the array that it is."""
    text = member.head(_HEAD).decode("utf-8", "replace").lstrip("\ufeff[ \t\r\n")
    try:
        first, _ = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return []
    return list(first) if isinstance(first, dict) else []


class _Rows:
    """The rows of a source, by thread."""

    def __init__(self, records: RecordGroups[str], context: ImportContext) -> None:
        self.records, self.context = records, context
        self.mapping: ColumnMapping | None = None

    def set_columns(self, columns: list[str], name: str) -> ColumnMapping:
        """Decide which column is what, by the first file, whose name is `name`. Raises MappingError."""
        if self.mapping is None:
            try:
                self.mapping = make_mapping(columns, self.context.settings)
            except MappingError as error:
                raise MappingError(f"{name}: {error}") from error
            for column in self.mapping.left_out:
                self.context.note(f'column "{column}" is read by nothing (--set extra={column} keeps it)')
        return self.mapping

    def add(self, member: Member, number: int, values: dict[str, Any]) -> None:
        """Add the values of a row; its thread is what it names, or else what it begins."""
        self.context.read += 1
        thread = values.pop("thread", None)
        key = values.get("title") if thread is None and not self._has_threads() else thread
        key = values.get("id") if key is None else key
        if key is None or "body" not in values:
            self.context.skip("rows without a text" if key is not None else "rows that name no thread")
            return
        try:
            self.records.add(str(key)[:1000], 0, write_json(values))
        except UnreadableError as error:
            self.context.problem(member.name, number, f"left out: {error}")

    def _has_threads(self) -> bool:
        return self.mapping is not None and "thread" in self.mapping.columns


def _read(source: Source, context: ImportContext, suffixes: tuple[str, ...], add: Any) -> Iterator[ImportedThread]:
    with RecordGroups[str](source.temporary) as records:
        rows = _Rows(records, context)
        for member in members_with_progress(source, context, suffixes):
            add(member, rows)
        if rows.mapping is None:
            return
        site = context.settings.get(SITE) or site_of_name(source.name)
        done = 0
        for key, kept in records.groups_as_added():
            done += len(kept)
            context.advance("writing posts", done, records.count)
            found = [json.loads(record) for record in kept]
            yield replace(make_thread(key, found, rows.mapping, context), site=site)


def _add_csv(member: Member, rows: _Rows) -> None:
    columns = read_head(member)
    mapping = rows.set_columns(columns, member.name)
    positions = {column: position for position, column in reversed(list(enumerate(columns)))}
    getters = {field: partial(_cell, positions.get(column, -1)) for field, column in mapping.columns.items()}
    extra = {column: partial(_cell, positions.get(column, -1)) for column in mapping.extra}
    for line, cells in read_rows(member, rows.context):
        _add_row(member, line, cells, getters, extra, rows)


def _add_json(member: Member, rows: _Rows) -> None:
    objects = _objects(member, rows.context)
    first = list(islice(objects, _LOOKED_AT))
    mapping = rows.set_columns(column_names(value for _, value in first), member.name)
    getters = {field: partial(_field, column) for field, column in mapping.columns.items()}
    extra = {column: partial(_field, column) for column in mapping.extra}
    for part in (first, objects):
        for number, value in part:
            _add_row(member, number, value, getters, extra, rows)


def _objects(member: Member, context: ImportContext) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, value in read_json_values(member, context):
        for entry in value if isinstance(value, list) else [value]:
            if isinstance(entry, dict):
                yield number, entry
            else:
                context.problem(member.name, number, "left out: it is not an object")


def _add_row(
    member: Member, number: int, row: Any, getters: Mapping[str, Getter], extra: Mapping[str, Getter], rows: _Rows
) -> None:
    values = get_values(getters, row)
    if extra:
        values["extra"] = get_values(extra, row)
    rows.add(member, number, values)


def _cell(position: int, cells: list[str]) -> str:
    return cells[position] if 0 <= position < len(cells) else ""


def _field(path: str, value: Mapping[str, Any]) -> Any:
    """The value of a key, or of keys within one another, as `user.login`."""
    if path in value:
        return value[path]
    found: Any = value
    for name in path.split("."):
        found = found.get(name) if isinstance(found, dict) else None
    return found
