"""Finds other queries to try if a query finds nothing: corrected spelling, one word less, a word in quotes of posts.

`client/search/advice.js` of the default theme finds equal queries in a browser.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations, islice
from operator import itemgetter

from archiver.model import Advice
from archiver.search.analysis.edit_distance import SAME_BEGINNING, is_near, nearest_word
from archiver.search.analysis.tokens import find_terms, fold
from archiver.search.query.ast import And, Node, Not, Word, leaves_of, meant_by
from archiver.search.query.resolution import Resolution

MOST_LEAVES = 12
"""The largest number of words and other parts of a query for which others are looked for: the time that it takes grows
with the square of their number, and 300 words took 22 s in 3,000 posts."""
RARE = 10
"""A word that fewer posts have may be a misspelling of a word that RATIO times as many have."""
RATIO = 20
MOST_PAIRS = 3
"""The largest number of queries without two words that are told."""


def find_other_queries(text: str, resolution: Resolution, *, finds: bool) -> tuple[str | None, tuple[Advice, ...]]:
    """The query with corrected spelling, and queries that find posts; none for a query of more than MOST_LEAVES leaves.

    Args:
        text: A query that finds few posts, as typed.
        resolution: The query.
        finds: True if it has found posts: then only the spelling is corrected.
    """
    if sum(1 for _ in leaves_of(resolution.typed)) > MOST_LEAVES:
        return None, ()
    advice = () if finds else tuple(find_advice(text, resolution))
    return correct_spelling(text, resolution), advice


def correct_spelling(text: str, resolution: Resolution) -> str | None:
    """The query with each misspelled word replaced by the nearest word that posts have.

    Misspelled are words that no post has, and rare words beside which there is a much more frequent one.

    Args:
        text: The query as typed.
        resolution: The query.

    Returns:
        The corrected query; None if an unknown word has no near one, or if no word is misspelled.
    """
    corrected = text
    for word in leaves_of(resolution.typed):
        if not isinstance(word, Word) or word.field not in ("", "text", "title"):
            continue
        count = resolution.count(word)
        if count >= RARE:
            continue
        term = fold(word.text)
        words = dict(resolution.terms("title" if word.field == "title" else "text", term[:SAME_BEGINNING]))
        frequent = {
            other: n for other, n in words.items() if n >= RATIO * count and (not count or is_near(term, other))
        }
        better = nearest_word(term, frequent)
        if better is None and not count:
            return None
        corrected = _replace_word(corrected, word.text, better) if better else corrected
    return corrected if corrected != text else None


def find_advice(text: str, resolution: Resolution) -> Iterator[Advice]:
    """Queries that find posts: without a word, or with a word only in quotes (`quoted:`); else without two words.

    `text` is a query that finds nothing, as typed, `resolution` what it means to the index.
    """
    node = meant_by(resolution.typed)
    parts = [meant_by(part) for part in (node.parts if isinstance(node, And) else (node,))]
    words = [part for part in parts if isinstance(part, Word) and not part.field]
    found = False
    for word in words:
        if total := _count_without(resolution, parts, (word,)):
            found = True
            yield Advice(kind="without", word=word.text, query=_remove_words(text, (word,)), total=total)
        others = tuple(part for part in parts if part is not word)
        if total := resolution.count(And((*others, Word("quoted", word.text)))):
            query = " ".join(_replace_word(text, word.text, f"quoted:{word.text}").split())
            yield Advice(kind="quoted", word=word.text, query=query, total=total)
    if not found:
        pairs = ((pair, _count_without(resolution, parts, pair)) for pair in combinations(words, 2))
        for pair, total in islice(filter(itemgetter(1), pairs), MOST_PAIRS):
            both = ", ".join(word.text for word in pair)
            yield Advice(kind="without", word=both, query=_remove_words(text, pair), total=total)


def _count_without(resolution: Resolution, parts: Sequence[Node], words: Sequence[Word]) -> int:
    """The number of posts that match all parts but `words`; 0 if nothing but exclusions is left."""
    others = tuple(part for part in parts if not any(part is word for word in words))
    return resolution.count(And(others)) if any(not isinstance(part, Not) for part in others) else 0


def _remove_words(text: str, words: Sequence[Word]) -> str:
    """A query without some of its words, and without each AND that then joins nothing."""
    for word in words:
        text = _replace_word(text, word.text, "")
    kept = list[str]()
    for part in text.split():
        if part != "AND" or kept[-1:] not in ([], ["AND"]):
            kept.append(part)
    return " ".join(kept[:-1] if kept[-1:] == ["AND"] else kept)


def _replace_word(text: str, word: str, better: str) -> str:
    """Replace the first term of a query `text` that is written exactly as `word` by `better`."""
    for term in find_terms(text):
        if text[term.start : term.end] == word:
            return f"{text[: term.start]}{better}{text[term.end :]}"
    return text
