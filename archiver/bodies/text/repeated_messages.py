"""Messages that a text body repeats without quote marks: below `-----Original Message-----`, below mail headers as
Outlook writes them, or below an attribution.

In come the runs of a body, out come its messages: the poster's own lines, then each message that may be a repeated one,
with the lines that introduce it. `quotes.resolve_unmarked` decides later: a message is repeated if an earlier post has
its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from archiver.bodies.attribution import find_introduction, parse_name
from archiver.bodies.text import mail_phrases
from archiver.bodies.text.quote_marks import LineRun

_MOST_MESSAGES = 8  # repeated ones in a body
_MOST_HEADER_LINES = 12
_FEWEST_HEADERS = 3  # different ones
_LONGEST_LINE = 300  # characters of a line that are looked at
_MOST_ATTRIBUTION_LINES = 4
_COLONS = (":", "：")
_HEADER_START = re.compile(".{1,30}[:：]")
_RUNS_BELOW = 2  # runs below an introduction in which words are searched: one of two is not quoted


def _any_of(phrases: Sequence[str]) -> str:
    """Make a pattern for any of some phrases. If one phrase starts with another, the longer one is tried first."""
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


_RULER_CHARACTERS = frozenset("-_=*—–‐‑―")
_SEPARATOR = re.compile(
    rf"[-_=*—–‐‑―]{{2,}}\s*(?:{_any_of(mail_phrases.ORIGINAL_MESSAGE)})(?: --- original message)?\s*:?"
    r"\s*[-_=*—–‐‑―]{2,}\s*\Z",
    re.IGNORECASE,
)
_FORWARDED = re.compile(rf"(?:{_any_of(mail_phrases.FORWARDED_MESSAGE)})\s?[:：]\s*\Z", re.IGNORECASE)
_RULER = re.compile(r"\s*[-_=—–*]{5,}\s*\Z")
_WRAP_WIDTH = 70  # characters: a header and the next word are longer, if a mail program has wrapped the header
_ON_BEHALF_OF = re.compile(rf".*\b(?:{_any_of(mail_phrases.ON_BEHALF_OF)})\s+(?=\S)", re.IGNORECASE)
_FROM = re.compile(
    rf"\s*[*_]{{0,2}}(?:{_any_of(mail_phrases.FROM)})[*_]{{0,2}} ?[:：][*_]{{0,2}}\s*(.*)", re.IGNORECASE
)
_HEADERS = tuple(
    re.compile(rf"\s*[*_]{{0,2}}(?:{_any_of(names)})[*_]{{0,2}} ?[:：]", re.IGNORECASE)
    for names in (mail_phrases.FROM, mail_phrases.DATE, mail_phrases.TO, mail_phrases.SUBJECT)
)
_FROM_INDEX = 0  # in `_HEADERS`


class Message(Struct, frozen=True, kw_only=True):
    """A message in a text body: the poster's own, or one that the body repeats."""

    runs: tuple[LineRun, ...]
    """The lines of the message, without the lines that introduce it."""
    introduction: tuple[str, ...] = ()
    """The lines that introduce the message, such as mail headers; empty for the poster's own lines."""
    author: str | None = None
    """The author whom the introduction names; None if it names nobody."""

    @property
    def introduction_text(self) -> str:
        """The introduction as one line, without separator lines."""
        return " ".join(" ".join(line for line in self.introduction if not _RULER.match(line[:_LONGEST_LINE])).split())


class _Introduction(Struct, frozen=True):
    """Lines that introduce a message of `author`: from index `start` up to, but without, index `end`."""

    start: int
    end: int
    author: str | None


def split_messages(runs: Sequence[LineRun]) -> Iterator[Message]:
    """Split a body into messages, in order. The first has the poster's own lines, and may have none."""
    message, waiting = Message(runs=()), list[LineRun]()
    left = _MOST_MESSAGES
    for number, run in enumerate(runs):
        lines = run.lines
        introductions = _find_introductions(run, runs[number + 1 : number + 1 + _RUNS_BELOW])[:left]
        at = 0
        for introduction in introductions:
            before = lines[at : introduction.start]
            yield _with_runs(message, [*waiting, *([LineRun(lines=before)] if before else [])])
            own_lines = lines[introduction.start : introduction.end]
            message, waiting = Message(runs=(), introduction=own_lines, author=introduction.author), []
            at = introduction.end
            left -= 1
        waiting.append(LineRun(lines=lines[at:]) if at else run)
    yield _with_runs(message, waiting)


def _find_introductions(run: LineRun, below: Sequence[LineRun]) -> list[_Introduction]:
    """Find the introductions among the lines of a run. The attribution of a marked quote that follows the run is none.

    Args:
        run: the run.
        below: the next runs of the body.
    """
    if run.mark is not None or run.is_patch:
        return []
    introductions = _merge_adjacent(run.lines, _introductions(run.lines, has_words_below=any(map(_has_words, below))))
    of_quote = find_introduction(run.lines) if introductions and below and below[0].mark is not None else None
    return [one for one in introductions if of_quote is None or one.start < of_quote[0].start]


