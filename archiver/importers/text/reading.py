"""Tells how a text separates its posts, and makes a thread of it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import tzinfo
from typing import NamedTuple
from zlib import crc32

from archiver.importers.chat.conversations import conversation_title
from archiver.importers.importer import ImportContext
from archiver.importers.mail.posts import thread_title
from archiver.importers.text.mails import read_mails
from archiver.importers.text.pieces import TextPost
from archiver.importers.text.talks import is_talk, read_talk
from archiver.importers.text.written_dates import WrittenDates
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat
from archiver.parse.plain import parse_plain
from archiver.parse.reply_prefixes import comparable_subject
from archiver.parse.source_lines import SourceLines
from archiver.parse.titles import parse_title

_SUBJECT = re.compile(r"(?:Subject|Betreff|Objet|Asunto|Oggetto|Onderwerp|Title|Topic):[ \t]*(\S.*)\Z", re.IGNORECASE)
_SIGNS = 200  # characters of the first post that tell threads apart


class Found(NamedTuple):
    """The posts of a text."""

    pieces: list[TextPost]
    format: BodyFormat
    title: str = ""
    is_chain: bool = False
    """True if each post answers the one before it."""


def find_posts(text: str, zone: tzinfo, left_out: Counter[str], *, is_marked: bool) -> Found:
    """The posts of a text, by the headings that it has; else those between blank lines.

    Args:
        text: the text.
        zone: the time zone of dates that name none.
        left_out: counts lines that are left out on purpose, by what they are.
        is_marked: True to take no posts but those with headings.
    """
    title, lines = _split_title(text.split("\n"))
    mails = read_mails(lines, WrittenDates(lines, zone))
    if mails.pieces:
        return Found(mails.pieces, BodyFormat.TEXT, title or mails.title, mails.is_chain)
    if is_marked:
        return Found([], BodyFormat.MARKDOWN)
    if is_talk(lines):
        return Found(list(read_talk(lines, zone, left_out)), BodyFormat.MARKDOWN, title)
    plain_title, raw_posts = parse_plain(SourceLines(path="", text=text, lines=text.split("\n")), 0, None)
    pieces = [TextPost(lines=post.body.split("\n")) for post in raw_posts]
    if plain_title and not pieces:
        return Found([TextPost(lines=text.split("\n"))], BodyFormat.MARKDOWN)  # one paragraph is a post, and no title
    return Found(pieces, BodyFormat.MARKDOWN, plain_title.text if plain_title else "")


def _split_title(lines: list[str]) -> tuple[str, list[str]]:
    """The title above a text, if it is marked as one, and the other lines."""
    first = next((index for index, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return "", lines
    if title := parse_title(lines[first]):
        return title, lines[first + 1 :]
    subject = _SUBJECT.match(lines[first][:1000].rstrip())
    if subject and not "".join(lines[first + 1 : first + 2]).strip():
        return subject[1], lines[first + 1 :]
    return "", lines


def make_thread(name: str, site: str, found: Found, context: ImportContext) -> ImportedThread:
    """The thread of a text.

    Args:
        name: the name of the file, with the folders around it and without its suffix.
        site: where the names of files are unique.
        found: the posts of the text; at least one.
        context: is told what was guessed.
    """
    context.read += len(found.pieces)
    guesses = sum(piece.is_guess for piece in found.pieces)
    if guesses:
        context.note("posts that no heading of fields begins: they are marked as inferred", guesses)
    subject = next((piece.subject for piece in found.pieces if piece.subject), "")
    title = found.title or thread_title(subject, ())
    posts = tuple(_posts(found, comparable_subject(title)))
    *folders, stem = name.split("/")
    first = found.pieces[0]
    sign = crc32(f"{first.author}|{first.body[:_SIGNS]}".encode("utf-8", "replace"))
    return ImportedThread(
        id=f"{name}-{sign:08x}",
        site=site,
        title=title or conversation_title(posts, stem).lstrip("#"),
        board=tuple(folders),
        format=found.format,
        posts=posts,
    )


def _posts(found: Found, title: str) -> Iterator[ImportedPost]:
    """The posts. `title` is that of the thread as subjects are compared."""
    counts = Counter(piece.id for piece in found.pieces)
    ids = [piece.id if counts[piece.id] == 1 else str(number) for number, piece in enumerate(found.pieces, 1)]
    for index, piece in enumerate(found.pieces):
        before = ids[index - 1] if found.is_chain and index else None
        differs = piece.subject and comparable_subject(piece.subject) != title
        yield ImportedPost(
            id=ids[index] or str(index + 1),
            author=piece.author,
            address=piece.address,
            date=piece.date,
            body=piece.body,
            format=found.format,
            reply_to=piece.reply_to or before,
            subject=piece.subject if differs else None,
            extra={**piece.extra, **({"inferred": "true"} if piece.is_guess else {})},
        )


def has_headings(lines: Sequence[str], zone: tzinfo) -> bool:
    """True if a text has posts by headings, or lines of a talk."""
    return bool(read_mails(list(lines), WrittenDates(lines, zone)).pieces) or is_talk(lines)
