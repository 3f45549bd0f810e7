"""Reddit's Markdown as ours: `r/space` and `u/ada` are links, relative links are absolute, `^` raises digits.

Quotes, tables, code and spoilers (`>!x!<`) are alike in both.
"""

import re
from collections.abc import Mapping
from typing import Any

from archiver.importers.json_fields import text_in
from archiver.importers.markdown.code_parts import outside_code

SITE = "https://www.reddit.com"
_ENTITIES = {"&gt;": ">", "&lt;": "<", "&amp;": "&"}
_ENTITY = re.compile("&(?:gt|lt|amp);")
_INVISIBLE = re.compile("&#x200[bB];|\u200b")
_TOKEN = re.compile(
    r"\\[\\^`\[]"
    r"|(?P<image>!?)\[(?P<label>(?:[^\[\]\\\n]|\\.){0,2000})\]"
    r"\((?P<target>[^()\s]{0,2000})(?P<title> +\"[^\"\n]{0,2000}\")? *\)"
    r"|(?P<url>https?://[^\s<>\[\]()]+)"
    r"|(?<![\w/\\.@-])/?(?P<kind>[ru])/(?P<name>[A-Za-z0-9_-]{2,30})(?![\w/-])"
    r"|(?<![\w)])(?P<mark>\^{1,9})(?=/?[ru]/|\[)"
    r"|(?P<carets>\^{1,9})(?:\((?P<raised>[^()\n]{1,500})\)|(?P<word>[\w+=-]{1,80}))"
)
_HINT = re.compile(r"[\[^\\]|[ru]/|://")
"""Is in every text that has a token."""
_OLD_SPOILERS = re.compile(r"[#/](?:s|spoilers?)")
_RAISED = str.maketrans("0123456789+-=ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼ⁿⁱ")
_CAN_BE_RAISED = re.compile(r"[0-9+\-=ni]{1,12}")
_MEDIA_KINDS = ("giphy", "emote")


def unescape(text: str) -> str:
    """The text with the three entities that the API writes as characters, once.

    >>> unescape("&amp;gt; &gt;")
    '&gt; >'
    """
    return _ENTITY.sub(lambda match: _ENTITIES[match[0]], text) if "&" in text else text


def reddit_to_markdown(text: str, media: Mapping[str, Any]) -> str:
    """A text of Reddit, unescaped, as Markdown.

    Args:
        text: the body of a comment or a submission.
        media: what pictures in it show, by their ids: `media_metadata`.

    >>> reddit_to_markdown("Ask u/ada in /r/space, E = mc^2, [rules](/r/space/wiki), `^2`", {})
    'Ask [u/ada](https://www.reddit.com/u/ada) in [/r/space](https://www.reddit.com/r/space), E = mc², \
[rules](https://www.reddit.com/r/space/wiki), `^2`'
    """
    clean = _INVISIBLE.sub("", text.replace("\r\n", "\n"))
    if _HINT.search(clean) is None:
        return clean.strip("\n")
    return outside_code(clean, lambda part: _TOKEN.sub(lambda token: _token(token, media), part)).strip("\n")


def _token(token: re.Match[str], media: Mapping[str, Any]) -> str:
    if token["target"] is not None:
        return _link(token, media)
    if token["url"]:
        return token["url"].replace("\\_", "_")  # the editor escapes it in URLs, too
    if token["kind"]:
        return f"[{token[0]}]({SITE}/{token['kind']}/{token['name']})"
    if token["carets"]:
        return _raised(token)
    if token["mark"]:
        return ""
    return token[0]


def _link(token: re.Match[str], media: Mapping[str, Any]) -> str:
    label, target, title = token["label"], token["target"], token["title"] or ""
    if token["image"]:
        return _picture(label, target, media) or token[0]
    if _OLD_SPOILERS.fullmatch(target):
        hidden = title.strip()[1:-1] or label
        return f"{label} >!{hidden}!<" if title and label else f">!{hidden}!<"
    if target.startswith("/") and not target.startswith("//"):
        return f"[{label}]({SITE}{target}{title})"
    return token[0]


def _picture(label: str, target: str, media: Mapping[str, Any]) -> str | None:
    """A picture in a text, by its id; None if it has an address."""
    kind, _, name = target.partition("|")
    if kind in _MEDIA_KINDS and name:
        last = name.rpartition("|")[2]
        is_giphy = kind == "giphy" and re.fullmatch(r"\w+", name.partition("|")[0])
        return f"[gif](https://giphy.com/gifs/{name.partition('|')[0]})" if is_giphy else f":{last}:"
    if address := address_of_media(media.get(target)):
        return f"![{'' if label in {'img', 'gif'} else label}]({address})"
    return None if target.startswith("http") else label


def address_of_media(entry: Any) -> str | None:
    """The URL of an entry of `media_metadata`; None if it has none."""
    source = entry.get("s") if isinstance(entry, dict) else None
    address = unescape(text_in(source, "u", "gif", "mp4")) if isinstance(source, dict) else ""
    return address if address.startswith("https://") and not any(char in address for char in "()<> ") else None


def _raised(token: re.Match[str]) -> str:
    """Raised text: in a word digits as such, elsewhere small words as they are. Another caret in a word stays."""
    text = token["raised"] or token["word"]
    before = token.string[token.start() - 1 : token.start()]
    if not before.isalnum() and before != ")":
        return text
    return text.translate(_RAISED) if _CAN_BE_RAISED.fullmatch(text) else token[0]
