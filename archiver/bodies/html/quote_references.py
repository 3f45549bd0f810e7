"""Who is quoted, according to an engine's markup: attributes of the quote's element, and the quote's title.

In comes a quote that `quote_elements` found, out come its attribution and the title, which is no part of the quote.
"""

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace
from selectolax.lexbor import LexborNode

from archiver.bodies.html.dom import Attributes, Element, element_at
from archiver.bodies.html.quote_elements import QuoteElement, find_quote, find_quote_title, is_title
from archiver.bodies.html.quote_markup import AUTHOR_ATTRIBUTES, NAME_CLASSES, POST_ATTRIBUTES, QuoteMarkup
from archiver.bodies.html.quote_titles import (
    MAX_TITLE_LENGTH,
    add_addresses,
    find_post_number,
    is_label,
    parse_quote_title,
)
from archiver.model import Attribution

_MAX_LINKS = 5  # of a title
_Link = tuple[str, str]  # its text and its address


class QuoteReference(Struct, frozen=True, kw_only=True):
    """The author and the post to which a quote refers by its attributes and its title.

    If the title is no attribution, its text and the address of its link are returned, so that no word is lost.
    """

    attribution: Attribution | None = None
    title_id: int | None = None
    """The `mem_id` of the title's node; None if the quote has no title. The tree walker then skips the node."""
    title_text: str = ""
    """The text of a title that is no attribution; else empty."""
    title_link: str | None = None
    """The address to which a title that is no attribution links; else None."""


def parse_quote_reference(quote: QuoteElement, element: Element, title_before: LexborNode | None) -> QuoteReference:
    """Parse who and which post is quoted, from the markup of a quote.

    Args:
        quote: the quote, as `find_quote` returned it.
        element: the element of the quote.
        title_before: the title right before the quote; None to look for one inside of the quote.
    """
    title = title_before or quote.title_cell or find_quote_title(quote.content)
    if title is not None:
        reference = _parse_titled(quote, element, title, is_before=title_before is not None)
        if reference is not None:
            return reference
    attribution = _attribution_to(_find_author(element.attributes))
    return QuoteReference(attribution=_add_post(attribution, element.attributes, None))


def _parse_titled(
    quote: QuoteElement, element: Element, title: LexborNode, *, is_before: bool
) -> QuoteReference | None:
    """Parse the element of a quote together with its title; None if the text shows that `title` is none.

    The text may be too long for a title; or it is in a `cite` inside of the quote (not `is_before`) that cites
    something else.
    """
    text = " ".join(title.text().split())
    parsed = _parse_title(title, text, quote) if len(text) <= MAX_TITLE_LENGTH else None
    is_understood = parsed is not None or is_label(text)
    if len(text) > MAX_TITLE_LENGTH or (title.tag == "cite" and not is_understood and not is_before):
        return None
    links = list(_find_links(title))
    link = next((address for _, address in links if find_post_number(address)), links[0][1] if links else None)
    attribution = _combine(parsed, _find_author(element.attributes), links)
    return QuoteReference(
        attribution=_add_post(attribution, {**element.attributes, **title.attributes}, link),
        title_id=title.mem_id,
        title_text="" if is_understood else text,
        title_link=None if is_understood else link,
    )


def find_unwritten_author(element: Element) -> str | None:
    """Find the author whom only an attribute of a quote's element names; None if a title of the quote has the name as
    well.
    """
    author = _find_author(element.attributes)
    quote = find_quote(element) if author else None
    if not author or quote is None:
        return None
    title = quote.title_cell or find_quote_title(quote.content)
    return None if title is not None and author.casefold() in title.text().casefold() else author


def _find_author(attributes: Attributes) -> str | None:
    names = (attributes.get(key) for key in AUTHOR_ATTRIBUTES)
    return next((name.strip() for name in names if name and name.strip()), None)


def _attribution_to(author: str | None) -> Attribution | None:
    return Attribution(text=author, author=author) if author else None


def _parse_title(title: LexborNode, text: str, quote: QuoteElement) -> Attribution | None:
    is_marked = title is quote.title_cell or is_title(element_at(title))
    return _parse_by_name(title, quote.markup) or parse_quote_title(text, is_marked=is_marked)


def _parse_by_name(title: LexborNode, markup: QuoteMarkup) -> Attribution | None:
    """Make an attribution of a title that is, or contains, an element with nothing but the author's name; None
    otherwise.
    """
    if not NAME_CLASSES.isdisjoint(element_at(title).classes):
        element: LexborNode | None = title
    else:
        element = title.css_first(f".{markup.name_class}") if markup.name_class else None
    name = " ".join(element.text().split()) if element is not None else ""
    if not name:
        return None
    return Attribution(text=" ".join(title.text(separator=" ").split()), author=name.removeprefix("@"))


def _combine(parsed: Attribution | None, author: str | None, links: list[_Link]) -> Attribution | None:
    """Add the addresses of a title's links, and the author that an attribute names, to the parsed attribution."""
    if parsed is None:
        return _attribution_to(author)
    parsed = add_addresses(parsed, links)
    return replace(parsed, author=author) if author else parsed


def _add_post(attribution: Attribution | None, attributes: Attributes, link: str | None) -> Attribution | None:
    """Add the number of the quoted post to an attribution, if an attribute or the title's link has it.

    Discourse's `data-post` counts the posts of a topic; with a link to another topic, the number is ignored. All other
    engines number the posts of all topics.
    """
    if attribution is None:
        return None
    number_in_topic = find_post_number(attributes.get("data-post") or "")
    if number_in_topic is not None:
        return attribution if link else replace(attribution, post=number_in_topic)
    number = _find_post_id(attributes, link)
    return attribution if number is None else replace(attribution, post_id=f"{number}")


def _find_post_id(attributes: Attributes, link: str | None) -> int | None:
    """Find the number of the quoted post among the posts of all topics, in an attribute or the address of a link."""
    values = (*(attributes.get(name) for name in POST_ATTRIBUTES), link)
    numbers = (find_post_number(value) for value in values if value)
    return next((number for number in numbers if number is not None), None)


def _find_links(title: LexborNode) -> Iterator[_Link]:
    links = [title] if title.tag == "a" else title.css("a[href]")[:_MAX_LINKS]
    for link in links:
        if link.first_child is not None and (address := link.attributes.get("href")):
            yield " ".join(link.text().split()), address
