"""Bare links: where an `http://` or `https://` address stands in text, and where it ends.

It ends where a reader would end it: before punctuation that no address has, before a bracket that was not opened in it,
before markup of another kind, and before the next address. Takes the place of linkify-it in markdown-it: of all that
it finds we want only these, in time linear in the text. Beside them, what the file behind an address is called.
"""

import re
from dataclasses import dataclass
from urllib.parse import unquote

# Scripts in which a word may follow an address at once: Thai to Khmer, kana, han, hangul.
_GLUED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LABEL = rf"(?:[^\W{_GLUED}]|-)+"
_HOST = (
    rf"(?:\[[0-9a-f:.%]+\]"
    # The first part of a name may mix scripts, as no name ends there; in the others a word that follows may be glued.
    rf"|(?:[\w-]+(?=\.[\w-])|{_LABEL}|[\w-]+)(?:\.(?:{_LABEL}|[{_GLUED}](?:\w|-)*))*\.?)"
)
_USER = r"(?:[^\s/?#@<>\"\[\](){}|`\\]{1,100}@)?"
_CJK_MARKS = r"\u3000-\u3003\u3008-\u3011\u3014-\u301f\u30fb"
_WIDE_MARKS = r"\uff01\uff02\uff07-\uff09\uff0c\uff0e\uff1a-\uff1c\uff1e\uff1f\uff3b\uff3d\uff5b-\uff65"
_NEVER = rf"\s<>\"“”„‟«»‹›‘‚|`{{}}…—،؛؟۔।{_CJK_MARKS}{_WIDE_MARKS}\x00-\x1f\x7f"
_BBCODE = r"\[(?=/[a-z*]{1,12}\]|(?:b|i|u|s|url|img|code|quote|list|size|color|font|center|email|spoiler)[\]=])"
_REST = (
    rf"(?:[/?#](?:[^{_NEVER}h'’\[]"
    r"|h(?!ttps?://)|(?<=[/=?#&:])h"  # an address in an address: a copy of a page, or what a page leads to
    rf"|['’](?=\w)|(?!{_BBCODE})\[)*)?"
)
_ADDRESS = re.compile(rf"https?://{_USER}{_HOST}(?::\d{{1,5}})?{_REST}", re.IGNORECASE)
_TRAILING = ".,:;!?'’*_~"
_BRACKETS = re.compile(r"[()\[\]]")
_OPENING = {")": "(", "]": "["}
_QUOTES = "'’"
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
FOREIGN_REL = "nofollow ugc noopener"
"""Value of `rel` for links to other sites: posts are user-generated content."""


@dataclass(frozen=True, slots=True)
class BareLink:
    """An address in a text; the names are those that markdown-it reads."""

    index: int
    last_index: int
    url: str
    text: str
    schema: str


class BareLinks:
    """Finds bare links, by the methods that markdown-it calls."""

    def pretest(self, text: str) -> bool:
        """True if a closer look is worth it."""
        return "://" in text

    def test(self, text: str) -> bool:
        """True if there is a link."""
        return _ADDRESS.search(text) is not None

    def match(self, text: str) -> list[BareLink] | None:
        """All links of a text, in order."""
        return [self._link(found) for found in _ADDRESS.finditer(text)] or None

    def match_at(self, text: str, start: int) -> BareLink | None:
        """The link that stands at this place of a text."""
        found = _ADDRESS.match(text, start)
        return self._link(found) if found else None

    @staticmethod
    def _link(found: re.Match[str]) -> BareLink:
        address = found[0]
        if found.string[found.start() - 1 : found.start()] in {*_QUOTES}:
            address = re.split(f"[{_QUOTES}]", address, maxsplit=1)[0]
        address = _without_excess(address)
        schema = f"{address.partition(':')[0].lower()}:"
        return BareLink(found.start(), found.start() + len(address), address, address, schema)


def _without_excess(address: str) -> str:
    """The address up to a bracket that has no other in it, and without the sentence's punctuation.

    >>> _without_excess("http://x.example/a_(b)).")
    'http://x.example/a_(b)'
    >>> _without_excess("http://x.example/a(see")
    'http://x.example/a'
    """
    opened: dict[str, list[int]] = {"(": [], "[": []}
    end = len(address)
    for bracket in _BRACKETS.finditer(address):
        if bracket[0] in opened:
            opened[bracket[0]].append(bracket.start())
        elif opened[_OPENING[bracket[0]]]:
            opened[_OPENING[bracket[0]]].pop()
        else:
            end = bracket.start()
            break
    return address[: min([end, *opened["("], *opened["["]])].rstrip(_TRAILING)


def file_name(address: str) -> str:
    """The last part of an address's path; the address, if there is none.

    >>> file_name("https://x.example/a/my%20cat.png?size=2")
    'my cat.png'
    """
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    return unquote(path.rstrip("/").rpartition("/")[2]) or address


def is_safe_url(url: str) -> bool:
    """True for http, https, mailto, and addresses relative to the page; not for `//host/`, which has no scheme."""
    head = re.split(r"[/?#]", url, maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    return scheme.lower() in _SAFE_SCHEMES if colon else not url.startswith(("//", "/\\", "\\"))
