r"""Regular expressions for attributions, compiled from the templates of each language when a line needs them.

Placeholders for dates are atomic groups, so that matching takes time linear in the length of the line.
"""

import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from archiver.bodies.attribution.any_language import BRACKETED_DATE, NAME_AND_ADDRESS
from archiver.bodies.attribution.engines import ENGINES
from archiver.bodies.attribution.further_languages import FURTHER_LANGUAGES
from archiver.bodies.attribution.most_used_languages import MOST_USED_LANGUAGES

_WORD = r"\(?[^\W\d][^\s<@]{0,14}"  # of a date: a month, a day of the week, `at`
_NUMBER = r"(?:ב-?|[(\[+\-–]*)\d[^\s<@]*"  # a day, a year, a time, an offset, with the characters attached to it
_HALF = r"[ap]\.? ?m\.?|uhr|hrs?|h|г\.?|р\.?|π\.? ?μ\.?|μ\.? ?μ\.?|ص|م"
_ZONE = r"(?-i:(?:UTC|GMT)[+−-]\d{1,2}(?::?\d\d)?|Z|UTC|GMT|[A-Z]{1,4}T|MES?Z|MSK)|\([^()]{1,40}\)"
_AFTER_NUMBER = rf"(?:{_HALF}|{_ZONE}),?(?= |$)"
_MORE_NUMBERS = rf"(?: (?:{_WORD} ){{0,3}}{_NUMBER})*(?:,? ?{_AFTER_NUMBER})*"
# A month after its day ends a date without a year. The lookahead makes sure that the word is not the name.
_MONTH = r"(?:(?:(?<=\D\d)|(?<=\D\d\d)|(?<=\d\.)) (?:de )?[^\W\d]{3,10}\.?(?=,| schr| skrev))?"
_WHEN = rf"(?>(?:{_WORD} ){{0,4}}{_NUMBER}{_MORE_NUMBERS}{_MONTH})"
# Words before the day at the start of a line: neither a preposition nor the end of a sentence.
_DAY = r"(?!(?:on|at|in|am|le|el|em|il|op|den|dne|w) )[^\W\d](?:[^\s<@.]{0,14}|[^\s<@.]{0,4}\.),?"
_DATE = rf"(?>(?:{_DAY} ){{0,2}}{_NUMBER}{_MORE_NUMBERS}{_MONTH})"
_CJK_DATE_CHARACTERS = r"\d年月日号號時时分秒周週星期一二三四五六天上下午前后後曜火水木金土() :,，./\-"
_CJK_DATE = rf"[{_CJK_DATE_CHARACTERS}]*\d[年月日号號時时分秒() ]*"
_NUMERIC_DATE = r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?,?(?:[T ]? ?\d{1,2}:\d\d(?::\d\d)?(?: ?[ap]m)?)?"
_PLACEHOLDERS = {
    "{name}": r"(?P<name>\S.*?)",
    "{name_and_address}": r"(?P<name>(?:[^<>]{1,80} )?\(?<[^<>]{1,80}(?:@| at )[^<>]{1,80}>\)?)",
    "{when}": _WHEN,
    "{date}": _DATE,
    "{cjk_date}": _CJK_DATE,
    "{numeric_date}": _NUMERIC_DATE,
    "{message_id}": r"<?[^\s<>,]+[@.][^\s<>,]+>?",
}


class Patterns(NamedTuple):
    """The compiled templates of a `Phrasing`. Each pattern has a group `name` for the author."""

    fixed_start: tuple[re.Pattern[str], ...]
    name_start: tuple[re.Pattern[str], ...]
    without_colon: tuple[re.Pattern[str], ...]


PHRASINGS = (
    BRACKETED_DATE,
    *MOST_USED_LANGUAGES.values(),
    *FURTHER_LANGUAGES.values(),
    NAME_AND_ADDRESS,
    *ENGINES.values(),
)
"""All rows of all tables, in the order in which they are tried. A row is identified by its index."""
_KEYWORDS = tuple(
    (keyword, number)
    for number, row in enumerate(PHRASINGS)
    for keyword in row.keywords or [verb.partition("(")[0] for verb in row.verbs.split("|")]
)
_ASCII_KEYWORDS = frozenset((keyword, number) for keyword, number in _KEYWORDS if keyword.isascii())
# ASCII verbs by their first word. Most lines contain none of these words, so that no verb has to be searched for.
_ASCII_VERBS: dict[str, list[tuple[str, int]]] = defaultdict(list)
for _keyword, _number in sorted(_ASCII_KEYWORDS):
    if not PHRASINGS[_number].keywords:
        _ASCII_VERBS[_keyword.partition(" ")[0]].append((_keyword, _number))
_ASCII_SUBSTRINGS = tuple(sorted(pair for pair in _ASCII_KEYWORDS if PHRASINGS[pair[1]].keywords))
_ASCII_WORD = re.compile(r"[a-z/]+")
_KEYWORDS_WITHOUT_COLON = tuple(keyword for keyword, number in _KEYWORDS if PHRASINGS[number].without_colon)
_ASCII_KEYWORDS_WITHOUT_COLON = tuple(filter(str.isascii, _KEYWORDS_WITHOUT_COLON))


def find_phrasings(line: str) -> list[int]:
    """Find the rows with a keyword in a line: only their patterns can match. Returns ascending indices into
    `PHRASINGS`.
    """
    lower = line.lower()
    if not lower.isascii():
        return sorted({number for keyword, number in _KEYWORDS if keyword in lower})
    verbs = (pair for word in _ASCII_WORD.findall(lower) if word in _ASCII_VERBS for pair in _ASCII_VERBS[word])
    return sorted({number for keyword, number in (*verbs, *_ASCII_SUBSTRINGS) if keyword in lower})


def has_keyword_without_colon(line: str) -> bool:
    """True if a line has a keyword of a row with templates that need no final colon."""
    lower = line.lower()
    keywords = _ASCII_KEYWORDS_WITHOUT_COLON if lower.isascii() else _KEYWORDS_WITHOUT_COLON
    return any(keyword in lower for keyword in keywords)


@cache
def patterns_of(number: int) -> Patterns:
    """Return the compiled templates of `PHRASINGS[number]`.

    They are compiled on demand: compiling all of them takes longer than parsing a thread, which needs one or two.
    """
    row = PHRASINGS[number]
    verbs = row.verbs.split("|")
    groups = (row.fixed_start, row.name_start, row.without_colon)
    return Patterns(*(tuple(_compile(template, verbs) for template in group) for group in groups))


def _compile(template: str, verbs: list[str]) -> re.Pattern[str]:
    for placeholder, pattern in _PLACEHOLDERS.items():
        template = template.replace(placeholder, pattern)
    return re.compile(template.replace("{verb}", f"(?:{'|'.join(map(_verb_pattern, verbs))})"), re.IGNORECASE)


def _verb_pattern(verb: str) -> str:
    """Make a pattern of a verb with an optional ending: `писал(а)` matches писал, писала and писал(а)."""
    stem, bracket, ending = verb.partition("(")
    ending = ending.rstrip(")")
    return rf"{re.escape(stem)}(?:{re.escape(ending)}|\(-?{re.escape(ending)}\))?" if bracket else re.escape(verb)
