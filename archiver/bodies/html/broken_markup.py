"""Escapes what is no tag in HTML: `<ann@x.example>`, half a tag, the start of a comment or a script that never ends.

In comes markup as somebody cut or typed it, out comes markup in which no parser hides text that its author saw. If an
attribute's value lacks its closing quotation mark, its tag ends at the first `>`. Elements that are removed on purpose
are in `removed_markup`.
"""

import re
from string import ascii_lowercase, ascii_uppercase

from archiver.bodies.html.element_names import KNOWN_ELEMENTS
from archiver.bodies.html.removed_markup import REMOVED_ELEMENTS

# In the patterns, `(?>…)` and `*+` never go back, so that they take linear time.
_VALUE = r"""\s*+=\s*+(?>(?:"(?:[^"<>]*+"|[^"]*+"(?=[\s/>]))|'(?:[^'<>]*+'|[^']*+'(?=[\s/>]))|[^\s<>"'][^\s<>]*+)?)"""
_ATTRIBUTES, _PAIRED_ATTRIBUTES = (
    rf"(?>(?:[\s/]++|[^\s/<>{quotes}][^\s/<>={quotes}]*+(?>(?:{_VALUE})?))*)" for quotes in ("", "\"'")
)
"""The attributes of a tag; the second pattern has no quotation mark that lacks its partner."""
_TAG = r"</?[a-zA-Z][^\s/<>]*+"
_DECLARATION = r"<!doctype[^<>]*+>|<!\[(?:if|endif)[^<>]*+>|<\?xml[^<>]*+>|</>"
_WELL_FORMED = re.compile(rf"(?>(?:[^<]++|{_TAG}{_PAIRED_ATTRIBUTES}>)*)\Z")
"""Matches a whole body in which all angle brackets belong to tags. Comments and declarations need a closer look."""
_TAG_NAME = re.compile(r"<(/?[^\s/<>]++)")
"""The name in a tag, or what looks like one; of an end tag with its slash."""
_TOKEN = re.compile(
    rf"{_DECLARATION}|<!--|<(?P<closes>/?)(?P<name>[a-zA-Z][^\s/<>]*+)(?P<attributes>{_ATTRIBUTES})(?P<end>>|\Z)?",
    re.IGNORECASE,
)
"""What a `<` starts. `end` is `>`, empty at the end of the body, or None for a tag that is broken."""
_ATTRIBUTE = re.compile(
    r"""([^\s/>=<"'][^\s/>=<"']*+)(?>(?:\s*+=\s*+(?>(?:"([^"]*+)"?+|'([^']*+)'?+|([^\s>"'][^\s>]*+))?))?)"""
)
"""One attribute of a tag. The closing quotation mark may be missing."""
_PROGRAM_ELEMENTS = frozenset({"script", "style"})
_RAW_TEXT = _PROGRAM_ELEMENTS | frozenset({"textarea", "title", "xmp", "iframe", "noembed", "noframes", "template"})
"""Elements whose contents are not parsed as tags up to their end tag, or not shown by browsers."""
_PLAIN_ELEMENTS = KNOWN_ELEMENTS - _RAW_TEXT - {"plaintext", "frame", "frameset"}
"""Elements whose tags can hide no text."""
_PLAIN_TAG_NAMES = frozenset(
    f"{slash}{name}" for element in _PLAIN_ELEMENTS for name in (element, element.upper()) for slash in ("", "/")
)
"""Matches of the pattern for tag names in the start and end tags of elements whose tags can hide no text."""
_OFFICE_ELEMENT = re.compile(r"[a-z]{1,3}[0-9]?:[a-z]+\Z")
"""Names of elements of Word and other office programs: `o:p`, `st1:place`."""
FORMULA_SCRIPT = re.compile(r"""\btype\s{0,9}=\s{0,9}["']?math/tex""", re.IGNORECASE)
"""Matches in the attributes of a `script` with a formula; other scripts are programs."""
_TO_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_IS_SELF_CLOSING = re.compile(r"(?:\A|[\"'\s]|\s[\w-]+)/\s*\Z")


def escape_broken_markup(body: str) -> str:
    """Escape markup without an end, and angle brackets that belong to no tag, so that a parser hides no text.

    A body in which all tags are well-formed is returned unchanged, after one pass of a pattern.
    """
    if _PLAIN_TAG_NAMES.issuperset(_TAG_NAME.findall(body)) and _WELL_FORMED.match(body):
        return body
    return _Escaper(body).escape()


