"""HTML in which all that is no tag is text: `<ann@x.example>`, a comment or a script that never ends, half a tag.

In comes markup as somebody cut or typed it, out comes markup in which no parser hides words that the writer saw. Where
a value lacks its closing quotation mark, its tag ends at the first `>`. What is hidden on purpose stands in `dropped`.
"""

import re
from string import ascii_lowercase, ascii_uppercase

from archiver.bodies.html.element_names import KNOWN
from archiver.bodies.html.removed_markup import ELEMENTS

_VALUE = r"""\s*+=\s*+(?>(?:"(?:[^"<>]*+"|[^"]*+"(?=[\s/>]))|'(?:[^'<>]*+'|[^']*+'(?=[\s/>]))|[^\s<>"'][^\s<>]*+)?)"""
_ATTRIBUTES, _PAIRED = (
    rf"(?>(?:[\s/]++|[^\s/<>{quotes}][^\s/<>={quotes}]*+(?>(?:{_VALUE})?))*)" for quotes in ("", "\"'")
)
_TAG = r"</?[a-zA-Z][^\s/<>]*+"
_DECLARED = r"<!doctype[^<>]*+>|<!\[(?:if|endif)[^<>]*+>|<\?xml[^<>]*+>|</>"
_SOUND = re.compile(rf"(?>(?:[^<]++|{_TAG}{_PAIRED}>)*)\Z")
_NAMES = re.compile(r"<(/?[^\s/<>]++)")
_TOKEN = re.compile(
    rf"{_DECLARED}|<!--|<(?P<closes>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?P<attributes>{_ATTRIBUTES})(?P<end>>|\Z)?",
    re.IGNORECASE,
)
_ATTRIBUTE = re.compile(
    r"""([^\s/>=<"'][^\s/>=<"']*+)(?>(?:\s*+=\s*+(?>(?:"([^"]*+)"?+|'([^']*+)'?+|([^\s>"'][^\s>]*+))?))?)"""
)
_PROGRAMS = frozenset({"script", "style"})
_RAW = _PROGRAMS | frozenset({"textarea", "title", "xmp", "iframe", "noembed", "noframes", "template"})
"""What hides tags, or itself, up to its end."""
_SAFE = KNOWN - _RAW - {"plaintext", "frame", "frameset"}
_TOLD = frozenset(f"{slash}{name}" for known in _SAFE for name in (known, known.upper()) for slash in ("", "/"))
_OFFICE = re.compile(r"[a-z]{1,3}[0-9]?:[a-z]+\Z")
"""Elements of Word and of other programs: `o:p`, `st1:place`."""
FORMULA = re.compile(r"""\btype\s{0,9}=\s{0,9}["']?math/tex""", re.IGNORECASE)
"""In the attributes of a script that is no program."""
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_IS_EMPTY = re.compile(r"(?:\A|[\"'\s]|\s[\w-]+)/\s*\Z")


def escape_stray_markup(body: str) -> str:
    """HTML in which nothing that never ends, and no mere angle bracket, hides words; the body itself if that is so."""
    if _TOLD.issuperset(_NAMES.findall(body)) and _SOUND.match(body):
        return body
    return _Mending(body).out()


class _Mending:
    """Goes through a body; what is searched in the rest of it is searched once."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._lower = body.translate(_LOWER)
        self._parts: list[str] = []
        self._names = frozenset(_NAMES.findall(self._lower))
        self._found: dict[str, int] = {}

    def out(self) -> str:
        at = 0
        while (less := self._body.find("<", at)) >= 0:
            self._parts.append(self._body[at:less])
            at = self._token(less)
        self._parts.append(self._body[at:])
        return "".join(self._parts)

    def _token(self, less: int) -> int:
        """Put out what begins at a `<`; where that ends."""
        token = _TOKEN.match(self._body, less)
        if token and token[0] == "<!--":
            return self._comment(less)
        name = (token["name"] or "").lower() if token else ""
        if token is None or (name and (token["end"] is None or not self._is_tag(name))):
            self._parts.append("&lt;")
            return less + 1
        if name and not token["end"]:
            self._parts.append(token[0].replace("<", "&lt;"))
            return token.end()
        if name == "plaintext" or (name in _RAW and not token["closes"]):
            return self._raw(name, token)
        self._parts.append(_tag(token) if name else "")
        return token.end()

    def _is_tag(self, name: str) -> bool:
        """True if a browser knows the element, or it begins and ends: then somebody's program made it up."""
        is_paired = name in self._names and f"/{name}" in self._names
        return name in KNOWN or is_paired or _OFFICE.match(name) is not None

    def _comment(self, less: int) -> int:
        ends = [end + len(mark) for mark in ("-->", "--!>") if (end := self._next(mark, less + 2)) >= 0]
        if not ends:
            self._parts.append("&lt;")
        return min(ends, default=less + 1)

    def _raw(self, name: str, token: re.Match[str]) -> int:
        """Put out an element in which nothing is a tag but its own end. Of one that has no end, only the frame."""
        begin, attributes = token.end(), token["attributes"]
        end = -1 if _IS_EMPTY.search(attributes) else self._next(f"</{name}", begin)
        again = -1 if name in _PROGRAMS or end < 0 else self._next(f"<{name}", begin)
        ended = end >= 0 and not 0 <= again < end
        if name == "iframe":
            self._parts.append(f"{_tag(token)}</iframe>")
        elif ended and (name not in ELEMENTS or FORMULA.search(attributes)):
            self._parts.append(f"{_tag(token)}{self._body[begin:end]}</{name}>")
        return end if ended else begin

    def _next(self, words: str, at: int) -> int:
        """Where words stand next; below 0 if nowhere."""
        known = self._found.get(words)
        if known is None or 0 <= known < at:
            known = self._found[words] = self._lower.find(words, at)
        return known


def _tag(token: re.Match[str]) -> str:
    """The tag, with its quotation marks paired. A frame of a page is one in it."""
    name, attributes = token["name"].lower(), token["attributes"]
    if name == "frameset" or (name == "frame" and token["closes"]):
        return ""
    if name != "frame" and not (attributes.count('"') % 2 or attributes.count("'") % 2):
        return token[0]
    kept = "".join(_paired(found) for found in _ATTRIBUTE.finditer(attributes))
    return f"<iframe{kept}></iframe>" if name == "frame" else f"<{token['closes']}{name}{kept}>"


def _paired(attribute: re.Match[str]) -> str:
    value = attribute[2] or attribute[3] or attribute[4] or ""
    return f' {attribute[1]}="{value.replace(chr(34), "&quot;")}"'
