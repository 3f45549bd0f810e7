"""Sources in another's convention: a `[[source]]` table says by regular expressions where posts begin.

What stands before the first post is that convention's own header: the title is read from it, and the rest of it is
kept in the source beside the page. Everything from one post's heading to the next is that post's body.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, tzinfo
from functools import cache

from archiver.config import Convention
from archiver.model import Moment
from archiver.parse.anchors import anchor_of
from archiver.parse.distinct import NO_ID, with_distinct_ids
from archiver.parse.nearly import warn_of_near_misses, warn_of_no_heading
from archiver.parse.posts import EDGE_YEARS, Draft, Lines, read_moment, read_title

_TIMED = re.compile(r"%-?[HIMScXfsT]")
_IN_UTC = re.compile(r"%Z|UTC|GMT|(?<=[%\d\w ])Z\Z")


def read_foreign(
    lines: Lines, start: int, convention: Convention, zone: tzinfo
) -> tuple[str | None, list[Draft]] | None:
    """The title, and the posts. None, with a warning, if no heading is found."""
    text = "\n".join(lines.lines[start:])
    headings = [match for match in _compiled(convention.post).finditer(text) if match[0].strip()]
    if not headings:
        warn_of_no_heading(lines, start, text, convention)
        return None
    reader = _Reader(lines, start, text, convention, zone)
    ends = [match.start() for match in headings[1:]] + [len(text)]
    drafts = [reader.draft(match, end) for match, end in zip(headings, ends, strict=True)]
    warn_of_near_misses(lines, start, text, headings, convention)
    title = _read_title(text[: headings[0].start()], convention)
    return title, with_distinct_ids(lines, drafts)


class _Reader:
    """Makes drafts of the headings that were found in a text."""

    def __init__(self, lines: Lines, start: int, text: str, convention: Convention, zone: tzinfo) -> None:
        self._lines, self._text, self._convention, self._zone = lines, text, convention, zone
        self._first_line = start + 1
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def draft(self, match: re.Match[str], end: int) -> Draft:
        said = {name: " ".join((value or "").split()) for name, value in match.groupdict().items()}
        line = self._first_line + bisect_right(self._breaks, self._first_word(match) - 1)
        return Draft(
            id=anchor_of(said.get("id", "")) or NO_ID,
            line=line,
            body=self._body(match.end(), end),
            author=said.get("author") or None,
            date=self._date(said.get("date", ""), line),
            reply_to=anchor_of(said.get("reply_to", "")),
        )

    @staticmethod
    def _first_word(match: re.Match[str]) -> int:
        """Where the heading's words begin: a pattern may take the blank lines before it."""
        return match.start() + len(match[0]) - len(match[0].lstrip())

    def _body(self, start: int, end: int) -> str:
        """The text of a post, without the separator before the next."""
        body = self._text[start:end].strip("\n")
        if self._convention.separator:
            kept = body.rstrip()
            last = kept.rfind("\n") + 1
            if _compiled(self._convention.separator).fullmatch(kept[last:]):
                body = kept[:last].rstrip("\n")
        return body

    def _date(self, text: str, line: int) -> Moment | None:
        wanted = self._convention.date_format
        moment = read_formatted(text, wanted, self._zone) if wanted else read_moment(text, self._zone)
        if text and moment is None:
            self._lines.problem(line, f'"{text}" is not a date as {wanted or "ISO 8601"}; mend it, or date_format')
        return moment


def read_formatted(text: str, form: str, zone: tzinfo) -> Moment | None:
    """A date in a format of strptime's; one that ends in `UTC` or `GMT` is that, one without a zone is in `zone`.

    >>> read_formatted("27.11.2021 10:42 UTC", "%d.%m.%Y %H:%M UTC", UTC).at.isoformat()
    '2021-11-27T10:42:00+00:00'
    """
    try:
        at = datetime.strptime(text, form)  # noqa: DTZ007  the next line gives it one
        if at.tzinfo is None:
            at = at.replace(tzinfo=UTC if _IN_UTC.search(form) else zone)
        at = at.astimezone(zone)
    except (ValueError, OverflowError):
        return None
    return None if f"{at.year:04}" in EDGE_YEARS else Moment(at=at, has_time=bool(_TIMED.search(form)))


def _read_title(preface: str, convention: Convention) -> str | None:
    if convention.title and (match := _compiled(convention.title).search(preface)):
        return " ".join((match[1] if match.re.groups else match[0]).split()) or None
    return next(_titles(preface), None)


def _titles(preface: str) -> Iterator[str]:
    return (title for line in preface.split("\n") if (title := read_title(line)))


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.MULTILINE)
