"""Joins the files of a thread: their front matters to one, their posts in the order that the `[[source]]` table wants.

Pure. What only one file has is returned as it is.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from typing import Any

from msgspec.structs import replace

from archiver.config import Convention
from archiver.model import FrontMatter
from archiver.parse.forms import TitleSource
from archiver.parse.parsed_file import ParsedFile
from archiver.parse.posts import RawPost
from archiver.parse.reply_prefixes import comparable_subject

_UNION = frozenset({"tags", "aliases"})  # keys whose lists are joined


def join_posts(files: list[ParsedFile], title: str, convention: Convention | None) -> list[RawPost]:
    """The posts of the files of a thread, in order.

    By date if the table says so, or if it does not say and all posts have a date: posts of one moment, and posts
    without a date, stay behind the one before them. Else the order is that of the files.

    Args:
        files: the files in order, at least one.
        title: the title of the thread. The title of another file, if it differs, is the subject of its first post.
        convention: the `[[source]]` table for the files.
    """
    if len(files) == 1 or convention is None:
        return files[0].raw_posts
    raw_posts = [raw_post for file in files for raw_post in _with_subject(file, title)]
    by_date = all(raw_post.date for raw_post in raw_posts) if convention.order is None else convention.order == "date"
    if not by_date:
        return raw_posts
    dates = list(_dates(raw_posts))
    return [raw_posts[i] for i in sorted(range(len(raw_posts)), key=dates.__getitem__)]


def _with_subject(file: ParsedFile, title: str) -> list[RawPost]:
    is_new = file.title_source is not TitleSource.FILE_NAME and file.title and file.raw_posts
    if not is_new or comparable_subject(file.title or "") == comparable_subject(title):
        return file.raw_posts
    first, *others = file.raw_posts
    return [replace(first, subject=first.subject or file.title), *others]


def _dates(raw_posts: list[RawPost]) -> Iterator[tuple[bool, datetime | None]]:
    """What posts are sorted by: the date of each, or of the last one before it that has a date."""
    last: datetime | None = None
    for raw_post in raw_posts:
        last = raw_post.date.at if raw_post.date else last
        yield last is not None, last


def join_front_matters(fronts: list[FrontMatter]) -> FrontMatter:
    """The front matter of a thread, of those of its files: tags and aliases of all, other keys of the first that has
    them. The thread is a draft if one file is.
    """
    return reduce(_joined, fronts)


def _joined(first: FrontMatter, more: FrontMatter) -> FrontMatter:
    values: dict[str, Any] = {name: _value(name, getattr(first, name), getattr(more, name)) for name in _NAMES}
    return replace(first, **values)


def _value(name: str, first: object, more: object) -> object:
    if name in _UNION and isinstance(first, tuple) and isinstance(more, tuple):
        return tuple(dict.fromkeys((*first, *more)))
    return more if first in (None, False, (), {}) else first


_NAMES = FrontMatter.__struct_fields__
