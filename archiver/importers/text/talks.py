"""Reads pasted talks: logs of IRC without days, and lines as `ada: text`. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, time, tzinfo

from archiver.importers.irc.line_shapes import LogLine, Shape, parse_line
from archiver.importers.markdown.escaping import escape_text
from archiver.importers.markdown.lines import join_text
from archiver.importers.text.pieces import TextPost
from archiver.model import Moment

_MESSAGE = re.compile(
    r"[ \t]*(?:[\[(]?(?P<clock>(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)[\])]?[ \t]+-?[ \t]*)?"
    r"(?:<[ @+%&~!]?(?P<nick>[^\s<>]{1,64})>[ \t]?"
    r"|[*_]{0,2}(?P<name>[^\W_][\w.'-]{0,31}(?: [\w.'-]{1,31}){0,2})[*_]{0,2}:[*_]{0,2}[ \t]+)"
    r"(?P<text>\S.*)\Z"
)
_LEAST = 0.6  # of lines that somebody says, by which a talk is recognised
_FEWEST = 3  # such lines
_LOOKED_AT = 400  # lines
_LONGEST = 1 << 12  # characters of a line in which a name is looked for
_LEAST_OF_LOG = 0.8
_TALK = {Shape.MESSAGE, Shape.ACTION}


def is_talk(lines: Sequence[str]) -> bool:
    """True if most of the first lines are somebody's, and somebody has two of them."""
    first = [line for line in lines[:_LOOKED_AT] if line.strip()]
    if is_clocked(first):
        return True
    names = Counter(match["nick"] or match["name"] for line in first if (match := _MESSAGE.match(line)))
    return 1 < len(names) < names.total() and names.total() >= max(_FEWEST, len(first) * _LEAST)


def is_clocked(lines: Sequence[str]) -> bool:
    """True if lines are a log of IRC; none is blank."""
    shapes = [parse_line(line).shape for line in lines]
    known = sum(shape is not Shape.UNKNOWN for shape in shapes)
    return any(shape in _TALK for shape in shapes) and known >= len(shapes) * _LEAST_OF_LOG


def read_talk(lines: Sequence[str], zone: tzinfo, left_out: Counter[str]) -> Iterator[TextPost]:
    """The messages of a talk, line by line. Lines of nobody belong to the message before them.

    Args:
        lines: the talk.
        zone: the time zone of its clock, where it has days.
        left_out: counts events (joins, leaves), by what they are.
    """
    piece: TextPost | None = None
    day = None
    for line in lines:
        logged = parse_line(line)
        day = logged.day or day
        found = _logged(logged) if logged.shape in _TALK else _message(line)
        if found is not None:
            if piece:
                yield _finished(piece)
            piece, at = found
            if at is not None and day is not None:
                piece.date = Moment(at=datetime.combine(day, at, zone))
        elif logged.shape not in {Shape.UNKNOWN, Shape.BLANK}:
            left_out[logged.shape.value] += 1
        elif piece is None:
            piece = TextPost(lines=[line])
        else:
            piece.lines.append(line)
    if piece:
        yield _finished(piece)


def _finished(piece: TextPost) -> TextPost:
    """The piece with its lines as Markdown that means these."""
    body = join_text("\n".join(map(escape_text, piece.lines)))
    is_action = piece.extra.pop("action", "")
    piece.lines = [f"*{escape_text(piece.author or '')}* {body}" if is_action else body]
    return piece


def _logged(line: LogLine) -> tuple[TextPost, time | None]:
    piece = TextPost(lines=[line.text], author=line.name or None)
    if line.at is not None:
        piece.extra["time"] = f"{line.at:%H:%M:%S}" if line.at.second else f"{line.at:%H:%M}"
    if line.shape is Shape.ACTION:
        piece.extra["action"] = "true"
    return piece, line.at


def _message(line: str) -> tuple[TextPost, time | None] | None:
    match = _MESSAGE.match(line[:_LONGEST])
    if match is None:
        return None
    piece = TextPost(lines=[match["text"] + line[_LONGEST:]], author=match["nick"] or match["name"])
    clock = match["clock"]
    if clock:
        piece.extra["time"] = clock
    return piece, time.fromisoformat(clock.zfill(5) if clock.count(":") == 1 else clock.zfill(8)) if clock else None
