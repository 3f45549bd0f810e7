"""Reads pasted threads: a text file is a thread, whose posts are found by their headings, or by blank lines."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC
from itertools import islice
from pathlib import PurePosixPath

from archiver.importers.containers import Member, Source, UnreadableError
from archiver.importers.discourse import topics
from archiver.importers.discourse.rendered import find_rendered
from archiver.importers.importer import NO, NO_SETTINGS, UNLIKELY, ImportContext
from archiver.importers.mail.charsets import decode_text
from archiver.importers.member_progress import members_with_progress
from archiver.importers.site_names import site_of_name
from archiver.importers.text.reading import find_posts, has_headings, make_thread
from archiver.importers.threads import ImportedThread

_SUFFIXES = (".txt", ".text", ".log", ".md", ".markdown")
_MARKED_ONLY = (".md", ".markdown")
"""Suffixes of texts that are mostly no threads: they need headings of mails, or of Discourse."""
_LOOKED_AT = 50  # files, by which the format is recognised
_HEAD = 1 << 16
_LARGEST = 1 << 25  # bytes of a text
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a]")
_BETWEEN_POSTS = re.compile(r"\S[ \t]*(?:\n[ \t]*){3,}\S")


class Text:
    """The importer."""

    name = "text"
    description = "threads pasted into text files: mails with their history, talks without days, posts by blank lines"
    example = "archiver import pasted.txt"
    settings = NO_SETTINGS

    def confidence(self, source: Source) -> float:
        """Little, if one of the first files has headings of posts, or all are texts and one has posts by blanks."""
        members = list(islice(source.members(), _LOOKED_AT))
        texts = [member for member in members if _is_text(member, source)]
        is_all = len(texts) == len(members)
        return UNLIKELY if any(_is_thread(member, may_be_plain=is_all) for member in texts) else NO

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, file by file."""
        for member in members_with_progress(source, context):
            if not _is_text(member, source):
                context.skip("files that are no texts")
                continue
            try:
                thread = _thread(member, source, context)
            except UnreadableError as error:
                context.problem(member.name, 0, f"left out: {error}")
                continue
            if thread is not None:
                yield thread


def _is_text(member: Member, source: Source) -> bool:
    """True for the names of texts, and for the whole source if it is one file without a suffix."""
    name = member.name.lower()
    return name.endswith(_SUFFIXES) or (not source.is_folder and "." not in name and source.name.lower() == name)


def _is_thread(member: Member, *, may_be_plain: bool) -> bool:
    text = _decode(member.head(_HEAD))
    if _NO_TEXT.search(text):
        return False
    if member.name.lower().endswith(_MARKED_ONLY):
        return bool(find_posts(text, UTC, Counter(), is_marked=True).pieces)
    return has_headings(text.split("\n"), UTC) or (may_be_plain and _BETWEEN_POSTS.search(text) is not None)


def _decode(content: bytes) -> str:
    text = decode_text(content.removeprefix(b"\xef\xbb\xbf"), None).text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _thread(member: Member, source: Source, context: ImportContext) -> ImportedThread | None:
    """The thread in a file; None if it has no posts. Raises UnreadableError."""
    if member.size > _LARGEST:
        raise UnreadableError(f"it has more than {_LARGEST:,} bytes, too many for a thread")
    text = _decode(member.read())
    if _NO_TEXT.search(text):
        raise UnreadableError("it has bytes that no text has")
    site = site_of_name(source.name)
    if objects := list(find_rendered(text, member.name)):
        pairs = [(found.kind, found.value) for found in objects]
        return topics.make_thread(objects[0].topic, pairs, topics.Forum(host=site), context)
    is_marked = member.name.lower().endswith(_MARKED_ONLY)
    found = find_posts(text, context.zone, context.skipped, is_marked=is_marked)
    if not found.pieces:
        context.skip("texts without a post")
        return None
    return make_thread(str(PurePosixPath(member.name).with_suffix("")), f"text/{site}", found, context)
