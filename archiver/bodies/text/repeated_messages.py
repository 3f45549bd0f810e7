"""Where mails begin in a body that repeats them without marks: below `-----Original Message-----`, below the headers
that Outlook writes, or below an attribution.

In come the runs of a body, out come its letters: the writer's own lines, then each mail that may be repeated below,
with the lines that introduce it. Whether it is one, its words must tell: they stand in an earlier post, or they don't.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archiver.bodies.attribution import find_introduction, parse_name
from archiver.bodies.text import mail_phrases
from archiver.bodies.text.quote_marks import Run

_MOST_LETTERS = 8
_MOST_HEADERS = 12  # lines
_FEWEST_HEADERS = 3
_LONGEST = 300  # characters of a line among headers
_ATTRIBUTION = 4  # lines among which one is looked for
_ENDS = (":", "：")
_COLON = re.compile(".{1,30}[:：]")  # behind the name of a header
_NEAR = 2  # runs behind one, of which one is plain if the other is quoted


def _named(names: Sequence[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


_DASHES = frozenset("-_=*—–‐‑―")
_SEPARATOR = re.compile(
    rf"[-_=*—–‐‑―]{{2,}}\s*(?:{_named(mail_phrases.ORIGINAL)})(?: --- original message)?\s*:?\s*[-_=*—–‐‑―]{{2,}}\s*\Z",
    re.IGNORECASE,
)
_FORWARDED = re.compile(rf"(?:{_named(mail_phrases.FORWARDED)})\s?[:：]\s*\Z", re.IGNORECASE)
_RULE = re.compile(r"\s*[-_=—–*]{5,}\s*\Z")
_WRAPPED = 70  # characters of a header and the word that follows it, which a mailer has put on a line of its own
_BEHALF = re.compile(rf".*\b(?:{_named(mail_phrases.BEHALF)})\s+(?=\S)", re.IGNORECASE)
_FROM = re.compile(rf"\s*[*_]{{0,2}}(?:{_named(mail_phrases.FROM)})[*_]{{0,2}} ?[:：][*_]{{0,2}}\s*(.*)", re.IGNORECASE)
_KINDS = tuple(
    re.compile(rf"\s*[*_]{{0,2}}(?:{_named(names)})[*_]{{0,2}} ?[:：]", re.IGNORECASE)
    for names in (mail_phrases.FROM, mail_phrases.DATED, mail_phrases.TO, mail_phrases.SUBJECT)
)


_IS_FROM = 0  # its place among them


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What one wrote: the lines that introduce it (none of the body's own), and the runs of its lines."""

    runs: tuple[Run, ...]
    introduction: tuple[str, ...] = ()
    author: str | None = None

    @property
    def said(self) -> str:
        """The introduction in one line, without a ruler."""
        return " ".join(" ".join(line for line in self.introduction if not _RULE.match(line[:_LONGEST])).split())


@dataclass(frozen=True, slots=True)
class _Introduction:
    start: int
    end: int
    author: str | None


def part_letters(runs: Sequence[Run]) -> Iterator[Letter]:
    """The letters of a body, in order; the first is its own, and may have no lines."""
    letter, waiting = Letter(runs=()), list[Run]()
    left = _MOST_LETTERS
    for number, run in enumerate(runs):
        rest = run.lines
        found = _found(run, runs[number + 1 : number + 1 + _NEAR])[:left]
        at = 0
        for introduction in found:
            before = rest[at : introduction.start]
            yield _with_runs(letter, [*waiting, *([Run(lines=before)] if before else [])])
            said = rest[introduction.start : introduction.end]
            letter, waiting = Letter(runs=(), introduction=said, author=introduction.author), []
            at = introduction.end
            left -= 1
        waiting.append(Run(lines=rest[at:]) if at else run)
    yield _with_runs(letter, waiting)


def _found(run: Run, below: Sequence[Run]) -> list[_Introduction]:
    """The introductions among the lines of a run, but for the one of the quote that follows it."""
    if run.mark is not None or run.is_patch:
        return []
    found = _joined(run.lines, _introductions(run.lines, has_more=any(map(_has_words, below))))
    taken = find_introduction(run.lines) if found and below and below[0].mark is not None else None
    return [introduction for introduction in found if taken is None or introduction.start < taken[0].start]


