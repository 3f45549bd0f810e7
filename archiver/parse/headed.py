"""Parses the headed form: a line `## alice · 2022-07-05T14:03:00Z {#p1 reply-to=p0}` is the heading of a post.

A heading counts wherever its line is, even in a code block, so that an unclosed fence does not swallow the posts after
it. A line of a body that has this form is escaped with a backslash, which the parser removes.
"""

import re
from datetime import tzinfo
from typing import NamedTuple

from archiver.errors import Severity
from archiver.model import Moment, PostId
from archiver.parse.dates import parse_moment
from archiver.parse.post_attributes import ATTRIBUTE, parse_attributes
from archiver.parse.posts import NO_ID, RawPost
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title, parse_title
from archiver.parse.unique_ids import PREFACE

_BRACES = re.compile(rf"\{{#([A-Za-z0-9][A-Za-z0-9._-]*)((?:\s+{ATTRIBUTE})*)\s*\}}\Z")
_USUAL_HEAD = re.compile(r"([^·|—]+) · (\d{4}-\d\d-\d\dT?[0-9:]{0,8}Z?)", re.ASCII)
_SEPARATOR = re.compile(r"(?:^|\s)[·|—](?:\s|$)")
_LOOKS_DATED = re.compile(r"\d{4}-\d")
_HAS_BRACES = re.compile(r"##[ \t].*\{#(?:.*\}|[\w.-]+)\s*\Z")
_HAS_DATE = re.compile(
    r"#{2,6}[ \t]*[^\s#].*[ \t][·|][ \t]+\d{4}-\d\d-\d\d(?:[T ][0-9:.,]+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"
    r"[ \t]*(?:\{.*\})?[ \t]*\Z",
    re.ASCII,
)
_WRONG_BRACES = "its braces take #id, then key=value"
_LONGEST_NEAR_MISS = 1000  # characters
_LONGEST_DATE = 60  # characters after a separator that may still be a date


class Heading(NamedTuple):
    """The heading of a post, in its parts."""

    line_index: int
    """The index of the heading's line in the source."""
    head: str
    """The text before the braces: author and date."""
    id: PostId
    attributes: str
    """The text in the braces after the id."""


def find_headings(lines: SourceLines, start: int) -> list[Heading]:
    """All post headings from the line with the index `start` on. Adds a warning for each line that almost is one."""
    candidates = [(i, line) for i, line in enumerate(lines.lines) if line[:2] == "##" and i >= start]
    parsed = [(i, line, parse_heading(line)) for i, line in candidates]
    headings = [Heading(i, *parts) for i, _, parts in parsed if parts]
    _warn_of_near_misses(lines, [(i, line) for i, line, parts in parsed if not parts], is_headed=bool(headings))
    return headings


def _warn_of_near_misses(lines: SourceLines, others: list[tuple[int, str]], *, is_headed: bool) -> None:
    """Add a warning for each line that looks like a post heading, but has wrong braces or none.

    Such a line and the text below it become a part of the previous post, under the name of its author.

    Args:
        lines: the source; warnings are added to it.
        others: the index and text of each line that starts with `##` and is not a post heading.
        is_headed: True if the source has a post heading. Without any, only the first line is reported; and a single
            line without braces is not reported, for it probably is a heading in the text.
    """
    mistakes = [(index, mistake) for index, line in others if (mistake := _mistake(line))]
    if not is_headed:
        is_meant = len(mistakes) > 1 or (mistakes and mistakes[0][1] is _WRONG_BRACES)
        mistakes = mistakes[:1] if is_meant else []
    for index, mistake in mistakes:
        lines.problem(index + 1, f"not a post heading, though it looks like one: {mistake}", Severity.WARNING)


def _mistake(line: str) -> str:
    """Why a line that looks like a post heading is none; "" if it does not look like one."""
    if len(line) >= _LONGEST_NEAR_MISS:
        return ""
    if _HAS_BRACES.match(line):
        return _WRONG_BRACES
    return 'it wants "## " before it, and {#id} behind it' if _HAS_DATE.match(line) else ""


def parse_heading(line: str) -> tuple[str, PostId, str] | None:
    """The head, id and attributes of a post heading (see `Heading`); None if the line is not a post heading."""
    line = line.rstrip()
    if not line.startswith(("## ", "##\t")) or not line.endswith("}"):
        return None
    at = line.find("{#")
    while at > 0:
        if braces := _BRACES.match(line, at):
            return line[2:at].strip(), PostId(braces[1]), braces[2]
        at = line.find("{#", at + 1)
    return None


