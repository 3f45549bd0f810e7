"""The attributes of posts as the patterns of a `[[source]]` table find them: texts by the names of groups."""

import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo

from msgspec.structs import replace

from archiver.config import GROUPS, Convention
from archiver.model import Moment, PostId
from archiver.parse.anchors import anchor_of
from archiver.parse.dates import parse_formatted_moment, parse_moment
from archiver.parse.patterns import compile_pattern
from archiver.parse.posts import NO_ID, RawPost
from archiver.parse.source_lines import SourceLines

Values = Mapping[str, str]
"""What the groups `id author date reply_to` have matched, by their names; a group that has matched nothing may lack."""
_IDS = frozenset({"id", "reply_to"})


def values_of(match: re.Match[str], groups: Iterable[str]) -> Values:
    """What named groups of a match have; "" for a group that has matched nothing.

    Names and dates have single spaces, but ids stay as they are: they may differ in nothing but spaces.
    """
    return {name: (match[name] or "").strip() if name in _IDS else _in_single_spaces(match[name]) for name in groups}


def _in_single_spaces(text: str | None) -> str:
    return " ".join((text or "").split())


def strip_footer(body: str, convention: Convention) -> tuple[str, Values]:
    """A body without the lines at its end that the table's `footer` pattern matches, and what its groups have there."""
    if convention.footer is None:
        return body, {}
    pattern, end = compile_pattern(convention.footer), len(body.rstrip())
    last = next((match for match in pattern.finditer(body) if match.end() >= end and match[0].strip()), None)
    if last is None:
        return body, {}
    return body[: last.start()].rstrip().strip("\n"), values_of(last, pattern.groupindex)


def with_values(raw_post: RawPost, values: Values, lines: SourceLines, convention: Convention, zone: tzinfo) -> RawPost:
    """The post with the attributes that it lacks.

    Args:
        raw_post: the post.
        values: its attributes, as texts.
        lines: the source; a problem is added to it if the date is none.
        convention: the `[[source]]` table, which has the format of dates.
        zone: the time zone of dates that name none, and of the result.
    """
    found = {name: value for name in GROUPS if (value := values.get(name, ""))}
    if not found:
        return raw_post
    return replace(
        raw_post,
        id=raw_post.id or anchor_of(found.get("id", "")) or NO_ID,
        author=raw_post.author or found.get("author"),
        date=raw_post.date or _date(found.get("date", ""), raw_post.line, lines, convention, zone),
        reply_to=raw_post.reply_to or _anchor(found.get("reply_to", "")),
    )


def _anchor(text: str) -> PostId | None:
    return anchor_of(text) if text else None


def _date(text: str, line: int, lines: SourceLines, convention: Convention, zone: tzinfo) -> Moment | None:
    """The date of a post; None, with a problem, if the text is not one.

    Args:
        text: the date as the source has it; "" for none.
        line: the line number of the post.
        lines: the source; the problem is added to it.
        convention: has the format of dates.
        zone: the time zone of dates that name none, and of the result.
    """
    form = convention.date_format
    moment = parse_formatted_moment(text, form, zone) if form else parse_moment(text, zone)
    if text and moment is None:
        lines.problem(line, f'"{text}" is not a date as {form or "ISO 8601"}; mend it, or date_format')
    return moment
