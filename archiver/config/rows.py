"""Checks one table of an array of tables, as `[[source]]` and `[[feeds]]`, against a dataclass of its keys."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from typing import Any, TypeVar

from archiver.values import Check, WrongValueError, advise_nearest, check_table

T = TypeVar("T")


def checks_of(row: type[Any]) -> Mapping[str, Check]:
    """The keys of a table, and the checks of their values: the fields of the dataclass `row`, and their metadata."""
    return {field.name: field.metadata["check"] for field in fields(row)}


def check_row(value: object, row: type[T], header: str) -> tuple[T | None, list[tuple[str, str]]]:
    """Check a table of an array.

    Args:
        value: the table as it was read.
        row: the dataclass of the table's keys; fields without a default are needed.
        header: how users write the table's header, as `[[source]]`.

    Returns:
        An object of the dataclass, None if anything is wrong; and a pair (key, message) for each wrong key.

    Raises:
        WrongValueError: `value` is not a table.
    """
    checks, settings, wrong = checks_of(row), dict[str, Any](), list[tuple[str, str]]()
    for key, inner in check_table(value).items():
        if key not in checks:
            wrong.append((key, f'there is no "{key}" in {header}; {advise_nearest(key, set(checks))}'))
            continue
        try:
            settings[key] = checks[key](inner)
        except WrongValueError as error:
            wrong.append((key, f'"{key}" of {header} is not right; it takes {error}'))
    needed = (field.name for field in fields(row) if field.default is MISSING)  # type: ignore[arg-type]  # a dataclass
    wrong += [(key, f'a {header} needs "{key}"; add it') for key in needed if key not in check_table(value)]
    return (None if wrong else row(**settings)), wrong
