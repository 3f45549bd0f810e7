"""Reads mailing lists as pipermail keeps them, for measurements on real discussions.

In comes a folder with a folder for each list, and in that a text file for each month. Out come mails, in an order in
which none stands before the mail that it answers, and threads of them. Mails that are kept twice count once. MIME is
not looked at: pipermail has taken it apart before it wrote the files.
"""

import binascii
import multiprocessing
import quopri
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.utils import parsedate_tz
from enum import StrEnum
from pathlib import Path

from archiver.bodies.markdown import MarkdownOptions, parse_markdown
from archiver.bodies.text import parse_text
from archiver.model import Block, Moment, Post, PostId, Slug, Thread
from archiver.quotes import resolve_unmarked

_SEPARATOR = re.compile(
    rb"^From .+ (?P<at>[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d [\d:]{8} \d{4})\r?\n(?=From: )", re.MULTILINE
)
_ID = re.compile(r"<([^<>\s]+)>")
_NAMED = re.compile(r"(?P<address>.*?) \((?P<name>.*)\)\s*")
_ANSWER = re.compile(r"(?:re|aw|sv|antwort)(?:\[\d+\])?\s*:\s*", re.IGNORECASE)
_LIST = re.compile(r"\[[^\]]{1,40}\]\s*")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MONTH = timedelta(days=31)
_NO_SUBJECT = frozenset({"", "no subject", "(no subject)"})
_YEARS = range(1995, 2030)  # a mail dated elsewhere has a wrong date


class Scope(StrEnum):
    """How much is one thread."""

    THREAD = "thread"
    YEAR = "year"
    """All mails of a list that were written in a year."""
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail. `references` are the ids that its headers name, the nearest last. Ids begin with the list's name."""

    id: str
    list: str
    author: str
    date: datetime
    subject: str
    body: str
    references: tuple[str, ...]
    parent: str | None = None
    """The mail that it answers, if that is kept."""
    ancestor: str | None = None
    """The nearest mail above it that is kept."""


_BASE64 = re.compile(r"[A-Za-z0-9+/]{40,76}\n(?:[A-Za-z0-9+/]{76}\n)*[A-Za-z0-9+/]*={0,2}")
_SOFT_BREAK = re.compile(r"\S=\n")


def read_lists(folder: Path) -> tuple[Mail, ...]:
    """The mails of all lists below a folder: list after list, each in the order of time."""
    return tuple(mail for path in sorted(folder.iterdir()) if path.is_dir() for mail in _read_list(path))


def _read_list(folder: Path) -> list[Mail]:
    read = (mail for path in sorted(folder.glob("20*.txt")) for mail in _parse_archive(path.read_bytes(), folder.name))
    return _in_order(_link(_once(read)))


def _parse_archive(content: bytes, name: str) -> Iterator[Mail]:
    starts = list(_SEPARATOR.finditer(content))
    ends = [start.start() for start in starts[1:]] + [len(content)]
    for start, end in zip(starts, ends, strict=False):
        yield _parse_mail(_decode(content[start.end() : end]), start["at"].decode("ascii"), name)


def _decode(content: bytes) -> str:
    try:
        return content.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return content.decode("latin-1").replace("\r\n", "\n")


def _parse_mail(text: str, sent: str, name: str) -> Mail:
    head, _, body = text.partition("\n\n")
    headers: dict[str, str] = {}
    for line in re.sub(r"\n[ \t]+", " ", head).split("\n"):
        key, _, value = line.partition(":")
        headers.setdefault(key.casefold(), value.strip())
    above = _ID.findall(headers.get("references", "")) + _ID.findall(headers.get("in-reply-to", ""))[:1]
    author = _NAMED.fullmatch(headers.get("from", ""))
    return Mail(
        id=f"{name}/{headers.get('message-id', '').strip('<> ')}",
        list=name,
        author=_plain((author["name"] or author["address"]) if author else headers.get("from", "")),
        date=_date(headers.get("date", "")) or _date(sent) or _EPOCH,
        subject=_plain(headers.get("subject", "")),
        body=_carried(body.strip("\n")),
        references=tuple(f"{name}/{other}" for other in dict.fromkeys(reversed(above)))[::-1],
    )


def _carried(body: str) -> str:
    """A body as it was written, where the archive has kept it as it was carried."""
    text, mark, rest = body.partition("\n-------------- next part")
    try:
        if _BASE64.fullmatch(text.strip()):
            return _decode(binascii.a2b_base64(text)).strip("\n") + mark + rest
        if (len(_SOFT_BREAK.findall(text)) > 1 and "=3D" in text) or "=20\n" in text:
            return _decode(quopri.decodestring(text.encode("latin-1"))) + mark + rest
    except ValueError:
        pass  # it only looked so
    return body


def _plain(header: str) -> str:
    try:
        return str(make_header(decode_header(header)))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        return header


def _date(text: str) -> datetime | None:
    parts = parsedate_tz(text)
    try:
        at = datetime(*parts[:6], tzinfo=UTC) - timedelta(seconds=parts[9] or 0) if parts else None
    except (ValueError, OverflowError):
        return None
    return at if at and at.year in _YEARS else None


def _once(mails: Iterable[Mail]) -> Iterator[Mail]:
    """Each mail once, as it was written last: an archive that was made anew has better decoded texts.

    Another mail with an id that is taken, or with none, gets one of its own.
    """
    copies = {(mail.id, mail.date, "" if _has_id(mail) else mail.body): mail for mail in mails}
    times: Counter[str] = Counter()
    for mail in copies.values():
        times[mail.id] += 1
        yield mail if times[mail.id] == 1 and _has_id(mail) else replace(mail, id=f"{mail.id}#{times[mail.id]}")


