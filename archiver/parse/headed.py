"""The headed form: `## alice · 2022-07-05T14:03:00Z {#p1 reply-to=p0}` begins a post.

A heading counts wherever its line stands, also inside a code block, so that an unclosed fence cannot swallow the
posts behind it. A body's own line of that form carries a backslash, which is taken off here.
"""

import re
from collections.abc import Callable
from datetime import tzinfo
from typing import NamedTuple

from archiver.errors import Severity
from archiver.model import Moment, PostId
from archiver.parse.posts import Lines, RawPost, parse_moment, parse_post_id, parse_title
from archiver.parse.titles import Title
from archiver.parse.unique_ids import NO_ID, PREFACE, assign_unique_ids
from archiver.values import is_web_address

_ATTRIBUTE = r"""[A-Za-z][\w-]*(?:=(?:"[^"]*"|[^\s"{}]*))?"""
_BLOCK = re.compile(rf"\{{#([A-Za-z0-9][A-Za-z0-9._-]*)((?:\s+{_ATTRIBUTE})*)\s*\}}\Z")
_ATTRIBUTES = re.compile(r"""([A-Za-z][\w-]*)(?:=(?:"([^"]*)"|([^\s"{}]*)))?""")
_USUAL_HEAD = re.compile(r"([^·|—]+) · (\d{4}-\d\d-\d\dT?[0-9:]{0,8}Z?)", re.ASCII)
_SEPARATOR = re.compile(r"(?:^|\s)[·|—](?:\s|$)")
_LOOKS_DATED = re.compile(r"\d{4}-\d")
_NEARLY = re.compile(r"##[ \t].*\{#(?:.*\}|[\w.-]+)\s*\Z")
_DATED = re.compile(
    r"#{2,6}[ \t]*[^\s#].*[ \t][·|][ \t]+\d{4}-\d\d-\d\d(?:[T ][0-9:.,]+)?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?"
    r"[ \t]*(?:\{.*\})?[ \t]*\Z",
    re.ASCII,
)
_IN_BRACES = "its braces take #id, then key=value"
_LONGEST_NEARLY = 1000  # characters
_LONGEST_DATE = 60  # characters behind a separator that may still be a date
_ESCAPED = re.compile(r"\\+##[ \t]")


class Heading(NamedTuple):
    """A post heading: its line (an index, `at`), what stands before the attribute block, and the block."""

    at: int
    head: str
    id: PostId
    attributes: str


def find_headings(lines: Lines, start: int) -> list[Heading]:
    """All post headings from the line `start` (an index) on."""
    candidates = [(i, line) for i, line in enumerate(lines.lines) if line[:2] == "##" and i >= start]
    read = [(i, line, parse_heading(line)) for i, line in candidates]
    found = [Heading(i, *parts) for i, _, parts in read if parts]
    _warn_of_near_misses(lines, [(i, line) for i, line, parts in read if not parts], is_headed=bool(found))
    return found


def _warn_of_near_misses(lines: Lines, others: list[tuple[int, str]], *, is_headed: bool) -> None:
    """A heading with a slip in its braces, or without any, would give one poster's words to another without a word.

    Where no heading is right, the first slip tells enough, and a single line without braces may be a heading of a text.
    """
    slips = [(index, slip) for index, line in others if (slip := _slip(line))]
    if not is_headed:
        slips = slips[:1] if len(slips) > 1 or (slips[:1] and slips[0][1] is _IN_BRACES) else []
    for index, slip in slips:
        lines.problem(index + 1, f"not a post heading, though it looks like one: {slip}", Severity.WARNING)


def _slip(line: str) -> str:
    """What keeps a line from being a post heading; "" if it doesn't look like one."""
    if len(line) >= _LONGEST_NEARLY:
        return ""
    if _NEARLY.match(line):
        return _IN_BRACES
    return 'it wants "## " before it, and {#id} behind it' if _DATED.match(line) else ""


def parse_heading(line: str) -> tuple[str, PostId, str] | None:
    """The parts of a post heading, or None if the line is none."""
    line = line.rstrip()
    if not line.startswith(("## ", "##\t")) or not line.endswith("}"):
        return None
    at = line.find("{#")
    while at > 0:
        if block := _BLOCK.match(line, at):
            return line[2:at].strip(), PostId(block[1]), block[2]
        at = line.find("{#", at + 1)
    return None


def parse_headed(lines: Lines, start: int, headings: list[Heading], zone: tzinfo) -> tuple[Title | None, list[RawPost]]:
    """The title, and the posts."""
    title, preface = _read_preface(lines, start, headings)
    ends = [heading.at for heading in headings[1:]] + [len(lines.lines)]
    raw_posts = [_raw_post(lines, heading, end, zone) for heading, end in zip(headings, ends, strict=True)]
    return title, assign_unique_ids(lines, [*preface, *raw_posts])


