"""What of HTML is words: the texts that a browser shows, and what its links, its pictures and its films say.

Python's own parser reads it, which is none of the product's. What is not wanted stands in tables, with its reason.
"""

import re
from html.parser import HTMLParser

from tests.laws.words import Wanted, decoded

UNSEEN_ELEMENTS = {
    **dict.fromkeys(("script", "style", "template"), "a browser shows nothing of it"),
    **dict.fromkeys(("title", "head"), "it is about a document, and a body is none"),
    **dict.fromkeys(("noembed", "noframes", "iframe"), "what is in it is for browsers of the past"),
    **dict.fromkeys(("video", "audio"), "what is in it is for browsers that cannot play it"),
    "mrow": "of a formula, whose source stands beside",
}
UNSEEN_CLASSES = {
    **dict.fromkeys(("footnote-backref", "quote-controls", "bbCodeBlock-expandLink", "quoteExpand"), "a control"),
    **dict.fromkeys(("avatar", "onebox-avatar", "onebox-avatar-inline"), "a face"),
    **dict.fromkeys(("site-icon", "badge-category__wrapper", "youtube-thumbnail"), "decoration"),
    "anchor": "a mark at a heading, to link to it",
    "meta": "the size of a picture in a box of light, and the name of its file",
    "katex-html": "a formula, whose source stands beside",
}
SAYING = {
    "a": ("href", "title"),
    "img": ("alt", "title", "src"),
    **dict.fromkeys(("abbr", "acronym"), ("title",)),
    **dict.fromkeys(("iframe", "video", "audio", "source", "embed"), ("src",)),
    "object": ("data",),
    "area": ("href", "alt"),
    "ol": ("start",),
    "li": ("value",),
    "div": ("data-youtube-id", "data-youtube-title", "data-video-id", "data-video-title"),
}
"""The attributes of elements that say something to a reader."""
_ADDRESSES = frozenset({"href", "src", "data"})
_LINKED = re.compile(r"(?:https?:|mailto:|ftp:|//)|(?![\w.+-]*:)", re.IGNORECASE)
"""Addresses that a page of ours can lead to."""
_IGNORED = re.compile(r"[\x00-\x1f]|^[\x00-\x20]+")
_PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|svg)(?:[?#]|\Z)", re.IGNORECASE)
_VOID = frozenset(str.split("area base br col embed hr img input link meta param source track wbr"))
_IN_A_LINE = frozenset(
    str.split(
        "a abbr acronym b bdi bdo big cite code del dfn em font i ins kbd mark nobr q rp rt ruby s samp small span "
        "strike strong sub sup time tt u var wbr"
    )
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.said: list[tuple[str, str]] = []
        self._unseen: list[str] = []
        self._link = ""
        self._oneboxes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value for name, value in attrs if value}
        classes = named.get("class", "").split()
        is_unseen = tag in UNSEEN_ELEMENTS or not UNSEEN_CLASSES.keys().isdisjoint(classes)
        is_mute = tag == "img" and self._oneboxes and not named.get("alt")  # it decorates
        if not self._unseen and tag in SAYING and not is_mute and UNSEEN_CLASSES.keys().isdisjoint(classes):
            if "lightbox" in classes:
                named.pop("title", None)  # the name of the picture's file
            self._attributes(tag, named, is_emoji="emoji" in classes)
        if tag not in _VOID and (is_unseen or self._unseen):
            self._unseen.append(tag)
        if tag == "aside":
            self._oneboxes += "onebox" in classes
        if tag == "a":
            self._link = named.get("href", "")
        self._part(tag)

    def _attributes(self, tag: str, named: dict[str, str], *, is_emoji: bool) -> None:
        for name in SAYING[tag]:
            value = _IGNORED.sub("", named.get(name, "")) if name in _ADDRESSES else named.get(name, "")
            is_thumbnail = tag == "img" and name == "src" and _PICTURE.search(self._link) is not None
            is_address = name in _ADDRESSES
            if value and not is_thumbnail and not (is_address and (is_emoji or not _LINKED.match(value))):
                self.said.append((f"{tag} {name}", decoded(value) if is_address else value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        if tag == "aside":
            self._oneboxes = max(0, self._oneboxes - 1)
        if tag == "a":
            self._link = ""
        self._part(tag)

    def _part(self, tag: str) -> None:
        if tag not in _IN_A_LINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)


def in_html(body: str) -> Wanted:
    """The words of an HTML body, of its pictures and of its links."""
    parser = _Words()
    parser.feed(body)
    parser.close()
    return Wanted(("".join(parser.texts),), tuple(parser.said))
