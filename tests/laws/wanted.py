"""What of a source is words, and not its markup: all that a reader must be able to get at.

In comes a body in one of the formats. As little as can be is known of markup: whatever isn't surely markup is words.
What is, and so need not be shown, stands in tables.
"""

import re

from tests.laws.words import Wanted, decoded

_ITEM = r"(?:[-+*]|[0-9]{1,9}[.)])"
MARKDOWN_MARKUP = {
    "the number of a list's item": re.compile(rf"^(?:[ \t>]*{_ITEM}(?=\s|\Z))+", re.MULTILINE),
    "a task's box": re.compile(r"\[[xX]\](?=\s)"),
    "the name of an engine's quote tag, and the numbers in it": re.compile(
        r"\[/?quote\b|\b(?:post|topic|full|username):\s*\w+(?=[^\]\n]*\])", re.IGNORECASE
    ),
    "the name of a tag of BBCode, and how it makes words look": re.compile(
        r"\[(?:(?:color|size|font)=[^\]\s]*|/?(?:b|i|u|s|sub|sup|color|size|font|url|video|img|code)(?=[\]=]))",
        re.IGNORECASE,
    ),
    "a line of tags, as pandoc leaves them": re.compile(
        r"^[ \t>]*(?:</?(?:div|section|article|center)\b[^<>\n]*>)+[ \t]*$", re.MULTILINE | re.IGNORECASE
    ),
    "the tags of what is shut": re.compile(r"</?(?:details|summary)\b[^<>]*>|\[/?(?:spoiler|details)\b"),
    "the names of fences that are no languages": re.compile(r"^[ >]*`{3,}(?:quote|spoiler|math)\b", re.MULTILINE),
    "attributes, as pandoc writes them": re.compile(r"\{[.#][^{}\n]*\}|^:{3,}.*", re.MULTILINE),
    "a tag that embeds a file, and how the file looks": re.compile(
        r"</?(?:img|video|audio)\b|(?<=\s)(?:src|alt|title)(?=\s*=)|(?<=\s)(?:controls\b|(?:width|height)=\S+(?=[\s>]))",
        re.IGNORECASE,
    ),
    "the size of a picture, and what Discourse calls a file": re.compile(
        r"(?<=\|)(?:[0-9]+x?[0-9]*(?:, *[0-9]+%)?|attachment)(?=\])"
    ),
    "the label of a note": re.compile(r"\[\^[^\[\]\s]+\](?!:)"),
}
_LABEL = r"\[((?>(?:[^\[\]\\]|\\.)+))\]"
_DEFINITION = re.compile(rf"^(?:[ \t>]|{_ITEM}[ ])*{_LABEL}:(?=\s*\S)", re.MULTILINE)
_LABELS = re.compile(_LABEL)
_LINK_LABEL = re.compile(rf"(?<=\]){_LABEL}")
_BARE_LABEL = re.compile(r"\\(?=[^\w\s])")

TEXT_MARKUP = {
    "the quoter's name before each quoted line": re.compile(r"^(?:[ >]*[^\W\d_]\w{0,9}>)+", re.MULTILINE),
}


def in_markdown(body: str) -> Wanted:
    """The words of a Markdown body. A label is a key: where a link uses it, it need not be shown itself."""
    defined = {_key(label) for label in _DEFINITION.findall(body)}
    used = {_key(label) for label in _LABELS.findall(_DEFINITION.sub(" ", body))} & defined
    body = _LINK_LABEL.sub(lambda found: " " if _key(found[1]) in defined else found[0], body)
    body = _DEFINITION.sub(lambda found: " " if _key(found[1]) in used else found[0], body)
    for pattern in MARKDOWN_MARKUP.values():
        body = pattern.sub(" ", body)
    return Wanted((decoded(body),))


def _key(label: str) -> str:
    return " ".join(_BARE_LABEL.sub("", label).split()).casefold()


def in_text(body: str) -> Wanted:
    """The words of a mail: all, without the names of quoters before their lines."""
    for pattern in TEXT_MARKUP.values():
        body = pattern.sub(" ", body)
    return Wanted((body,))


BBCODE_MARKUP = {
    "tags of the database that a body was kept in": re.compile(r"<!--[^<>]*-->|</?[A-Za-z]\w*[^<>]*>"),
    "the mark of a post behind the name of a tag": re.compile(r":(?:[0-9a-z]{5,10}|[0-9mou])(?=[\]=:])"),
    "the name of a tag": re.compile(r"\[/?[A-Za-z][\w*]*"),
    "looks, and the numbers of posts and members": re.compile(
        r"(?:\b(?:post_id|time|user_id|pid|dateline|post|member|topic|date|link|width|height|target|lang|type)|"
        r"(?<=\[)(?:size|color|font|list|user|post|thread|attachment|img|code|td|heading))[=:] ?[^\]\s]*|"
        r"\b(?:alt|title|name|author)=",
        re.IGNORECASE,
    ),
}


def in_bbcode(body: str) -> Wanted:
    """The words of a BBCode body, without the names of tags and what is said of looks."""
    for pattern in reversed(BBCODE_MARKUP.values()):
        body = pattern.sub(" ", body)
    return Wanted((decoded(body),))
