"""How many posts are of which local day, in the order of the documents: a range of days is a range of numbers."""

from array import array
from itertools import accumulate, groupby

from archiver.search.browser.results import UNDATED
from archiver.search.index.varints import Cursor, unzigzag, varint, varints, zigzag


def encode_days(days: "array[int]") -> bytes:
    """The days of all documents. One that would go back, as where a zone crossed the date line, is the one before."""
    runs = [(day, sum(1 for _ in same)) for day, same in groupby(accumulate(days, max))]
    undated = runs.pop(0)[1] if runs and runs[0][0] == UNDATED else 0
    parts = [varint(undated)]
    last: int | None = None
    for day, count in runs:
        parts.append(varints((zigzag(day) if last is None else day - last, count)))
        last = day
    return b"".join(parts)


def decode_days(content: bytes) -> "array[int]":
    """The days that `encode_days` was given."""
    cursor = Cursor(content)
    days = array("i", [UNDATED]) * cursor.number()
    day: int | None = None
    while cursor:
        day = unzigzag(cursor.number()) if day is None else day + cursor.number()
        days.extend(array("i", [day]) * cursor.number())
    return days
