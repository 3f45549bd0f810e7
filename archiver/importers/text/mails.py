"""Reads pasted mails: blocks of fields, and top-posted mails, whose quoted history becomes posts. Pure."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from archiver.bodies.attribution import find_introduction
from archiver.bodies.text.broken_attributions import rejoin_attributions
from archiver.bodies.text.quote_marks import LineRun, find_runs
from archiver.bodies.text.signatures import split_signatures
from archiver.importers.mail.headers import decode_words, find_ids, parse_author
from archiver.importers.text.headings import MailHeading, find_headings
from archiver.importers.text.pieces import TextPost
from archiver.importers.text.written_dates import WrittenDates
from archiver.model import Moment

_DEEPEST = 100  # mails within one another


class Mails(NamedTuple):
    """What was found in a text."""

    pieces: list[TextPost]
    """The mails, the oldest first where one repeats the others; empty if there is but one without a heading."""
    title: str = ""
    """A line above the first mail; "" if there is none."""
    is_chain: bool = False
    """True if each mail answers the one before it."""


def read_mails(lines: list[str], dates: WrittenDates) -> Mails:
    """The mails in a text.

    Args:
        lines: the text.
        dates: parses the dates in it.
    """
    pieces = _sections(TextPost(lines=lines), dates)
    if len(pieces) > 1 and not _is_newest_first(pieces):
        above = list(filter(str.strip, pieces[0].lines))
        title = above[0].strip() if len(above) == 1 else ""
        return Mails(list(filter(_is_post, pieces[1:] if title or not above else pieces)), title)
    for _ in range(_DEEPEST):
        inner = _split_history(pieces[-1], dates)
        if inner is None:
            break
        pieces += _sections(inner, dates)
    pieces = list(filter(_is_post, pieces))
    is_mail = len(pieces) > 1 or any(piece.author for piece in pieces)
    return Mails(pieces[::-1] if is_mail else [], is_chain=True)


def _is_post(piece: TextPost) -> bool:
    return piece.has_words or not piece.is_guess


def _sections(outer: TextPost, dates: WrittenDates) -> list[TextPost]:
    """A mail parted at the headings in it: what stands above the first one stays in `outer`, which comes first."""
    lines = outer.lines
    headings = find_headings(lines)
    ends = [*(heading.start for heading in headings), len(lines)]
    outer.lines = lines[: ends.pop(0)]
    below = [_piece(heading, lines[heading.end : end], dates) for heading, end in zip(headings, ends, strict=True)]
    return [outer, *below]


def _piece(heading: MailHeading, lines: list[str], dates: WrittenDates) -> TextPost:
    """The mail below a heading.

    Args:
        heading: the heading.
        lines: what stands below it.
        dates: parses the date in it.
    """
    if heading.text:
        return TextPost(lines=lines, author=heading.author or None, date=dates.parse(heading.text))
    fields = heading.fields
    author, address = parse_author(fields["from"].replace("[mailto:", "<").replace("]", ">"))
    ids = find_ids(fields.get("message-id", ""))
    parents = find_ids(fields.get("in-reply-to", "")) or find_ids(fields.get("references", ""))[-1:]
    return TextPost(
        lines=lines,
        author=author or address,
        address=address,
        date=dates.parse(fields["date"]),
        subject=decode_words(fields.get("subject", "")),
        id=ids[0] if ids else "",
        reply_to=parents[0] if parents else "",
        is_guess=False,
    )


def _is_newest_first(pieces: list[TextPost]) -> bool:
    """True if the mails of a text are in the order of a mail that repeats what it answers."""
    pairs = list(pairwise(piece.date for piece in pieces if piece.date))
    falls = sum(_is_before(second, first) for first, second in pairs)
    rises = sum(_is_before(first, second) for first, second in pairs)
    return falls > rises or (falls == rises and pieces[0].has_words)


def _is_before(first: Moment, second: Moment) -> bool:
    """True if one date is before another; on one day only if both have a time."""
    if first.has_time and second.has_time:
        return first.at < second.at
    return first.at.date() < second.at.date()


def _split_history(piece: TextPost, dates: WrittenDates) -> TextPost | None:
    """Take the quoted mail at the end of a mail out of it; None if there is none, or answers stand between its lines.

    The signature below the history stays with its author.
    """
    runs = list(find_runs(rejoin_attributions(piece.lines)))
    below: Sequence[str] = ()
    if runs and runs[-1].mark is None and not runs[-1].is_patch:
        own, signatures = split_signatures(runs[-1].lines)
        if any(map(str.strip, own)):
            return None
        below = runs.pop().lines if any(signatures) else ()
    quoted = list(_quoted_end(runs))
    before = runs[-1].lines if runs and runs[-1].mark is None else ()
    if not quoted or any(run.mark is not None and _is_introduced(runs, at) for at, run in enumerate(runs)):
        return None
    found = find_introduction(before)
    if found is None and not _begins_with_heading(quoted):
        return None
    own_runs = (*runs[:-1], LineRun(lines=before[: found[0].start])) if found else runs
    piece.lines = [line for run in own_runs for line in _as_written(run)]
    piece.lines += below
    if found is None:
        return TextPost(lines=quoted)
    return TextPost(lines=quoted, author=found[1].author, date=dates.parse(found[1].text))


def _begins_with_heading(lines: list[str]) -> bool:
    """True if a heading of a mail stands above all words."""
    headings = find_headings(lines)
    return bool(headings) and not any(map(str.strip, lines[: headings[0].start]))


def _quoted_end(runs: list[LineRun]) -> Iterator[str]:
    """The lines of the quote at the end, without one mark of each; its runs are removed from `runs`."""
    taken: list[LineRun] = []
    while runs and (runs[-1].mark is not None or not (runs[-1].is_patch or any(map(str.strip, runs[-1].lines)))):
        taken.append(runs.pop())
    for run in reversed(taken):
        yield from run.lines


def _is_introduced(runs: list[LineRun], at: int) -> bool:
    """True if the quote at an index has an attribution: then the mail answers it line by line."""
    return at > 0 and runs[at - 1].mark is None and find_introduction(runs[at - 1].lines) is not None


def _as_written(run: LineRun) -> Iterator[str]:
    """The lines of a run with their marks."""
    mark = run.mark
    if mark is None:
        yield from run.lines
        return
    yield from (f"{mark} {line}" if mark in {">", "|"} else f"{mark}> {line}" for line in run.lines)
