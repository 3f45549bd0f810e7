"""Gives posts that have no element of their own one: what stands between two rulers."""

from selectolax.lexbor import LexborHTMLParser, LexborNode

_BREAK = "<br>"


def cut_posts(root: LexborNode, within: str, ruler: str) -> LexborNode:
    """The posts, each in an `article`; `root` if the page has no element that has them.

    Args:
        root: the page.
        within: selectors of the element that has the posts.
        ruler: what stands between two of them, as serialised HTML.
    """
    container = root.css_first(within)
    if container is None:
        return root
    pieces = map(_without_breaks, (container.inner_html or "").split(ruler))
    tree = LexborHTMLParser("".join(f"<article>{piece}</article>" for piece in pieces))
    return tree.root or root


def _without_breaks(html: str) -> str:
    """HTML without white space and line breaks at its end."""
    end = len(html)
    while end and (html[end - 1].isspace() or html.endswith(_BREAK, 0, end)):
        end -= 1 if html[end - 1].isspace() else len(_BREAK)
    return html[:end].lstrip()
