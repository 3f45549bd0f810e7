"""Splits texts of topics into posts: `/raw/ID` of Discourse, and topics rendered as Markdown with HTML. Pure.

The posts have the fields that the API gives them.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from archiver.importers.discourse.documents import ForumObject

_RAW_HEADER = re.compile(r"^(\S.{0,200}?) \| (\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC) \| #(\d{1,9})[ \t]*$", re.MULTILINE)
_RULE = "-" * 25
_HEADING = re.compile(
    r"^## Post #(\d{1,9}) by @(\S{1,200}) \((\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)? UTC)?)\)[ \t]*$", re.MULTILINE
)
_HEADING_RULE = "---"
_FRONT_MATTER = re.compile(r"\A---\n(.{0,20000}?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w{1,40}):[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)
_URL = re.compile(r"^\*\*URL\*\*: (\S+)", re.MULTILINE)
_ID_IN_NAME = re.compile(r"(?:\A|[._-])(?:id(\d{1,12})(?!\d)|(\d{1,12})\Z)")


def is_rendered(head: str) -> bool:
    """True if a text begins as such a topic."""
    return _RAW_HEADER.search(head) is not None or _HEADING.search(head) is not None


def find_rendered(text: str, name: str) -> Iterator[ForumObject]:
    """The topic and its posts in a text; nothing if it has none.

    Args:
        text: the text of a file.
        name: the name of the file, which has the id of the topic if the text has none.
    """
    text = text.replace("\r\n", "\n")
    front_matter = _FRONT_MATTER.match(text)
    fields = {key: value.strip("\"'") for key, value in _FIELD.findall(front_matter[1])} if front_matter else {}
    is_raw = _HEADING.search(text) is None
    headers = list(_real_headers(text, _RAW_HEADER if is_raw else _HEADING, _RULE if is_raw else _HEADING_RULE))
    if not headers:
        return
    start = text[front_matter.end() if front_matter else 0 : headers[0].start()]
    topic = fields.get("topic_id") or _topic_id(name)
    yield ForumObject("topic", topic, _topic(start, fields))
    for index, header in enumerate(headers):
        end = headers[index + 1].start() if index + 1 < len(headers) else len(text)
        body = text[header.end() : end].strip("\n").removesuffix(_RULE if is_raw else _HEADING_RULE).strip("\n")
        yield ForumObject("post", topic, _raw_post(header, body) if is_raw else _cooked_post(header, body))


def _real_headers(text: str, pattern: re.Pattern[str], rule: str) -> Iterator[re.Match[str]]:
    """The headers of posts: at the start, or after a rule; what a post quotes of another topic is none.

    Numbers of posts grow.
    """
    number = 0
    for match in pattern.finditer(text):
        found = int(match[3] if pattern is _RAW_HEADER else match[1])
        before = text[max(0, match.start() - 200) : match.start()].rstrip("\n")
        if found > number and (not number or before.endswith(f"\n{rule}") or before == rule):
            number = found
            yield match


def _topic(start: str, fields: dict[str, str]) -> dict[str, Any]:
    title, url = _TITLE.search(start), _URL.search(start)
    found = {
        "title": title[1].strip() if title else fields.get("title"),
        "url": url[1] if url else fields.get("url"),
        "created_at": fields.get("date"),
    }
    return {name: value for name, value in found.items() if value}


def _raw_post(header: re.Match[str], body: str) -> dict[str, Any]:
    return {"username": header[1], "created_at": header[2], "post_number": int(header[3]), "raw": body}


def _cooked_post(header: re.Match[str], body: str) -> dict[str, Any]:
    return {"post_number": int(header[1]), "username": header[2], "created_at": header[3], "cooked": body}


def _topic_id(name: str) -> str:
    """The id in a file's name, as in `belt-id17.md` and `belt.17.md`; else the name without its suffix.

    >>> _topic_id("2017/belt-id17.conflict-2W.md"), _topic_id("raw/3d-belt.17.md"), _topic_id("belt.md")
    ('17', '17', 'belt')
    """
    stem = PurePosixPath(name).stem
    ids = [first or second for first, second in _ID_IN_NAME.findall(stem)]
    return ids[-1].lstrip("0") or "0" if ids else stem
