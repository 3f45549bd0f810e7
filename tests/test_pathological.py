"""Input that is made to be slow or to break something: no kind of it raises anything but problems."""

import pytest

from archiver.model import BodyFormat
from archiver.quotes import find_origins
from tests.bench.linear import read
from tests.bench.pathological import ROWS, Row

SIZE = 20_000  # characters


@pytest.mark.slow  # some four hundred rows of 20,000 characters take longer than all the quick tests
@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_no_input_raises(row: Row) -> None:
    parsed = read(row.source(SIZE), row.form, post=row.post)
    if parsed.thread:
        find_origins(parsed.thread)


FOUND = [
    "[a <https://b.example/?c=](d)",  # an address in the words of a link
]


@pytest.mark.parametrize("body", FOUND)
@pytest.mark.parametrize("form", BodyFormat)
def test_what_once_did_is_read(body: str, form: BodyFormat) -> None:
    assert read(f"# t\n\n## {{#p1}}\n\n{body}\n".encode(), form).thread
