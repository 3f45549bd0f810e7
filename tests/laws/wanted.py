"""What of a source is words, and not its markup: all that a reader must be able to get at.

In comes a body in one of the formats, out come texts. It knows as little of markup as it can: whatever isn't surely
markup is words. What is markup, and why its letters need not be shown, stands in the tables.
"""

import re
from html import unescape
from html.parser import HTMLParser

from tests.laws.shown import address

_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

MARKDOWN_MARKUP = {
    "the mark of a list's item": re.compile(r"^[ \t>]*(?:[-+*] +)*[0-9]{1,9}[.)](?=\s|\Z)", re.MULTILINE),
    "a task's box": re.compile(r"(?:[-+*]|[0-9][.)])\s+\[[xX]\](?=\s)"),
    "an engine's quote tag": re.compile(r"\[/?quote\b|(?:post|topic|full|username):\s*\w+(?=[^\]\n]*\])", re.IGNORECASE),
}
_DEFINITION = re.compile(r"^[ \t>*+-]*(?:[0-9]+[.)] +)?\[([^\[\]]+)\]:", re.MULTILINE)
_USE = re.compile(r"\[([^\[\]]+)\](?!:)")
_NOTE = re.compile(r"\[\^[^\[\]\s]+\]")

TEXT_MARKUP = {
    "the quoter's name before each quoted line": re.compile(r"^(?:[ >]*[^\W\d_]\w{0,9}>)+", re.MULTILINE),
}

UNSEEN_ELEMENTS = {
    **dict.fromkeys(("script", "style", "template"), "a browser shows nothing of it"),
    **dict.fromkeys(("title", "head", "meta", "base", "link"), "it is about a document, and a body is none"),
    **dict.fromkeys(("noembed", "noframes", "iframe"), "what is in it is for browsers of the past"),
    **dict.fromkeys(("svg",), "a drawing"),
    **dict.fromkeys(("video", "audio", "object"), "what is in it is for browsers that cannot show the thing itself"),
}
UNSEEN_CLASSES = {
    "footnote-backref": "a control: an arrow back",
    "quote-controls": "a control",
    "bbCodeBlock-expandLink": "a control",
    "avatar": "a face",
    "site-icon": "decoration",
    "onebox-avatar-inline": "a face",
    "meta": "of a lightbox: the file's name and size in pixels",
}
_VOID = frozenset(str.split("area base br col embed hr img input link meta param source track wbr"))
_LINKED = re.compile(r"(?:https?:|mailto:|//|/|#|\?|[^:/?#]*(?:[/?#]|\Z))", re.IGNORECASE)


def in_markdown(body: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The words of a Markdown body. A label is a key: where links use it, it need not be shown."""
    labels = [_label(label) for label in _DEFINITION.findall(body)]
    used = {_label(label) for label in _USE.findall(body)} & set(labels)
    for pattern in MARKDOWN_MARKUP.values():
        body = pattern.sub(" ", body)
    body = _NOTE.sub(" ", body)
    body = re.sub(r"\]\[([^\[\]]+)\]", lambda m: "] " if _label(m[1]) in labels else m[0], body)
    body = _DEFINITION.sub(lambda m: " " if _label(m[1]) in used else m[0], body)
    return [_decoded(body)], []


def _label(text: str) -> str:
    return " ".join(text.split()).casefold()


def _decoded(text: str) -> str:
    text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return re.sub(r"(?:%[0-9a-fA-F]{2})+", lambda found: address(found[0]), text)


def in_text(body: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The words of a text body: all, without the names of quoters before their lines."""
    for pattern in TEXT_MARKUP.values():
        body = pattern.sub(" ", body)
    return [body], []


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.said: list[tuple[str, str]] = []
        self._unseen: list[str] = []
        self._lightbox: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value for name, value in attrs if value}
        classes = frozenset(named.get("class", "").split())
        hidden = tag in UNSEEN_ELEMENTS or not UNSEEN_CLASSES.keys().isdisjoint(classes)
        if (self._unseen or hidden) and tag not in _VOID:
            self._unseen.append(tag)
            if tag == "iframe":
                self._attributes(tag, named)
        elif not hidden and not self._unseen:
            if tag == "a":
                self._lightbox = [named.get("href", "")]
            self._attributes(tag, named)
        if tag not in IN_A_LINE:
            self.texts.append("\n")

    def _attributes(self, tag: str, named: dict[str, str]) -> None:
        for name in SAYING.get(tag, ()):
            value = named.get(name, "")
            is_emoji = tag == "img" and "emoji" in named.get("class", "")
            if name in {"href", "src", "data"}:
                if not is_emoji and _LINKED.match(value) and not (tag == "img" and self._lightbox):
                    self.said.append((f"{tag} {name}", address(value)))
            elif value and not is_emoji:
                self.said.append((f"{tag} {name}", value))
        if tag == "img" and self._lightbox and _LINKED.match(named.get("src","")) and not re.search(r"[.](jpe?g|png|gif|webp)", self._lightbox[0], re.I):
            self.said.append(("img src in a link", address(named.get("src",""))))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID and self._unseen:
            self._unseen.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            while self._unseen.pop() != tag:
                pass
        if tag == "a":
            self._lightbox = []
        if tag not in IN_A_LINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)


IN_A_LINE = frozenset(str.split("a abbr b bdi bdo big cite code del dfn em font i ins kbd mark q s samp small span strike strong sub sup tt u var wbr"))
SAYING = {
    "a": ("href", "title"),
    "img": ("alt", "title", "src"),
    "abbr": ("title",),
    "acronym": ("title",),
    "iframe": ("src",),
    "video": ("src",),
    "audio": ("src",),
    "source": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "area": ("href", "alt"),
    "input": ("value",),
    "ol": ("start",),
    "li": ("value",),
    "option": ("label",),
    "optgroup": ("label",),
    "div": ("data-video-title", "data-youtube-title", "data-video-id"),
}


def in_html(body: str) -> tuple[list[str], list[tuple[str, str]]]:
    """The words of an HTML body, its pictures' and its links'."""
    parser = _Words()
    parser.feed(body)
    parser.close()
    return ["".join(parser.texts)], parser.said
