"""Find the posts that match a query, in whole or in part. `ranking` puts them in order.

First the tree is evaluated to the set of documents that match. Where these are few, documents that match in part are
found for the query's clauses. `client/search/evaluate.js` of the default theme evaluates queries in this way.
"""

from collections.abc import Sequence
from datetime import tzinfo

from msgspec.structs import replace

from archiver.model import NO_SYNONYMS, InterfaceText, Synonyms
from archiver.search.index.searcher import Searcher
from archiver.search.query.ast import (
    And,
    Dates,
    Everything,
    FieldValue,
    Node,
    Not,
    Nothing,
    Or,
    Required,
    Signed,
    leaves_of,
    meant_by,
    text_of,
)
from archiver.search.query.leaves import Leaves
from archiver.search.query.like import alike
from archiver.search.query.synonyms import rules_of


class Evaluation:
    """Evaluates trees of queries to the documents that match.

    Args:
        searcher: The index.
        node: The tree of the query.
        zone: The site's time zone, for the days of posts.
        synonyms: What words find, too.
    """

    def __init__(self, searcher: Searcher, node: Node, zone: tzinfo, synonyms: Synonyms = NO_SYNONYMS) -> None:
        self._searcher, self._zone = searcher, zone
        self.leaves = Leaves(searcher, zone)
        """The evaluated leaves of the tree."""
        self._hints: list[str] = []
        self._synonyms = rules_of(synonyms, searcher.langs)
        self.typed = self._resolve(node)
        """The tree, in which authors and tags are words that the index does not have, and threads after like: words."""
        self.node = self._synonyms.widen(self.typed, self._hints)
        """The tree, with the synonyms of its words."""
        self.docs = self.find(self.node)
        """The doc ids of the documents that match as a whole."""

    @property
    def hints(self) -> list[str]:
        """Messages for the user: signs that were read as words, unknown threads, synonyms, and words with too many
        expansions.
        """
        return self._hints + self.leaves.hints

    def _resolve(self, node: Node) -> Node:
        """Take the words of @word and #word for what is meant, where the index has no such author or tag.

        Threads after like: become their words.
        """
        match node:
            case And(parts) | Or(parts):
                return replace(node, parts=tuple(map(self._resolve, parts)))
            case Required(part) | Not(part):
                return replace(node, part=self._resolve(part))
            case Signed(meant, typed) if not isinstance(meant, Not) and not self.find(meant):
                self._hints += [_read_as_words(meant, typed)] if self.find(typed) else []
                return typed
            case FieldValue("like", slug):
                return self._like(slug)
            case _:
                return node

    def _like(self, slug: str) -> Node:
        """The node for posts of threads like the one with this slug; a hint if there is no such thread."""
        node = alike(self._searcher, slug)
        if node is None:
            self._hints.append(InterfaceText('there is no thread "%(word)s"', word=slug))
        return node or Nothing()

    def count(self, node: Node) -> int:
        """The number of documents that match a tree, or have synonyms of its words."""
        return len(self.find(self._synonyms.widen(node, [])))

    def find(self, node: Node) -> set[int]:
        """The doc ids of the documents that match a tree."""
        match node := meant_by(node):
            case And(parts):
                return self._all_of(parts)
            case Or(parts):
                return set().union(*map(self.find, parts))
            case Not(part):
                return self._searcher.everything() - self.find(part)
            case _:
                return self.leaves.evaluate(node).docs

    def _all_of(self, parts: Sequence[Node], docs: set[int] | None = None) -> set[int]:
        """The documents that match all parts: of those that match the rarest part, or of `docs`."""
        narrow = [part for part in parts if isinstance(meant_by(part), Not | Dates)]
        wide = sorted((part for part in parts if part not in narrow), key=self._size)
        if docs is None:
            docs = self.find(wide.pop(0) if wide else Everything())
        for part in (*wide, *narrow):
            if not docs:
                break
            docs = self.among(docs, part)
        return docs

    def among(self, docs: set[int], part: Node) -> set[int]:
        """The documents among `docs` (doc ids) that match a tree."""
        match part := meant_by(part):
            case Dates(start, end):
                return set(filter(self._searcher.between(start, end, self._zone).__contains__, docs))
            case Not(inner):
                return docs - self.find(inner)
            case Or(parts):
                return set().union(*(self.among(docs, inner) for inner in parts))
            case And(parts):
                return self._all_of(parts, docs)
            case _:
                return self.leaves.evaluate(part).among(docs)

    def _size(self, node: Node) -> int:
        """About how many documents match a tree."""
        match node := meant_by(node):
            case And(parts):
                return min(map(self._size, parts))
            case Or(parts):
                return sum(map(self._size, parts))
            case Not() | Dates() | Everything():
                return self._searcher.count
            case _:
                return self.leaves.size(node)


def _read_as_words(meant: Node, typed: Node) -> InterfaceText:
    """The hint that a sign before a word was passed over, since the index does not have what it asks for."""
    field = next(leaf.field for leaf in leaves_of(meant) if isinstance(leaf, FieldValue))
    words = " ".join(text_of(leaf) for leaf in leaves_of(typed))
    return InterfaceText('there is no %(field)s "%(word)s"; the word was searched', field=field, word=words)
