"""The messages on pages of Telegram Desktop, with the fields that they have in its JSON.

A message that follows another one of the same author has no author, and what follows a forwarded one no origin.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.importers.pages.dates import parse_shown_date
from archiver.importers.pages.markup import attribute_of, text_of, value_at
from archiver.importers.telegram.html_media import classes_of, media_fields
from archiver.values import is_web_address

_ID = re.compile(r"message(-?\d{1,15})")
_TARGET = re.compile(r"go_to_message(-?\d{1,15})")
_DATE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}) (\d{1,2}):(\d{2}):(\d{2})(?: UTC([+-])(\d{1,2}):(\d{2})| UTC)?")
_DAY = re.compile(r"\d{1,2} \S{3,15} \d{4}")
_VIA = re.compile(r"(.*?) via @(\w{1,64})", re.DOTALL)
_TOPIC = re.compile(r".* created topic «(.*)»", re.DOTALL)
_ACTIONS = (
    (re.compile(" joined group by "), "join_group_by_link"),
    (re.compile(" invited "), "invite_members"),
    (re.compile(r" removed | left "), "remove_members"),
)
_STYLES = {
    "strong": "bold",
    "em": "italic",
    "u": "underline",
    "s": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}


class HtmlMessages:
    """Reads the messages of a chat in their order."""

    def __init__(self, zone: tzinfo) -> None:
        """Read dates that name no zone, as those of old exports, in `zone`."""
        self._zone = zone
        self._author: dict[str, str] = {}
        self._origin = ""
        self._date = ""
        self.without_zone = 0
        """How many messages have dates that name no time zone."""

    def read(self, tree: LexborHTMLParser, folder: str) -> dict[str, Any] | None:
        """The first message of a tree; None for a date between messages, and if there is none.

        Args:
            tree: the message, and what follows it.
            folder: the folder of the page, with a slash, to which files are relative.
        """
        node = tree.css_first(".message")
        if node is None:
            return None
        match = _ID.fullmatch(attribute_of(node, "id"))
        classes = classes_of(node)
        message: dict[str, Any] = {"id": int(match[1]) if match else ""}
        if "service" in classes:
            return self._event(node, message)
        if "joined" not in classes:
            self._author, self._origin = {}, ""
        return {**message, "type": "message", **self._fields(node, folder)}

    def _fields(self, node: LexborNode, folder: str) -> dict[str, Any]:
        """The fields of a message. See `read`."""
        body = node.css_first(".body") or node
        forwarded = body.css_first(".forwarded.body")
        self._read_names(body, forwarded)
        content = forwarded or body
        shown = value_at(body, (".date@title",))
        date = _unixtime(shown, self._zone)
        self._date = date or self._date
        self.without_zone += bool(date) and "UTC" not in shown
        return {
            "date_unixtime": date,
            **self._author,
            **({"forwarded_from": self._origin} if forwarded else {}),
            **_answered(content),
            "author": value_at(content, (".signature",)),
            "text_entities": list(_entities(content)),
            "reactions": list(_reactions(node)),
            **media_fields(content, folder),
        }

    def _event(self, node: LexborNode, message: dict[str, Any]) -> dict[str, Any] | None:
        """A message of the service; None for a date. Pages have no times of these: they have that of the one before."""
        text = text_of(node.css_first(".body") or node)
        if isinstance(message["id"], int) and message["id"] < 0 and _DAY.fullmatch(text):
            day = parse_shown_date(text, self._zone)
            self._date = str(round(day.at.timestamp())) if day else self._date
            return None
        event = {**message, "type": "service", "date_unixtime": self._date}
        target = _TARGET.search(value_at(node, ("a@href",)))
        topic = _TOPIC.fullmatch(text)
        if " pinned " in text and target:
            return {**event, "action": "pin_message", "message_id": int(target[1])}
        if topic:
            return {**event, "action": "topic_created", "title": topic[1]}
        return {**event, "action": next((name for pattern, name in _ACTIONS if pattern.search(text)), "")}

    def _read_names(self, body: LexborNode, forwarded: LexborNode | None) -> None:
        """Read the author and, of a forwarded message, the first author, where they stand."""
        for node in body.css(".from_name"):
            is_origin = forwarded is not None and _is_within(node, forwarded)
            name = text_of(node)
            if shown := value_at(node, (".date",)):
                name = name.removesuffix(shown).strip()
            if via := _VIA.fullmatch(name):
                name = via[1]
            if is_origin:
                self._origin = name
            else:
                self._author = {"from": name}
            if via:
                self._author = {**self._author, "via_bot": f"@{via[2]}"}


def _is_within(node: LexborNode, outer: LexborNode) -> bool:
    above = node.parent
    while above is not None and above.mem_id != outer.mem_id and "message" not in classes_of(above):
        above = above.parent
    return above is not None and above.mem_id == outer.mem_id


def _unixtime(text: str, zone: tzinfo) -> str:
    """The seconds after 1970 of a date, in which the day always comes first; "" if it is none.

    >>> _unixtime("01.03.2019 20:02:02 UTC+04:00", timezone.utc)
    '1551456122'
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return ""
    day, month, year, hour, minute, second = (int(match[group]) for group in range(1, 7))
    try:
        if match[7]:
            offset = timedelta(hours=int(match[8]), minutes=int(match[9]))
            zone = timezone(-offset if match[7] == "-" else offset)
        elif text.endswith("UTC"):
            zone = UTC
        return str(round(datetime(year, month, day, hour, minute, second, tzinfo=zone).timestamp()))
    except (ValueError, OverflowError):
        return ""


