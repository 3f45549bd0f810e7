"""Links of a thread to places in itself: which page such a place is on, and which there are not."""

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from urllib.parse import unquote

from archiver import pages, urls
from archiver.build.media_references import AddressLines, passages_of
from archiver.config import Config
from archiver.errors import Problem, Severity
from archiver.model import PostId, Thread, Url

_MARK = 'href="#'
"""Is in each passage with such a link."""
_LINK = re.compile(r'(<a href=")#([^"]+)"')
_ID = re.compile(r'<[a-z][^<>]* id="([^"]+)"')
_TOPS = frozenset({"", "top"})
"""Lead to the top of any page, by the HTML standard."""


def find_links_to_nowhere(thread: Thread, ids: frozenset[str], lines: AddressLines) -> Iterator[Problem]:
    """A warning for each place that a thread links to in Markdown, and does not have.

    Links that are HTML are not told of: those who keep the archive of a forum cannot mend what its engine wrote.

    Args:
        thread: the thread.
        ids: the ids of elements of its page that are not in the HTML of its posts.
        lines: finds the lines of the links.
    """
    linking = [
        (post, fragment) for post, html in passages_of(thread) if _MARK in html for fragment in fragments_of(html)
    ]
    if not linking:
        return
    known = ids.union(*(map(unescape, _ID.findall(html)) for _, html in passages_of(thread)))
    for fragment, post in {fragment: post for post, fragment in reversed(linking)}.items():
        line = None if leads_to_one(fragment, known) else lines.line_of_markdown_link(f"#{fragment}", post)
        if line:
            message = f"#{fragment}: there is no such place here; correct it, or remove the link"
            yield Problem(path=post.file, line=line, message=message, severity=Severity.WARNING)


def ids_in(thread: Thread) -> frozenset[str]:
    """All places in a thread that links can lead to."""
    in_html = (unescape(id_) for _, html in passages_of(thread) for id_ in _ID.findall(html))
    return frozenset((*(post.id for post in thread.posts), *in_html))


def place_of(fragment: str) -> str:
    """The id that a fragment names, without the words that a browser is to look for (`:~:text=…`).

    >>> place_of("p%C3%B6:~:text=moon"), place_of(":~:text=moon")
    ('pö', '')
    """
    return unquote(fragment.partition(":~:")[0])


def leads_to_one(fragment: str, ids: frozenset[str]) -> bool:
    """True if a fragment leads to one of the `ids` of a page, or to its top."""
    place = place_of(fragment)
    return place in ids or place.lower() in _TOPS


def permalinks_beyond_a_page(thread: Thread, config: Config) -> Mapping[PostId, Url]:
    """The permalinks of the posts of a thread by id; none if all are on one page, whose links need not be changed."""
    if len(thread.posts) <= config.posts_per_page:
        return {}
    return {post.id: pages.post_permalink(thread.slug, post.id, post.position, config) for post in thread.posts}


def with_links_to_pages(html: str, page: Url, permalinks: Mapping[PostId, Url], relative: urls.Relative) -> str:
    """The HTML of a passage whose links within its thread lead to the pages of the posts that they name.

    Args:
        html: the HTML.
        page: the page that shows it.
        permalinks: the permalinks of the posts of the thread, by id.
        relative: makes the links on the page.
    """
    if _MARK not in html:
        return html

    def link(match: re.Match[str]) -> str:
        url = permalinks.get(PostId(unquote(unescape(match[2]))))
        return f'{match[1]}{escape(relative(url, page))}"' if url else match[0]

    return _LINK.sub(link, html)


def fragments_of(html: str) -> Iterator[str]:
    """The fragments of the links of a passage that lead to places in its thread."""
    return (unescape(fragment) for _, fragment in (_LINK.findall(html) if _MARK in html else ()))
