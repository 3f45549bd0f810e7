"""The lines of WhatsApp's exports: where a message begins. Pure.

[12/31/23, 10:00:00 PM] Ada: text       iOS
31.12.23, 22:00 - Ada: text             Android
"""

import re
from typing import NamedTuple

from archiver.importers.chat.date_order import SHOWN_TIME, ShownTime, shown_time

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of the direction of text."""
_SPACES = re.compile("[\u00a0\u202f\u2009]")
_START = re.compile(
    rf"(?P<bracket>\[)?{SHOWN_TIME}(?(bracket)\]|[ ]-)[ ](?P<rest>.*)\Z",
    re.IGNORECASE | re.DOTALL,
)
_AUTHOR = re.compile(r"(?P<name>[^:\n]{1,100}): ?(?P<text>.*)\Z", re.DOTALL)


class Start(NamedTuple):
    """The first line of a message."""

    shown: ShownTime
    name: str
    """The author; "" for what WhatsApp says itself."""
    text: str


def parse_start(line: str) -> Start | None:
    """The start of a message; None for any other line.

    >>> parse_start("[12/31/23, 10:00:00 PM] Ada: Hi: you")
    Start(shown=ShownTime(numbers=(12, 31, 23), time=(22, 0, 0)), name='Ada', text='Hi: you')
    """
    match = _START.match(_SPACES.sub(" ", _MARKS.sub("", line[:300])) + line[300:])
    if match is None:
        return None
    author = _AUTHOR.match(match["rest"])
    return Start(
        shown_time(match),
        author["name"].strip() if author else "",
        author["text"] if author else match["rest"],
    )
