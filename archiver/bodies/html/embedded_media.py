"""Pictures, videos and frames. Our pages load nothing from other sites, so each becomes a link to what it shows.

In comes an element that shows something, out goes a link to an `HtmlWriter`, with a text for what is shown.
"""

from dataclasses import replace
from html import escape

from archiver.bodies.html.addresses import is_image_address, link_start_tag, resolve_address
from archiver.bodies.html.dom import Attributes, Element
from archiver.bodies.html.html_writer import EndAction, HtmlWriter
from archiver.bodies.html.image_sources import (
    NO_LABEL,
    has_noscript_copy,
    image_address,
    image_label,
    is_engine_icon,
    stands_for_image,
)
from archiver.bodies.html.removed_markup import REMOVED_IMAGE_CLASSES

EMBEDDING_ELEMENTS = {
    "video": "src",
    "audio": "src",
    "source": "src",
    "embed": "src",
    "iframe": "src",
    "object": "data",
    "param": "value",
}
"""The attribute with the address of what is shown, by the name of the element."""
_ADDRESS_PARAMETERS = frozenset({"movie", "src", "url", "filename"})
"""Names of the parameters of an `object` that have an address."""
_SMILEYS = frozenset(
    str.split(
        "emoji smilies smiley smilie mceSmilie emoticon bbc_emoticon emojione wp-smiley ipsEmoji ipsEmoticon joypixels "
        "emoticon-img bbcode_smiley mycode_smiley"
    )
)
"""Classes of pictures whose `alt` is the name of an emoji or a smiley like `:)`."""
_VIDEO_ADDRESSES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "tiktok": "https://www.tiktok.com/embed/v2/{}",
}
"""The address of a video, by its provider. `{}` is its id."""


def add_link(
    writer: HtmlWriter,
    address: str | None,
    text: str,
    *,
    is_picture: bool = False,
    is_placeholder: bool = False,
    title: str = "",
) -> None:
    """Write a link with its text.

    Args:
        writer: What writes it.
        address: Where it leads; None to write only the text.
        text: The text. In another link it has the address as its title, since links do not nest.
        is_picture: True if the text stands for a picture: then it is a placeholder.
        is_placeholder: True if a reader who quotes may leave out the text for another reason.
        title: The title of the link; of a text without a link it follows in brackets.
    """
    end = None
    if address is not None:
        is_started = writer.start_inline("a", link_start_tag(address, title=title, is_picture=is_picture))
        end = (
            HtmlWriter.end_inline
            if is_started
            else start_titled_text(writer, address, title=title, is_picture=is_picture)
        )
    elif title:
        text = f"{text} ({title})"
    if is_picture or is_placeholder:
        writer.add_placeholder(text)
    else:
        writer.add_text(text)
    if end:
        end(writer)


def start_titled_text(writer: HtmlWriter, address: str, *, title: str = "", is_picture: bool = False) -> EndAction:
    """Start a text that would be a link if it were not in another one: its title has the address.

    Args:
        writer: What writes it.
        address: The address of the link that it would be.
        title: The title of the link that it would be.
        is_picture: True if the text stands for a picture.

    Returns:
        What to do where the text ends: without a text, the address is written; without a place for the title, both are
        written in brackets.
    """
    full_title = f"{title} {address}".strip()
    class_attribute = ' class="picture"' if is_picture else ""
    if not writer.start_inline("span", f'<span title="{escape(full_title)}"{class_attribute}>'):
        return lambda writer: writer.add_text(f" ({full_title})")
    written = len(writer.prose.html)

    def end(writer_at_end: HtmlWriter) -> None:
        if writer_at_end is writer and len(writer.prose.html) == written:
            writer.add_text(address)
        writer_at_end.end_inline()

    return end


