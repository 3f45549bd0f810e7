"""Parses the attributes in the braces of a post heading: `reply-to=p1 subject="Re: moon" deleted x-votes=3`.

A value in quotation marks may have `&quot;` and `&amp;` for characters that would end it or be misread. Names that
begin with `x-` are for what other systems know of a post: any text is allowed.
"""

import re
from collections.abc import Callable
from datetime import tzinfo
from urllib.parse import unquote

from archiver.model import BodyFormat
from archiver.parse.dates import parse_moment
from archiver.parse.posts import parse_post_id
from archiver.parse.source_lines import SourceLines
from archiver.values import is_web_address

ATTRIBUTE = r"""[A-Za-z][\w-]*(?:=(?:"[^"]*"|[^\s"{}]*))?"""
"""The regular expression of one attribute."""
_ATTRIBUTES = re.compile(r"""([A-Za-z][\w-]*)(?:=(?:"([^"]*)"|([^\s"{}]*)))?""")
_REACTION = re.compile(r"(\S(?:.*\S)?) ([0-9]{1,15})", re.DOTALL)
_EMBEDDED = re.compile(
    r"\.(?:png|apng|jpe?g|jfif|gif|webp|avif|svg|mp3|m4a|ogg|oga|opus|wav|flac|mp4|m4v|webm|ogv)\Z", re.I
)
_REFERENCE = re.compile("&(quot|amp);")
_FOREIGN = "x-"
_LONGEST_FILE_NAME = 2000  # characters of an address


def escape_value(text: str) -> str:
    """The text of a value as it is written between quotation marks. White space becomes single spaces.

    >>> escape_value('say "AT&amp;T"')
    'say &quot;AT&amp;amp;T&quot;'
    """
    ampersands = re.sub("&(?=(?:quot|amp);)", "&amp;", " ".join(text.split()))
    return ampersands.replace('"', "&quot;")


def _unescaped(text: str) -> str:
    return _REFERENCE.sub(lambda match: '"' if match[1] == "quot" else "&", text) if "&" in text else text


def parse_attributes(lines: SourceLines, line: int, text: str, zone: tzinfo) -> dict[str, object]:
    """Parse the attributes of a post to arguments of `RawPost`.

    Args:
        lines: the source; a problem is added to it for each attribute that is unknown or has a wrong value.
        line: the line number of the heading, from 1.
        text: the text in the braces after the id.
        zone: the time zone of dates that name none.
    """
    values: dict[str, object] = {}
    foreign: dict[str, str] = {}
    for match in _ATTRIBUTES.finditer(text):
        key, quoted, bare = match.groups()
        value_text = _unescaped(quoted) if quoted is not None else bare
        if key.startswith(_FOREIGN) and len(key) > len(_FOREIGN):
            foreign[key.removeprefix(_FOREIGN)] = value_text or ""
            continue
        if key not in _PARSERS:
            known = ", ".join(sorted(_PARSERS))
            lines.problem(line, f'a post has no "{key}"; known are: {known}, and all that begin with "{_FOREIGN}"')
            continue
        field, expected, parse = _PARSERS[key]
        value = parse(value_text, zone)
        if value is None:
            lines.problem(line, f'"{key}" is not right; it takes {expected}')
        else:
            values[field] = value
    return values | ({"extra": tuple(foreign.items())} if foreign else {})


def _parse_text(text: str | None, _zone: tzinfo) -> str | None:
    return " ".join(text.split()) or None if text else None


def _parse_number(text: str | None, _zone: tzinfo) -> int | None:
    return int(text) if text and re.fullmatch(r"[+-]?[0-9]{1,15}", text) else None


def _parse_flag(text: str | None, _zone: tzinfo) -> bool | None:
    return text is None or None


def _parse_format(text: str | None, _zone: tzinfo) -> BodyFormat | None:
    return BodyFormat(text) if text and text in {*BodyFormat} else None


def _parse_files(text: str | None, _zone: tzinfo) -> tuple[str, ...] | None:
    """The addresses of files, which have white space between them."""
    names = tuple((text or "").split())
    return names if names and all(len(name) <= _LONGEST_FILE_NAME for name in names) else None


def _parse_reactions(text: str | None, _zone: tzinfo) -> tuple[tuple[str, int], ...] | None:
    """The names and counts in `👍 3, like 1`."""
    matches = [_REACTION.fullmatch(part.strip()) for part in (text or "").split(",")]
    return tuple((" ".join(match[1].split()), int(match[2])) for match in matches if match) if all(matches) else None


_PARSERS: dict[str, tuple[str, str, Callable[[str | None, tzinfo], object]]] = {
    "accepted": ("accepted", "no value", _parse_flag),
    "address": ("address", "a mail address", _parse_text),
    "author": ("author", "text", _parse_text),
    "deleted": ("deleted", "no value", _parse_flag),
    "edited": ("edited", "an ISO 8601 date", lambda text, zone: parse_moment(text or "", zone)),
    "files": ("files", "addresses of files with spaces between them", _parse_files),
    "format": ("format", f"one of {', '.join(BodyFormat)}", _parse_format),
    "pinned": ("pinned", "no value", _parse_flag),
    "reactions": ("reactions", 'reactions with their counts, as "👍 3, like 1"', _parse_reactions),
    "reply-to": ("reply_to", "the id of a post", lambda text, _: parse_post_id(text or "")),
    "score": ("score", "a whole number", _parse_number),
    "subject": ("subject", "text", lambda text, _: " ".join(text.split()) if text else None),
    "url": ("url", "an http or https address", lambda text, _: text if text and is_web_address(text) else None),
}
"""For each attribute: the field of `RawPost`, a description of its values for messages, and a parser. A parser takes
the text of the value, None for an attribute without `=`, and the time zone. It returns None for a wrong value."""


def files_to_markdown(files: tuple[str, ...]) -> str:
    """The files of a post as a body in Markdown: pictures, sound and films are shown, others are links.

    >>> print(files_to_markdown(("talk/a%20b.png", "talk/plan.pdf")))
    ![a b.png](<talk/a%20b.png>)
    <BLANKLINE>
    [plan.pdf](<talk/plan.pdf>)
    """
    return "\n\n".join(map(_file_to_markdown, files))


def _file_to_markdown(address: str) -> str:
    path = re.split("[?#]", address, maxsplit=1)[0]
    name = re.sub(r"([\\`*_{}\[\]<>!|&~$:^])", r"\\\1", " ".join(unquote(path).rpartition("/")[2].split()))
    mark = "!" if _EMBEDDED.search(path) else ""
    target = re.sub(r"[<>\\]", lambda match: f"%{ord(match[0]):02X}", address)
    return f"{mark}[{name or 'file'}](<{target}>)"
