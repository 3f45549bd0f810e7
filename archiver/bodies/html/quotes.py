"""Who a forum's engine says that a quote quotes: data attributes, a title within, a line such as `alice wrote:`.

In comes the element of a quote, out come its attribution and its title, which then is no part of the quote's words.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from archiver.bodies.attribution import read_attribution
from archiver.model import Attribution

Attributes = dict[str, str | None]
_AUTHORS = ("data-username", "data-author", "data-quote", "data-ipsquote-username")
"""Discourse, XenForo 1 and vBulletin, XenForo 2, Invision."""
_CONTAINERS = {"aside": frozenset({"quote"}), "div": frozenset({"bbcode_quote", "bbCodeQuote"})}
_TITLES = frozenset({"title", "attribution", "bbCodeBlock-title", "bbcode_postedby", "ipsQuote_citation"})
_POSTED_BY = re.compile(r"Originally posted by:? +(?P<author>\S.{0,79}?):?", re.IGNORECASE)
_POST = re.compile(r"[0-9]{1,9}\Z")
_DEEPEST_TITLE = 4  # elements around it within the quote
_LONGEST_TITLE = 300  # characters; more are the quote itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a quote's element says. A title that links elsewhere has the address of its link."""

    attribution: Attribution | None = None
    title: int | None = None
    """The node in which it stands, by its `mem_id`."""
    words: str = ""
    link: str | None = None


def classes(attributes: Attributes) -> frozenset[str]:
    """The classes of an element."""
    return frozenset((attributes.get("class") or "").split())


def is_container(tag: str, attributes: Attributes) -> bool:
    """True if the element is what an engine writes around a quote and its title."""
    return tag in _CONTAINERS and not _CONTAINERS[tag].isdisjoint(classes(attributes))


def read_said(node: LexborNode, attributes: Attributes) -> Said:
    """What the element of a quote says of whom it quotes."""
    author = next((name.strip() for key in _AUTHORS if (name := attributes.get(key)) and name.strip()), None)
    title = _title(node)
    words = " ".join(title.text().split()) if title else ""
    if title is None or len(words) > _LONGEST_TITLE:
        return Said(attribution=Attribution(text=author, author=author) if author else None)
    link = title.css_first("a[href]")
    attribution = _attribution(author, words, sure=title.tag != "cite")
    if attribution is None and title.tag == "cite":
        return Said()  # it cites something else
    post = attributes.get("data-post") or ""
    if attribution and link is None and _POST.match(post):  # with a link, the number is of another topic
        attribution = Attribution(text=attribution.text, author=attribution.author, post=int(post))
    address = link.attributes.get("href") if link else None
    return Said(attribution=attribution, title=title.mem_id, words=words, link=address)


def _attribution(author: str | None, words: str, *, sure: bool) -> Attribution | None:
    if author:
        return Attribution(text=author, author=author)
    read = read_attribution(words) or read_attribution(words.partition(":")[0] + ":")
    posted = _POSTED_BY.fullmatch(words)
    if read or posted is None:
        plain = words.rstrip(": ")
        named = Attribution(text=plain, author=plain) if sure and plain and words.endswith(":") else None
        return read or named
    return Attribution(text=words, author=posted["author"])


def _title(node: LexborNode) -> LexborNode | None:
    """The title, if the quote begins with one."""
    inner = first_element(node)
    for _ in range(_DEEPEST_TITLE):
        if inner is None:
            return None
        if inner.tag == "cite" or not _TITLES.isdisjoint(classes(inner.attributes)):
            return inner
        inner = first_element(inner) if inner.tag in {"div", "aside"} else None
    return None


def first_element(node: LexborNode) -> LexborNode | None:
    """The element that a node begins with, if no words stand before it, and nothing but empty elements."""
    inner = node.first_child
    while inner is not None and inner.tag in {"-text", "-comment", "div"}:
        if inner.tag == "-text" and (inner.text_content or "").strip():
            return None
        if inner.tag == "div" and inner.first_child is not None:
            break
        inner = inner.next
    return inner
