"""Names of boards, sources and attachments: safe on every file system, and on every page of the site."""

import hashlib
import re

from archiver import urls
from archiver.importers.threads import ImportedThread

_PLAIN_ID = re.compile(r"[a-z0-9]{1,24}")
_LONGEST_SLUG = 60  # characters
_LONGEST_NAME = 80  # characters of an attachment's name
_DIGEST_DIGITS = 10
_MARKDOWN = re.compile(r"\.(?:md|markdown|mdown|mkd|mdwn|mkdn|mdtxt|mdtext)\Z", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
FILES_SUFFIX = ".files"
"""Ends the name of the folder of a source's attachments."""


def digest_name(text: str, digits: int = _DIGEST_DIGITS) -> str:
    """A short name for any text: hexadecimal digits of its digest."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()[:digits]


def board_folder(board: tuple[str, ...]) -> str:
    """The folder of a board below the content folder; "" for no board.

    >>> board_folder(("Space & Time", "Moon")), board_folder(("tags", "..")), board_folder(())
    ('space-time/moon', 'tags-board/b-c577bd8f25', '')
    """
    return "/".join(_board_segment(name, is_first=not position) for position, name in enumerate(board))


def _board_segment(name: str, *, is_first: bool) -> str:
    segment = urls.slug_segment(name)[:_LONGEST_SLUG].strip("-_")
    if not segment:
        return f"b-{digest_name(name)}"
    return f"{segment}-board" if urls.is_further_page(segment) or (is_first and segment in urls.RESERVED) else segment


def source_name(thread: ImportedThread) -> str:
    """The name of a thread's source without its suffix: its id, and words of its title.

    >>> source_name(ImportedThread(id="991", title="Who pays?", posts=()))
    '991-who-pays'
    >>> source_name(ImportedThread(id="<a@b.example>", title="", posts=()))
    'b0bea90118'
    """
    id_ = thread.id if _PLAIN_ID.fullmatch(thread.id) else digest_name(thread.id)
    words = urls.slug_segment(thread.slug or thread.title)
    if len(words) > _LONGEST_SLUG:
        words = words[:_LONGEST_SLUG].rpartition("-")[0] or words[:_LONGEST_SLUG]
    name = f"{id_}-{words.strip('-_')}".strip("-")
    return f"{name}-thread" if urls.is_further_page(name) or name in urls.RESERVED else name


def attachment_name(name: str, key: str) -> str:
    """The name of an attachment's file.

    It is told apart from others by `key`. A name that would make the file a source, or hide it, is changed.

    >>> attachment_name("../My Plan.md", "p1/0")
    'a9b81a-My-Plan.md.txt'
    """
    last = _NOT_IN_NAMES.sub("-", name.replace("\\", "/").rpartition("/")[2]).strip("-.")
    stem, dot, suffix = last.rpartition(".")
    if dot and len(suffix) <= 10:
        last = f"{stem[: _LONGEST_NAME - len(suffix)].rstrip('-.')}.{suffix}"
    safe = _cut(last or "file")
    return f"{digest_name(key, 6)}-{safe}{'.txt' if _MARKDOWN.search(safe) else ''}"


def _cut(name: str) -> str:
    """The name in at most 160 bytes of UTF-8, cut at its start: its end has the suffix."""
    encoded = name.encode("utf-8", "replace")
    return encoded[-160:].decode("utf-8", "ignore")
