"""The formats of mail: mbox, folders of mails (Maildir and others), public-inbox."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from itertools import islice

from archiver.importers.containers import Member, Source
from archiver.importers.importer import CERTAIN, LIKELY, NO, POSSIBLE, ImportContext
from archiver.importers.mail.boards import board_of_file
from archiver.importers.mail.git_places import GitPlaces, find_repositories, is_public_inbox
from archiver.importers.mail.headers import read_headers, split_mail
from archiver.importers.mail.index import MailIndex
from archiver.importers.mail.mbox_split import is_mbox
from archiver.importers.mail.places import FilePlaces, MailPlaces, MboxPlaces
from archiver.importers.mail.posts import URL_SETTINGS, read_thread
from archiver.importers.threads import ImportedThread

_SAMPLE = 40  # members that are looked at
_HEAD = 4096  # bytes
_MAIL_FOLDER = re.compile(r"(?:\A|/)(?:cur|new)/[^/]+\Z")
_FIELDS_OF_MAILS = frozenset({"from", "date", "subject", "message-id", "received", "references", "in-reply-to"})
_NOT_MAILS = re.compile(
    r"\.(?:html?|css|js|png|jpe?g|gif|svg|md|json|xml|csv|py|toml|yaml|yml|pdf|zip|log)\Z", re.IGNORECASE
)


def _is_mail(head: bytes) -> bool:
    """True if a file that begins with `head` is a mail: it has fields of one, and nothing else before them."""
    if head.startswith((b"From ", b">From ")):
        head = head.partition(b"\n")[2]
    if not re.match(rb"[A-Za-z][!-9;-~]{0,80}[ \t]*:", head):
        return False
    return len(_FIELDS_OF_MAILS.intersection(read_headers(split_mail(head)[0]))) >= 2


def _is_one_mail(name: str, head: bytes) -> bool:
    return _is_mail(head) and not _NOT_MAILS.search(name)


class Mbox:
    """Mailboxes in single files."""

    name = "mbox"
    description = "mailboxes: mbox, pipermail's .txt.gz, Google Takeout, Usenet archives"
    example = "archiver import moons.mbox"
    settings = URL_SETTINGS

    def confidence(self, source: Source) -> float:
        """By the `From ` lines with which files begin."""
        looked = [member for member in islice(source.members(), _SAMPLE) if not _MAIL_FOLDER.search(member.name)]
        heads = [member.head(_HEAD) for member in looked]
        found = sum(map(is_mbox, heads))
        if found and found * 2 >= len(heads):
            return CERTAIN
        return LIKELY if any(is_mbox(member.head(_HEAD)) for member in _mboxes(source)) else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads of all mboxes of the source."""
        with ExitStack() as stack:
            members = (member for member in source.members() if _is_mbox_member(member, context))
            size = sum(member.size for member in source.members())
            yield from _read_threads(MboxPlaces(members, size, stack), source, context)


def _mboxes(source: Source) -> Iterator[Member]:
    """The first members whose names are those of mboxes."""
    named = (member for member in source.members() if member.name.lower().endswith((".mbox", ".mbx", ".txt", "mbox")))
    return islice(named, _SAMPLE)


def _is_mbox_member(member: Member, context: ImportContext) -> bool:
    head = _readable_head(member, context)
    if head is not None and not is_mbox(head):
        context.skip("files that are no mbox")
    return head is not None and is_mbox(head)


def _readable_head(member: Member, context: ImportContext) -> bytes | None:
    """The first bytes of a file; None if it cannot be read, which is a problem."""
    try:
        with member.open() as file:
            return file.read(_HEAD)
    except OSError as error:
        context.problem(member.name, 0, f"left out: {error}")
        return None


class MailFolder:
    """Mails in a file each."""

    name = "maildir"
    description = "mails in a file each: Maildir, folders of .eml, MH"
    example = "archiver import Maildir/"
    settings = URL_SETTINGS

    def confidence(self, source: Source) -> float:
        """By the header fields with which files begin."""
        members = list(islice(source.members(), _SAMPLE))
        found = [member for member in members if _is_one_mail(member.name, member.head(_HEAD))]
        if not found or any(is_mbox(member.head(_HEAD)) for member in found[:5]):
            return NO
        is_named = all(_MAIL_FOLDER.search(member.name) or member.name.endswith(".eml") for member in found)
        return CERTAIN if is_named else LIKELY if len(found) * 2 > len(members) else POSSIBLE

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads of all mails of the source."""
        members = (member for member in source.members() if _is_mail_member(member, context))
        yield from _read_threads(FilePlaces(source, members), source, context)


class PublicInbox:
    """Mails in git."""

    name = "public-inbox"
    description = "public-inbox: git repositories of mails, version 1 and 2"
    example = "archiver import lore/git/0.git"
    settings = URL_SETTINGS

    def confidence(self, source: Source) -> float:
        """By the names in the last tree."""
        repositories = find_repositories(source.path) if source.is_folder else []
        return CERTAIN if repositories and is_public_inbox(repositories[0]) else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads of all mails in the repositories of the source."""
        repositories = find_repositories(source.path) if source.is_folder else []
        if not repositories:
            context.problem(source.name, 0, "there is no git repository in it")
        name = source.name.removesuffix(".git")
        if name.isdecimal() or name == "git":
            name = source.path.resolve().parent.name.removesuffix(".git")
        with ExitStack() as stack:
            yield from _read_threads(GitPlaces(repositories, name, stack), source, context)


def _is_mail_member(member: Member, context: ImportContext) -> bool:
    if re.search(r":2,[A-Z]*T", member.name):
        context.skip("mails in the trash")
    elif re.search(r"(?:\A|/)tmp/[^/]+\Z", member.name):
        context.skip("mails that were being delivered")
    elif (head := _readable_head(member, context)) is not None:
        if _is_one_mail(member.name, head):
            return True
        context.skip("files that are no mail")
    return False


def _read_threads(places: MailPlaces, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
    """Both passes: index all mails, then read one thread after the other."""
    index = MailIndex()
    index.read(places, _default_board(source), context)
    done = 0
    for thread in index.threads():
        yield read_thread(thread, index, places, context)
        done += len(thread.mails)
        context.advance("writing mails", done, len(index))


def _default_board(source: Source) -> tuple[str, ...]:
    """The board of mails that name none: the name of the source, or of the folder that it is in."""
    return board_of_file(source.name) or board_of_file(source.path.resolve().parent.name) or ("mail",)
