"""What of a stranger's HTML is not on a page, each with its reason: all that is dropped on purpose stands here.

What else has no place in our HTML keeps its words.
"""

from dataclasses import dataclass
from typing import NamedTuple


class Dropped(NamedTuple):
    """Names, parted by spaces, and why what they name is dropped."""

    names: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropping:
    """The tables, by what their names are."""

    elements: tuple[Dropped, ...]
    classes: tuple[Dropped, ...]
    pictures: tuple[Dropped, ...]
    """By the class of their `img`."""
    icons: tuple[Dropped, ...]
    """By their file's name without its ending; a link goes with the icon that is all its words."""
    attributes: tuple[Dropped, ...]
    """By their names; the elements that have them stay."""


TABLE = Dropping(
    elements=(
        Dropped("script", "a program; but for one of the type `math/tex`, which is a formula"),
        Dropped("style link base meta", "says how the old page looked, or what it was"),
        Dropped("title", "the old page's own, not the post's"),
        Dropped("template noframes noembed track col", "a browser shows nothing of it"),
        Dropped("iframe", "what a frame shows is a link; its own words are for browsers without frames"),
    ),
    classes=(
        Dropped("quote-controls quoteExpand bbCodeBlock-expandLink", "unfolds a quote, or leads to what it quotes"),
        Dropped("quotefooter quote_footer botslice_quote", "the lower edge of a quote's box"),
        Dropped("quoteBoxIcon quoteBoxExpandButton", "the face and the button of a quote's box"),
        Dropped("QuoteLink quick_jump sourceJump bbCodeBlock-shrinkLink", "leads to what a quote quotes"),
        Dropped("quoted-switch", "unfolds quoted words"),
        Dropped("embedQuote-footer embedQuote-collapseButton", "unfolds an embedded quote, or leads to its post"),
        Dropped("codeoperation bbCodeBlock-copy codecopy-btn", "copies code"),
        Dropped("footnote-backref", "leads back from a footnote"),
        Dropped("MathJax_Preview", "stands where a formula will be, until it is drawn"),
    ),
    pictures=(
        Dropped("avatar", "the face of a writer"),
        Dropped("site-icon onebox-avatar-inline", "the mark of a site beside its name"),
    ),
    icons=(
        Dropped("viewpost viewpost-right quote_icon", "vBulletin's way to the quoted post, and its quote mark"),
        Dropped("post_snapback snapback", "Invision's way to the quoted post"),
        Dropped("back", "Discuz's way to the quoted post"),
        Dropped("icon_quote icon_topic_latest icon_post_target", "phpBB's quote mark, and its way to a post"),
    ),
    attributes=(
        Dropped(
            "href", "of a link in the title of a quote: it leads to the quoted post or to its writer, who is named"
        ),
        Dropped("href", "of what is a program, leads nowhere outside of its mail, or is no address that browsers know"),
        Dropped("title", "of all but links, pictures, code, and what is short for it: a hint at how a page is used"),
        Dropped("title alt", "of a smiley, whichever of them is not its words; of a picture large, its file's name"),
        Dropped("src", "of a picture in a link that shows it large, in the box of another site, and of all smileys"),
        Dropped("value", "of a button, and of what is hidden"),
        Dropped("cite datetime aria-label poster label kind", "for programs, or said by the words beside them"),
    ),
)


def _names(rows: tuple[Dropped, ...]) -> frozenset[str]:
    return frozenset(name for row in rows for name in row.names.split())


ELEMENTS = _names(TABLE.elements)
CLASSES = _names(TABLE.classes)
PICTURES = _names(TABLE.pictures)
ICONS = _names(TABLE.icons)
