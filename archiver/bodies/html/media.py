"""Pictures, films and frames: a page of ours loads nothing from elsewhere, so each is a link to it.

In comes an element that shows something, out goes a link to a piece, with the words that stand for what is shown.
"""

from selectolax.lexbor import LexborNode

from archiver.bodies.html.dropped import PICTURES
from archiver.bodies.html.fit import Piece
from archiver.bodies.html.links import is_picture, opening, resolve
from archiver.bodies.html.pictures import SIGN, address_of, has_fallback, is_icon, words_of
from archiver.bodies.html.quotes import Attributes

MEDIA = {"video": "src", "audio": "src", "source": "src", "embed": "src", "iframe": "src", "object": "data"}
"""In which attribute an element has the address of what it shows."""
_SMILEYS = frozenset(
    str.split(
        "emoji smilies smiley smilie mceSmilie emoticon bbc_emoticon emojione wp-smiley ipsEmoji ipsEmoticon joypixels "
        "emoticon-img bbcode_smiley mycode_smiley"
    )
)
"""Classes of pictures that are words: an emoji's name, `:)`."""


def write_link(piece: Piece, address: str | None, words: str, *, picture: bool = False) -> None:
    """A link with its words; only the words, if it leads nowhere or stands in a link."""
    begun = address is not None and piece.begin_inline("a", opening(address, picture=picture))
    (piece.picture if picture else piece.words)(words)
    if begun:
        piece.end_inline()


class Media:
    """Writes links; addresses are relative to `base`."""

    def __init__(self, base: str | None) -> None:
        self._base = base

    def picture(
        self, piece: Piece, node: LexborNode, attributes: Attributes, named: frozenset[str], *, in_onebox: bool
    ) -> None:
        """A picture; one in a onebox decorates, unless it has words. Smileys are words, faces and icons nothing."""
        alt = (attributes.get("alt") or "").strip()
        if named and not _SMILEYS.isdisjoint(named):
            piece.picture(alt or (attributes.get("title") or "").strip())
            return
        if (named and not PICTURES.isdisjoint(named)) or (in_onebox and not alt) or is_icon(node):
            return
        address = address_of(node, attributes, self._base)
        words = words_of(attributes, address)
        if words == SIGN and has_fallback(node):
            return
        if piece.html and piece.html[-1] == "</a>":
            piece.gap()
        write_link(piece, address, words, picture=True)

    def film(self, piece: Piece, attributes: Attributes, named: frozenset[str]) -> None:
        """The film that an engine's script would have shown here."""
        if address := attributes.get("data-video-src"):
            self._link_to(piece, address)
        elif "lazyYT" in named and (video := attributes.get("data-youtube-id")):
            address = resolve(f"https://www.youtube.com/watch?v={video}", None)
            write_link(piece, address, attributes.get("data-youtube-title") or address or video)

    def film_or_frame(self, piece: Piece, tag: str, node: LexborNode, attributes: Attributes) -> bool:
        """What plays or stands in a frame; False if what is else in the element is not to be read."""
        shown = self._link_to(piece, attributes.get(MEDIA[tag]))
        inner = node.first_child if tag in {"video", "audio"} else None
        while inner is not None:
            if inner.tag == "source":
                shown = self._link_to(piece, inner.attributes.get("src")) or shown
            inner = inner.next
        return tag == "object" or not (shown or tag == "iframe")  # the rest is for browsers that cannot show it

    def _link_to(self, piece: Piece, address: str | None) -> bool:
        resolved = resolve(address, self._base)
        if resolved is None:
            return False
        if piece.html and piece.html[-1] == "</a>":
            piece.gap()
        write_link(piece, resolved, resolved, picture=is_picture(resolved))
        piece.gap()
        return True
