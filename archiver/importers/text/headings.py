"""Headings of mails in a text: blocks of `From:`, `Date:`, `Subject:`, and `On …, Ada wrote:` above unquoted lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from archiver.bodies.attribution import find_introduction, may_be_attribution
from archiver.bodies.text import mail_phrases
from archiver.importers.pages.dates import parse_shown_date

_LONGEST_LINE = 300  # characters
_MOST_LINES = 200  # of a block
_MOST_ATTRIBUTION_LINES = 4
_NAMES = {
    **dict.fromkeys(mail_phrases.TO, "to"),
    **dict.fromkeys(mail_phrases.SUBJECT, "subject"),
    **dict.fromkeys(mail_phrases.DATE, "date"),
    **dict.fromkeys(mail_phrases.FROM, "from"),
    **{name: name for name in ("message-id", "in-reply-to", "references")},
}
"""What the names of fields mean."""
_OTHER = re.compile(r"[A-Z][A-Za-z]{0,20}(?:-[A-Za-z0-9]{1,30}){0,6}")
"""The name of any other field of a mail."""
_FIELD = re.compile(r"(?:[-*] )?[*_]{0,2}([^\W\d_][^:：*]{0,29}?)[*_]{0,2} ?[:：][*_]{0,2}(?:[ \t]+(.*)|\Z)")
_RULER = re.compile(r"\s*[-_=—–*#~]{3,}\s*\Z")
_BETWEEN = re.compile(r"\s*[-_=*—–]{2,}\s*([^-_=*—–].{0,80}?)\s*[-_=*—–]{2,}\s*\Z")
_ORIGINAL = frozenset(mail_phrases.ORIGINAL_MESSAGE)
_FORWARDED = frozenset(mail_phrases.FORWARDED_MESSAGE)
_DIGIT = re.compile(r"\d")


@dataclass(slots=True, kw_only=True)
class MailHeading:
    """The heading of a mail in a text."""

    start: int
    """The index of its first line, with a ruler above it."""
    end: int
    """The index of the first line of the body."""
    fields: dict[str, str] = field(default_factory=dict)
    """Its fields, by `from`, `date`, `subject`, `message-id`, `in-reply-to`, `references`; empty for an attribution."""
    text: str = ""
    """The attribution in one line; "" for fields."""
    author: str = ""
    """The author whom the attribution names."""


def find_headings(lines: Sequence[str]) -> list[MailHeading]:
    """All headings among the lines that are not quoted, in order. Takes linear time."""
    headings: list[MailHeading] = []
    at = 0
    while at < len(lines):
        heading = _block(lines, at) or _attribution(lines, at, headings[-1].end if headings else 0)
        if heading:
            headings.append(heading)
        at = heading.end if heading else at + 1
    return headings


def _block(lines: Sequence[str], at: int) -> MailHeading | None:
    """The block of fields whose first line is at an index; None if none begins there."""
    if not _is_field(lines[at]) or not (at == 0 or _is_before_block(lines[at - 1])):
        return None
    fields: dict[str, str] = {}
    last = ""
    end = at
    while end < min(len(lines), at + _MOST_LINES):
        line = lines[end][:_LONGEST_LINE]
        if found := _FIELD.match(line):
            name = _name_of(found)
            if not name:
                break
            last = name if name not in fields else "other"
            fields.setdefault(last, (found[2] or "").strip())
        elif last and line[:1] in {" ", "\t"} and line.strip():
            fields[last] = f"{fields[last]} {line.strip()}".strip()
        else:
            break
        end += 1
    if not (fields.get("from") and fields.get("date") and _DIGIT.search(fields["date"])):
        return None
    return MailHeading(start=_start_of_block(lines, at), end=end, fields=fields)


def _is_field(line: str) -> bool:
    found = _FIELD.match(line[:_LONGEST_LINE])
    return found is not None and _name_of(found) != ""


def _name_of(found: re.Match[str]) -> str:
    """What a field is; "" if its line is no field."""
    name = found[1].strip()
    return _NAMES.get(name.lower()) or ("other" if _OTHER.fullmatch(name) else "")


def _is_before_block(line: str) -> bool:
    """True for lines that may stand right above a block: blank ones, rulers, `-----Original Message-----`."""
    return not line.strip() or _is_separator(line)


def _is_separator(line: str) -> bool:
    if _RULER.match(line[:_LONGEST_LINE]):
        return True
    between = _BETWEEN.match(line[:_LONGEST_LINE])
    if between:
        return between[1].strip().lower() in _ORIGINAL
    return line.strip()[:_LONGEST_LINE].lower().rstrip(":： ") in _FORWARDED


def _start_of_block(lines: Sequence[str], at: int) -> int:
    """The index of the separator above a block, or `at` if none is right above it, or above one blank line."""
    for above in range(at - 1, max(-1, at - 3), -1):
        if _is_separator(lines[above]):
            return above
        if lines[above].strip():
            break
    return at


def _attribution(lines: Sequence[str], at: int, first: int) -> MailHeading | None:
    """The attribution whose last line is at an index, if it has a day and what follows it is not quoted; None if there
    is none.

    Args:
        lines: all lines.
        at: the index of the line.
        first: the index of the first line that may belong to it.
    """
    line = lines[at]
    if line.startswith(">") or not line.strip() or not may_be_attribution(line[-_LONGEST_LINE:]):
        return None
    below = next((text for text in lines[at + 1 : at + 5] if text.strip()), "")
    if not below or below.lstrip().startswith((">", "|")):
        return None
    begin = max(first, at + 1 - _MOST_ATTRIBUTION_LINES)
    found = find_introduction(lines[begin : at + 1])
    if found is None:
        return None
    where, attribution = found
    if begin + where.stop != at + 1 or parse_shown_date(attribution.text) is None:
        return None
    return MailHeading(start=begin + where.start, end=at + 1, text=attribution.text, author=attribution.author or "")
