"""Snippets: the passage of a post that matches a query best, and the words to highlight.

`client/search/snippet.js` of the default theme makes equal snippets.
"""

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archiver.model import Marks, QuotedAuthors
from archiver.search.analysis.stems import stem_of
from archiver.search.analysis.tokens import Term, find_terms, fold
from archiver.search.index.fields import UNSTEMMED
from archiver.search.query.ast import Fuzzy, Node, Phrase, Prefix, Word, leaves_of

PASSAGE = 200  # characters
LEAD = 40  # characters before the first highlighted word
WINDOW = 50  # highlighted words among which different terms are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlighter:
    """Decides which words of a text match a query, by what the query's leaves were expanded to."""

    terms: frozenset[str]
    """Folded terms, of which a word must be one."""
    stems: frozenset[str]
    """Folded stems, of which a word's stem must be one."""
    langs: tuple[str, ...]
    """The languages in which words are stemmed to compare them with `stems`."""
    beginnings: tuple[str, ...]
    """Prefixes, with one of which a word's folded term must begin."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """How much words count for the best passage, by their folded terms and stems."""
    _cache: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)

    def matches(self, term: str, word: str) -> bool:
        """True if a word matches. `word` is the word as written, `term` its folded term."""
        cached = self._cache.get((term, word))  # words occur many times, and each is stemmed in all languages
        if cached is None:
            cached = self._cache[term, word] = self._matches(term, word)
        return cached

    def weight(self, term: str, word: str) -> int:
        """How much a word that matches counts: as much as the word of the query, or as the rarest."""
        keys = (term, *(stem_of(word, lang) for lang in self.langs))
        known = next((self.weights[key] for key in keys if key in self.weights), None)
        return max(self.weights.values(), default=1) if known is None else known

    def _matches(self, term: str, word: str) -> bool:
        if term in self.terms or (self.beginnings and term.startswith(self.beginnings)):
            return True
        return any(stem_of(word, lang) in self.stems for lang in self.langs) if self.stems else False


class Snippet(NamedTuple):
    """A passage of a text."""

    text: str
    """Up to `PASSAGE` characters, white space collapsed; and "…" at an end where text is left out."""
    marks: Marks
    """The spans of `text` that match."""
    authors: tuple[str, ...] = ()
    """Whose words match, each once, in the order of the words."""


def make_highlighter(
    node: Node, langs: Collection[str], expand: Callable[[Fuzzy], list[str]], idf_of: Callable[[Word], int]
) -> Highlighter:
    """The highlighter of a query, for the texts of its hits.

    Args:
        node: The tree of the query.
        langs: The languages of the archive.
        expand: Returns the terms of the index that a misspelled word stands for (`Leaves.expand`).
        idf_of: Returns how much a word counts.
    """
    leaves = [leaf for leaf in leaves_of(node) if isinstance(leaf, Word | Phrase | Prefix | Fuzzy)]
    leaves = [leaf for leaf in leaves if leaf.field != "name"]
    words = [leaf.text for leaf in leaves if isinstance(leaf, Word)]
    terms = {fold(word) for word in words}
    terms |= {term for leaf in leaves if isinstance(leaf, Phrase) for term in leaf.terms}
    terms |= {term for leaf in leaves if isinstance(leaf, Fuzzy) for term in expand(leaf)}
    stemmed = [leaf.text for leaf in leaves if isinstance(leaf, Word) and leaf.field not in UNSTEMMED]
    stems = {stem_of(word, lang) for word in stemmed for lang in langs} - {""}
    beginnings = tuple(leaf.text for leaf in leaves if isinstance(leaf, Prefix))
    weights: dict[str, int] = {}
    for word in leaves:
        if isinstance(word, Word):
            weights |= dict.fromkeys([fold(word.text), *(stem_of(word.text, lang) for lang in langs)], idf_of(word) + 1)
    return Highlighter(
        terms=frozenset(terms), stems=frozenset(stems), langs=tuple(langs), beginnings=beginnings, weights=weights
    )


def searches_quotes(node: Node) -> bool:
    """True if a query searches the words that posts quote: then take snippets from these words."""
    words = (leaf for leaf in leaves_of(node) if isinstance(leaf, Word | Phrase | Prefix | Fuzzy))
    return any(leaf.field == "quoted" for leaf in words)


def find_marks(text: str, highlighter: Highlighter) -> Marks:
    """The spans (start, end) in characters of the words of `text` that match."""
    return _merge([(term.start, term.end) for term in _matching_terms(text, highlighter)])


def find_snippet(text: str, highlighter: Highlighter, authors: QuotedAuthors = ()) -> Snippet:
    """The passage of a text with the most different matching words, rare ones before common ones.

    Args:
        text: The text.
        highlighter: Finds the words that match.
        authors: Whose words the parts of the text are, if it is quoted.

    >>> highlighter = Highlighter(terms=frozenset({"belarus"}), stems=frozenset(), langs=(), beginnings=())
    >>> find_snippet("But now they have Belarus.", highlighter, ((26, "Ada"),))
    Snippet(text='But now they have Belarus.', marks=((18, 25),), authors=('Ada',))
    """
    text = " ".join(text.split())
    found = _matching_terms(text, highlighter)
    start = max(0, _best_start(text, found, highlighter) - LEAD) if len(text) > PASSAGE else 0
    if start:
        start = text.find(" ", start, start + LEAD) + 1 or start
    end = min(len(text), start + PASSAGE)
    if end < len(text):
        end = max(text.rfind(" ", start + PASSAGE // 2, end), start + PASSAGE // 2) if " " in text[start:end] else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    inside = [(t.start, t.end) for t in found if start <= t.start and t.end <= end]
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in _merge(inside))
    return Snippet(f"{before}{text[start:end]}{after}", marks, _authors_at([at for at, _ in inside], authors))


def _authors_at(places: list[int], authors: QuotedAuthors) -> tuple[str, ...]:
    """Whose words are at these indexes of a text, each once."""
    ends = [end for end, _ in authors]
    parts = (authors[at][1] for at in (bisect_right(ends, place) for place in places) if at < len(ends))
    return tuple(dict.fromkeys(filter(None, parts)))


def _matching_terms(text: str, highlighter: Highlighter) -> list[Term]:
    return [
        term for term in find_terms(text, for_index=True) if highlighter.matches(term.text, text[term.start : term.end])
    ]


def _best_start(text: str, found: list[Term], highlighter: Highlighter) -> int:
    """The start of the first matching word of the passage whose different terms count most."""
    best, most = 0, 0
    first = 0
    weights = {term.text: highlighter.weight(term.text, text[term.start : term.end]) for term in found}
    for last, term in enumerate(found):
        while first < last and term.end - found[first].start > PASSAGE - LEAD:
            first += 1
        weight = sum(weights[text] for text in {t.text for t in found[max(first, last - WINDOW) : last + 1]})
        if weight > most:
            best, most = found[first].start, weight
    return best


def _merge(spans: list[tuple[int, int]]) -> Marks:
    """Join spans that touch or overlap, as spans of pairs of characters do."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
