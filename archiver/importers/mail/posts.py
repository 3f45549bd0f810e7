"""The second pass: reads the mails of one thread, and makes a thread of posts of them."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import NamedTuple
from urllib.parse import quote, unquote

from msgspec.structs import replace

from archiver.importers.importer import ImportContext
from archiver.importers.mail.bodies import MailBody, read_body
from archiver.importers.mail.headers import Headers, decode_words, iterate_ids, parse_author, read_headers, split_mail
from archiver.importers.mail.index import MailIndex, MailThread, message_id
from archiver.importers.mail.mime import read_part
from archiver.importers.mail.places import MailPlaces
from archiver.importers.mail.threading import id_hash
from archiver.importers.threads import ImportedAttachment, ImportedPost, ImportedThread
from archiver.mail_addresses import OWN_HOST
from archiver.model import Moment
from archiver.parse.reply_prefixes import LIST_TAG, comparable_subject, without_reply_prefix

NO_SUBJECT = "(no subject)"
URL_SETTINGS: Mapping[str, str] = {
    "url": "the address of each mail where its list has an archive, as https://lists.example/moons/{id}/"
}
"""The settings of all formats of mails: `{id}` is the message id."""


class _Mail(NamedTuple):
    """A mail, read."""

    number: int
    """Its number in the index."""
    id: str
    headers: Headers
    subject: str
    body: MailBody


def read_thread(thread: MailThread, index: MailIndex, places: MailPlaces, context: ImportContext) -> ImportedThread:
    """Read the mails of a thread, and make posts of them. A mail that cannot be read any more is left out.

    Args:
        thread: the thread.
        index: all mails.
        places: where they are.
        context: is told what is wrong, and what was guessed.
    """
    mails = list(_read_mails(thread, index, places, context))
    ids = {mail.number: mail.id for mail in mails}
    known = frozenset(ids.values())
    title = next((mail.subject for mail in mails if mail.subject), "")
    comparable = comparable_subject(title)
    return ImportedThread(
        id=_root_id(thread, mails),
        title=thread_title(title, thread.board) or NO_SUBJECT,
        board=thread.board,
        posts=tuple(
            replace(
                _post(mail, _parent_id(mail, ids.get(index.parent(mail.number)), known), comparable, index, places),
                url=_url(mail.id, context.settings),
            )
            for mail in mails
        ),
    )


def _url(id_: str, settings: Mapping[str, str]) -> str | None:
    """The address of a mail in the archive of its list; None if there is none."""
    form = settings.get("url")
    return form.replace("{id}", quote(id_, safe="@!$'*+~=")) if form else None


def _read_mails(thread: MailThread, index: MailIndex, places: MailPlaces, context: ImportContext) -> Iterator[_Mail]:
    for number in thread.mails:
        place = index.place(number)
        try:
            found = places.read(place)
        except OSError as error:
            context.problem(*places.position(place), f"left out: {error}")
            continue
        header, rest = split_mail(found.content)
        headers = read_headers(header)
        body = read_body(headers, rest, found.content)
        if body.fault:
            context.problem(*places.position(place), body.fault)
        if body.guesses:
            context.note("texts whose encoding was guessed", body.guesses)
        subject = decode_words(headers.get("subject", ""))
        yield _Mail(number, message_id(headers, rest), headers, subject, body)


def _root_id(thread: MailThread, mails: list[_Mail]) -> str:
    """The id of the root of a thread. If it is missing, the mails below it name it."""
    for mail in mails:
        candidates = (mail.id, *iterate_ids(mail.headers))
        if found := next((id_ for id_ in candidates if id_hash(id_) == thread.root), None):
            return found
    return f"{mails[0].id} {thread.root:x}" if mails else f"{thread.root:x}"  # another mail has this id, too


def _post(mail: _Mail, parent: str | None, comparable_title: str, index: MailIndex, places: MailPlaces) -> ImportedPost:
    author, address = parse_author(mail.headers.get("from", ""))
    if address and address.endswith(f"@{OWN_HOST}"):
        address = None
    time = index.time(mail.number)
    place = index.place(mail.number)
    attachments = tuple(
        ImportedAttachment(
            name=part.name,
            type=part.type,
            content_id=part.content_id,
            read=partial(_read_part, places, place, part.index),
        )
        for part in mail.body.parts
    )
    return ImportedPost(
        id=_post_id(mail.id) or mail.id,
        author=author or address,
        address=address,
        date=None if time is None else Moment(at=datetime.fromtimestamp(time, UTC)),
        body=mail.body.text.rstrip("\n \t"),
        format=mail.body.format,
        reply_to=_post_id(parent) if parent else None,
        subject=mail.subject if comparable_subject(mail.subject) != comparable_title else None,
        attachments=attachments,
    )


def _parent_id(mail: _Mail, parent: str | None, known: frozenset[str]) -> str | None:
    """The id of the mail that a mail answers: `parent`, which is above it in the thread; else one that it names and
    that is lost. `known` has the ids of the thread.
    """
    return parent or next((id_ for id_ in iterate_ids(mail.headers) if id_ not in known), None)


def _post_id(message_id: str) -> str | None:
    """The id of the post that a mail becomes: the message id; of a mail that `archiver export` has made of a post, the
    id of that. None for the id that holds the mails of an exported thread together.

    >>> _post_id("space/lunar#p1@archiver.invalid"), _post_id("p1@host.example")
    ('p1', 'p1@host.example')
    >>> _post_id("space/lunar@archiver.invalid") is None
    True
    """
    name, _, host = message_id.rpartition("@")
    return (unquote(name.partition("#")[2]) or None) if host == OWN_HOST else message_id


def _read_part(places: MailPlaces, place: int, index: int) -> bytes:
    return read_part(places.read(place).content, index)


def thread_title(subject: str, board: tuple[str, ...]) -> str:
    """The title of a thread: the subject of its first mail without prefixes, and without the name of its list.

    >>> thread_title("Re: [Moons] Who pays?", ("moons",)), thread_title("[RFC] Who pays?", ("moons",))
    ('Who pays?', '[RFC] Who pays?')
    """
    bare = without_reply_prefix(subject)
    tag = LIST_TAG.match(bare)
    if tag and tag[0].strip()[1:-1].casefold() in map(str.casefold, board):
        return bare[tag.end() :].strip() or bare
    return bare