class _Escaper:
    """Reads a body once, from start to end. The next index of each end tag is cached, so that the time is linear."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._lower = body.translate(_TO_LOWER)
        self._parts: list[str] = []
        self._tag_names = frozenset(_TAG_NAME.findall(self._lower))
        self._next_index: dict[str, int] = {}  # the cache of `_find`

    def escape(self) -> str:
        """Return the body with all broken markup escaped."""
        at = 0
        while (less := self._body.find("<", at)) >= 0:
            self._parts.append(self._body[at:less])
            at = self._append_token(less)
        self._parts.append(self._body[at:])
        return "".join(self._parts)

    def _append_token(self, less: int) -> int:
        """Write the token that starts with the `<` at index `less`, and return the index of its end."""
        token = _TOKEN.match(self._body, less)
        if token is not None and token["name"]:
            return self._append_tag(less, token)
        if token is None:
            return self._append_less(less)
        return self._append_comment(less) if token[0] == "<!--" else token.end()  # declarations go

    def _append_tag(self, less: int, token: re.Match[str]) -> int:
        name = token["name"].lower()
        if token["end"] is None or not self._is_tag(name):
            return self._append_less(less)
        if not token["end"]:  # the body ends within the tag
            self._parts.append(token[0].replace("<", "&lt;"))
            return token.end()
        if name == "plaintext" or (name in _RAW_TEXT and not token["closes"]):
            return self._append_raw_text(name, token)
        self._parts.append(_pair_quotes(token))
        return token.end()

    def _append_less(self, less: int) -> int:
        self._parts.append("&lt;")
        return less + 1

    def _is_tag(self, name: str) -> bool:
        """True if browsers know an element of this name, or the body has an end tag for it: then a program has invented
        the name.
        """
        is_paired = name in self._tag_names and f"/{name}" in self._tag_names
        return name in KNOWN_ELEMENTS or is_paired or _OFFICE_ELEMENT.match(name) is not None

    def _append_comment(self, less: int) -> int:
        """Skip a comment, or escape the start of a comment that has no end."""
        ends = [end + len(mark) for mark in ("-->", "--!>") if (end := self._find(mark, less + 2)) >= 0]
        return min(ends) if ends else self._append_less(less)

    def _append_raw_text(self, name: str, token: re.Match[str]) -> int:
        """Write an element whose contents are not parsed as tags. Returns the index of its end tag, which is not
        written.

        Of elements in `removed_markup` nothing is written, except an empty `iframe`. Of an element without an end tag,
        only the start tag is left out: what follows is read as HTML.
        """
        start, attributes = token.end(), token["attributes"]
        end = -1 if _IS_SELF_CLOSING.search(attributes) else self._find(f"</{name}", start)
        again = -1 if name in _PROGRAM_ELEMENTS or end < 0 else self._find(f"<{name}", start)
        has_end = end >= 0 and not 0 <= again < end
        if name == "iframe":
            self._parts.append(f"{_pair_quotes(token)}</iframe>")
        elif has_end and (name not in REMOVED_ELEMENTS or FORMULA_SCRIPT.search(attributes)):
            self._parts.append(f"{_pair_quotes(token)}{self._body[start:end]}</{name}>")
        return end if has_end else start

    def _find(self, text: str, start: int) -> int:
        """Return the index of the next occurrence of `text` (in lower case) from `start` on; negative if there is
        none.
        """
        index = self._next_index.get(text)
        if index is None or 0 <= index < start:
            index = self._next_index[text] = self._lower.find(text, start)
        return index


def _pair_quotes(token: re.Match[str]) -> str:
    """Rewrite a tag with its quotation marks in pairs. A frame of a frameset becomes an `iframe`; the frameset is
    removed.
    """
    name, attributes = token["name"].lower(), token["attributes"]
    if name == "frameset" or (name == "frame" and token["closes"]):
        return ""
    if name != "frame" and not (attributes.count('"') % 2 or attributes.count("'") % 2):
        return token[0]
    paired = "".join(_pair_quotes_of(attribute) for attribute in _ATTRIBUTE.finditer(attributes))
    return f"<iframe{paired}></iframe>" if name == "frame" else f"<{token['closes']}{name}{paired}>"


def _pair_quotes_of(attribute: re.Match[str]) -> str:
    value = attribute[2] or attribute[3] or attribute[4] or ""
    return f' {attribute[1]}="{value.replace(chr(34), "&quot;")}"'
