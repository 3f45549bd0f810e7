"""The date column: how many posts are of each local day. Doc ids ascend by date, so days make ranges of doc ids."""

from array import array
from itertools import accumulate, groupby

from archiver.search.browser.result_blocks import UNDATED
from archiver.search.index.varints import Cursor, decode_zigzag, encode_zigzag, varint, varints


def encode_days(days: "array[int]") -> bytes:
    """Encode the day of each post by doc id, as runs of posts of one day.

    Days are counted from 1970-01-01; `UNDATED` comes first. A day before that of the previous doc id, as where a time
    zone crossed the date line, is replaced by the previous one.
    """
    runs = [(day, sum(1 for _ in same)) for day, same in groupby(accumulate(days, max))]
    undated = runs.pop(0)[1] if runs and runs[0][0] == UNDATED else 0
    parts = [varint(undated)]
    last: int | None = None
    for day, count in runs:
        parts.append(varints((encode_zigzag(day) if last is None else day - last, count)))
        last = day
    return b"".join(parts)


def decode_days(content: bytes) -> "array[int]":
    """Decode what `encode_days` makes: the day of each post by doc id. Raises IndexError if the content ends early."""
    cursor = Cursor(content)
    days = array("i", [UNDATED]) * cursor.number()
    day: int | None = None
    while cursor:
        day = decode_zigzag(cursor.number()) if day is None else day + cursor.number()
        days.extend(array("i", [day]) * cursor.number())
    return days
