"""Addresses in the raw texts of sources, found by what a build makes of them, and new ones in their places.

The address of a link can only stand in a few places of a text: behind `](`, in the tag of an element, between tags of
BBCode. Each of these places gets a mark, and the text is parsed with the marks: an address is what the links of the
result have, with the mark of its place. So the links of all formats are found, and what only looks like one, as in
code, is none. All else stays as it is, byte for byte.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from html import unescape
from itertools import count
from unicodedata import normalize
from urllib.parse import unquote

from archiver.build.links_within import fragments_of
from archiver.build.media_references import passages_of
from archiver.media.references import find_references
from archiver.model import Thread

NewAddress = Callable[[str], str | None]
"""The new address for one that stands in a text, percent-encoded; None: it stays."""
ParseMarked = Callable[[bytes, Callable[[str], str]], Thread | None]
"""Parses a text with marks in its addresses. The function that it gets, too, gives an address without the mark."""
_BEFORE_LINK = r"\]\(\s*+|\]:\s*+|\b(?:href|src)\s*+=\s*+"
_BEFORE_TAGGED = r"\[(?:i?url|link|image|[tl]?img|video|audio|media)(?:=[ \"']?|\](?!\()\s*+)"
_PARTS = r"\\.|[^\s()\\<>]"
_NESTED = rf"\((?>(?:{_PARTS}|\((?>(?:{_PARTS}|\([^\s()]*+\))*)\))*)\)"
_BARE = rf"(?>(?:{_PARTS}|{_NESTED})+)"
"""An address without blanks, in which each bracket has its partner; three deep, as nobody writes them."""
_PLACE = re.compile(
    rf"(?:{_BEFORE_LINK})(?:<((?>(?:\\.|[^<>\n\\])+))>|\"([^\"<>\n]++)\"|'([^'<>\n]++)'|({_BARE}))"
    rf"|{_BEFORE_TAGGED}([^\n\"\[\]]*[^\s\"'\[\]])",
    re.IGNORECASE,
)
_FILES = re.compile(r"""(?<=\s)(files=)(?:"([^"]*)"|([^\s"{}]+))""")
_ENCODING = re.compile(rb"[\\&%\x80-\xff]")


def replace_addresses(content: bytes, parse: ParseMarked, new_address: NewAddress) -> bytes:
    """A text in which the addresses of links are replaced.

    Args:
        content: the text.
        parse: parses it.
        new_address: the addresses that take the place of others.
    """
    text = content.decode("utf-8", "surrogateescape")
    places = [match.span(match.lastindex or 0) for match in _PLACE.finditer(text)]
    mark = next(word for number in count() if (word := f"zq{number}q") not in text)
    pattern = re.compile(rf"{mark}(\d+)q")
    marks = {start + (text[start] == "#"): f"{mark}{number}q" for number, (start, _) in enumerate(places)}
    marked = _with_texts(text, {(at, at): one for at, one in marks.items()})
    thread = parse(marked.encode("utf-8", "surrogateescape"), lambda address: pattern.sub("", address))
    new = {}
    for address in _addresses_of(thread) if thread else ():
        found = pattern.match(address.removeprefix("#"))
        changed = found and new_address(pattern.sub("", address))
        if found and changed:
            new[places[int(found[1])]] = changed
    return _with_texts(text, new).encode("utf-8", "surrogateescape")


def _with_texts(text: str, new: Mapping[tuple[int, int], str]) -> str:
    """A text with others in place of some ranges of it."""
    parts, at = list[str](), 0
    for start, end in sorted(new):
        parts += (text[at:start], new[start, end])
        at = end
    return "".join((*parts, text[at:]))


def _addresses_of(thread: Thread) -> Iterable[str]:
    """The addresses of all links and files in the posts of a thread."""
    for _, html in passages_of(thread):
        yield from (reference.address for reference in find_references(html))
        yield from (f"#{fragment}" for fragment in fragments_of(html))


def replace_files(heading: str, new_address: NewAddress) -> str:
    """The heading of a post in which the addresses of its files are replaced."""

    def replaced(match: re.Match[str]) -> str:
        names = (match[2] if match[2] is not None else match[3]).split()
        new = [new_address(name) or name for name in names]
        return match[0] if new == names else f'{match[1]}"{" ".join(new)}"'

    return _FILES.sub(replaced, heading)


def names_one_of(content: bytes, names: Iterable[str]) -> bool:
    """True if a text may have the address of a source or a file with one of these names, in whatever form."""
    if any(name.encode() in content for name in names):
        return True
    if not _ENCODING.search(content):
        return False
    text = unquote(unescape(content.decode("utf-8", "replace").replace("\\", "")))
    text = normalize("NFC", text)
    return any(normalize("NFC", name) in text for name in names)
