"""Who a quote says it quotes: `**alice wrote:**`, `On <date>, Alice wrote:`, `[quote="alice, post:3"]`.

In comes a line (or what was one before a mailer wrapped it), out comes the attribution that it is, or None. How the
languages say it stands in `attribution_table`; here is only what is a name. A line is short, or it is prose.
"""

import re
from collections.abc import Iterator, Sequence

from archiver.bodies.attribution_rows import NOT_NAMES, YOU
from archiver.bodies.attribution_table import has_bare_sign, patterns, rows_for
from archiver.model import Attribution

_LONGEST = 250  # characters; a longer line is prose that happens to end in a colon
_ENDS = (":", "：", "…", "...")
_MOST_WRAPPED = 3  # lines that an attribution is broken into
_MOST_BLANKS = 3  # lines between an attribution and its quote
_MOST_WORDS = 4  # of a name that nothing but a verb follows; more are a sentence
_MOST_WORDS_SURE = 9  # of one with its address or a date beside it
_BIDI = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HOST = r"[\w.-]{1,80}"
_ADDRESS = re.compile(
    rf"[<(\[]+(?:mailto:)?[^\s<>()\[\]]+(?:@| ?[(\[]?at[)\]]? )[^<>()\[\]]+[>)\]]+"
    rf"|(?:mailto:)?[^\s<>()\[\]\"']+(?:@| (?:at|\(at\)|\[at\]) (?={_HOST}\.\w)){_HOST}"
)
_LOCAL_PART = re.compile(r"[<(\[]*(?:mailto:)?([^\s@<>()\[\]]+)")
_ARROW = re.compile(r":? ?↑ ?(?:(?=[^↑]{0,60}\d)[^↑]{0,60})?\Z")  # `wrote: ↑Mon Jan 01, 2020 10:00 am`, as phpBB has it
_GLUED = re.compile(r">(?=\w)")  # `<a@x.example>wrote:`
_OLD_GMAIL = re.compile(r"\d{4}/\d{1,2}/\d{1,2} (?:[^<>]{1,80} )?<[^<>]{1,80}>\Z")  # has no colon
_ELISION = re.compile(r"\s*(?:\[[^\[\]]{0,40}\]|<snip>|[-.]*snip[-.]*|\.{3,}|…)\s*\Z", re.IGNORECASE)
_VIA = re.compile(r" via \S.*\Z", re.IGNORECASE)
_WRAPPING = " \t<>\"'“”„«»*_@,،、"


def read_attribution(text: str, *, wrapped: bool = False) -> Attribution | None:
    """The attribution that a text is, or None. One that was wrapped over lines begins with a word or a date that tells.

    The author is the name without its address; if there is only an address, what stands in it before the at.

    >>> read_attribution("On 3 March 2021, Mira wrote:").author
    'Mira'
    >>> read_attribution("<mira@x.example> wrote:").author
    'mira'
    """
    if len(text) > 2 * _LONGEST:
        return None
    text = " ".join(text.split())
    line = _GLUED.sub("> ", _BIDI.sub("", text).replace(" <at> ", "@"))
    line = _ARROW.sub(":", line)
    if len(line) > _LONGEST or not may_attribute(line):
        return None
    has_colon = line.endswith(_ENDS) or _OLD_GMAIL.match(line) is not None
    author = next(_authors(line.rstrip(":：….").rstrip(), wrapped=wrapped, has_colon=has_colon), None)
    return None if author is None else Attribution(text=text, author=author or None)


def read_name(who: str) -> str | None:
    """The name in a mail's `From:`, or what stands before the at of its address; None if it has neither.

    >>> read_name("Mira Lund [mailto:mira@x.example]")
    'Mira Lund'
    """
    who = _BIDI.sub("", who[:_LONGEST]).strip()
    return _name(who, most=_MOST_WORDS_SURE) if who else None


def may_attribute(line: str) -> bool:
    """True if a closer look at a line is worth it: it ends in a colon, or has words in it that need none."""
    line = line.rstrip()
    return line.endswith(_ENDS) or _OLD_GMAIL.match(line.lstrip()) is not None or _needs_no_colon(line)


def _needs_no_colon(line: str) -> bool:
    return not line.rstrip().endswith(_ENDS) and has_bare_sign(line[:_LONGEST])


def attribution_at_end(lines: Sequence[str]) -> tuple[Attribution, int] | None:
    """The attribution that a paragraph ends in, and the line at which it begins: it is the last one or two of them."""
    last = len(lines) - 1
    for first in range(max(0, last - 1), last + 1):
        if attribution := read_attribution("\n".join(lines[first:]), wrapped=first != last):
            return attribution, first
    return None


