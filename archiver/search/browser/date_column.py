"""The date column: the local day of each post. Doc ids ascend by date, so the number of posts of each day is enough."""

from array import array
from itertools import accumulate, groupby

from archiver.search.browser.result_blocks import UNDATED
from archiver.search.index.varints import Cursor, decode_zigzag, encode_zigzag, varint, varints


def encode_days(days: "array[int]") -> bytes:
    """Encode the local day of each post, as the number of posts of each day that has posts.

    `days` has, by doc id, days since 1970-01-01, or `UNDATED`, which sorts first. A day that is earlier than that of
    the preceding doc id (a time zone may cross the date line) is replaced by the day of the preceding doc id.
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
    """The local day of each post by doc id, from the result of `encode_days`. Raises IndexError if it is cut off."""
    cursor = Cursor(content)
    days = array("i", [UNDATED]) * cursor.number()
    day: int | None = None
    while cursor:
        day = decode_zigzag(cursor.number()) if day is None else day + cursor.number()
        days.extend(array("i", [day]) * cursor.number())
    return days