def parse_headed(
    lines: SourceLines, start: int, headings: list[Heading], zone: tzinfo
) -> tuple[Title | None, list[RawPost]]:
    """The title in the text, and the posts.

    Args:
        lines: the source; problems are added to it.
        start: the index of the first line after the front matter.
        headings: the result of `find_headings`; at least one.
        zone: the time zone of dates that name none, and of all dates in the result.
    """
    title, preface = _parse_preface(lines, start, headings)
    ends = [heading.line_index for heading in headings[1:]] + [len(lines.lines)]
    raw_posts = [_raw_post(lines, heading, end, zone) for heading, end in zip(headings, ends, strict=True)]
    return title, [*preface, *raw_posts]


def _parse_preface(lines: SourceLines, start: int, headings: list[Heading]) -> tuple[Title | None, list[RawPost]]:
    """The title before the first post heading; and, if there is other text, a list with a post of it."""
    before = range(start, headings[0].line_index)
    titles = (Title(text, i + 1, i + 1) for i in before if (text := parse_title(lines.lines[i])) is not None)
    title = next(titles, None)
    title_index = title.line - 1 if title else -1
    first = next((i for i in before if i != title_index and lines.lines[i].strip()), None)
    if first is None:
        return title, []
    message = (
        f"text before the first post heading (line {headings[0].line_index + 1}) becomes a post; give it a heading"
    )
    lines.problem(first + 1, message, Severity.WARNING)
    body = "\n".join(lines.lines[i] for i in before if i >= first and i != title_index)
    is_free = all(heading.id != PREFACE for heading in headings)
    id_ = PREFACE if is_free else NO_ID
    return title, [RawPost(id=id_, file=lines.path, line=first + 1, body=_unescaped(body).strip("\n"))]


def _raw_post(lines: SourceLines, heading: Heading, end: int, zone: tzinfo) -> RawPost:
    """The post with this heading. `end` is the index of the first line after its body."""
    author, date = _parse_head(lines, heading, zone)
    values: dict[str, object] = {"author": author, "date": date}
    values |= parse_attributes(lines, heading.line_index + 1, heading.attributes, zone)
    return RawPost(
        id=heading.id,
        file=lines.path,
        line=heading.line_index + 1,
        body=_unescaped("\n".join(lines.lines[heading.line_index + 1 : end])).strip("\n"),
        **values,  # type: ignore[arg-type]  # checked by parse_attributes
    )


def _unescaped(body: str) -> str:
    """The body with one backslash removed from each line that is an escaped heading."""
    if "\\##" not in body:
        return body
    return "\n".join(line[1:] if _is_escaped(line) else line for line in body.split("\n"))


def escape_headings(body: str) -> str:
    """The body with a backslash before each line that would read as a post heading, or nearly: the parser removes it.

    >>> escape_headings("## ada {#p1}")
    '\\\\## ada {#p1}'
    """
    if "##" not in body:
        return body
    return "\n".join(f"\\{line}" if _is_taken_for_heading(line) else line for line in body.split("\n"))


def _is_escaped(line: str) -> bool:
    return line[:1] == "\\" and _is_taken_for_heading(line)


def _is_taken_for_heading(line: str) -> bool:
    """True if a line, without backslashes at its start, is a post heading or causes a warning that it nearly is one."""
    bare = line.lstrip("\\") if line[:1] == "\\" else line
    return bare[:2] == "##" and (parse_heading(bare) is not None or bool(_mistake(bare)))


def _parse_head(lines: SourceLines, heading: Heading, zone: tzinfo) -> tuple[str | None, Moment | None]:
    """The author and the date in a heading. They are divided by the last separator that has a date after it.

    A problem is added to `lines` if what is after the last separator looks like a date and is not one.
    """
    head = heading.head
    usual = _USUAL_HEAD.fullmatch(head)
    if usual and (moment := parse_moment(usual[2], zone)):
        return " ".join(usual[1].split()), moment
    if moment := parse_moment(head, zone):
        return None, moment
    separators = list(_SEPARATOR.finditer(head, max(0, len(head) - _LONGEST_DATE)))
    for separator in reversed(separators):
        if moment := parse_moment(head[separator.end() :], zone):
            return " ".join(head[: separator.start()].split()) or None, moment
    wrong_date = head[separators[-1].end() :] if separators else ""
    if _LOOKS_DATED.match(wrong_date):
        lines.problem(heading.line_index + 1, f'"{wrong_date}" is not a date; write it as 2022-07-05T14:03:00Z')
        return " ".join(head[: separators[-1].start()].split()) or None, None
    return " ".join(head.strip("·|— \t").split()) or None, None