def read_introduction(lines: Sequence[str]) -> tuple[slice, Attribution] | None:
    """The attribution that some lines end in, and which of the lines are it; blank ones may follow, or `[...]`.

    It may be wrapped over three lines; then, so that no sentence is torn, either its begin tells (`On <date>`, as it
    does in `opened` patterns), or the lines are a paragraph for themselves.
    """
    end = _without_blanks(lines, len(lines))
    if end and _ELISION.match(lines[end - 1][:60]):
        end = _without_blanks(lines, end - 1)
    if not end or not may_attribute(lines[end - 1]):
        return None
    start = next((n for n in range(end - 1, max(0, end - 4), -1) if not lines[n - 1].strip()), max(0, end - 4))
    for first, wrapped in _wrappings(start, end, whole=end - start < 4):
        if attribution := read_attribution("\n".join(lines[first:end]), wrapped=wrapped):
            return slice(first, end), attribution
    return None


def read_caption(lines: Sequence[str]) -> tuple[slice, Attribution] | None:
    """The attribution that a quote's own lines begin with, as Apple Mail and engines write it, or end in, as those do
    that need no colon; and which of the lines are it. None if there are no words but it.

    The lines are those that are quoted at one level; a caption stands beside words, not before a quote in the quote.
    """
    start = next((n for n, line in enumerate(lines) if line.strip()), len(lines))
    for end in range(start + 1, min(start + _MOST_WRAPPED, len(lines)) + 1):
        if not lines[end - 1].strip():
            break
        if may_attribute(lines[end - 1]) and _has_words(lines, end):
            said = read_attribution("\n".join(lines[start:end]), wrapped=end - start > 1)
            if said:
                return slice(start, end), said
    last = next((n for n in range(len(lines) - 1, start, -1) if lines[n].strip()), start)
    said = read_attribution(lines[last]) if last > start and _needs_no_colon(lines[last]) else None
    return (slice(last, last + 1), said) if said else None


def _has_words(lines: Sequence[str], at: int) -> bool:
    """True if the next line that says something is not quoted itself, over what was left out too."""
    rest = (line for line in lines[at:] if line.strip() and not _ELISION.match(line[:60]))
    return not next(rest, ">").lstrip().startswith((">", "|"))


def _without_blanks(lines: Sequence[str], end: int) -> int:
    """Where the lines end, without the few blank ones that may follow; 0 if more do."""
    for _ in range(_MOST_BLANKS + 1):
        if not end or lines[end - 1].strip():
            return end
        end -= 1
    return 0


def _wrappings(start: int, end: int, *, whole: bool) -> Iterator[tuple[int, bool]]:
    """From which line on the attribution may go, and whether it must begin as one that was wrapped does."""
    for first in range(max(start, end - 3), end - 1):
        yield first, True
    if whole and end - start == 2:
        yield start, False
    yield end - 1, False


def _authors(line: str, *, wrapped: bool, has_colon: bool) -> Iterator[str]:
    """What the patterns take for a name and is one, the more exact first; empty for one that isn't said."""
    rows = [patterns(number) for number in rows_for(line)]
    for row in rows:
        yield from _names(row.bare, line, most=_MOST_WORDS)
    for row in rows if has_colon else ():
        yield from _names(row.opened, line, most=_MOST_WORDS_SURE)
    if has_colon and not wrapped:
        for row in rows:
            yield from _names(row.named, line, most=_MOST_WORDS)


def _names(patterns: tuple[re.Pattern[str], ...], line: str, *, most: int) -> Iterator[str]:
    for pattern in patterns:
        match = pattern.fullmatch(line)
        if match is None:
            continue
        if most == _MOST_WORDS_SURE and match["who"].lower() in YOU:
            yield ""
        elif name := _name(match["who"], most=most):
            yield name


def _name(who: str, *, most: int) -> str | None:
    """A name without its mail address; None if it is rather the beginning of a sentence.

    A sentence has a comma (before a name's address there may be one), a full stop, more words, or words no name has.
    """
    address = _ADDRESS.search(who)
    name = _VIA.sub("", _ADDRESS.sub("", who)).strip(_WRAPPING)
    if name.startswith("(") and name.endswith(")"):
        name = name[1:-1].strip(_WRAPPING)
    if address and not any(char.isalnum() for char in name):
        local = _LOCAL_PART.match(address[0])
        return local[1] if local else None
    most = _MOST_WORDS_SURE if address else most
    words = name.split()
    is_sure = most == _MOST_WORDS_SURE
    telling = words if is_sure else [words[0].lower(), *words[1:]] if words else []
    is_sentence = (
        not name
        or len(words) > most
        or (not is_sure and any(mark in name for mark in ",:：;!，。"))
        or any(len(word) > 3 and word[-1] in ".!?" and "." not in word[:-1] for word in words[:-1])
        or not NOT_NAMES.isdisjoint(telling)
    )
    return None if is_sentence else name
