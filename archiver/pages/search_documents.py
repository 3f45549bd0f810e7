"""Documents of the search index, one for each post: the words of the post, and the values of other search fields."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import unquote

from archiver import urls
from archiver.config import Config
from archiver.model import (
    IndexedPost,
    IndexedThread,
    Origin,
    Origins,
    Post,
    PostId,
    Prose,
    Quote,
    QuoteState,
    Slug,
    Thread,
    copy_fields_to,
)
from archiver.pages.quoted_words import QuotedWords
from archiver.pages.summaries import permalink

_LINK = re.compile(r'<a [^>]*?href="(?:mailto:)?((?<=mailto:)[^"]+|https?://[^"]+)"')
_LONGEST_ADDRESS = 200  # characters: the rest of a longer one is seldom words
_KNOWN = frozenset({QuoteState.EXACT, QuoteState.TRIMMED, QuoteState.ALTERED})


def plan_search_documents(thread: Thread, origins: Origins, config: Config) -> IndexedThread:
    """The documents of a thread for the search index.

    Args:
        thread: the thread.
        origins: the origins of its quotes.
        config: the default language, and the number of posts on a page, which permalinks depend on.
    """
    url = urls.slug_url(thread.slug)
    cites = _cites(thread.slug, origins)
    quoted_words = QuotedWords(thread, origins)
    posts = (
        copy_fields_to(
            IndexedPost,
            post,
            post=post.id,
            relative_url=permalink(thread, post, config)[len(url) :],
            text=post.own_text,
            **quoted_words.of(post),
            flags=tuple(_flags(post, len(thread.posts))),
            cites=tuple(cites.get(post.id, ())),
            links=_hidden_links(post),
        )
        for post in thread.posts
        if not post.removal
    )
    lang = thread.lang or config.lang
    return copy_fields_to(
        IndexedThread, thread, url=url, board=urls.board_of(thread.slug), lang=lang, posts=tuple(posts)
    )


def _hidden_links(post: Post) -> str:
    """The addresses of links to other sites, decoded, that are not in the text of the post."""
    html = "".join(block.html for block in post.blocks if isinstance(block, Prose))
    addresses = (unquote(unescape(href))[:_LONGEST_ADDRESS] for href in _LINK.findall(html))
    text = post.own_text
    return " ".join(dict.fromkeys(address for address in addresses if address not in text))


def _cites(thread: Slug, origins: Origins) -> dict[PostId, dict[str, None]]:
    """The keys of the posts that each post certainly quotes, in the order of the quotes."""
    cites: dict[PostId, dict[str, None]] = {}
    for (post, _), origin in origins.items():
        cites.setdefault(post, {}).update(dict.fromkeys(_cited(thread, origin)))
    return cites


def _cited(thread: Slug, origin: Origin) -> Iterator[str]:
    """The keys (`space/lunar#p1`) of the posts from which a quote certainly is; none if its origin is not certain."""
    if origin.state not in _KNOWN:
        return
    for post in origin.posts:
        yield urls.post_key(thread, post)
    if origin.cross_thread:
        yield urls.post_key_of_url(origin.cross_thread.url)


def _flags(post: Post, posts: int) -> Iterator[str]:
    """The flags of a post in a thread of `posts` posts (see `SearchablePost.flags`)."""
    yield "first" if post.position == 1 else "reply"
    if posts == 1:
        yield "unanswered"
    if any(isinstance(block, Quote) for block in post.blocks):
        yield "quote"
    html = "".join(block.html for block in post.blocks if isinstance(block, Prose))
    if "<pre" in html or "<code" in html:
        yield "code"
    if "<a " in html:
        yield "link"
