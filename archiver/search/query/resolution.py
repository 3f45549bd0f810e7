"""What a query means to an index: signs that are read as words, threads after like:, and synonyms.

An index answers what it has: the one on disk by `Evaluation`, one on a server by its own kind of resolution.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from msgspec.structs import replace

from archiver.model import InterfaceText
from archiver.search.query.ast import (
    And,
    FieldValue,
    Fuzzy,
    Node,
    Not,
    Nothing,
    Or,
    Prefix,
    Required,
    Signed,
    Word,
    leaves_of,
    text_of,
)
from archiver.search.query.synonyms import SynonymRules


class Resolution(ABC):
    """The tree of a query, as it is understood by the index that is searched."""

    def __init__(self, node: Node, synonyms: SynonymRules) -> None:
        """Resolve the tree `node`; `synonyms` are what words find, too."""
        self._synonyms = synonyms
        self._hints: list[str] = []
        self.typed = self._resolve(node)
        """The tree, in which authors and tags are words that the index does not have, and threads after like: words."""
        self.node = synonyms.widen(self.typed, self._hints)
        """The tree, with the synonyms of its words."""

    @abstractmethod
    def count_matches(self, node: Node) -> int:
        """The number of posts that match a tree as it is."""

    @abstractmethod
    def finds(self, node: Node) -> bool:
        """True if a post matches a tree as it is."""

    @abstractmethod
    def alike(self, thread: str) -> Node | None:
        """The node for posts of threads like the one with this slug; None if there is no such thread."""

    @abstractmethod
    def terms(self, field: str, beginning: str) -> Iterable[tuple[str, int]]:
        """The terms of a field of the index that begin so, without stems, and how many posts have each."""

    @abstractmethod
    def expand(self, leaf: Prefix | Fuzzy) -> list[str]:
        """The terms that a prefix or a misspelled word stands for."""

    @abstractmethod
    def idf(self, word: Word) -> int:
        """The inverse document frequency of a word."""

    @abstractmethod
    def is_known(self, word: Word) -> bool:
        """True if a post has the word."""

    @property
    def hints(self) -> list[str]:
        """Messages for the user: signs that were read as words, unknown threads, synonyms."""
        return self._hints

    def count(self, node: Node) -> int:
        """The number of posts that match a tree, or have synonyms of its words."""
        return self.count_matches(self._synonyms.widen(node, []))

    def _resolve(self, node: Node) -> Node:
        """Take the words of @word and #word for what is meant, where the index has no such author or tag.

        Threads after like: become their words.
        """
        match node:
            case And(parts) | Or(parts):
                return replace(node, parts=tuple(map(self._resolve, parts)))
            case Required(part) | Not(part):
                return replace(node, part=self._resolve(part))
            case Signed(meant, typed) if not isinstance(meant, Not) and not self.finds(meant):
                self._hints += [_read_as_words(meant, typed)] if self.finds(typed) else []
                return typed
            case FieldValue("like", slug):
                return self._like(slug)
            case _:
                return node

    def _like(self, slug: str) -> Node:
        """The node for posts of threads like the one with this slug; a hint if there is no such thread."""
        node = self.alike(slug)
        if node is None:
            self._hints.append(InterfaceText('there is no thread "%(word)s"', word=slug))
        return node or Nothing()


def _read_as_words(meant: Node, typed: Node) -> InterfaceText:
    """The hint that a sign before a word was passed over, since the index does not have what it asks for."""
    field = next(leaf.field for leaf in leaves_of(meant) if isinstance(leaf, FieldValue))
    words = " ".join(text_of(leaf) for leaf in leaves_of(typed))
    return InterfaceText('there is no %(field)s "%(word)s"; the word was searched', field=field, word=words)