def _has_id(mail: Mail) -> bool:
    return not mail.id.endswith("/")


def _link(mails: Iterable[Mail]) -> list[Mail]:
    """Each mail with the kept mails above it; where headers lead in a circle, it is cut at one place."""
    by_id = {mail.id: mail for mail in mails}
    above = {mail.id: _nearest(mail, by_id) for mail in by_id.values()}
    ends: set[str] = set()  # mails of which it is known that the way up from them ends
    for start in above:
        way: dict[str, None] = {}
        at: str | None = start
        while at and at not in ends and at not in way:
            way[at] = None
            at = above[at]
        if at and at in way:
            above[at] = None
        ends.update(way)
    return [_below(mail, above[mail.id]) for mail in by_id.values()]


def _below(mail: Mail, ancestor: str | None) -> Mail:
    return replace(mail, ancestor=ancestor, parent=ancestor if mail.references[-1:] == (ancestor,) else None)


def _nearest(mail: Mail, by_id: Mapping[str, Mail]) -> str | None:
    return next((i for i in reversed(mail.references) if i in by_id and i != mail.id), None)


def _in_order(mails: Sequence[Mail]) -> list[Mail]:
    """In the order of time. A mail whose clock was behind stands where the mail that it answers does, after it."""
    by_id = {mail.id: mail for mail in mails}
    places: dict[str | None, tuple[datetime, int]] = {None: (_EPOCH, 0)}
    for mail in mails:
        way = [mail]
        while way[-1].ancestor not in places:
            way.append(by_id[way[-1].ancestor or ""])
        for below in reversed(way):
            at, depth = places[below.ancestor]
            places[below.id] = (max(at, below.date), depth + 1)
    return sorted(mails, key=lambda mail: places[mail.id])


def part(mails: Sequence[Mail], scope: Scope) -> list[tuple[Mail, ...]]:
    """The mails in threads, each in the order that they had."""
    if scope is Scope.THREAD:
        names = _thread_names(mails)
    else:
        names = [f"{mail.list}/{mail.date.year}" if scope is Scope.YEAR else mail.list for mail in mails]
    threads = defaultdict(list)
    for mail, name in zip(mails, names, strict=True):
        threads[name].append(mail)
    return [tuple(thread) for thread in threads.values()]


def _thread_names(mails: Sequence[Mail]) -> list[str]:
    """What the threads are called: mails whose headers name the same mail, kept or not, are in the same one.

    One that says of no kept mail that it answers it joins the latest thread with its subject, if that is not older than
    a month (after J. Zawinski, "Message threading", 1997). It needn't say `Re:`, as pipermail has taken that away.
    """
    above: dict[str, str] = {}
    latest: dict[str, Mail] = {}
    for mail in mails:
        for other in mail.references:
            above[_top(above, other)] = _top(above, mail.id)
        subject, answers = _subject(mail.subject)
        before = latest.get(f"{mail.list}/{subject}", mail)
        if subject not in _NO_SUBJECT and not mail.ancestor and (answers or mail.date - before.date < _MONTH):
            above[_top(above, mail.id)] = _top(above, before.id)
        latest[f"{mail.list}/{subject}"] = mail
    return [_top(above, mail.id) for mail in mails]


def _top(above: dict[str, str], name: str) -> str:
    """The last of a chain, which gets half as long on the way (union-find)."""
    while (other := above.setdefault(name, name)) != name:
        above[name] = name = above[other]
    return name


def _subject(text: str) -> tuple[str, bool]:
    """A subject without what lists and answers put before it, and whether it is an answer's."""
    answers, rest = False, " ".join(text.split())
    while match := _ANSWER.match(rest) or _LIST.match(rest):
        answers |= match.re is _ANSWER
        rest = rest[match.end() :]
    return rest.casefold(), answers


def read_bodies(mails: Sequence[Mail]) -> list[tuple[Block, ...]]:
    """The blocks of each mail, read in several processes."""
    with multiprocessing.get_context("fork").Pool() as pool:
        return pool.map(_read_body, [mail.body for mail in mails], chunksize=200)


def _read_body(body: str) -> tuple[Block, ...]:
    try:
        return parse_text(body)
    except NotImplementedError:  # the reader of plain text isn't written yet
        return parse_markdown(body, MarkdownOptions(breaks=True))


def to_thread(mails: Sequence[Mail], blocks: Mapping[str, tuple[Block, ...]], *, blind: bool) -> Thread:
    """One thread of these mails. A blind one says nothing of who wrote when and in answer to what."""
    numbers = {mail.id: PostId(f"p{number}") for number, mail in enumerate(mails, 1)}
    posts = tuple(
        Post(
            file="a.md",
            id=numbers[mail.id],
            number=number,
            position=number,
            line=number,
            blocks=blocks[mail.id],
            author=None if blind else mail.author,
            date=None if blind else Moment(at=mail.date),
            reply_to=None if blind or not mail.ancestor else numbers.get(mail.ancestor),
        )
        for number, mail in enumerate(mails, 1)
    )
    slug = Slug(mails[0].list)
    return resolve_unmarked(Thread(path=f"{slug}.txt", slug=slug, title=mails[0].subject, posts=posts))
