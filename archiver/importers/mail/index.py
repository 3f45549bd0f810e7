"""The first pass over an export: the threads of all mails, by the ids in their headers."""

import hashlib
import re
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from archiver.importers.importer import ImportContext
from archiver.importers.mail.boards import board_of_mail
from archiver.importers.mail.dates import find_date
from archiver.importers.mail.headers import Headers, decode_words, find_ids, parse_author, read_headers, split_mail
from archiver.importers.mail.places import MailPlaces
from archiver.importers.mail.threading import ThreadBuilder, id_hash

_TAGS = re.compile(r"\[[^\]]{0,60}\]|\b(?:re|aw|sv|fwd?)\b", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[^A-Za-z0-9]+")  # copies differ in how they encode others
_START, _LETTERS = 500, 80  # bytes of a body that are looked at, and letters of them that count
_UNDATED = float("inf")
_TELLING = ("message-id", "from", "date", "subject", "references", "in-reply-to")
"""Fields of a header, one of which a mail has."""
_INFERRED_SITE = "no-id.invalid"
"""Ends the ids that are made for mails without one. No mail has it (RFC 2606)."""


class MailThread(NamedTuple):
    """A thread of the export."""

    root: int
    """The hash of the id of its root, which may be missing."""
    mails: list[int]
    """The numbers of its mails, in the order in which they are to be read."""
    board: tuple[str, ...]


class _NewMail(NamedTuple):
    """A mail that is read for the first time."""

    headers: Headers
    body: bytes
    envelope: str
    number: int
    board: tuple[str, ...]
    digest: int
    """Of its bytes, without blank lines at their end."""


class _Content(NamedTuple):
    """What copies of a mail have in common: lists change its subject, the address of its author, its end."""

    author: str
    subject: str
    start: str
    """The first letters of the body."""


class MailIndex:
    """The mails of an export, by number, and their threads."""

    def __init__(self) -> None:
        self._builder = ThreadBuilder()
        self._times = array("d")
        self._places = array("q")  # the number of each mail among all that were read, which include duplicates
        self._boards: dict[tuple[str, ...], int] = {}
        self._board_of_mail = array("l")
        self._digests = array("q")
        self._all = 0

    def read(self, places: MailPlaces, default_board: tuple[str, ...], context: ImportContext) -> None:
        """Read all mails.

        Args:
            places: where they are.
            default_board: the board of mails that name none.
            context: is told what is wrong.
        """
        for found in places.read_all(context):
            context.read += 1
            number, self._all = self._all, self._all + 1
            header, body = split_mail(found.content)
            headers = read_headers(header)
            if not headers:
                name, position = places.position(number)
                context.problem(name, position, "left out: it has no header field of a mail")
                context.skip("no mail")
                continue
            if _is_empty(headers, body):
                context.skip("mails with nothing in them")
                continue
            board = board_of_mail(headers, places.board_name(found.file)) or default_board
            digest = int.from_bytes(hashlib.blake2b(found.content.rstrip(), digest_size=8).digest()) >> 1
            mail = _NewMail(headers, body, found.envelope, number, board, digest)
            self._add(mail, places, context)

    def _add(self, mail: _NewMail, places: MailPlaces, context: ImportContext) -> None:
        headers = mail.headers
        id_ = message_id(headers, mail.body)
        if id_.endswith(_INFERRED_SITE):
            context.note("mails without an id, which got one by their content")
        time, is_delivery = find_date(headers, mail.envelope, context.zone)
        if is_delivery:
            context.note("dates that are missing or wrong" if time is None else "dates taken from the delivery")
        ancestors = [id_hash(ancestor) for ancestor in ancestors_of(headers)]
        other = self._builder.add(id_hash(id_), ancestors)
        if other is not None:
            content = None if mail.digest == self._digests[other] else _content(headers, mail.body)
            if content is None or _are_copies(content, self._content_of(other, places)):
                context.skip("a copy of another mail")
                return
            context.note("different mails with one id")
            if self._builder.add(id_hash("\0".join((id_, *content))), ancestors) is not None:
                context.skip("a copy of another mail")
                return
        self._times.append(_UNDATED if time is None else time)
        self._places.append(mail.number)
        self._digests.append(mail.digest)
        self._board_of_mail.append(self._boards.setdefault(mail.board, len(self._boards)))

    def _content_of(self, mail: int, places: MailPlaces) -> _Content:
        try:
            header, body = split_mail(places.read(self._places[mail]).content)
        except OSError:
            return _Content("", "", "")
        return _content(read_headers(header), body)

    def __len__(self) -> int:
        """The number of mails."""
        return len(self._builder)

    def threads(self) -> Iterator[MailThread]:
        """The threads, in the order of their first mails."""
        boards = list(self._boards)
        for root, mails in self._builder.threads(self._times):
            yield MailThread(root, mails, boards[self._board_of_mail[mails[0]]])

    def place(self, mail: int) -> int:
        """The number of a mail in `MailPlaces`."""
        return self._places[mail]

    def time(self, mail: int) -> float | None:
        """The time of a mail, in seconds since the epoch; None if it is not known."""
        time = self._times[mail]
        return None if time == _UNDATED else time

    def parent(self, mail: int) -> int:
        """The nearest mail above a mail; -1 if there is none."""
        return self._builder.parent(mail)


def _is_empty(headers: Headers, body: bytes) -> bool:
    """True for a mail without an id, a sender, a date, a subject and a word, as forum-dl writes at the start of an
    mbox: its body has no more than the boundaries of its parts.
    """
    is_bare = len(body) < _START and not any(name in headers for name in _TELLING)
    return is_bare and all(line.startswith(b"--") for line in body.split(b"\n") if line.strip())


def _content(headers: Headers, body: bytes) -> _Content:
    name, address = parse_author(headers.get("from", ""))
    subject = _TAGS.sub("", decode_words(headers.get("subject", "")))
    start = body[:_START].decode("ascii", "ignore").replace("@", " at ")  # as pipermail writes it
    parts = (name or address or "", subject, start)
    return _Content(*(_NO_LETTERS.sub("", part)[:_LETTERS].lower() for part in parts))


def _are_copies(one: _Content, other: _Content) -> bool:
    """True for two copies of a mail: one may have more at its end."""
    if one == other:
        return True
    starts = one.start.startswith(other.start) or other.start.startswith(one.start)
    return one[:2] == other[:2] and bool(one.start and other.start) and starts


def message_id(headers: Headers, body: bytes) -> str:
    """The id of a mail, without angle brackets; one made of its content if it has none."""
    value = headers.get("message-id", "")
    if ids := find_ids(value):
        return ids[0]
    bare = value.strip("<> \t")
    if bare and len(bare) < 900 and not any(map(str.isspace, bare)):
        return bare
    fields = "\0".join(headers.get(name, "") for name in ("from", "date", "subject"))
    digest = hashlib.blake2b(fields.encode("utf-8", "surrogateescape") + b"\0" + body.strip(), digest_size=8)
    return f"{digest.hexdigest()}@{_INFERRED_SITE}"


def ancestors_of(headers: Headers) -> list[str]:
    """The ids of the mails that a mail answers, the oldest first, its parent last.

    `References:` has them all; where it is missing, `In-Reply-To:` has the parent.
    """
    references = find_ids(headers.get("references", ""))
    answered = find_ids(headers.get("in-reply-to", ""))
    if not references:
        return answered[:1]
    own = headers.get("message-id", "")
    chain = [id_ for id_ in dict.fromkeys(reversed(references)) if f"<{id_}>" not in own][::-1]
    return chain[:1] + chain[1:][-100:]
