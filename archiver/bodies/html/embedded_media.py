"""Pictures, films and frames: a page of ours loads nothing from elsewhere, so each is a link to it.

In comes an element that shows something, out goes a link to a piece, with the words that stand for what is shown.
"""

from collections.abc import Callable
from html import escape

from selectolax.lexbor import LexborNode

from archiver.bodies.html.addresses import is_picture, opening, resolve
from archiver.bodies.html.html_writer import HtmlWriter
from archiver.bodies.html.image_sources import SIGN, address_of, has_fallback, is_alone, is_icon, words_of
from archiver.bodies.html.quote_elements import Attributes
from archiver.bodies.html.removed_markup import PICTURES

MEDIA = {
    "video": "src",
    "audio": "src",
    "source": "src",
    "embed": "src",
    "iframe": "src",
    "object": "data",
    "param": "value",
}
_PARAMETERS = frozenset({"movie", "src", "url", "filename"})
"""In which attribute an element has the address of what it shows."""
_SMILEYS = frozenset(
    str.split(
        "emoji smilies smiley smilie mceSmilie emoticon bbc_emoticon emojione wp-smiley ipsEmoji ipsEmoticon joypixels "
        "emoticon-img bbcode_smiley mycode_smiley"
    )
)
"""Classes of pictures that are words: an emoji's name, `:)`."""


_FILMS = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "tiktok": "https://www.tiktok.com/embed/v2/{}",
}
"""Where a film is, by who shows it."""


def write_link(
    piece: HtmlWriter, address: str | None, words: str, *, picture: bool = False, stands: bool = False, title: str = ""
) -> None:
    """A link with its words; if it leads nowhere only the words, and in a link they say its address. A reader who
    quotes it may leave out words that stand for a `picture`, or for what else it `stands`.
    """
    leave = None
    if address is not None:
        begun = piece.start_inline("a", opening(address, title=title, picture=picture))
        leave = HtmlWriter.end_inline if begun else begin_told(piece, address, title=title, picture=picture)
    elif title:
        words = f"{words} ({title})"
    (piece.add_image_label if picture or stands else piece.add_text)(words)
    if leave:
        leave(piece)


def begin_told(
    piece: HtmlWriter, address: str, *, title: str = "", picture: bool = False
) -> Callable[[HtmlWriter], None]:
    """Begin what would be a link, were it not in one: it says its address. What is to be done where it ends."""
    said = f"{title} {address}".strip()
    shown = ' class="picture"' if picture else ""
    if piece.start_inline("span", f'<span title="{escape(said)}"{shown}>'):
        written = len(piece.html)

        def leave(now: HtmlWriter) -> None:
            if now is piece and len(piece.html) == written:
                piece.add_text(address)
            now.end_inline()

        return leave
    return lambda piece: piece.add_text(f" ({said})")


class Media:
    """Writes links; addresses are relative to `base`. `link` is the address of the link that is open, and
    `is_lightbox` tells that it shows large the picture in it.
    """

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._of_object: set[str] = set()
        self.link: str | None = None
        self.is_lightbox = False

    def picture(
        self, piece: HtmlWriter, node: LexborNode, attributes: Attributes, named: frozenset[str], *, in_onebox: bool
    ) -> None:
        """A picture; one in a onebox decorates, unless it has words. Smileys are words, faces and icons nothing."""
        alt = (attributes.get("alt") or "").strip()
        if named and not _SMILEYS.isdisjoint(named):
            piece.add_image_label(alt or (attributes.get("title") or "").strip())
            return
        if (named and not PICTURES.isdisjoint(named)) or (in_onebox and not alt) or is_icon(node):
            return
        address = address_of(node, attributes, self._base)
        words = words_of(attributes, address)
        if words == SIGN and has_fallback(node):
            return
        if piece.html and piece.html[-1] == "</a>":
            piece.add_space()
        title = (attributes.get("title") or "").strip()
        is_small = self.link is not None and (self.link == address or self.is_lightbox)
        write_link(piece, None if is_small else address, words, picture=True, title="" if title in words else title)

    def area(self, piece: HtmlWriter, attributes: Attributes) -> None:
        """A part of a picture that leads somewhere."""
        address = resolve(attributes.get("href"), self._base)
        words = attributes.get("alt") or attributes.get("title") or address
        if words:
            piece.add_space()
            write_link(piece, address, words)
            piece.add_space()

    def film(self, piece: HtmlWriter, node: LexborNode, attributes: Attributes, named: frozenset[str]) -> bool:
        """The film that an engine's script would have shown here; True if all of the element was told."""
        if address := attributes.get("data-video-src"):
            self._link_to(piece, address)
        elif "lazyYT" in named and (video := attributes.get("data-youtube-id")):
            self._film(piece, "youtube", video, attributes.get("data-youtube-title"), None)
        elif "lazy-video-container" in named and (video := attributes.get("data-video-id")):
            provider = (attributes.get("data-provider-name") or "").lower()
            link = node.css_first("a[href]")
            self._film(piece, provider, video, attributes.get("data-video-title"), link)
            return not node.text().strip()
        return False

    def _film(self, piece: HtmlWriter, provider: str, video: str, title: str | None, link: LexborNode | None) -> None:
        told = link.attributes.get("href") if link is not None else _FILMS.get(provider, "").format(video)
        address = resolve(told, self._base) if told else None
        write_link(piece, address, title or address or f"{provider} {video}".strip(), stands=True)

    def film_or_frame(self, piece: HtmlWriter, tag: str, node: LexborNode, attributes: Attributes) -> bool:
        """What plays or stands in a frame; False if what is else in the element is not to be read."""
        if tag == "source" and is_alone(node):
            self.picture(piece, node, attributes, frozenset(), in_onebox=False)
            return True
        shown = self._shown_in_object(piece, tag, attributes)
        inner = node.first_child if tag in {"video", "audio"} else None
        while inner is not None:
            if inner.tag == "source":
                shown = self._link_to(piece, inner.attributes.get("src")) or shown
            inner = inner.next
        return tag == "object" or not (shown or tag == "iframe")  # the rest is for browsers that cannot show it

    def _shown_in_object(self, piece: HtmlWriter, tag: str, attributes: Attributes) -> bool:
        """True if the element shows something. An object may say its film's address three times."""
        if tag == "param" and (attributes.get("name") or "").lower() not in _PARAMETERS:
            return False
        address = resolve(attributes.get(MEDIA[tag]), self._base)
        if tag == "object":
            self._of_object.clear()
        elif tag in {"param", "embed"} and address in self._of_object:
            return True
        if address and tag in {"object", "param"}:
            self._of_object.add(address)
        return self._link_to(piece, address)

    def _link_to(self, piece: HtmlWriter, address: str | None) -> bool:
        resolved = resolve(address, self._base)
        if resolved is None:
            return False
        if piece.html and piece.html[-1] == "</a>":
            piece.add_space()
        write_link(piece, resolved, resolved, picture=is_picture(resolved))
        piece.add_space()
        return True
