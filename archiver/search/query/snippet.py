"""The passage of a post that shows why it was found, and the words in it that are marked."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from archiver.search.analysis.stems import stem_of
from archiver.search.analysis.tokens import Term, find_terms, fold
from archiver.search.query.ast import And, Fuzzy, Node, Or, Phrase, Prefix, Word

_PASSAGE = 200  # characters
_LEAD = 40  # characters before the first marked word


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Which words of a text are marked: terms, stems in these languages, beginnings."""

    terms: frozenset[str]
    stems: frozenset[str]
    langs: tuple[str, ...]
    beginnings: tuple[str, ...]
    _known: dict[tuple[str, str], bool] = field(default_factory=dict, compare=False, repr=False)

    def has(self, term: str, word: str) -> bool:
        """True for a term, as it is written in `word`."""
        known = self._known.get((term, word))  # words come again and again, and each is stemmed in all languages
        if known is None:
            known = self._known[term, word] = self._has(term, word)
        return known

    def _has(self, term: str, word: str) -> bool:
        if term in self.terms or (self.beginnings and term.startswith(self.beginnings)):
            return True
        return any(stem_of(word, lang) in self.stems for lang in self.langs) if self.stems else False


def marks_of(node: Node, langs: Collection[str], expand: Callable[[Fuzzy], list[str]]) -> Marks:
    """The words that a query asks for, where it asks for words."""
    leaves = list(_words(node))
    words = [leaf.text for leaf in leaves if isinstance(leaf, Word)]
    terms = {fold(word) for word in words}
    terms |= {term for leaf in leaves if isinstance(leaf, Phrase) for term in leaf.terms}
    terms |= {term for leaf in leaves if isinstance(leaf, Fuzzy) for term in expand(leaf)}
    stems = {stem_of(word, lang) for word in words for lang in langs} - {""}
    beginnings = tuple(leaf.text for leaf in leaves if isinstance(leaf, Prefix))
    return Marks(terms=frozenset(terms), stems=frozenset(stems), langs=tuple(langs), beginnings=beginnings)


def in_quotes(node: Node) -> bool:
    """True if quoted words are asked for: the passage to show is in them."""
    return any(leaf.field == "quoted" for leaf in _words(node))


def _words(node: Node) -> list[Word | Phrase | Prefix | Fuzzy]:
    match node:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in _words(part)]
        case Word() | Phrase() | Prefix() | Fuzzy():
            return [node] if node.field != "name" else []
        case _:
            return []


def find_marks(text: str, marks: Marks) -> tuple[tuple[int, int], ...]:
    """The spans of the words of a text that match."""
    found = [term for term in find_terms(text) if marks.has(term.text, text[term.start : term.end])]
    return tuple(_merged([(term.start, term.end) for term in found]))


def find_passage(text: str, marks: Marks) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The passage of a text that has most of the words, and where they are in it.

    >>> marks = Marks(terms=frozenset({"belarus"}), stems=frozenset(), langs=(), beginnings=())
    >>> find_passage("Ah yes, but now they have Belarus.", marks)
    ('Ah yes, but now they have Belarus.', ((26, 33),))
    """
    text = " ".join(text.split())
    found = [term for term in find_terms(text) if marks.has(term.text, text[term.start : term.end])]
    start = max(0, _best(found) - _LEAD) if len(text) > _PASSAGE else 0
    if start:
        start = text.find(" ", start, start + _LEAD) + 1 or start
    end = min(len(text), start + _PASSAGE)
    if end < len(text):
        end = max(text.rfind(" ", start + _PASSAGE // 2, end), start + _PASSAGE // 2) if " " in text[start:end] else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    inside = [(t.start, t.end) for t in found if start <= t.start and t.end <= end]
    shift = len(before) - start
    return f"{before}{text[start:end]}{after}", tuple((a + shift, b + shift) for a, b in _merged(inside))


def _best(found: list[Term]) -> int:
    """Where the passage with the most different terms begins."""
    best, most = 0, 0
    first = 0
    for last, term in enumerate(found):
        while first < last and term.end - found[first].start > _PASSAGE - _LEAD:
            first += 1
        different = len({t.text for t in found[max(first, last - 50) : last + 1]})
        if different > most:
            best, most = found[first].start, different
    return best


def _merged(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return merged