def _answered(content: LexborNode) -> dict[str, Any]:
    target = _TARGET.search(value_at(content, (".reply_to a@href",)))
    return {"reply_to_message_id": int(target[1])} if target else {}


def _entities(content: LexborNode) -> Iterator[dict[str, str]]:
    """The parts of the text. Breaks are elements; line breaks of the page's own mean nothing."""
    node = next((found for found in content.css(".text") if "bold" not in classes_of(found)), None)
    parts: list[dict[str, str]] = []
    for child in node.iter(include_text=True) if node else ():
        if child.tag == "-text":
            parts.append({"type": "plain", "text": (child.text_content or "").replace("\n", "")})
        elif child.tag == "br":
            parts.append({"type": "plain", "text": "\n"})
        elif child.tag is not None and not child.tag.startswith("-"):
            parts.append(_entity(child))
    if parts and parts[-1]["type"] == "plain":
        parts[-1]["text"] = parts[-1]["text"].rstrip()
    yield from (part for part in parts if part["text"])


def _entity(node: LexborNode) -> dict[str, str]:
    text = _text_with_breaks(node)
    if node.tag == "a":
        url = attribute_of(node, "href")
        if url == text:
            return {"type": "link", "text": text}
        is_link = is_web_address(url) and not text.startswith("@")
        return {"type": "text_link", "text": text, "href": url} if is_link else {"type": "plain", "text": text}
    if "spoiler" in classes_of(node):
        return {"type": "spoiler", "text": text}
    return {"type": _STYLES.get(node.tag or "", "plain"), "text": text}


def _text_with_breaks(node: LexborNode) -> str:
    parts: list[str] = []
    for inner in node.traverse(include_text=True):
        if inner.tag == "-text":
            parts.append((inner.text_content or "").replace("\n", ""))
        elif inner.tag == "br":
            parts.append("\n")
    return "".join(parts)


def _reactions(node: LexborNode) -> Iterator[dict[str, Any]]:
    for found in node.css(".reactions .reaction"):
        count = value_at(found, (".count",))
        people = len(found.css(".userpics > *"))
        number = int(count) if count.isdecimal() and len(count) < 9 else max(people, 1)
        yield {"type": "emoji", "emoji": value_at(found, (".emoji",)), "count": number}
