"""Items of Hacker News in CSV, as BigQuery and Kaggle have them: a row for each, with the names of the API's fields."""

import re
from collections.abc import Iterator

from archiver.importers.containers import Member
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import JsonObject
from archiver.importers.tables.csv_rows import read_head, read_rows

_SUFFIXES = (".csv", ".tsv")
_NEEDED = ({"id"}, {"by"}, {"time", "timestamp", "time_ts"}, {"text", "title"})
_SIGNS = frozenset({"dead", "deleted", "descendants", "ranking", "score", "parent", "type"})
_FEW_SIGNS = 3
_NAMES = {"timestamp": "created_at", "time_ts": "created_at"}
_FLAGS = frozenset({"dead", "deleted"})
_TEXTS = frozenset({"text", "title", "by", "url"})
_NONE = frozenset({"", "null", "nan", "none", "na", "<na>", "\\n"})
_TRUE = frozenset({"true", "t", "1", "1.0", "yes"})
_WHOLE = re.compile(r"(-?\d{1,18})(?:\.0{1,3})?\Z")


def is_table(member: Member) -> bool:
    """True if the first row of a file has the names of the API's fields."""
    if not member.name.lower().endswith(_SUFFIXES):
        return False
    columns = {name.lower() for name in read_head(member)}
    return all(columns & names for names in _NEEDED) and len(columns & _SIGNS) >= _FEW_SIGNS


def read_objects(member: Member, context: ImportContext) -> Iterator[tuple[int, JsonObject]]:
    """The rows of a table as objects of the API, each with its line. What is damaged is reported to `context`."""
    columns = [name.lower() for name in read_head(member)]
    for line, cells in read_rows(member, context):
        fields: dict[str, object] = {}
        for name, cell in zip(columns, cells, strict=False):
            if (value := _value(name, cell)) is not None:
                fields.setdefault(_NAMES.get(name, name), value)
        yield line, fields


def _value(name: str, cell: str) -> str | int | bool | None:
    """The value of a cell in the column with a name; None if it has none."""
    if name in _TEXTS:
        return cell or None
    bare = cell.strip()
    if name in _FLAGS:
        return bare.lower() in _TRUE
    whole = _WHOLE.match(bare)
    return int(whole[1]) if whole else None if bare.lower() in _NONE else bare