class MediaWriter:
    """Writes links to what elements show. Addresses are relative to `base`.

    `link` is the address of the link that is open, None outside of links. `is_lightbox`: that link shows the picture in
    it at its full size.
    """

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._object_addresses: set[str] = set()
        self.link: str | None = None
        self.is_lightbox = False

    def add_picture(self, writer: HtmlWriter, image: Element, *, in_onebox: bool) -> None:
        """Write a link to the picture that an `img` shows, or the text of a smiley. Avatars and icons are not written.

        `in_onebox`: it is in the preview of a link, where a picture without a text is decoration.
        """
        attributes, classes = image.attributes, image.classes
        alt, title = ((attributes.get(name) or "").strip() for name in ("alt", "title"))
        if classes and not _SMILEYS.isdisjoint(classes):
            writer.add_placeholder(alt or title)
            return
        is_removed = classes and not REMOVED_IMAGE_CLASSES.isdisjoint(classes)
        if is_removed or (in_onebox and not alt) or is_engine_icon(image.node):
            return
        address = image_address(image.node, attributes, self._base)
        label = image_label(attributes, address)
        if label == NO_LABEL and has_noscript_copy(image.node):
            return
        if writer.follows_link:
            writer.add_space()
        link_address = None if self._has_link_to(address) else address
        add_link(writer, link_address, label, is_picture=True, title="" if title in label else title)

    def _has_link_to(self, address: str | None) -> bool:
        """True if the link that is open leads to a picture at this address, or to its full size."""
        return self.link is not None and (self.link == address or self.is_lightbox)

    def add_area(self, writer: HtmlWriter, attributes: Attributes) -> None:
        """Write the link of an `area` of an image map, with its `attributes`."""
        address = resolve_address(attributes.get("href"), self._base)
        text = attributes.get("alt") or attributes.get("title") or address
        if text:
            writer.add_space()
            add_link(writer, address, text)
            writer.add_space()

    def add_lazy_video(self, writer: HtmlWriter, element: Element) -> bool:
        """Write a link to the video that a script of the engine would have put into an element.

        True if the contents of the element need not be read: they are only the link to the video.
        """
        attributes, classes = element.attributes, element.classes
        if address := attributes.get("data-video-src"):
            self._add_address(writer, address)
        elif "lazyYT" in classes and (video := attributes.get("data-youtube-id")):
            address = _VIDEO_ADDRESSES["youtube"].format(video)
            self._add_video(writer, address, attributes.get("data-youtube-title"), f"youtube {video}")
        elif "lazy-video-container" in classes and (video := attributes.get("data-video-id")):
            provider = (attributes.get("data-provider-name") or "").lower()
            link = element.node.css_first("a[href]")
            address = _VIDEO_ADDRESSES.get(provider, "").format(video) if link is None else link.attributes.get("href")
            self._add_video(writer, address, attributes.get("data-video-title"), f"{provider} {video}".strip())
            return not element.node.text().strip()
        return False

    def _add_video(self, writer: HtmlWriter, address: str | None, title: str | None, name: str) -> None:
        """Write a link to a video, with its title, else its address, else its `name` as the text."""
        resolved = resolve_address(address, self._base) if address else None
        add_link(writer, resolved, title or resolved or name, is_placeholder=True)

    def add_embedded(self, writer: HtmlWriter, element: Element) -> bool:
        """Write a link to what an element of `EMBEDDING_ELEMENTS` shows.

        False if the contents of the element must not be read: they are for browsers that cannot show it.
        """
        tag = element.tag
        if tag == "source" and stands_for_image(element.node):
            self.add_picture(writer, replace(element, classes=frozenset()), in_onebox=False)
            return True
        is_shown = self._add_shown(writer, tag, element.attributes)
        inner = element.node.first_child if tag in {"video", "audio"} else None
        while inner is not None:
            if inner.tag == "source":
                is_shown = self._add_address(writer, inner.attributes.get("src")) or is_shown
            inner = inner.next
        return tag == "object" or not (is_shown or tag == "iframe")

    def _add_shown(self, writer: HtmlWriter, tag: str, attributes: Attributes) -> bool:
        """True if the element shows something. An `object` may have the address of its video three times."""
        if tag == "param" and (attributes.get("name") or "").lower() not in _ADDRESS_PARAMETERS:
            return False
        address = resolve_address(attributes.get(EMBEDDING_ELEMENTS[tag]), self._base)
        if tag == "object":
            self._object_addresses.clear()
        elif tag in {"param", "embed"} and address in self._object_addresses:
            return True
        if address and tag in {"object", "param"}:
            self._object_addresses.add(address)
        return self._add_address(writer, address)

    def _add_address(self, writer: HtmlWriter, address: str | None) -> bool:
        """Write a link whose text is its address; False if our pages may not link to it."""
        resolved = resolve_address(address, self._base)
        if resolved is None:
            return False
        if writer.follows_link:
            writer.add_space()
        add_link(writer, resolved, resolved, is_picture=is_image_address(resolved))
        writer.add_space()
        return True
