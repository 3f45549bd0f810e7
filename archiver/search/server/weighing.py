"""How often the words of a query occur on a server, and how much they count: the idf of leaves and clauses.

The numbers are those of `query.leaves`, which has the posting lists; here a server's lexicon has the frequencies.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from archiver.search.index.fields import SEARCHED, UNSTEMMED
from archiver.search.query.ast import Alternatives, And, Fuzzy, Node, Not, Or, Phrase, Prefix, Word, meant_by
from archiver.search.query.leaves import WordList, inverse_frequency, lists_of_word
from archiver.search.server.documents import bounded

Frequencies = Mapping[tuple[str, str], Mapping[str, int]]
"""How many posts have a term, by field and term, and by language."""


class Weighing:
    """Weighs the leaves of a query.

    Args:
        posts: The number of posts of the index.
        langs: The languages of the index.
        read: Reads the frequencies of terms from the server.
        expand: The terms that a beginning or a misspelled word stands for.
        count: Counts the posts that match a leaf in one field.
    """

    def __init__(
        self,
        posts: int,
        langs: tuple[str, ...],
        read: Callable[[set[str]], Frequencies],
        expand: Callable[[Prefix | Fuzzy], list[str]],
        count: Callable[[str, Phrase], int],
    ) -> None:
        self._posts, self._langs = posts, langs
        self._read, self.expand, self._count = read, expand, count
        self._known: dict[tuple[str, str], Mapping[str, int]] = {}
        self._asked: set[str] = set()
        self._idfs: dict[Node, int] = {}
        self._phrases: dict[tuple[str, Phrase], int] = {}

    def lists(self, field: str, leaf: Word) -> list[WordList]:
        """The terms of a field by which a word is found."""
        return list(lists_of_word(field, leaf.text, () if leaf.field in UNSTEMMED else self._langs))

    def learn(self, nodes: Iterable[Node]) -> None:
        """Read the frequencies of all terms of some trees at once."""
        terms = set(chain.from_iterable(map(self._terms, nodes))) - self._asked
        if terms:
            self._asked |= terms
            self._known.update(self._read(terms))

    def frequency(self, field: str, term: str, lang: str = "") -> int:
        """How many posts have a `term` in a `field`, of those in the language `lang`; "" for all."""
        if term not in self._asked:
            self._asked.add(term)
            self._known.update(self._read({term}))
        found = self._known.get((field, term), {})
        return found.get(lang, 0) if lang else sum(found.values())

    def idf(self, node: Node) -> int:
        """The inverse document frequency of a leaf, of alternatives, or of leaves that must all match."""
        if node not in self._idfs:
            self._idfs[node] = self._idf(node)
        return self._idfs[node]

    def size(self, node: Node) -> int:
        """About how many posts match a leaf or alternatives; of a phrase its rarest term is looked for."""
        match node:
            case Alternatives(part):
                return sum(map(self.size, part.parts))
            case And(parts):
                return min(map(self.size, parts))
            case Phrase(field, terms):
                return sum(min(self.frequency(name, bounded(term)) for term in terms) for name in SEARCHED[field])
            case Word() | Prefix() | Fuzzy():
                return sum(size for name in SEARCHED[node.field] for size, _ in self._sizes(name, node))
        return 0

    def _idf(self, node: Node) -> int:
        match node:
            case Alternatives(part):
                return min(map(self.idf, part.parts))
            case And(parts):
                return sum(map(self.idf, parts))
            case Phrase(field):
                return inverse_frequency(self._posts, sum(self._phrase(name, node) for name in SEARCHED[field]))
            case Word() | Prefix() | Fuzzy():
                sums = [
                    sum(size for size, is_bonus in self._sizes(name, node) if not is_bonus)
                    for name in SEARCHED[node.field]
                ]
                return inverse_frequency(self._posts, max(sums, default=0))
        return 0

    def _phrase(self, field: str, phrase: Phrase) -> int:
        if len(phrase.terms) == 1:
            return self.frequency(field, bounded(phrase.terms[0]))
        if (field, phrase) not in self._phrases:
            are_known = all(self.frequency(field, bounded(term)) for term in phrase.terms)
            self._phrases[field, phrase] = self._count(field, phrase) if are_known else 0
        return self._phrases[field, phrase]

    def _sizes(self, field: str, leaf: Word | Prefix | Fuzzy) -> Iterator[tuple[int, bool]]:
        """How many posts each term of a leaf has in a field, and whether other terms find all of them."""
        if isinstance(leaf, Word):
            for found in self.lists(field, leaf):
                yield self.frequency(field, bounded(found.term), found.lang), found.is_bonus
        else:
            for term in self.expand(leaf):
                yield self.frequency(field, term), False

    def _terms(self, node: Node) -> Iterator[str]:
        match node := meant_by(node):
            case And(parts) | Or(parts):
                yield from chain.from_iterable(map(self._terms, parts))
            case Not(part):
                yield from self._terms(part)
            case Phrase(_, terms):
                yield from map(bounded, terms)
            case Word(field):
                yield from (bounded(found.term) for found in self.lists(SEARCHED[field][0], node))
            case Prefix() | Fuzzy():
                yield from self.expand(node)
