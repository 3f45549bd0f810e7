"""Posts as HTML in feeds, where they stand outside of their pages: all addresses are absolute."""

import re
from collections.abc import Iterable
from html import escape, unescape
from urllib.parse import urljoin

from archiver import urls
from archiver.config import Config
from archiver.model import Prose, Quote, ShowMedia, Thread, Url
from archiver.pages.summaries import permalink

_TAG = re.compile(r'<[a-zA-Z][\w-]*(?:\s+[\w:-]+(?:="[^"]*")?)*\s*/?>')
_ADDRESS = re.compile(r'(\s(?:href|src|poster)=")([^"]*)"')
_VERSIONS = re.compile(r'\s(?:srcset|sizes)="[^"]*"')


def opening_html(thread: Thread, show_media: ShowMedia, config: Config) -> str:
    """The first post of a thread as HTML for feeds; "" if feeds do not have whole posts.

    Args:
        thread: the thread.
        show_media: puts published media into the HTML of a passage.
        config: whether feeds have whole posts; `base_url`, without which they have none.
    """
    if not config.feed_content or not thread.posts:
        return ""
    return post_html(thread.posts[0].blocks, urls.slug_url(thread.slug), show_media, config)


def post_contents(thread: Thread, positions: Iterable[int], show_media: ShowMedia, config: Config) -> dict[int, str]:
    """Posts of a thread as HTML for feeds, by their positions; none if feeds do not have whole posts.

    Args:
        thread: the thread.
        positions: the positions of the posts.
        show_media: puts published media into the HTML of a passage.
        config: as for `opening_html`.
    """
    if not config.feed_content:
        return {}
    posts = [thread.posts[position - 1] for position in positions]
    pages = (Url(permalink(thread, post, config).partition("#")[0]) for post in posts)
    return {
        post.position: post_html(post.blocks, page, show_media, config) for post, page in zip(posts, pages, strict=True)
    }


def post_html(blocks: Iterable[Prose | Quote], page: Url, show_media: ShowMedia, config: Config) -> str:
    """A post as HTML; "" without `base_url`, since then no address could be absolute.

    Args:
        blocks: the blocks of the post.
        page: the page of the post, to which the addresses in it are relative.
        show_media: puts published media into the HTML of a passage.
        config: `base_url` is read from it.
    """
    if not config.base_url:
        return ""
    base = f"{config.base_url}{page[1:]}"
    html = "".join(block_html(block, page, show_media) for block in blocks)
    return _TAG.sub(lambda tag: _with_absolute_addresses(tag[0], base), html)


def block_html(block: Prose | Quote, page: Url, show_media: ShowMedia) -> str:
    """A block as HTML: a quote as `<blockquote>` after its attribution.

    Args:
        block: the block.
        page: the page that shows it.
        show_media: puts published media into the HTML of a passage.
    """
    if isinstance(block, Prose):
        return show_media(block.html, page)
    attribution = f"<p>{escape(block.attribution.text)}</p>\n" if block.attribution else ""
    return f"{attribution}<blockquote>\n{''.join(block_html(b, page, show_media) for b in block.blocks)}</blockquote>\n"


def _with_absolute_addresses(tag: str, base: str) -> str:
    """A start tag with absolute addresses, and without the smaller versions of a picture."""
    return _ADDRESS.sub(lambda match: f'{match[1]}{_absolute(match[2], base)}"', _VERSIONS.sub("", tag))


def _absolute(address: str, base: str) -> str:
    """An address in an attribute; an address that is no URL stays as it is."""
    try:
        return escape(urljoin(base, unescape(address)))
    except ValueError:
        return address