def _joined(lines: Sequence[str], found: Iterable[_Introduction]) -> list[_Introduction]:
    """The introductions, with those as one that only blank lines stand between."""
    joined: list[_Introduction] = []
    for introduction in found:
        before = joined[-1] if joined else None
        if before and not any(map(str.strip, lines[before.end : introduction.start])):
            author = before.author or introduction.author
            joined[-1] = _Introduction(before.start, introduction.end, author)
        else:
            joined.append(introduction)
    return joined


def _has_words(run: Run) -> bool:
    return run.mark is None and any(map(str.strip, run.lines))


def _with_runs(letter: Letter, runs: Sequence[Run]) -> Letter:
    return Letter(runs=tuple(runs), introduction=letter.introduction, author=letter.author)


def _introductions(lines: Sequence[str], *, has_more: bool) -> Iterator[_Introduction]:
    """The lines among plain ones that introduce the words below them, in order; below each there are some, or, if there
    is more than these lines, it begins with a quote.
    """
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), -1)
    start = behind = 0
    for at, line in enumerate(lines[: last + 1]):
        shown = line.strip()
        if not shown:
            start = at + 1  # of a paragraph
            continue
        begins = at == start
        if at < behind or not (shown[0] in _DASHES or shown[-1] in _ENDS or (begins and _COLON.match(shown))):
            continue
        found = _below_dashes(lines, at, shown) or (_headed(lines, at, shown) if begins else None)
        if found is None and shown[-1] in _ENDS and at < last:
            found = _attribution(lines, max(start, behind), at + 1)
        if found and found.end <= last + has_more:
            yield found
            behind = found.end


def _below_dashes(lines: Sequence[str], at: int, line: str) -> _Introduction | None:
    """`-----Original Message-----` and the headers below it, if there are some; or a ruler, and headers."""
    is_separator = line[0] in _DASHES and _SEPARATOR.match(line[:_LONGEST]) is not None
    if not is_separator and not (line[0] in _DASHES and _RULE.match(line[:_LONGEST])):
        return None
    headers = _headers(lines, _behind_blanks(lines, at + 1))
    if headers:
        return _Introduction(at, headers.end, headers.author)
    return _Introduction(at, at + 1, None) if is_separator else None


def _headed(lines: Sequence[str], at: int, line: str) -> _Introduction | None:
    """`Begin forwarded message:` and the headers below it, if there are some; or headers."""
    if line[-1] in _ENDS and _FORWARDED.match(line[:_LONGEST]):
        headers = _headers(lines, _behind_blanks(lines, at + 1))
        return _Introduction(at, headers.end, headers.author) if headers else _Introduction(at, at + 1, None)
    return _headers(lines, at)


def _behind_blanks(lines: Sequence[str], at: int) -> int:
    end = min(len(lines), at + 2)
    while at < end and not lines[at].strip():
        at += 1
    return at


def _headers(lines: Sequence[str], at: int) -> _Introduction | None:
    """The headers of a mail that begin at a line, in any order: who wrote it, when, to whom, or of what; one may go on
    in a line of its own.
    """
    if at >= len(lines) or _kind(lines[at]) is None:
        return None
    below = lines[at : at + _MOST_HEADERS]
    below = below[: next((n for n, line in enumerate(below) if not line.strip()), len(below))]
    kinds = {n: kind for n, line in enumerate(below) if (kind := _kind(line)) is not None}
    if len(set(kinds.values())) < _FEWEST_HEADERS or _IS_FROM not in kinds.values():
        return None
    last = max(kinds)
    rest = below[last + 1 :]
    if len(rest) == 1 and len(below[last]) + len(rest[0].split()[0]) >= _WRAPPED:
        last += 1
    first = next(n for n, kind in kinds.items() if kind == _IS_FROM)
    end = next((n for n in kinds if n > first), last + 1)
    return _Introduction(at, at + last + 1, _author(" ".join(below[first:end])))


def _kind(line: str) -> int | None:
    return next((n for n, names in enumerate(_KINDS) if names.match(line[:_LONGEST])), None)


def _author(header: str) -> str | None:
    """Who wrote a mail, by its header; a list that sent it names whom it was for."""
    found = _FROM.match(" ".join(header.split())[:_LONGEST])
    return parse_name(_BEHALF.sub("", found[1])) if found else None


def _attribution(lines: Sequence[str], start: int, end: int) -> _Introduction | None:
    """An attribution that these lines, the first of a paragraph, are."""
    found = find_introduction(lines[start:end]) if end - start <= _ATTRIBUTION else None
    return _Introduction(start, end, found[1].author) if found and found[0] == slice(0, end - start) else None
