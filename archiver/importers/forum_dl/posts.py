"""Makes posts of the entries of forums and mailing lists, whose bodies are HTML as the site has rendered it."""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Iterator
from datetime import tzinfo
from functools import partial
from html import unescape
from urllib.parse import quote_plus

from archiver.importers.containers import UnreadableError
from archiver.importers.forum_dl.entries import Entry
from archiver.importers.forum_dl.saved_files import SavedFiles
from archiver.importers.json_fields import text_in
from archiver.importers.pages.dates import parse_shown_date
from archiver.importers.pages.list_pages import read_body
from archiver.importers.pages.page_head import resolve
from archiver.importers.threads import ImportedAttachment, ImportedPost
from archiver.model import BodyFormat
from archiver.values import is_web_address

_FRAME = re.compile(r"(?:<!--)?\s?body=\"(start|end)\"\s?(?:-->)?(?:\s{0,9}</p>)?")
"""The comments between which Hypermail has the body, which forum-dl writes as text."""
_BASE64 = re.compile(r"[A-Za-z0-9+/\s]+={0,2}\s*")
_SHOWN = re.compile(r"\b(?:src|href|data|poster)=\"([^\"<>]{1,2000})\"")
"""Addresses in a body."""
_NO_NAME = frozenset({"", "None"})
"""What stands for the name of an author without one."""


def id_of(entry: Entry) -> str:
    """The id of a post; "" if it has none. The first post of a list's thread has the id of the thread."""
    return next(iter([*entry.subpath[-1:], *entry.path[-1:]]), "")


def owner_of(file: Entry) -> str | None:
    """The id of the post that a file came with; None if it is drawn in the body of that. The last part of the path of
    another file is its address.
    """
    if file.subpath[-1:] != (text_in(file.item, "url"),):
        return None
    return file.subpath[-2] if len(file.subpath) > 1 else file.path[-1]


def make_post(entry: Entry, zone: tzinfo) -> ImportedPost:
    """Make a post.

    Args:
        entry: the post.
        zone: the time zone of dates that name none.
    """
    url, author = text_in(entry.item, "url"), text_in(entry.item, "author").strip()
    content, is_html = text_in(entry.item, "content", "body"), True
    if entry.extractor == "pipermail":
        content, is_html = read_body(f"<pre>{content}</pre>")
    elif entry.extractor == "hypermail":
        content, is_html = read_body(_without_frame(content))
    return ImportedPost(
        id=id_of(entry),
        author=None if author in _NO_NAME else author,
        date=parse_shown_date(text_in(entry.item, "creation_time", "date"), zone),
        body=content,
        format=BodyFormat.HTML if is_html else BodyFormat.TEXT,
        url=url if is_web_address(url) else None,
    )


def _without_frame(content: str) -> str:
    """The body of a message without what Hypermail writes before and behind it."""
    marks = {mark[1]: mark for mark in reversed(list(_FRAME.finditer(content)))}
    start, end = marks.get("start"), marks.get("end")
    return content[start.end() if start else 0 : end.start() if end else len(content)]


def attachments(body: str, files: list[Entry], saved: SavedFiles) -> Iterator[ImportedAttachment]:
    """The files that came with a post.

    Args:
        body: the body of the post, in which addresses are relative to the page.
        files: the entries of the files.
        saved: finds the files that are beside the entries.
    """
    origin = text_in(files[0].item, "origin") if files else ""
    shown = {resolve(origin, unescape(address)) for address in _SHOWN.findall(body)}
    for file in files:
        url, content = text_in(file.item, "url"), text_in(file.item, "content")
        read = partial(_decode, content) if content else saved.reader(text_in(file.item, "os_path"), quote_plus(url))
        is_shown = is_web_address(url) and url in shown
        if read is not None or (is_web_address(url) and not is_shown):
            yield ImportedAttachment(
                name=url.partition("?")[0].rpartition("/")[2],
                type=text_in(file.item, "content_type"),
                read=read,
                address=url if is_web_address(url) else None,
                is_in_body=is_shown,
            )


def _decode(content: str) -> bytes:
    """The bytes of a file, which forum-dl encodes in Base64 twice. Raises UnreadableError."""
    try:
        once = b64decode(content)
        text = once.decode("latin-1")
        return b64decode(once) if _BASE64.fullmatch(text) and len("".join(text.split())) % 4 == 0 else once
    except (Error, ValueError) as error:
        raise UnreadableError(f"it is not in Base64: {error}") from error
