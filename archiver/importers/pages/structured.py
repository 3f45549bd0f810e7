"""Reads what pages say to search engines in the words of schema.org: JSON-LD and microdata.

In comes a page, out come the counts of a thread that an engine's row reads, or, for a page of an engine that no row
knows, the thread itself.
"""

import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.importers.json_fields import dict_in, dicts_in, list_in, number_in, text_in
from archiver.importers.pages.markup import attribute_of, value_at, without_nested
from archiver.importers.pages.page_posts import PagePost
from archiver.importers.pages.thread_pages import SavedThreadPage

POSTING = "DiscussionForumPosting"
_DEEPEST = 6
_ITEMS = ("/DiscussionForumPosting", "/Comment", "/Answer", "/Question")
"""Ends of the types of items that are posts."""
_TEXT = "[itemprop='text'], [itemprop='articleBody'], [itemprop='commentText']"
_NUMBER = re.compile(r"[0-9]{1,18}")


def find_posting(values: list[Any]) -> dict[str, Any]:
    """The `DiscussionForumPosting` in the JSON-LD of a page; an empty object if there is none."""
    waiting = [(value, 0) for value in values]
    while waiting:
        value, depth = waiting.pop(0)
        if depth > _DEEPEST:
            continue
        if isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value[:100]]
        elif isinstance(value, dict):
            kind = value.get("@type")
            if kind == POSTING or (isinstance(kind, list) and POSTING in kind):
                return value
            waiting += [(value.get(name), depth + 1) for name in ("mainEntity", "@graph", "mainEntityOfPage")]
    return {}


def replies_of(posting: dict[str, Any]) -> int | None:
    """How many answers the thread has, as its page says; None if it does not say."""
    for counter in dicts_in(posting, "interactionStatistic"):
        kind = counter.get("interactionType")
        name = text_in(kind, "@type", "@id") if isinstance(kind, dict) else str(kind)
        if name.endswith(("CommentAction", "ReplyAction")):
            return number_in(counter, "userInteractionCount")
    return number_in(posting, "commentCount")


def read_structured_page(tree: LexborHTMLParser, posting: dict[str, Any], url: str) -> SavedThreadPage | None:
    """Read a thread by what its page says to search engines. None if it says nothing of posts.

    Args:
        tree: the page.
        posting: its JSON-LD.
        url: its address on the original site, by which the thread is known; "" if it is unknown.
    """
    root = tree.root
    posts = list(_posts_of_items(root)) if root is not None else []
    posts = posts or list(_posts_of_posting(posting))
    thread = _path(text_in(posting, "url", "@id") or url)
    if not posts or root is None or not thread:
        return None
    title = text_in(posting, "headline", "name") or value_at(root, ("[itemprop='headline']", "h1"))
    return SavedThreadPage(engine="schema.org", family="schema.org", thread=thread, title=title, posts=posts)


def _path(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.path}?{parts.query}".strip("/?")


def _posts_of_items(root: LexborNode) -> Iterator[PagePost]:
    """The posts that are marked up as items; an item within another is a post of its own, as comments of a posting."""
    bodies = without_nested(root.css(_TEXT))
    for body in bodies:
        item = _item_of(body)
        if item is None:
            continue
        id_ = _NUMBER.findall(attribute_of(item, "id") or attribute_of(item, "itemid") or value_at(item, ("[id]@id",)))
        dates = ("[itemprop='datePublished']@datetime", "[itemprop='datePublished']@content", "time@datetime")
        yield PagePost(
            id=id_[-1] if id_ else "",
            author=value_at(item, ("[itemprop='author'] [itemprop='name']", "[itemprop='author']")),
            dates=[value for field in dates if (value := value_at(item, (field,)))],
            body=(body.inner_html or "").strip(),
        )


def _item_of(body: LexborNode) -> LexborNode | None:
    """The item of a post that an element belongs to."""
    above = body.parent
    while above is not None:
        kind = attribute_of(above, "itemtype")
        if kind:
            return above if kind.endswith(_ITEMS) else None
        above = above.parent
    return None


def _posts_of_posting(posting: dict[str, Any]) -> Iterator[PagePost]:
    """The posts in JSON-LD, which has their texts without markup."""
    for value in (posting, *list_in(posting, "comment")[:10_000]):
        if isinstance(value, dict) and (text := text_in(value, "text", "articleBody")):
            yield PagePost(
                id=next(iter(_NUMBER.findall(text_in(value, "@id", "url").rpartition("#")[2])[-1:]), ""),
                author=text_in(dict_in(value, "author"), "name"),
                dates=[text_in(value, "datePublished", "dateCreated")],
                body="<br>".join(escape(line) for line in text.split("\n")),
            )
