"""URLs: bare `http://` and `https://` URLs in text, safe URLs, and what relative ones lead to.

A bare URL ends where a reader would end it: before punctuation of the sentence, before a closing bracket that it does
not open, before markup of BBCode, and before the next URL. `BareLinks` replaces linkify-it in markdown-it-py, and takes
time linear in the text.
"""

import re
from collections.abc import Callable
from urllib.parse import quote, urljoin

from msgspec import Struct

# Scripts without spaces, in which a word may follow a URL directly: Thai to Khmer, kana, han, hangul.
_UNSPACED_SCRIPTS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_LABEL = rf"(?:[^\W{_UNSPACED_SCRIPTS}]|-)+"
_HOST = (
    rf"(?:\[[0-9a-f:.%]+\]"
    # The first label of a host may mix scripts, because no host ends there; the others end where the script changes.
    rf"|(?:[\w-]+(?=\.[\w-])|{_LABEL}|[\w-]+)(?:\.(?:{_LABEL}|[{_UNSPACED_SCRIPTS}](?:\w|-)*))*\.?)"
)
_USER = r"(?:[^\s/?#@<>\"\[\](){}|`\\]{1,100}@)?"
_CJK_MARKS = r"\u3000-\u3003\u3008-\u3011\u3014-\u301f\u30fb"
_WIDE_MARKS = r"\uff01\uff02\uff07-\uff09\uff0c\uff0e\uff1a-\uff1c\uff1e\uff1f\uff3b\uff3d\uff5b-\uff65"
_NEVER = rf"\s<>\"“”„‟«»‹›‘‚|`{{}}…—،؛؟۔।{_CJK_MARKS}{_WIDE_MARKS}\x00-\x1f\x7f"
_BBCODE = r"\[(?=/[a-z*]{1,12}\]|(?:b|i|u|s|url|img|code|quote|list|size|color|font|center|email|spoiler)[\]=])"
_REST = (
    rf"(?:[/?#](?:[^{_NEVER}h'’\[]"
    r"|h(?!ttps?://)|(?<=[/=?#&:])h"  # a URL in a URL: of a copy of a page, or of the target of a redirect
    rf"|['’](?=\w)|(?!{_BBCODE})\[)*)?"
)
_URL = re.compile(rf"https?://{_USER}{_HOST}(?::\d{{1,5}})?{_REST}", re.IGNORECASE)
_TRAILING = ".,:;!?'’*_~"
_BRACKETS = re.compile(r"[()\[\]]")
_OPENING = {")": "(", "]": "["}
_APOSTROPHES = "'’"
_NOT_BESIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|[#?]|\Z", re.IGNORECASE)
_BACKSLASH = re.compile(r"\\|%5C", re.IGNORECASE)
_WHITE_SPACE = re.compile(r"\s+")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto"})
FOREIGN_REL = "nofollow ugc noopener"
"""Value of `rel` for links to other sites: posts are user-generated content."""


def no_file(_address: str) -> bool:
    """The `LinkBase.has_file` of a source without files beside it."""
    return False


class LinkBase(Struct, frozen=True, kw_only=True):
    """What a relative address in the body of a post leads to: a file beside the source, else a page of the original."""

    url: str | None = None
    """The URL of the original post, to which relative addresses are resolved; None if it is unknown: then they stay
    relative."""
    has_file: Callable[[str], bool] = no_file
    """True if a relative address, percent-encoded, names a file that the site can show: then it stays relative."""

    def keeps(self, address: str) -> bool:
        """True if an address is relative, and names a file beside the source."""
        return _NOT_BESIDE.match(address) is None and self.has_file(address)

    def resolve(self, address: str) -> str:
        """The absolute form of an address; as it is if it names a file beside the source, or the base is unknown.

        Raises ValueError if the host is not valid.
        """
        return address if self.url is None or self.keeps(address) else urljoin(self.url, address)


class BareLink(Struct, frozen=True):
    """A bare URL in a text, with the attributes that markdown-it-py reads of a link."""

    index: int
    """Index of the URL's first character in the text."""
    last_index: int
    """Index after the URL's last character."""
    url: str
    text: str
    schema: str
    """The scheme of the URL, with the colon."""


class BareLinks:
    """Finds bare URLs in a text. Replaces linkify-it in markdown-it-py, which calls these methods."""

    def pretest(self, text: str) -> bool:
        """False if a text certainly has no bare URL. A cheap check before `test` and `match`."""
        return "://" in text

    def test(self, text: str) -> bool:
        """True if a text has a bare URL."""
        return _URL.search(text) is not None

    def match(self, text: str) -> list[BareLink] | None:
        """Find all bare URLs of a text, in order; None if there are none."""
        return [self._link(match) for match in _URL.finditer(text)] or None

    def match_at(self, text: str, start: int) -> BareLink | None:
        """Find the bare URL that starts at index `start` of a text; None if there is none."""
        match = _URL.match(text, start)
        return self._link(match) if match else None

    @staticmethod
    def _link(match: re.Match[str]) -> BareLink:
        """Make a link of a match. A URL after an apostrophe ends at the next apostrophe: both are quotation marks."""
        url = match[0]
        if match.string[match.start() - 1 : match.start()] in {*_APOSTROPHES}:
            url = re.split(f"[{_APOSTROPHES}]", url, maxsplit=1)[0]
        url = _without_excess(url)
        schema = f"{url.partition(':')[0].lower()}:"
        return BareLink(match.start(), match.start() + len(url), url, url, schema)


def _without_excess(url: str) -> str:
    """Cut a URL before the first bracket without a partner in it, and before trailing punctuation.

    >>> _without_excess("http://x.example/a_(b)).")
    'http://x.example/a_(b)'
    >>> _without_excess("http://x.example/a(see")
    'http://x.example/a'
    """
    opened: dict[str, list[int]] = {"(": [], "[": []}
    end = len(url)
    for bracket in _BRACKETS.finditer(url):
        if bracket[0] in opened:
            opened[bracket[0]].append(bracket.start())
        elif opened[_OPENING[bracket[0]]]:
            opened[_OPENING[bracket[0]]].pop()
        else:
            end = bracket.start()
            break
    return url[: min([end, *opened["("], *opened["["]])].rstrip(_TRAILING)


def encode_spaces(address: str) -> str:
    """Percent-encode white space in an address, so that the address is one word.

    >>> encode_spaces("my photo.jpg")
    'my%20photo.jpg'
    """
    return _WHITE_SPACE.sub(lambda space: quote(space[0]), address)


def with_slashes(address: str) -> str:
    r"""An address with `/` in place of each backslash in a relative path, as browsers read it and Windows writes it.

    The backslash may be percent-encoded.

    >>> with_slashes("files\\map.png"), with_slashes("files%5Cmap.png"), with_slashes("\\\\host\\map.png")
    ('files/map.png', 'files/map.png', '\\\\host\\map.png')
    """
    changed = _BACKSLASH.sub("/", address)
    return address if changed.startswith("//") or changed == address or _NOT_BESIDE.match(address) else changed


def is_safe_url(url: str) -> bool:
    """True if a page may link to a URL: http, https, mailto, or relative to the page. False for `//host/`, without a
    scheme.
    """
    head = re.split(r"[/?#]", url, maxsplit=1)[0]
    scheme, colon, _ = head.partition(":")
    return scheme.lower() in _SAFE_SCHEMES if colon else not url.startswith(("//", "/\\", "\\"))
