"""Snippets: the passage of a post that matches a query best, and the words to highlight.

`client/search/snippet.js` of the default theme makes equal snippets.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from archiver.model import Marks, QuotedAuthors
from archiver.search.analysis.stems import is_stemmed, stem_of
from archiver.search.analysis.tokens import Term, find_terms, fold
from archiver.search.index.fields import UNSTEMMED
from archiver.search.query.ast import Fuzzy, Node, Phrase, Prefix, Word, leaves_of
from archiver.search.query.ranking import NAMED
from archiver.search.query.resolution import Resolution

PASSAGE = 200  # characters
LEAD = 40  # characters before the first highlighted word
WINDOW = 50  # highlighted words among which different terms are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlighter:
    """Decides which words of a text match a query, by what the query's leaves were expanded to.

    In the index a word has the stem of its thread's language alone, so it matches by no other.
    """

    terms: frozenset[str]
    """Folded terms, of which a word must be one."""
    lang: str
    """The language of the text."""
    stems: Collection[str]
    """Folded stems, of which a word's stem in the language must be one."""
    beginnings: tuple[str, ...]
    """Prefixes, with one of which a word's folded term must begin."""
    phrases: tuple[tuple[str, ...], ...] = ()
    """Folded terms of which words match that follow each other in this order."""
    weights: Mapping[str, int] = field(default_factory=dict)
    """How much words count for the best passage, by their folded terms and stems."""
    _cache: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)

    def matches(self, term: str, word: str) -> bool:
        """True if a word matches. `word` is the word as written, `term` its folded term."""
        cached = self._cache.get((term, word))  # words occur many times, and stemming takes time
        if cached is None:
            cached = self._cache[term, word] = self._matches(term, word)
        return cached

    def weight(self, term: str, word: str) -> int:
        """How much a word that matches counts: as much as the word of the query, or as the rarest."""
        keys = (term, stem_of(word, self.lang))
        known = next((self.weights[key] for key in keys if key in self.weights), None)
        return max(self.weights.values(), default=1) if known is None else known

    def _matches(self, term: str, word: str) -> bool:
        if term in self.terms or (self.beginnings and term.startswith(self.beginnings)):
            return True
        return bool(self.stems) and stem_of(word, self.lang) in self.stems


class Snippet(NamedTuple):
    """A passage of a text."""

    text: str
    """Up to `PASSAGE` characters, white space collapsed; and "…" at an end where text is left out."""
    marks: Marks
    """The spans of `text` that match."""
    authors: tuple[str, ...] = ()
    """Whose words match, each once, in the order of the words."""


def make_highlighter(resolution: Resolution, lang: str, *, is_partial: bool = False) -> Highlighter:
    """The highlighter of a query, for the texts of threads in a language.

    Args:
        resolution: The query.
        lang: The language.
        is_partial: True for posts that match in part: words of phrases match by themselves, too.
    """
    sought = _sought(resolution.node)
    idfs = _highlighted_words(resolution)
    terms = {fold(word) for word in idfs}
    phrases = tuple(leaf.terms for leaf in sought if isinstance(leaf, Phrase))
    terms |= {term for phrase in phrases if is_partial for term in phrase}
    terms |= {term for leaf in sought if isinstance(leaf, Fuzzy) for term in resolution.expand(leaf)}
    stemmed = {word.text for word in sought if isinstance(word, Word) and word.field not in UNSTEMMED}
    stemmed = set(filter(is_stemmed, stemmed & idfs.keys()))
    weights: dict[str, int] = {}
    for word, idf in idfs.items():
        weights |= dict.fromkeys([fold(word), stem_of(word, lang)], idf + 1)
    return Highlighter(
        terms=frozenset(terms),
        lang=lang,
        stems={stem_of(word, lang) for word in stemmed} - {""},
        beginnings=tuple(leaf.text for leaf in sought if isinstance(leaf, Prefix)),
        phrases=phrases,
        weights=weights,
    )


def _sought(node: Node) -> list[Word | Phrase | Prefix | Fuzzy]:
    """The leaves of a tree that look for words of texts."""
    leaves = [leaf for leaf in leaves_of(node) if isinstance(leaf, Word | Phrase | Prefix | Fuzzy)]
    return [leaf for leaf in leaves if leaf.field != "name"]


def _highlighted_words(resolution: Resolution) -> dict[str, int]:
    """The inverse document frequency (idf) of the words that are highlighted, by their texts.

    They are those whose idf is at least one NAMED-th of the highest of the words as typed that the index has.
    """
    typed, found = (
        [word for word in _sought(node) if isinstance(word, Word)] for node in (resolution.typed, resolution.node)
    )
    highest = max(map(resolution.idf, filter(resolution.is_known, typed)), default=0)
    idfs = {word.text: resolution.idf(word) for word in found}
    return {text: idf for text, idf in idfs.items() if NAMED * idf >= highest}


def searches_quotes(node: Node) -> bool:
    """True if a query searches the words that posts quote: then take snippets from these words."""
    return any(leaf.field == "quoted" for leaf in _sought(node))


def find_marks(text: str, highlighter: Highlighter) -> Marks:
    """The spans (start, end) in characters of the words of `text` that match."""
    return _merge([(term.start, term.end) for term in _matching_terms(text, highlighter)])


def find_snippet(text: str, highlighter: Highlighter, authors: QuotedAuthors = ()) -> Snippet:
    """The passage of a text with the most different matching words, rare ones before common ones.

    Args:
        text: The text.
        highlighter: Finds the words that match.
        authors: Whose words the parts of the text are, if it is quoted.

    >>> highlighter = Highlighter(terms=frozenset({"belarus"}), lang="en", stems=(), beginnings=())
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
    terms = list(find_terms(text, for_index=True))
    inside = _terms_of_phrases(terms, highlighter.phrases) if highlighter.phrases else set()
    matches = highlighter.matches
    return [term for term in terms if matches(term.text, text[term.start : term.end]) or term in inside]


def _terms_of_phrases(terms: Iterable[Term], phrases: Iterable[tuple[str, ...]]) -> set[Term]:
    """The terms of a text that are in one of the phrases. Parts of the word before them are in none."""
    words: list[Term] = []
    for term in terms:
        if not words or (term.start > words[-1].start and term.end > words[-1].end):
            words.append(term)
    texts = tuple(word.text for word in words)
    found: set[Term] = set()
    for phrase in phrases:
        size = len(phrase)
        for at, text in enumerate(texts):
            if text == phrase[0] and texts[at : at + size] == phrase:
                found.update(words[at : at + size])
    return found


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