def _read_preface(lines: Lines, start: int, headings: list[Heading]) -> tuple[Title | None, list[RawPost]]:
    """The title before the first post; what else stands there is a post, so that it is not lost."""
    before = range(start, headings[0].at)
    titles = (Title(text, i + 1, i + 1) for i in before if (text := parse_title(lines.lines[i])) is not None)
    title = next(titles, None)
    at = title.line - 1 if title else -1
    rest = next((i for i in before if i != at and lines.lines[i].strip()), None)
    if rest is None:
        return title, []
    message = f"text before the first post heading (line {headings[0].at + 1}) becomes a post; give it a heading"
    lines.problem(rest + 1, message, Severity.WARNING)
    body = "\n".join(lines.lines[i] for i in before if i >= rest and i != at)
    is_free = all(heading.id != PREFACE for heading in headings)
    return title, [RawPost(id=PREFACE if is_free else NO_ID, line=rest + 1, body=_unescaped(body).strip("\n"))]


def _raw_post(lines: Lines, heading: Heading, end: int, zone: tzinfo) -> RawPost:
    author, date = _read_head(lines, heading, zone)
    return RawPost(
        id=heading.id,
        line=heading.at + 1,
        body=_unescaped("\n".join(lines.lines[heading.at + 1 : end])).strip("\n"),
        author=author,
        date=date,
        **_read_attributes(lines, heading, zone),  # type: ignore[arg-type]  # checked by _READERS
    )


def _unescaped(body: str) -> str:
    """A body whose own lines in the form of a heading have one backslash less."""
    if "\\##" not in body:
        return body
    return "\n".join(line[1:] if _is_escaped(line) else line for line in body.split("\n"))


def _is_escaped(line: str) -> bool:
    return _ESCAPED.match(line) is not None and parse_heading(line.lstrip("\\")) is not None


def _read_head(lines: Lines, heading: Heading, zone: tzinfo) -> tuple[str | None, Moment | None]:
    """Author and date; the last separator with a date behind it parts them."""
    usual = _USUAL_HEAD.fullmatch(heading.head)
    if usual and (moment := parse_moment(usual[2], zone)):
        return " ".join(usual[1].split()), moment
    if whole := parse_moment(heading.head, zone):
        return None, whole
    near = max(0, len(heading.head) - _LONGEST_DATE)
    separators = list(_SEPARATOR.finditer(heading.head, near))
    for separator in reversed(separators):
        if moment := parse_moment(heading.head[separator.end() :], zone):
            return " ".join(heading.head[: separator.start()].split()) or None, moment
    if separators and _LOOKS_DATED.match(heading.head[separators[-1].end() :]):
        wrong = heading.head[separators[-1].end() :]
        lines.problem(heading.at + 1, f'"{wrong}" is not a date; write it as 2022-07-05T14:03:00Z')
        return " ".join(heading.head[: separators[-1].start()].split()) or None, None
    return " ".join(heading.head.strip("·|— \t").split()) or None, None


def _read_attributes(lines: Lines, heading: Heading, zone: tzinfo) -> dict[str, object]:
    values: dict[str, object] = {}
    for match in _ATTRIBUTES.finditer(heading.attributes):
        key, quoted, bare = match.groups()
        text = quoted if quoted is not None else bare
        if key not in _READERS:
            lines.problem(heading.at + 1, f'a post has no "{key}"; known are: {", ".join(sorted(_READERS))}')
            continue
        field, expected, read = _READERS[key]
        value = read(text, zone)
        if value is None:
            lines.problem(heading.at + 1, f'"{key}" is not right; it takes {expected}')
        else:
            values[field] = value
    return values


def _read_number(text: str | None, _zone: tzinfo) -> int | None:
    return int(text) if text and re.fullmatch(r"[+-]?[0-9]{1,15}", text) else None


_READERS: dict[str, tuple[str, str, Callable[[str | None, tzinfo], object]]] = {
    "reply-to": ("reply_to", "the id of a post", lambda text, _: parse_post_id(text or "")),
    "subject": ("subject", "text", lambda text, _: " ".join(text.split()) if text else None),
    "edited": ("edited", "an ISO 8601 date", lambda text, zone: parse_moment(text or "", zone)),
    "url": ("url", "an http or https address", lambda text, _: text if text and is_web_address(text) else None),
    "score": ("score", "a whole number", _read_number),
    "deleted": ("deleted", "no value", lambda text, _: text is None or None),
}
"""Attribute: field of `RawPost`, what it takes, and how it is read (None: it is not that)."""
