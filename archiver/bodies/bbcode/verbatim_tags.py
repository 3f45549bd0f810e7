"""Tags in which nothing is a tag: code, formulas, pictures, films, and what is meant to be read as it stands.

In comes such a tag and what it holds, and it is written; False if it says nothing that we can show, so it stays text.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from archiver.bodies.bbcode import tag_names as tags
from archiver.bodies.bbcode.html_output import Output
from archiver.bodies.bbcode.tag_pairs import Tag
from archiver.bodies.bbcode.text_output import address_of, write_link, write_words

_LANGUAGE = re.compile(r"(?P<language>[\w+#.-]{1,40})(?:[\s,;:]+(?P<rest>.*))?\Z", re.DOTALL)
_BLANK_LINES = re.compile(r"\A(?>(?:[ \t]*+\n)+)")
_LANGUAGES = ("lang", "language", "syntax", "type")
_LINES = frozenset(str.split("line lines start linenumbers highlight first class style width height expand"))
"""Attributes of code that say nothing of what it is; what is in neither row is a title."""
_DELIMITERS = ("$", "\\(", "\\[", "\\begin")
_SIZES = frozenset(str.split("width height size align float border class id type style hspace vspace"))
"""Attributes of a picture that say nothing of what it shows."""
_ICON = re.compile(r"(?:\A|/)(?:static/image|images)/common/[\w-]+\.gif\Z")
"""Discuz's own pictures: the way to a quoted post goes with them."""
_NUMBER = re.compile(r"[\w-]{1,40}\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A tag and what it holds, entities decoded."""

    tag: Tag
    value: str
    inner: str
    base: str | None


def write_raw(out: Output, raw: Raw) -> bool:
    """Write a tag in which nothing is a tag."""
    return next(write for names, write in _WRITERS if raw.tag.name in names)(out, raw)


def _code(out: Output, raw: Raw) -> bool:
    named = raw.tag.named
    said = raw.value or next((named[key] for key in _LANGUAGES if key in named), "")
    found = _LANGUAGE.match(said.strip())
    language = (found and found["language"]) if raw.tag.name in tags.NO_LANGUAGE else raw.tag.name
    opening = f'<code class="language-{language.lower()}">' if language else "<code>"
    others = (named[key] for key in named if key not in _LINES and key not in _LANGUAGES)
    for title in filter(None, (found["rest"] if found else said, *others)):
        out.block(f"<p>{escape(title)}</p>")
    code = _BLANK_LINES.sub("", raw.inner).rstrip()
    out.block(f"<pre>{opening}{escape(code)}</code></pre>")
    return True


def _inline_code(out: Output, raw: Raw) -> bool:
    out.inline(f"<code>{escape(raw.inner)}</code>")
    return True


def _literal(out: Output, raw: Raw) -> bool:
    write_words(out, raw.inner, links=False)
    return True


def _picture(out: Output, raw: Raw) -> bool:
    address = address_of(raw.inner, raw.base)
    named = raw.tag.named
    said = (*("alt", "title"), *(key for key in named if key not in _SIZES))
    words = next((named[key] for key in said if named.get(key)), "")
    if address:
        write = out.inline if _ICON.search(address) else out.apart
        write(f'<img src="{escape(address)}" alt="{escape(words)}">')
    return address is not None


def _film(out: Output, raw: Raw) -> bool:
    said = raw.inner.strip()
    site = raw.value.partition(";")[0].strip().lower() if raw.value else raw.tag.name
    if "/" not in said and site in tags.SITES and _NUMBER.match(said):
        said = tags.SITES[site].format(said)
    address = address_of(said, raw.base) if "/" in said else None
    if address:
        write_link(out, address, said)
    return address is not None


def _math(out: Output, raw: Raw) -> bool:
    formula = raw.inner.strip()
    is_delimited = formula.startswith(_DELIMITERS)
    if "\n" in formula:
        formula = formula if is_delimited else f"\\[{formula}\\]"
        out.block(f'<div class="math" dir="ltr" tabindex="0">{escape(formula)}</div>')
    else:
        formula = formula if is_delimited else f"\\({formula}\\)"
        out.inline(f'<span class="math" dir="ltr">{escape(formula)}</span>')
    return True


_WRITERS: tuple[tuple[frozenset[str], Callable[[Output, Raw], bool]], ...] = (
    (tags.CODE, _code),
    (tags.INLINE_CODE, _inline_code),
    (tags.LITERAL, _literal),
    (tags.PICTURES, _picture),
    (tags.FILMS, _film),
    (tags.MATH, _math),
)
