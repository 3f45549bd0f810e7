r"""The patterns that tell who wrote what is quoted, compiled as they are asked for, from the rows of each language.

Dates keep what they have taken, so that each pattern takes time linear in its line.
"""

import re
from functools import cache
from typing import NamedTuple

from archiver.bodies.attribution_engines import ENGINES
from archiver.bodies.attribution_languages import LANGUAGES

_WORD = r"\(?[^\W\d][^\s<@]{0,14}"  # of a date: a month, a day of the week, `at`
_NUMBER = r"(?:ב-?|[(\[+\-–]*)\d[^\s<@]*"  # a day, a year, a time, an offset; with what is up against it
_HALF = r"[ap]\.? ?m\.?|uhr|hrs?|h|г\.?|р\.?|π\.? ?μ\.?|μ\.? ?μ\.?|ص|م"
_ZONE = r"(?-i:(?:UTC|GMT)[+−-]\d{1,2}(?::?\d\d)?|Z|UTC|GMT|[A-Z]{1,4}T)|\([^()]{1,40}\)"
_AFTER = rf"(?:{_HALF}|{_ZONE}),?(?= |$)"  # behind the last number
_GOES_ON = rf"(?: (?:{_WORD} ){{0,3}}{_NUMBER})*(?:,? ?{_AFTER})*"
# A month behind its day ends a date that has no year; what follows tells that it is not yet the name.
_MONTH = r"(?:(?:(?<=\D\d)|(?<=\D\d\d)|(?<=\d\.)) (?:de )?[^\W\d]{3,10}\.?(?=,| schr| skrev))?"
_WHEN = rf"(?>(?:{_WORD} ){{0,4}}{_NUMBER}{_GOES_ON}{_MONTH})"
# The words that a line may begin with, before a day: no preposition, and no end of a sentence.
_DAY = r"(?!(?:on|at|in|am|le|el|em|il|op|den|dne|w) )[^\W\d](?:[^\s<@.]{0,14}|[^\s<@.]{0,4}\.),?"
_DATE = rf"(?>(?:{_DAY} ){{0,2}}{_NUMBER}{_GOES_ON}{_MONTH})"
_CJK_DATE = r"\d年月日号號時时分秒周週星期一二三四五六天上下午前后後曜火水木金土() :,，./\-"
_CJK_WHEN = rf"[{_CJK_DATE}]*\d[年月日号號時时分秒() ]*"
_STAMP = r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?(?:[T ]? ?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)?"
_PLACES = {
    "{who}": r"(?P<who>\S.*?)",
    "{addressed}": r"(?P<who>(?:[^<>]{1,80} )?\(?<[^<>]{1,80}(?:@| at )[^<>]{1,80}>\)?)",
    "{when}": _WHEN,
    "{date}": _DATE,
    "{cjk}": _CJK_WHEN,
    "{stamp}": _STAMP,
    "{id}": r"<?[^\s<>,]+[@.][^\s<>,]+>?",
}


class Patterns(NamedTuple):
    """The patterns of a row, ready to be tried."""

    opened: tuple[re.Pattern[str], ...]
    named: tuple[re.Pattern[str], ...]
    bare: tuple[re.Pattern[str], ...]


ROWS = (*LANGUAGES.values(), *ENGINES.values())
SIGNS = tuple(
    (sign, number)
    for number, row in enumerate(ROWS)
    for sign in row.signs or [verb.partition("(")[0] for verb in row.says.split("|")]
)
"""The signs of each row, with its number."""

BARE_SIGNS = re.compile("|".join(re.escape(sign) for sign, number in SIGNS if ROWS[number].bare))
"""What a line has in it that may be told without a colon; in lower case."""


@cache
def patterns(number: int) -> Patterns:
    """The patterns of a row. Compiling all of them takes longer than reading a thread that needs one or two."""
    row = ROWS[number]
    verbs = row.says.split("|")
    groups = (row.opened, row.named, row.bare)
    return Patterns(*(tuple(_pattern(pattern, verbs) for pattern in group) for group in groups))


def _pattern(pattern: str, verbs: list[str]) -> re.Pattern[str]:
    for place, meaning in _PLACES.items():
        pattern = pattern.replace(place, meaning)
    return re.compile(pattern.replace("{says}", f"(?:{'|'.join(map(_verb, verbs))})"), re.IGNORECASE)


def _verb(verb: str) -> str:
    """`писал(а)` stands for that, for писал, and for писала."""
    stem, bracket, ending = verb.partition("(")
    ending = ending.rstrip(")")
    return rf"{re.escape(stem)}(?:{re.escape(ending)}|\(-?{re.escape(ending)}\))?" if bracket else re.escape(verb)
