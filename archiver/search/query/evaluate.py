"""Find the posts that match a query, in whole or in part. `ranking` puts them in order.

First the tree is evaluated to the set of documents that match. Where these are few, documents that match in part are
found for the query's clauses. `client/search/evaluate.js` of the default theme evaluates queries in this way.
"""

from collections.abc import Iterable, Sequence
from datetime import tzinfo

from archiver.model import NO_SYNONYMS, Synonyms
from archiver.search.index.searcher import Searcher
from archiver.search.query.ast import And, Dates, Everything, Fuzzy, Node, Not, Or, Prefix, Word, meant_by
from archiver.search.query.leaves import Leaves
from archiver.search.query.like import alike
from archiver.search.query.resolution import Resolution
from archiver.search.query.synonyms import rules_of


class Evaluation(Resolution):
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
        super().__init__(node, rules_of(synonyms, searcher.langs))
        self.docs = self.find(self.node)
        """The doc ids of the documents that match as a whole."""

    @property
    def hints(self) -> list[str]:
        """Messages for the user: signs that were read as words, unknown threads, synonyms, and words with too many
        expansions.
        """
        return self._hints + self.leaves.hints

    def count_matches(self, node: Node) -> int:
        """The number of documents that match a tree as it is."""
        return len(self.find(node))

    def finds(self, node: Node) -> bool:
        """True if a document matches a tree as it is."""
        return bool(self.find(node))

    def alike(self, thread: str) -> Node | None:
        """The node for posts of threads like the one with this slug; None if there is no such thread."""
        return alike(self._searcher, thread)

    def terms(self, field: str, beginning: str) -> Iterable[tuple[str, int]]:
        """The terms of a field of the index that begin so, without stems, and how many documents have each."""
        return self._searcher.terms(field, beginning)

    def expand(self, leaf: Prefix | Fuzzy) -> list[str]:
        """The terms that a prefix or a misspelled word stands for."""
        return self.leaves.expand(leaf)

    def idf(self, word: Word) -> int:
        """The inverse document frequency of a word."""
        return self.leaves.evaluate(word).idf

    def is_known(self, word: Word) -> bool:
        """True if a document has the word."""
        return bool(self.leaves.evaluate(word).size)

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
