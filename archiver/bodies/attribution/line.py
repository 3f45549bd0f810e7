"""Attribution lines: `On 3 March 2021, Mira Lund wrote:`, `**mira wrote:**`, `Originally posted by mira`.

In comes the text of a line, or of a few lines into which a mail program has wrapped one; out comes the attribution, or
None. Attributions are short; a long line is prose.
"""

import re
from collections.abc import Iterator

from archiver.bodies.attribution.names import (
    LENIENT,
    SECOND_PERSON,
    STRICT,
    NameRule,
    find_name,
    without_format_characters,
)
from archiver.bodies.attribution.patterns import find_phrasings, has_keyword_without_colon, patterns_of
from archiver.model import Attribution

_LONGEST = 250  # characters; a longer line is prose that happens to end in a colon
_FINAL_COLONS = (":", "：", "…", "...")
_PHPBB_ARROW = re.compile(r":? ?↑ ?(?:(?=[^↑]{0,60}\d)[^↑]{0,60})?\Z")  # `wrote: ↑Mon Jan 01, 2020 10:00 am`
_ADDRESS_END = re.compile(r">(?=\w)")  # without a space before the verb: `<a@x.example>wrote:`
_OLD_GMAIL = re.compile(r"\d{4}/\d{1,2}/\d{1,2} (?:[^<>]{1,80} )?<[^<>]{1,80}>\Z")  # has neither verb nor colon


def parse_attribution(text: str, *, wrapped: bool = False) -> Attribution | None:
    """Parse a line as an attribution; None if it is no attribution.

    Its author is the name without the mail address; if there is only an address, its local part; None if the reader is
    the author (`you wrote:`).

    Args:
        text: a line, or lines that may be one attribution.
        wrapped: True to reject attributions that start with the name and need a final colon, since a name at the start
            of several lines may be the end of a sentence.

    >>> parse_attribution("On 3 March 2021, Mira wrote:").author
    'Mira'
    >>> parse_attribution("<mira@x.example> wrote:").author
    'mira'
    """
    if len(text) > 2 * _LONGEST:
        return None
    text = " ".join(text.split())
    line = _ADDRESS_END.sub("> ", without_format_characters(text).replace(" <at> ", "@"))
    line = _PHPBB_ARROW.sub(":", line)
    if len(line) > _LONGEST or not may_be_attribution(line):
        return None
    has_colon = line.endswith(_FINAL_COLONS) or _OLD_GMAIL.match(line) is not None
    author = next(_authors(line.rstrip(":：….").rstrip(), wrapped=wrapped, has_colon=has_colon), None)
    return None if author is None else Attribution(text=text, author=author or None)


def may_be_attribution(line: str) -> bool:
    """False if a line certainly is no attribution. A cheap check before `parse_attribution`."""
    line = line.rstrip()
    return line.endswith(_FINAL_COLONS) or _OLD_GMAIL.match(line.lstrip()) is not None or needs_no_colon(line)


def needs_no_colon(line: str) -> bool:
    """True if a line may be an attribution though it has no final colon: `Originally posted by mira`."""
    return not line.rstrip().endswith(_FINAL_COLONS) and has_keyword_without_colon(line[:_LONGEST])


def _authors(line: str, *, wrapped: bool, has_colon: bool) -> Iterator[str]:
    """Yield the author by each pattern that matches a line, the most exact pattern first; empty if it means the
    reader.
    """
    rows = [patterns_of(number) for number in find_phrasings(line)]
    for row in rows:
        yield from _names(row.without_colon, line, STRICT)
    for row in rows if has_colon else ():
        yield from _names(row.fixed_start, line, LENIENT)
    if has_colon and not wrapped:
        for row in rows:
            yield from _names(row.name_start, line, STRICT)


def _names(patterns: tuple[re.Pattern[str], ...], line: str, rule: NameRule) -> Iterator[str]:
    for pattern in patterns:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        if rule is LENIENT and match["name"].lower() in SECOND_PERSON:
            yield ""
        elif name := find_name(match["name"], rule):
            yield name
