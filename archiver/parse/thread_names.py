"""Which thread a file is a part of: the name that the `thread` template of a `[[source]]` table gives it."""

import re
from collections.abc import Callable, Mapping
from datetime import tzinfo
from functools import cache

from archiver.config import PLACEHOLDER, Convention
from archiver.model import SourceFile
from archiver.parse.by_path import path_groups
from archiver.parse.file_names import title_from_name
from archiver.parse.parsed_file import decode_file, parse_file
from archiver.parse.patterns import compile_pattern
from archiver.parse.reply_prefixes import without_reply_prefix

_TITLE = "title"
_LARGEST_NUMBER = 18  # digits


def thread_name(path: str, convention: Convention, zone: tzinfo, read: Callable[[], SourceFile]) -> str | None:
    """The name of the thread that a file is a part of; "" if the file lacks what the template asks for, None if it
    cannot be parsed.

    Args:
        path: the file, relative to the content folder.
        convention: its `[[source]]` table, which has a template.
        zone: the time zone of dates that name none.
        read: reads the file; it is called only if the path alone does not tell. What it raises is not caught.
    """
    values = dict(path_groups(path, convention))
    if needs_content(convention):
        lines = decode_file(read(), convention)
        parsed = parse_file(lines, path, zone, convention)
        if parsed is None:
            return None
        own = {name: value for name, value in parsed.front.extra.items() if isinstance(value, str)}
        title = without_reply_prefix(parsed.title or "")
        values = {**{name: value.replace("/", " ") for name, value in {_TITLE: title, **own}.items()}, **values}
    return _filled(convention, values) or ""


def title_by_thread(path: str, convention: Convention) -> str | None:
    """A title from the name that a thread has by the path of its first file; None if the path does not give it one."""
    name = _filled(convention, path_groups(path, convention)) if convention.thread else None
    return title_from_name(name.rpartition("/")[2]) if name else None


def _filled(convention: Convention, values: Mapping[str, str]) -> str | None:
    """The template with the values of its names; None if one has no value."""
    template = convention.thread or ""
    if not all(values.get(name, "").strip() for name in PLACEHOLDER.findall(template)):
        return None
    return PLACEHOLDER.sub(lambda match: values[match[1]].strip(), template)


@cache
def needs_content(convention: Convention) -> bool:
    """True if not only the path of a file, but its title or front matter, tells which thread it is a part of."""
    groups = compile_pattern(convention.path).groupindex if convention.path else {}
    return any(name not in groups for name in PLACEHOLDER.findall(convention.thread or ""))


def file_number(path: str, convention: Convention) -> int | None:
    """The place of a file among those of its thread, if the table orders them by number; else None."""
    if convention.order != "number":
        return None
    groups = path_groups(path, convention)
    digits = re.sub(r"\D", "", groups.get("number", "") or groups.get("id", ""), flags=re.ASCII)
    return int(digits[:_LARGEST_NUMBER]) if digits else None