def _merge_adjacent(lines: Sequence[str], introductions: Iterable[_Introduction]) -> list[_Introduction]:
    """Merge introductions with only blank lines between them."""
    merged: list[_Introduction] = []
    for introduction in introductions:
        before = merged[-1] if merged else None
        if before and not any(map(str.strip, lines[before.end : introduction.start])):
            author = before.author or introduction.author
            merged[-1] = _Introduction(before.start, introduction.end, author)
        else:
            merged.append(introduction)
    return merged


def _has_words(run: LineRun) -> bool:
    return run.mark is None and any(map(str.strip, run.lines))


def _with_runs(message: Message, runs: Sequence[LineRun]) -> Message:
    return Message(runs=tuple(runs), introduction=message.introduction, author=message.author)


def _introductions(lines: Sequence[str], *, has_words_below: bool) -> Iterator[_Introduction]:
    """Yield the introductions among unquoted lines, in order.

    Args:
        lines: the lines of a run.
        has_words_below: True if an unquoted run with words follows. If not, an introduction at the end of `lines`
            introduces nothing and is left out.
    """
    last = next((n for n in range(len(lines) - 1, -1, -1) if lines[n].strip()), -1)
    paragraph = end = 0  # first line of the paragraph; line after the last introduction
    for at, line in enumerate(lines[: last + 1]):
        text = line.strip()
        if not text:
            paragraph = at + 1
            continue
        is_first = at == paragraph
        may_begin = text[0] in _RULER_CHARACTERS or text[-1] in _COLONS or (is_first and _HEADER_START.match(text))
        if at < end or not may_begin:
            continue
        found = _below_ruler(lines, at, text) or (_forwarded_or_headers(lines, at, text) if is_first else None)
        if found is None and text[-1] in _COLONS and at < last:
            found = _attribution(lines, max(paragraph, end), at + 1)
        if found and found.end <= last + has_words_below:
            yield found
            end = found.end


def _below_ruler(lines: Sequence[str], at: int, text: str) -> _Introduction | None:
    """Parse a separator line at `at`, with the headers below it, if any; or a ruler with headers below it.

    Args:
        lines: the lines of a run.
        at: index of a line.
        text: the line without the white space around it; not empty.
    """
    is_separator = text[0] in _RULER_CHARACTERS and _SEPARATOR.match(text[:_LONGEST_LINE]) is not None
    if not is_separator and not (text[0] in _RULER_CHARACTERS and _RULER.match(text[:_LONGEST_LINE])):
        return None
    headers = _headers(lines, _skip_blank_line(lines, at + 1))
    if headers:
        return _Introduction(at, headers.end, headers.author)
    return _Introduction(at, at + 1, None) if is_separator else None


def _forwarded_or_headers(lines: Sequence[str], at: int, text: str) -> _Introduction | None:
    """Parse `Begin forwarded message:` at `at`, with the headers below it, if any; or headers that start at `at`.

    Args:
        lines: the lines of a run.
        at: index of a line.
        text: the line without the white space around it; not empty.
    """
    if text[-1] in _COLONS and _FORWARDED.match(text[:_LONGEST_LINE]):
        headers = _headers(lines, _skip_blank_line(lines, at + 1))
        return _Introduction(at, headers.end, headers.author) if headers else _Introduction(at, at + 1, None)
    return _headers(lines, at)


def _skip_blank_line(lines: Sequence[str], at: int) -> int:
    end = min(len(lines), at + 2)
    while at < end and not lines[at].strip():
        at += 1
    return at


def _headers(lines: Sequence[str], at: int) -> _Introduction | None:
    """Parse the mail headers that start at line `at`: at least three different ones in any order, `From` among them.

    A header that a mail program has wrapped continues on the next line.
    """
    if at >= len(lines) or _header_index(lines[at]) is None:
        return None
    block = lines[at : at + _MOST_HEADER_LINES]
    block = block[: next((n for n, line in enumerate(block) if not line.strip()), len(block))]
    headers = {n: index for n, line in enumerate(block) if (index := _header_index(line)) is not None}
    if len(set(headers.values())) < _FEWEST_HEADERS or _FROM_INDEX not in headers.values():
        return None
    last = max(headers)
    rest = block[last + 1 :]
    if len(rest) == 1 and len(block[last]) + len(rest[0].split()[0]) >= _WRAP_WIDTH:
        last += 1
    first = next(n for n, index in headers.items() if index == _FROM_INDEX)
    end = next((n for n in headers if n > first), last + 1)
    return _Introduction(at, at + last + 1, _author(" ".join(block[first:end])))


def _header_index(line: str) -> int | None:
    """Return which header a line is, as an index into the table of headers; None if the line is no header."""
    return next((n for n, header in enumerate(_HEADERS) if header.match(line[:_LONGEST_LINE])), None)


def _author(header: str) -> str | None:
    """Parse the author from a `From` header. If a list sent the message on behalf of the author, the list's name is
    left out.
    """
    match = _FROM.match(" ".join(header.split())[:_LONGEST_LINE])
    return parse_name(_ON_BEHALF_OF.sub("", match[1])) if match else None


def _attribution(lines: Sequence[str], start: int, end: int) -> _Introduction | None:
    """Parse the lines from `start` to before `end` as one attribution; None if they are no attribution."""
    found = find_introduction(lines[start:end]) if end - start <= _MOST_ATTRIBUTION_LINES else None
    return _Introduction(start, end, found[1].author) if found and found[0] == slice(0, end - start) else None
