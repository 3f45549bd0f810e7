"""Parses files that have one post each, as archives do that keep every mail or post in a file of its own."""

import re
from datetime import tzinfo

from archiver.config import Convention
from archiver.parse.post_values import strip_footer, with_values
from archiver.parse.posts import NO_ID, RawPost
from archiver.parse.preface import find_title_by_pattern
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import Title, parse_title

_UNDERLINE = re.compile(r"=+[ \t]*\Z")


def parse_whole(
    lines: SourceLines, start: int, convention: Convention, zone: tzinfo
) -> tuple[Title | None, list[RawPost]]:
    """The title in the text, and the post, which has all words but those of the title and of the table's `footer`.

    Args:
        lines: the source; problems are added to it.
        start: the index of the first line after the front matter.
        convention: the `[[source]]` table.
        zone: the time zone of dates that name none, and of all dates in the result.
    """
    title = find_title_by_pattern(lines.text_from(start), start, convention) or _heading(lines.lines, start)
    of_title = range(title.line - 1, title.last) if title else range(0)
    kept = [i for i in range(start, len(lines.lines)) if i not in of_title]
    first = next((i for i in kept if lines.lines[i].strip()), None)
    if first is None:
        return title, []
    body, values = strip_footer("\n".join(lines.lines[i] for i in kept if i >= first).rstrip(), convention)
    raw_post = RawPost(id=NO_ID, file=lines.path, line=first + 1, body=body)
    return title, [with_values(raw_post, values, lines, convention, zone)]


def _heading(lines: list[str], start: int) -> Title | None:
    """The heading of level 1 that the text begins with, of either kind of CommonMark; None if there is none."""
    first = next((i for i in range(start, len(lines)) if lines[i].strip()), None)
    if first is None:
        return None
    if (text := parse_title(lines[first])) is not None:
        return Title(text, first + 1, first + 1)
    is_underlined = first + 1 < len(lines) and _UNDERLINE.match(lines[first + 1])
    return Title(lines[first].strip(), first + 1, first + 2) if is_underlined else None
