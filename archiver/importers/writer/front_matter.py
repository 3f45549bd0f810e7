"""Writes front matter: YAML that reads well, and that `parse.front_matter` reads as it was meant."""

import re
from collections.abc import Iterator, Mapping

from archiver.importers.threads import Extra, ImportedThread
from archiver.model import BodyFormat
from archiver.parse.titles import parse_title

LARGEST = 60 * 1024
"""Characters of front matter; a parser refuses more than 64 KiB."""
_PLAIN = re.compile(r"(?:[A-Za-z0-9]|[^\W_])(?:[\w./+-]|:(?=[\w/])| (?=[^\W_]))*")
_ESCAPED = re.compile(r'["\\]|[^ -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029]')
_SHORT_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def write_front_matter(thread: ImportedThread) -> str:
    """The front matter of a thread in its normal form, with both `---` lines; "" if it has none.

    `extra` is left out if the front matter were too large with it.
    """
    lines = list(_lines(thread))
    more = list(_extra_lines(thread.extra))
    if sum(map(len, lines)) + sum(map(len, more)) < LARGEST:
        lines += more
    return "".join(f"{line}\n" for line in ("---", *lines, "---")) if lines else ""


def is_heading_title(title: str) -> bool:
    """True if a title can be written as a heading of level 1 (`# title`); else it is in the front matter."""
    return parse_title(f"# {title}") == title


def _lines(thread: ImportedThread) -> Iterator[str]:
    if thread.title and not is_heading_title(thread.title):
        yield f"title: {_quoted(thread.title)}"
    if thread.tags:
        yield f"tags: [{', '.join(map(_scalar, thread.tags))}]"
    if thread.lang:
        yield f"lang: {thread.lang}"
    if thread.format is not BodyFormat.MARKDOWN:
        yield f"format: {thread.format}"
    if thread.dir:
        yield f"dir: {thread.dir}"
    if thread.breaks is not None:
        yield f"breaks: {str(thread.breaks).lower()}"
    if thread.url:
        yield f"source: {_scalar(thread.url)}"
    if thread.aliases:
        yield f"aliases: [{', '.join(map(_quoted, thread.aliases))}]"
    yield from (f"{name}: true" for name in ("closed", "pinned", "solved") if getattr(thread, name))
    if thread.views is not None:
        yield f"views: {thread.views}"


def _extra_lines(extra: Mapping[str, Extra]) -> Iterator[str]:
    if extra:
        yield "extra:"
        yield from (f"  {_scalar(name)}: {_flow(value)}" for name, value in extra.items())


def _flow(value: Extra) -> str:
    """A value in one line."""
    if isinstance(value, str):
        return _scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_quoted(name)}: {_flow(inner)}" for name, inner in value.items()) + "}"
    return f"[{', '.join(map(_flow, value))}]"


def _scalar(text: str) -> str:
    """A text as it is, if it has no meaning in YAML; else in quotation marks."""
    return text if _PLAIN.fullmatch(text) else _quoted(text)


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda match: _escape(match[0]), text) + '"'


def _escape(char: str) -> str:
    code = ord(char)
    return _SHORT_ESCAPES.get(char) or (f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}")
