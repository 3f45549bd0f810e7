"""Finds the parents of the posts of a page: by how far they are indented, or by the links to them."""

import re

from selectolax.lexbor import LexborNode

from archiver.importers.pages.engine import Engine
from archiver.importers.pages.markup import value_at

_DEPTH = re.compile(r"[0-9]{1,6}")
_NUMBER = re.compile(r"([0-9]{1,18})[^0-9]*$")


class Nesting:
    """The posts that are above the next one on a page."""

    def __init__(self) -> None:
        self._above: list[tuple[int, str]] = []

    def parent_of(self, node: LexborNode, engine: Engine, id_: str) -> str:
        """The id of the parent of the next post of a page; "" if it cannot be told.

        Args:
            node: the element of the post.
            engine: the engine that has made the page.
            id_: the id of the post.
        """
        depth = _DEPTH.match(value_at(node, engine.depth))
        if depth is None:
            self._above = [(-1, id_)]
            found = _NUMBER.search(value_at(node, engine.reply_to))
            return found[1] if found else ""
        indent = int(depth[0])
        while self._above and self._above[-1][0] >= indent:
            self._above.pop()
        above, parent = self._above[-1] if self._above else (-1, "")
        self._above.append((indent, id_))
        return parent if above >= 0 or indent == 0 else ""
