"""Sources in another's convention: a `[[source]]` table says by regular expressions where posts begin.

What stands before the first post is that convention's own header, with the title, or words that no heading was found
for (see `preface`). Everything from one post's heading to the next is that post's body.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, tzinfo

from archiver.config import Convention
from archiver.model import Moment
from archiver.parse.anchors import anchor_of
from archiver.parse.near_misses import warn_of_near_misses, warn_of_no_heading
from archiver.parse.patterns import compiled
from archiver.parse.posts import EDGE_YEARS, Lines, RawPost, parse_moment
from archiver.parse.preface import Preface, begins_with_key, find_title, keep_preface
from archiver.parse.titles import Title
from archiver.parse.unique_ids import NO_ID, assign_unique_ids

_TIMED = re.compile(r"%-?[HIMScXfsT]")
_IN_UTC = re.compile(r"%Z|UTC|GMT|(?<=[%\d\w ])Z\Z")


def parse_by_convention(
    lines: Lines, start: int, convention: Convention, zone: tzinfo, known_title: str | None
) -> tuple[Title | None, list[RawPost]] | None:
    """The title, and the posts; None, with a warning, if no heading is found. `known_title`: of the front matter."""
    text = lines.text_from(start)
    headings = [match for match in compiled(convention.post).finditer(text) if match[0].strip()]
    if not headings:
        warn_of_no_heading(lines, start, text, convention)
        return None
    reader = _Reader(lines, text, convention, zone)
    ends = [match.start() for match in headings[1:]] + [len(text)]
    numbers = _line_numbers(text, map(_first_word, headings), start + 1)
    raw_posts = [reader.raw_post(*one) for one in zip(headings, ends, numbers, strict=True)]
    suspects = warn_of_near_misses(lines, start, text, headings, convention)
    before = text[: headings[0].start()]
    title = find_title(before, start, convention)
    preface = Preface(
        rows=_rows(before, start + 1, title),
        shown=title.text if title else known_title or "",
        suspects=set(_line_numbers(before, (at for at in suspects if at < len(before)), start + 1)),
        has_settings=not begins_with_key(convention.post),
        convention=convention,
    )
    kept = keep_preface(lines, preface, raw_posts)
    return title, assign_unique_ids(lines, [*kept, *raw_posts], first_place=1 - len(kept))


def _rows(preface: str, first: int, title: Title | None) -> dict[int, str]:
    """The lines of a text by their numbers, without those of the title."""
    rows = dict(enumerate(preface.split("\n"), first))
    for number in range(title.line, title.last + 1) if title else ():
        rows.pop(number, None)
    return rows


def _line_numbers(text: str, offsets: Iterable[int], first: int) -> Iterator[int]:
    """The lines on which rising offsets stand, where the text begins on the line `first`."""
    line, at = first, 0
    for offset in offsets:
        line += text.count("\n", at, offset)
        at = offset
        yield line


def _first_word(match: re.Match[str]) -> int:
    """Where a heading's words begin: a pattern may take the blank lines before it."""
    return match.end() - len(match[0].lstrip())


class _Reader:
    """Makes raw_posts of the headings that were found in a text."""

    def __init__(self, lines: Lines, text: str, convention: Convention, zone: tzinfo) -> None:
        self._lines, self._text, self._convention, self._zone = lines, text, convention, zone
        self._groups = tuple(compiled(convention.post).groupindex)
        self._separator = compiled(convention.separator) if convention.separator else None

    def raw_post(self, match: re.Match[str], end: int, line: int) -> RawPost:
        """The post whose heading stands on a line, up to the end of its body."""
        said = {name: " ".join((match[name] or "").split()) for name in self._groups}
        return RawPost(
            id=anchor_of(said.get("id", "")) or NO_ID,
            line=line,
            body=self._body(match.end(), end),
            author=said.get("author") or None,
            date=self._date(said.get("date", ""), line),
            reply_to=anchor_of(said["reply_to"]) if "reply_to" in said else None,
        )

    def _body(self, start: int, end: int) -> str:
        """The text of a post, without the separator before the next."""
        body = self._text[start:end].strip("\n")
        if self._separator:
            kept = body.rstrip()
            last = kept.rfind("\n") + 1
            if self._separator.fullmatch(kept[last:]):
                body = kept[:last].rstrip("\n")
        return body

    def _date(self, text: str, line: int) -> Moment | None:
        wanted = self._convention.date_format
        moment = parse_formatted_moment(text, wanted, self._zone) if wanted else parse_moment(text, self._zone)
        if text and moment is None:
            self._lines.problem(line, f'"{text}" is not a date as {wanted or "ISO 8601"}; mend it, or date_format')
        return moment


def parse_formatted_moment(text: str, form: str, zone: tzinfo) -> Moment | None:
    """A date in a format of strptime's; one that ends in `UTC` or `GMT` is that, one without a zone is in `zone`.

    >>> parse_formatted_moment("27.11.2021 10:42 UTC", "%d.%m.%Y %H:%M UTC", UTC).at.isoformat()
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
