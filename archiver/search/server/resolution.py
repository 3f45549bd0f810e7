"""A query's meaning to an index on a server."""

from collections.abc import Sequence
from datetime import tzinfo

from archiver.model import Slug, Synonyms
from archiver.search.query.ast import Fuzzy, Node, Phrase, Prefix, Word
from archiver.search.query.leaves import expand
from archiver.search.query.like import choose_words, node_of_words, words_of_texts
from archiver.search.query.resolution import Resolution
from archiver.search.query.synonyms import rules_of
from archiver.search.server.connection import ServerReader
from archiver.search.server.documents import bounded, read_thread, thread_id
from archiver.search.server.matching import Condition, Matching, TermSequence
from archiver.search.server.weighing import Weighing


class ServerResolution(Resolution):
    """The tree of a query, as an index on a server understands it."""

    def __init__(self, reader: ServerReader, node: Node, zone: tzinfo, synonyms: Synonyms) -> None:
        """Resolve the tree `node`.

        Args:
            reader: The index.
            node: The tree.
            zone: The time zone of the days in the query.
            synonyms: What words find, too.
        """
        self._reader = reader
        self._expanded: dict[Prefix | Fuzzy, list[str]] = {}
        self._cut: list[str] = []
        self.weighing = Weighing(reader.posts, reader.langs, reader.frequencies, self.expand, self._count_phrase)
        self._matching = Matching(reader.langs, zone, self.expand, self.weighing.frequency)
        super().__init__(node, rules_of(synonyms, reader.langs))
        self.weighing.learn((self.typed, self.node))

    @property
    def hints(self) -> list[str]:
        """Messages for the user: signs that were read as words, unknown threads, synonyms, and words with too many
        expansions.
        """
        return self._hints + self._cut

    def condition(self, node: Node) -> Condition:
        """The condition that posts meet which match a tree."""
        self.weighing.learn((node,))
        return self._matching.condition(node)

    def count_matches(self, node: Node) -> int:
        """The number of posts that match a tree as it is."""
        return self._reader.count(self.condition(node))

    def finds(self, node: Node) -> bool:
        """True if a post matches a tree as it is."""
        return self._reader.exists(self.condition(node))

    def alike(self, thread: str) -> Node | None:
        """The node for posts of threads like the one with this slug; None if there is no such thread."""
        found = self._reader.thread(thread_id(Slug(thread)))
        if found is None:
            return None
        texts = list(words_of_texts([read_thread(*found)]))
        self.weighing.learn(Word("like", term) for _, terms in texts for term in terms)
        frequency = self.weighing.frequency
        return node_of_words(choose_words(texts, frequency, self._reader.posts, frequency), thread)

    def terms(self, field: str, beginning: str) -> Sequence[tuple[str, int]]:
        """The terms of a field of the index that begin so, without stems, and how many posts have each."""
        return self._reader.terms(field, beginning)

    def expand(self, leaf: Prefix | Fuzzy) -> list[str]:
        """The terms that a prefix or a misspelled word stands for; a hint if there are more."""
        if leaf not in self._expanded:
            self._expanded[leaf], hint = expand(leaf, self._reader.terms)
            self._cut += [hint] if hint else []
        return self._expanded[leaf]

    def idf(self, word: Word) -> int:
        """The inverse document frequency of a word."""
        return self.weighing.idf(word)

    def is_known(self, word: Word) -> bool:
        """True if a post has the word."""
        return bool(self.weighing.size(word))

    def _count_phrase(self, field: str, phrase: Phrase) -> int:
        return self._reader.count(TermSequence(field, tuple(map(bounded, phrase.terms))))
