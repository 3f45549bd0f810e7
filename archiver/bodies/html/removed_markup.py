"""Markup that is removed together with its contents on purpose: elements, classes, pictures and attributes.

One table, with the reason for each row. Any other markup without an equivalent in our HTML keeps its text.
"""

from typing import NamedTuple

from msgspec import Struct


class Removed(NamedTuple):
    """A row of a table: names, separated by spaces, and the reason why they are removed."""

    names: str
    reason: str


class RemovalTable(Struct, frozen=True, kw_only=True):
    """What is removed, and why, by the kind of name."""

    elements: tuple[Removed, ...]
    """Names of elements."""
    classes: tuple[Removed, ...]
    """Classes of elements of any name."""
    image_classes: tuple[Removed, ...]
    """Classes of `img` elements."""
    icon_files: tuple[Removed, ...]
    """File names of `img` elements without their suffix. A link that has nothing but such an icon is removed too."""
    attributes: tuple[Removed, ...]
    """Attributes of elements that are not removed themselves."""


REMOVED = RemovalTable(
    elements=(
        Removed("script", "a program, except if its type is `math/tex`: then it is a formula"),
        Removed("style link base meta", "the style or the metadata of the old page"),
        Removed("title", "the title of the old page, not of the post"),
        Removed("template noframes noembed track col", "not shown by browsers"),
        Removed("iframe", "the page in a frame becomes a link; the text in it is for browsers without frames"),
    ),
    classes=(
        Removed(
            "quote-controls quoteExpand bbCodeBlock-expandLink",
            "a button that unfolds a quote, or a link to the quoted post",
        ),
        Removed("quotefooter quote_footer botslice_quote", "the lower edge of the box around a quote"),
        Removed("quoteBoxIcon quoteBoxExpandButton", "the avatar and the button of the box around a quote"),
        Removed("QuoteLink quick_jump sourceJump bbCodeBlock-shrinkLink", "a link to the quoted post"),
        Removed("quoted-switch", "a button that unfolds quoted text"),
        Removed(
            "embedQuote-footer embedQuote-collapseButton",
            "a button that unfolds an embedded quote, or a link to the quoted post",
        ),
        Removed("codeoperation bbCodeBlock-copy codecopy-btn", "a button that copies code"),
        Removed("footnote-backref", "a link from a footnote back to its reference"),
        Removed("MathJax_Preview", "shown by MathJax in place of a formula until it is drawn"),
    ),
    image_classes=(
        Removed("avatar", "the avatar of an author"),
        Removed("site-icon onebox-avatar-inline", "the icon of a site next to its name"),
    ),
    icon_files=(
        Removed("viewpost viewpost-right quote_icon", "vBulletin's link to the quoted post, and its quote mark"),
        Removed("post_snapback snapback", "Invision's link to the quoted post"),
        Removed("back", "Discuz's link to the quoted post"),
        Removed("icon_quote icon_topic_latest icon_post_target", "phpBB's quote mark, and its link to a post"),
    ),
    attributes=(
        Removed("href", "of a link in the title of a quote to the quoted post or its author, whose name is shown"),
        Removed("href", "if it is a program, points into a mail, or is not an address that browsers know"),
        Removed("title", "of all elements but links, pictures, code and abbreviations: a hint for using the old page"),
        Removed(
            "title alt",
            "of a smiley, if it is not shown; of a link to the full size of a picture, its file name",
        ),
        Removed("src", "of a picture in a link to its full size, of a picture in a link preview, and of all smileys"),
        Removed("value", "of buttons and of hidden fields"),
        Removed("cite datetime aria-label poster label kind", "for programs, or repeats the text next to it"),
    ),
)


def _names(rows: tuple[Removed, ...]) -> frozenset[str]:
    return frozenset(name for row in rows for name in row.names.split())


REMOVED_ELEMENTS = _names(REMOVED.elements)
REMOVED_CLASSES = _names(REMOVED.classes)
REMOVED_IMAGE_CLASSES = _names(REMOVED.image_classes)
REMOVED_ICON_FILES = _names(REMOVED.icon_files)
