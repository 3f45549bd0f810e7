"""Tags in whose contents nothing is a tag: code, formulas, pictures, videos, and text that is shown unchanged.

In comes a pair of tags with its contents, out goes HTML to an `HtmlOutput`. Nothing is written if our pages can show
nothing of the contents.
"""

import re
from collections.abc import Callable
from html import escape

from msgspec import Struct

from archiver.bodies.bbcode import tag_names
from archiver.bodies.bbcode.html_output import HtmlOutput
from archiver.bodies.bbcode.tag_pairs import Tag
from archiver.bodies.bbcode.text_output import add_lines, add_link, resolve_picture_address, resolve_written_address
from archiver.bodies.html.addresses import is_media_address
from archiver.bodies.links import LinkBase

_LANGUAGE = re.compile(r"(?P<language>[\w+#.-]{1,40})(?:[\s,;:]+(?P<rest>.*))?\Z", re.DOTALL)
_BLANK_LINES = re.compile(r"\A(?>(?:[ \t]*+\n)+)")
_LANGUAGE_ATTRIBUTES = ("lang", "language", "syntax", "type")
_IGNORED_CODE_ATTRIBUTES = frozenset(
    str.split("line lines start linenumbers highlight first class style width height expand")
)
"""Attributes of code that only change how it is shown. All others are titles, except for those with the language."""
_DELIMITERS = ("$", "\\(", "\\[", "\\begin")
_IGNORED_PICTURE_ATTRIBUTES = frozenset(
    str.split("width height size align float border class id type style hspace vspace")
)
"""Attributes of a picture that only change how it is shown."""
_ENGINE_ICON = re.compile(r"(?:\A|/)(?:static/image|images)/common/[\w-]+\.gif\Z")
"""Addresses of Discuz's icons: with one of them, `bodies.html` removes the link to a quoted post."""
_MEDIA_ID = re.compile(r"[\w-]{1,40}\Z")


class VerbatimTag(Struct, frozen=True, kw_only=True):
    """A verbatim tag and its contents, with entities decoded."""

    tag: Tag
    value: str
    """The text after the `=` of the opening tag; empty if there is none."""
    contents: str
    base: LinkBase
    """What relative addresses lead to."""


def add_verbatim(output: HtmlOutput, verbatim: VerbatimTag) -> bool:
    """Write a verbatim tag to `output`. Return False, with nothing written, if the tags and the contents are text."""
    return next(write for names, write in _WRITERS if verbatim.tag.name in names)(output, verbatim)


def _add_code(output: HtmlOutput, code: VerbatimTag) -> bool:
    language, titles = _language_and_titles(code)
    for title in titles:
        output.add_block(f"<p>{escape(title)}</p>")
    start_tag = f'<code class="language-{language.lower()}">' if language else "<code>"
    text = _BLANK_LINES.sub("", code.contents).rstrip()
    output.add_block(f"<pre>{start_tag}{escape(text)}</code></pre>")
    return True


def _language_and_titles(code: VerbatimTag) -> tuple[str, list[str]]:
    """Find the language of code, empty if it has none, and everything else in the opening tag: `[code=python a.py]`."""
    attributes = code.tag.attributes
    value = code.value or next((attributes[key] for key in _LANGUAGE_ATTRIBUTES if key in attributes), "")
    match = _LANGUAGE.match(value.strip())
    language, rest = (match["language"], match["rest"] or "") if match else ("", value)
    if code.tag.name not in tag_names.ANY_LANGUAGE_CODE:
        language = code.tag.name
    ignored = _IGNORED_CODE_ATTRIBUTES.union(_LANGUAGE_ATTRIBUTES)
    titles = (rest, *(title for key, title in attributes.items() if key not in ignored))
    return language, [title for title in titles if title]


def _add_inline_code(output: HtmlOutput, code: VerbatimTag) -> bool:
    output.add_inline(f"<code>{escape(code.contents)}</code>")
    return True


def _add_literal(output: HtmlOutput, literal: VerbatimTag) -> bool:
    add_lines(output, literal.contents, links=False)
    return True


def _add_picture(output: HtmlOutput, picture: VerbatimTag) -> bool:
    address = resolve_picture_address(picture.contents, picture.base)
    if address is None:
        return False
    attributes = picture.tag.attributes
    keys = ("alt", "title", *(key for key in attributes if key not in _IGNORED_PICTURE_ATTRIBUTES))
    alt = next((attributes[key] for key in keys if attributes.get(key)), "")
    write = output.add_inline if _ENGINE_ICON.search(address) else output.add_unlinked
    write(f'<img src="{escape(address)}" alt="{escape(alt)}">')
    return True


def _add_media(output: HtmlOutput, media: VerbatimTag) -> bool:
    address = media.contents.strip()
    site = media.value.partition(";")[0].strip().lower() if media.value else media.tag.name
    if "/" not in address and site in tag_names.MEDIA_ADDRESSES and _MEDIA_ID.match(address):
        address = tag_names.MEDIA_ADDRESSES[site].format(address)
    resolved = resolve_written_address(address, media.base) if "/" in address else None
    if resolved is None:
        return False
    if is_media_address(resolved):
        output.add_unlinked(f'<video src="{escape(resolved)}"></video>')
    else:
        add_link(output, resolved, address)
    return True


def _add_math(output: HtmlOutput, math: VerbatimTag) -> bool:
    formula = math.contents.strip()
    is_delimited = formula.startswith(_DELIMITERS)
    if "\n" in formula:
        formula = formula if is_delimited else f"\\[{formula}\\]"
        output.add_block(f'<div class="math" dir="ltr" tabindex="0">{escape(formula)}</div>')
    else:
        formula = formula if is_delimited else f"\\({formula}\\)"
        output.add_inline(f'<span class="math" dir="ltr">{escape(formula)}</span>')
    return True


_WRITERS: tuple[tuple[frozenset[str], Callable[[HtmlOutput, VerbatimTag], bool]], ...] = (
    (tag_names.CODE, _add_code),
    (tag_names.INLINE_CODE, _add_inline_code),
    (tag_names.LITERAL, _add_literal),
    (tag_names.PICTURES, _add_picture),
    (tag_names.MEDIA, _add_media),
    (tag_names.MATH, _add_math),
)
"""The function that writes a tag, by the names of tags."""
