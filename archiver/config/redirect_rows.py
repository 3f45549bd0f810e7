"""Reads `redirects.csv`, row by row: addresses of other systems, each with what is here in its place."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from archiver import urls
from archiver.errors import Problem

REDIRECTS_NAME = "redirects.csv"
"""The name of the file, which is beside `archiver.toml`."""
_COLUMNS = ["from", "to"]


class RedirectRow(NamedTuple):
    """A row of the file."""

    line: int
    """From 1."""
    address: urls.OldAddress
    target: str
    """What is there in its place: a thread or post, by source, address, slug or id; or a path of the site."""


def read_redirect_rows(path: Path) -> Iterator[RedirectRow | Problem]:
    """The rows of the file at `path`, and a problem for each that cannot be read. Raises OSError.

    A first row with the names of the columns (`from`, `to`), empty rows and those that begin with `#` are none.
    """
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        reader = csv.reader(file)
        while True:
            line = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield redirect_problem(line, f"cannot be read: {error}; correct the row")
                continue
            if row and not row[0].startswith("#") and not (line == 1 and [cell.strip() for cell in row] == _COLUMNS):
                yield _read_row(line, [cell.strip() for cell in row])


def redirect_problem(line: int, message: str) -> Problem:
    """A problem of a line of the file."""
    return Problem(path=REDIRECTS_NAME, line=line, message=message)


def _read_row(line: int, row: list[str]) -> RedirectRow | Problem:
    if len(row) != len(_COLUMNS) or not all(row):
        return redirect_problem(line, "no row of two columns; write the old address, a comma, and what it leads to")
    old, target = row
    address = urls.parse_old_address(old)
    if isinstance(address, str):
        return redirect_problem(line, f"the address {old!a} {address}; correct it")
    return RedirectRow(line, address, target)
