"""The HTML of published files: pictures, players of sound and video, links to other files, and placeholders.

In comes a reference in the HTML of a passage with the file that it names, out comes the HTML that takes its place. No
link and no controls are put into a link. Pure.
"""

import re
from html import escape, unescape

from archiver.media.file_words import Translate, size_in_words, type_in_words
from archiver.media.references import MediaReference
from archiver.model import InterfaceText, MediaKind, Medium, Url
from archiver.urls import relative

_TALLEST = 640
"""Height in CSS pixels of the tallest picture on a page: what a laptop shows at once."""
_COLUMN = 592
"""Width in CSS pixels of the column that posts are read in (`--measure` in the default theme)."""
_SMALL = 48
"""Height in pixels up to which a picture is part of its line: smileys, badges, emoji."""
_TAG = re.compile(r"<[^<>\"]*(?:\"[^\"]*\"[^<>\"]*)*>")
_ALT_OF_PICTURE = re.compile(r'<img [^<>]*?alt="([^"]*)"[^<>]*>')
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f/\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Characters that a name to save a file under must not have: slashes, controls, and those that change the order of
letters, so that `cod.exe` looks as if it were another file (Unicode Technical Report 36, section 2.5).
"""
_HAS_PICTURE = "<img "
_PLACEHOLDER = '<span class="missing"'


def medium_html(reference: MediaReference, medium: Medium, name: str, page: Url, translate: Translate) -> str:
    """The HTML that shows a published file in place of a reference.

    Args:
        reference: what the source says of the file.
        medium: the published file.
        name: the name under which a reader saves the file, and which says its type if nothing else does.
        page: the URL of the page that shows it, from which links are relative.
        translate: translates words of the interface.
    """
    if reference.is_picture and medium.kind is MediaKind.PICTURE:
        return _picture(reference, medium, page)
    type_words = type_in_words(medium.url, name) or translate(InterfaceText("file"))
    note = f'<small dir="auto">({escape(type_words)},\N{NO-BREAK SPACE}{size_in_words(medium.size, translate)})</small>'
    if reference.is_in_link:
        label, title = _label(reference, name), _attribute("title", reference.title)
        return f"<span{title}>{label}</span> {note}" if title else f"{label} {note}"
    link = _link(reference, medium, name, page)
    if medium.kind is MediaKind.PICTURE:
        return link if _HAS_PICTURE in link else f"{link} {note}"  # a thumbnail says enough
    player = _player(reference, medium, name, page)
    parts = (player, link, note) if reference.is_picture else (link, note, player)
    return " ".join(filter(None, parts))


def page_link_html(reference: MediaReference, link: str) -> str:
    """The link to the page of a source, in place of a reference that names the source.

    Args:
        reference: what the source says.
        link: the relative link to the page of the source that it names, with the place on it.
    """
    if reference.is_in_link:
        return reference.label
    return f'<a href="{escape(link)}"{_attribute("title", reference.title)}>{reference.label}</a>'


def missing_html(reference: MediaReference, name: str, translate: Translate) -> str:
    """The placeholder of a file that is missing: what the source says of it, the name of the file, and that it is
    missing. The title has the address. A link around the placeholder of the same file is that placeholder.

    Args:
        reference: what the source says of the file.
        name: the name of the file.
        translate: translates words of the interface.
    """
    if (
        reference.label.startswith(_PLACEHOLDER)
        and escape(reference.address) in reference.label
        and not reference.title
    ):
        return reference.label
    if _plain_text(reference.label) in {"", name}:
        words = InterfaceText("not in this archive")
    elif reference.is_picture:
        words = InterfaceText("picture not in this archive: %(name)s", name=name)
    else:
        words = InterfaceText("file not in this archive: %(name)s", name=name)
    note = f'<small dir="auto">({escape(translate(words), quote=False)})</small>'
    title = f"{reference.title} {reference.address if reference.address != name else ''}".strip()
    return f"{_PLACEHOLDER}{_attribute('title', title)}>{_label(reference, name)} {note}</span>"


def _picture(reference: MediaReference, medium: Medium, page: Url) -> str:
    """A picture, in a link to its full size unless it is small, or in a link already."""
    url = escape(relative(medium.url, page))
    is_small = 0 < medium.height <= _SMALL
    alt = escape(_plain_text(reference.label))
    title, kind = _attribute("title", reference.title), _attribute("class", "small" if is_small else "")
    image = (
        f'<img src="{url}"{_sources(medium, page)}{_dimensions(medium)} alt="{alt}"{title}{kind}'
        ' loading="lazy" decoding="async">'
    )
    return image if is_small or reference.is_in_link else f'<a href="{url}" class="image">{image}</a>'


def _dimensions(medium: Medium) -> str:
    """The attributes with the size at which a picture is shown; a page can make it smaller, in proportion."""
    if not (medium.width and medium.height):
        return ""
    width, height = _shown_size(medium)
    return f' width="{width}" height="{height}"'


def _shown_size(medium: Medium) -> tuple[int, int]:
    """Width and height in CSS pixels: those of the picture, or, of a tall one, those at which it fits on a screen."""
    height = min(medium.height, _TALLEST)
    return max(1, round(medium.width * height / medium.height)), height


def _sources(medium: Medium, page: Url) -> str:
    """The attributes with the versions of a picture from which a browser chooses, and how wide it is shown."""
    if not medium.variants or not medium.height:
        return ""
    versions = [f"{relative(variant.url, page)} {variant.width}w" for variant in medium.variants]
    versions.append(f"{relative(medium.url, page)} {medium.width}w")
    width = min(_shown_size(medium)[0], _COLUMN)
    return f' srcset="{escape(", ".join(versions))}" sizes="auto, (min-width: {width}px) {width}px, 100vw"'


def _link(reference: MediaReference, medium: Medium, name: str, page: Url) -> str:
    """A link to a file. A picture opens in the browser, all else is saved as `name`."""
    save = "" if medium.kind is MediaKind.PICTURE else f' download="{escape(_UNSEEN.sub("_", name))}"'
    title = _attribute("title", reference.title)
    url = escape(relative(medium.url, page))
    return f'<a href="{url}"{title}{save} type="{escape(medium.mime_type)}">{_label(reference, name)}</a>'


def _player(reference: MediaReference, medium: Medium, name: str, page: Url) -> str:
    """The player of a sound or a video; empty for other files."""
    url = escape(relative(medium.url, page))
    words = escape(_plain_text(_label(reference, name)))
    if medium.kind is MediaKind.SOUND:
        return f'<audio controls preload="none" src="{url}" aria-label="{words}"></audio>'
    if medium.kind is MediaKind.VIDEO:
        return f'<video controls preload="metadata" src="{url}"{_dimensions(medium)} aria-label="{words}"></video>'
    return ""


def _label(reference: MediaReference, name: str) -> str:
    """The HTML of the label of a reference, or the name of the file if it has none."""
    return reference.label if _plain_text(reference.label) else escape(name)


def _attribute(name: str, value: str) -> str:
    """An attribute with its name and value, escaped, for a start tag; empty if the value is."""
    return f' {name}="{escape(value)}"' if value else ""


def _plain_text(html: str) -> str:
    """The plain text of a label: pictures in it are their alternative texts."""
    if "<" in html:
        html = _TAG.sub("", _ALT_OF_PICTURE.sub(r"\1", html))
    return unescape(html).strip()
