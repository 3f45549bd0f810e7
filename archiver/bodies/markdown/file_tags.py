"""Tags of HTML that embed a file, in Markdown: `<img src="map.png" width="300">`, `<video src="film.mp4"></video>`.

GitHub's users write them to say how large a picture is. They become what `![…](…)` becomes; all other tags are text.
"""

import re
from html import unescape

from markdown_it.rules_inline import StateInline

from archiver.bodies.links import encode_spaces
from archiver.bodies.markdown.file_tokens import push_file
from archiver.bodies.markdown.inline import MEDIA, PICTURE
from archiver.urls import file_name

_VALUE = r"\"[^\"]{0,2000}\"|'[^']{0,2000}'|[^\s\"'=<>`]{1,2000}"
_NAME = (
    r"(?:src|alt|title|width|height|align|border|hspace|vspace|class|id|style|srcset|sizes|loading|decoding"
    r"|referrerpolicy|crossorigin|controls|autoplay|loop|muted|preload|poster|playsinline|type|data-[\w-]{1,40})"
)
"""Attributes of embedded files. A tag with another one, as `onerror`, is text: somebody writes about HTML."""
_ATTRIBUTE = rf"\s{{1,99}}(?P<name>{_NAME})(?:\s{{0,99}}=\s{{0,99}}(?P<value>{_VALUE}))?"
_ATTRIBUTES = rf"(?>(?:{re.sub('[?]P<(name|value)>', '?:', _ATTRIBUTE)}){{1,20}})"
_FILE_TAG = re.compile(
    rf"<(?:img(?P<picture>{_ATTRIBUTES})\s{{0,99}}/?>"
    rf"|(?P<tag>video|audio)(?P<media>{_ATTRIBUTES})\s{{0,99}}>\s{{0,99}}</(?P=tag)>)",
    re.IGNORECASE,
)
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE, re.IGNORECASE)


def match_file_tag(source: str, start: int, end: int) -> re.Match[str] | None:
    """Match a complete tag that embeds a file, with its address, at index `start` of a source; None if there is none.

    `end` is the index after the last character that may belong to the tag.
    """
    match = _FILE_TAG.match(source, start, end)
    return match if match and _attributes(match).get("src") else None


def _attributes(tag: re.Match[str]) -> dict[str, str]:
    """The attributes of a tag by their lower-case names, unescaped. The first of a name counts, as in browsers."""
    found: dict[str, str] = {}
    for attribute in _ONE_ATTRIBUTE.finditer(tag["picture"] or tag["media"]):
        value = attribute["value"] or ""
        value = value[1:-1] if value.startswith(('"', "'")) else value
        found.setdefault(attribute["name"].lower(), unescape(value).strip())
    return found


def file_tag(state: StateInline, silent: bool) -> bool:
    """Inline rule of markdown-it-py: a tag that embeds a file becomes a link to it, or text with its address in a
    link.
    """
    match = match_file_tag(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if match is None:
        return False
    attributes = _attributes(match)
    address = state.md.normalizeLink(encode_spaces(attributes["src"]))
    if not state.md.validateLink(address):
        return False
    if not silent:
        label = attributes.get("alt") or attributes.get("title") or file_name(address)
        title = attributes.get("title", "")
        replaces = PICTURE if match["picture"] else MEDIA
        push_file(state, address, label, title="" if title in label else title, replaces=replaces)
    state.pos = match.end()
    return True
