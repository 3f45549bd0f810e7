"""Parses sources that separate their posts by the regular expressions of a `[[source]]` table (a `Convention`).

The text before the first heading is the header of the file, which has the title, or the words of posts whose headings
the pattern misses (see `preface`). The text between two headings is the body of the post with the first of the two.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import tzinfo

from archiver.config import Convention
from archiver.parse.near_misses import warn_of_near_misses, warn_of_no_heading
from archiver.parse.patterns import compile_pattern
from archiver.parse.post_values import strip_footer, values_of, with_values
from archiver.parse.posts import NO_ID, RawPost
from archiver.parse.preface import Preface, find_title, preface_to_posts
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title


def parse_by_convention(
    lines: SourceLines, start: int, convention: Convention, zone: tzinfo, front_matter_title: str | None
) -> tuple[Title | None, list[RawPost]] | None:
    """The title in the text, and the posts; None, with a warning in `lines`, if the pattern matches nowhere.

    Args:
        lines: the source; problems are added to it.
        start: the index of the first line after the front matter.
        convention: the `[[source]]` table.
        zone: the time zone of dates that name none, and of all dates in the result.
        front_matter_title: the title in the front matter. Without a title in the text, a header may repeat it.
    """
    text = lines.text_from(start)
    headings = [match for match in compile_pattern(convention.post).finditer(text) if match[0].strip()]
    if not headings:
        warn_of_no_heading(lines, start, text, convention)
        return None
    raw_posts = _PostParser(lines, text, convention, zone).parse_all(headings, start + 1)
    near_misses = warn_of_near_misses(lines, start, text, headings, convention)
    before = text[: headings[0].start()]
    title = find_title(before, start, convention)
    preface = Preface(
        rows=_rows(before, start + 1, title),
        title=title.text if title else front_matter_title or "",
        suspects=set(_line_numbers(before, (at for at in near_misses if at < len(before)), start + 1)),
        convention=convention,
    )
    return title, [*preface_to_posts(lines, preface, raw_posts), *raw_posts]


def _rows(text: str, first: int, title: Title | None) -> dict[int, str]:
    """The lines of a text by their numbers, from `first` on, without the lines of the title."""
    rows = dict(enumerate(text.split("\n"), first))
    for number in range(title.line, title.last + 1) if title else ():
        rows.pop(number, None)
    return rows


def _line_numbers(text: str, offsets: Iterable[int], first: int) -> Iterator[int]:
    """The line numbers of ascending offsets in a text whose first line has the number `first`."""
    line, at = first, 0
    for offset in offsets:
        line += text.count("\n", at, offset)
        at = offset
        yield line


def _first_word(match: re.Match[str]) -> int:
    """The offset of the first character of a match that is not white space: a pattern may match the blank lines before
    a heading.
    """
    return match.end() - len(match[0].lstrip())


class _PostParser:
    """Makes posts of the headings in a text, and of the text between them."""

    def __init__(self, lines: SourceLines, text: str, convention: Convention, zone: tzinfo) -> None:
        self._lines, self._text, self._convention, self._zone = lines, text, convention, zone
        self._groups = tuple(compile_pattern(convention.post).groupindex)
        self._separator = compile_pattern(convention.separator) if convention.separator else None

    def parse_all(self, headings: list[re.Match[str]], first_line: int) -> list[RawPost]:
        """The posts with these headings. `first_line` is the line number at which the text begins."""
        ends = [heading.start() for heading in headings[1:]] + [len(self._text)]
        numbers = _line_numbers(self._text, map(_first_word, headings), first_line)
        return [self._parse(*one) for one in zip(headings, ends, numbers, strict=True)]

    def _parse(self, heading: re.Match[str], end: int, line: int) -> RawPost:
        """The post with this heading.

        Args:
            heading: a match of the pattern in the text.
            end: the offset in the text at which the body of the post ends.
            line: the line number of the heading in the source, from 1.
        """
        body, at_end = strip_footer(self._body(heading.end(), end), self._convention)
        values = {name: value for name, value in at_end.items() if value}
        values |= {name: value for name, value in values_of(heading, self._groups).items() if value}
        raw_post = RawPost(id=NO_ID, file=self._lines.path, line=line, body=body)
        return with_values(raw_post, values, self._lines, self._convention, self._zone)

    def _body(self, start: int, end: int) -> str:
        """The body of a post, without the separator at its end."""
        body = self._text[start:end].strip("\n")
        if self._separator:
            stripped = body.rstrip()
            last = stripped.rfind("\n") + 1
            if self._separator.fullmatch(stripped[last:]):
                body = stripped[:last].rstrip("\n")
        return body
