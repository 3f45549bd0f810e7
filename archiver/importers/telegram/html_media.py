"""The files, places, people and polls on pages of Telegram Desktop, with the fields that they have in its JSON."""

import re
from posixpath import normpath
from typing import Any

from selectolax.lexbor import LexborNode

from archiver.importers.pages.markup import attribute_of, text_of, value_at
from archiver.values import is_web_address

_WRAPS = {
    "photo_wrap": "photo",
    "sticker_wrap": "sticker",
    "animated_wrap": "animation",
    "video_file_wrap": "video_file",
}
"""Elements that show a file, and its kind."""
_KINDS = {
    "media_photo": "",
    "media_video": "video_file",
    "media_voice_message": "voice_message",
    "media_audio_file": "audio_file",
    "media_file": "",
}
_MISSING = "(File not included)"
_PLACE = re.compile(r"(-?\d{1,3}(?:\.\d{1,15})?), ?(-?\d{1,3}(?:\.\d{1,15})?)")
_VOTES = re.compile(r"(\d{1,9}) votes?")


def classes_of(node: LexborNode) -> frozenset[str]:
    """The classes of an element."""
    return frozenset(attribute_of(node, "class").split())


def media_fields(content: LexborNode, folder: str) -> dict[str, Any]:
    """The fields of what a message has besides its text.

    Args:
        content: the element of the message.
        folder: the folder of the page, with a slash, to which files are relative.
    """
    node = content.css_first(".media_wrap > *")
    if node is None:
        return {}
    classes = classes_of(node)
    for name in classes & _WRAPS.keys():
        path = _path(node, folder)
        return {"photo": path} if name == "photo_wrap" else {"file": path, "media_type": _WRAPS[name]}
    if "media_poll" in classes:
        return {"poll": _poll(node)}
    title = value_at(node, (".title",))
    for name in classes & _KINDS.keys():
        named = {"file_name": title} if name == "media_file" or not attribute_of(node, "href") else {}
        return {"file": _path(node, folder), "media_type": _KINDS[name], **named}
    return _other(node, classes, title)


def _path(node: LexborNode, folder: str) -> str:
    """The path of a file in the export."""
    href = attribute_of(node, "href")
    return normpath(folder + href) if href and not is_web_address(href) else _MISSING


def _other(node: LexborNode, classes: frozenset[str], title: str) -> dict[str, Any]:
    description, status = value_at(node, (".description",)), value_at(node, (".status",))
    if "media_contact" in classes:
        return {"contact_information": {"first_name": title}}
    place = _PLACE.search(f"{status} {attribute_of(node, 'href')}")
    location = {"latitude": float(place[1]), "longitude": float(place[2])} if place else {}
    if "media_venue" in classes:
        return {"place_name": title, "address": description, "location_information": location}
    if classes & {"media_location", "media_live_location"}:
        return {"location_information": location}
    return {"place_name": title, "address": description}  # a game, an invoice, a call


def _poll(node: LexborNode) -> dict[str, Any]:
    answers = []
    for answer in node.css(".answer"):
        shown = value_at(answer, (".details",))
        votes = _VOTES.match(shown)
        words = text_of(answer).removesuffix(shown).strip().removeprefix("-").strip()
        answers.append({"text": words, "voters": int(votes[1]) if votes else 0})
    return {"question": value_at(node, (".question",)), "answers": answers}
