"""Pictures, videos and frames. Our pages load nothing from other sites, so each becomes a link to what it shows.

In comes an element that embeds a file, out goes a link to an `HtmlWriter`, with a text that names the file.
"""

from dataclasses import replace

from archiver.bodies.html.addresses import (
    MEDIA,
    PICTURE,
    is_image_address,
    is_media_address,
    resolve_address,
    upload_address,
)
from archiver.bodies.html.dom import Attributes, Element
from archiver.bodies.html.html_writer import SKIP, HtmlWriter, WriteResult
from archiver.bodies.html.image_sources import (
    NO_LABEL,
    has_noscript_copy,
    image_address,
    image_label,
    is_engine_icon,
    represents_image,
)
from archiver.bodies.html.link_writer import add_link
from archiver.bodies.html.removed_markup import REMOVED_IMAGE_CLASSES
from archiver.bodies.links import LinkBase

_EMBEDDING_ELEMENTS = {
    "video": "src",
    "audio": "src",
    "source": "src",
    "embed": "src",
    "iframe": "src",
    "object": "data",
    "param": "value",
}
"""The attribute with the address of the embedded file, by the name of the element."""
MEDIA_ELEMENTS = frozenset(_EMBEDDING_ELEMENTS) | {"img", "area"}
"""Elements that embed a file from another address, or link to one in an image map."""
_FILE_ELEMENTS = frozenset({"video", "audio", "source"})
"""Elements that embed a file; the others may embed a page of another site."""
_ADDRESS_PARAMETERS = frozenset({"movie", "src", "url", "filename"})
"""Names of the parameters (`<param>`) of an `object` whose value is an address."""
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
"""The address of a video by its provider. `{}` is replaced by the id of the video."""


def _is_removed(image: Element) -> bool:
    """True if an `img` is an avatar or an icon of the forum's software."""
    return (bool(image.classes) and not REMOVED_IMAGE_CLASSES.isdisjoint(image.classes)) or is_engine_icon(image.node)


class MediaWriter:
    """Writes links to pictures, videos and other embedded files. Relative addresses are resolved against `base`.

    Attributes:
        is_in_lightbox: True while a link is open that stands for the picture inside of it, at its full size.
    """

    def __init__(self, base: LinkBase) -> None:
        self._base = base
        self._object_addresses: set[str] = set()
        self.is_in_lightbox = False

    def add(self, writer: HtmlWriter, element: Element, *, in_onebox: bool) -> WriteResult:
        """Write links to the files that an element embeds. Returns `SKIP` if the contents of the element must not be
        read.

        Args:
            writer: where to write the links.
            element: an element with a name in `MEDIA_ELEMENTS`.
            in_onebox: True in a onebox, Discourse's preview of a link.
        """
        if element.tag == "img":
            self.add_picture(writer, element, in_onebox=in_onebox)
        elif element.tag == "area":
            self._add_area(writer, element.attributes)
        elif not self._add_embedded(writer, element):
            return SKIP
        return None

    def add_picture(self, writer: HtmlWriter, image: Element, *, in_onebox: bool) -> None:
        """Write a link to the picture that an `img` shows, or the text of a smiley. Avatars and icons are not written.

        Args:
            writer: where to write the link.
            image: the `img`.
            in_onebox: True in a onebox (Discourse's preview of a link), where a picture without a text is decoration.
        """
        attributes = image.attributes
        alt, title = ((attributes.get(name) or "").strip() for name in ("alt", "title"))
        if image.classes and not _SMILEYS.isdisjoint(image.classes):
            writer.add_placeholder(alt or title)
            return
        if (in_onebox and not alt) or _is_removed(image):
            return
        address = image_address(image.node, attributes, self._base) or upload_address(attributes.get("src"))
        label = image_label(attributes, address)
        if label == NO_LABEL and has_noscript_copy(image.node):
            return
        if writer.follows_link:
            writer.add_space()
        link_address = None if self.is_in_lightbox else address
        add_link(writer, link_address, label, replaces=PICTURE, title="" if title in label else title)

    def _add_area(self, writer: HtmlWriter, attributes: Attributes) -> None:
        """Write the link of an `area` of an image map; `attributes` are those of the `area`."""
        address = resolve_address(attributes.get("href"), self._base)
        text = attributes.get("alt") or attributes.get("title") or address
        if text:
            writer.add_space()
            add_link(writer, address, text)
            writer.add_space()

    def add_lazy_video(self, writer: HtmlWriter, element: Element) -> bool:
        """Write a link to the video that a script of the engine would have put into an element.

        Returns True if the caller must skip the contents of the element, since they are only the link to the video;
        False if it must read them.
        """
        attributes, classes = element.attributes, element.classes
        if address := attributes.get("data-video-src"):
            self._add_address(writer, address, is_file=True)
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
        """Write a link to a video. Its text is `title`, or else the resolved address, or else `name`."""
        resolved = resolve_address(address, self._base) if address else None
        add_link(writer, resolved, title or resolved or name, is_placeholder=True)

    def _add_embedded(self, writer: HtmlWriter, element: Element) -> bool:
        """Write a link to the file that an element other than `img` and `area` embeds.

        Returns False if the contents of the element must not be read: they are for browsers that cannot show the file.
        """
        tag = element.tag
        if tag == "source" and represents_image(element.node):
            self.add_picture(writer, replace(element, classes=frozenset()), in_onebox=False)
            return True
        is_shown = self._add_shown(writer, tag, element.attributes)
        inner = element.node.first_child if tag in {"video", "audio"} else None
        while inner is not None:
            if inner.tag == "source":
                is_shown = self._add_address(writer, inner.attributes.get("src"), is_file=True) or is_shown
            inner = inner.next
        return tag == "object" or not (is_shown or tag == "iframe")

    def _add_shown(self, writer: HtmlWriter, tag: str, attributes: Attributes) -> bool:
        """Write a link to the file that the element itself embeds. Return True if it embeds one.

        An `object` may have the address of its video three times; the link is written once.
        """
        if tag == "param" and (attributes.get("name") or "").lower() not in _ADDRESS_PARAMETERS:
            return False
        address = resolve_address(attributes.get(_EMBEDDING_ELEMENTS[tag]), self._base)
        if tag == "object":
            self._object_addresses.clear()
        elif tag in {"param", "embed"} and address in self._object_addresses:
            return True
        if address and tag in {"object", "param"}:
            self._object_addresses.add(address)
        return self._add_address(writer, address, is_file=tag in _FILE_ELEMENTS)

    def _add_address(self, writer: HtmlWriter, address: str | None, *, is_file: bool) -> bool:
        """Write a link whose text is its address. Return False if our pages may not link to it.

        `is_file` is True if the element at hand embeds nothing but files with sound or video.
        """
        resolved = resolve_address(address, self._base)
        if resolved is None:
            return False
        if writer.follows_link:
            writer.add_space()
        is_file = is_file or is_media_address(resolved)
        replaces = PICTURE if is_image_address(resolved) else MEDIA if is_file else ""
        add_link(writer, resolved, resolved, replaces=replaces)
        writer.add_space()
        return True
