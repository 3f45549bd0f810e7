"""Finds other queries to try if a query finds nothing: corrected spelling, one word less, a word in quotes of posts.

`client/search/answer.js` of the default theme finds equal queries in a browser.
"""

from collections.abc import Iterator
from datetime import tzinfo

from archiver.model import Advice
from archiver.search.analysis.edit_distance import SAME_BEGINNING, nearest_word
from archiver.search.analysis.tokens import find_terms, fold
from archiver.search.index.searcher import Searcher
from archiver.search.query.ast import And, Node, Not, Word, leaves_of, meant_by
from archiver.search.query.evaluate import Evaluation

MOST_LEAVES = 12
"""The largest number of words and other parts of a query for which others are looked for: the time that it takes grows
with the square of their number, and 300 words took 22 s in 3,000 posts."""


def find_other_queries(
    text: str, node: Node, searcher: Searcher, zone: tzinfo
) -> tuple[str | None, tuple[Advice, ...]]:
    """The query with corrected spelling, and queries that find posts; none for a query of more than MOST_LEAVES leaves.

    Args:
        text: A query that finds nothing, as typed.
        node: The tree of the query.
        searcher: The index.
        zone: The site's time zone.
    """
    if sum(1 for _ in leaves_of(node)) > MOST_LEAVES:
        return None, ()
    return correct_spelling(text, node, searcher, zone), tuple(find_advice(text, node, searcher, zone))


def correct_spelling(text: str, node: Node, searcher: Searcher, zone: tzinfo) -> str | None:
    """The query with each unknown word (that no post has) replaced by the nearest word that posts have.

    Args:
        text: The query as typed.
        node: The tree of the query.
        searcher: The index.
        zone: The site's time zone.

    Returns:
        The corrected query; None if an unknown word has no near one, or if no word is unknown.
    """
    corrected = text
    for word in leaves_of(node):
        if not isinstance(word, Word) or word.field not in ("", "text", "title"):
            continue
        if Evaluation(searcher, word, zone).docs:
            continue
        term = fold(word.text)
        better = nearest_word(
            term, dict(searcher.terms("title" if word.field == "title" else "text", term[:SAME_BEGINNING]))
        )
        if better is None:
            return None
        corrected = _replace_word(corrected, word.text, better)
    return corrected if corrected != text else None


def find_advice(text: str, node: Node, searcher: Searcher, zone: tzinfo) -> Iterator[Advice]:
    """Queries that find posts: the query without one of its words, or with one of its words only in quotes (`quoted:`).

    Args:
        text: A query that finds nothing, as typed.
        node: The tree of the query.
        searcher: The index.
        zone: The site's time zone.
    """
    node = meant_by(node)
    parts = [meant_by(part) for part in (node.parts if isinstance(node, And) else (node,))]
    for word in (part for part in parts if isinstance(part, Word) and not part.field):
        others = tuple(part for part in parts if part is not word)
        if any(not isinstance(part, Not) for part in others):
            total = len(Evaluation(searcher, And(others), zone).docs)
            if total:
                query = _replace_word(text, word.text, "")
                yield Advice(kind="without", word=word.text, query=" ".join(query.split()), total=total)
        total = len(Evaluation(searcher, And((*others, Word("quoted", word.text))), zone).docs)
        if total:
            query = _replace_word(text, word.text, f"quoted:{word.text}")
            yield Advice(kind="quoted", word=word.text, query=" ".join(query.split()), total=total)


def _replace_word(text: str, word: str, better: str) -> str:
    """Replace the first term of a query `text` that is written exactly as `word` by `better`."""
    for term in find_terms(text):
        if text[term.start : term.end] == word:
            return f"{text[: term.start]}{better}{text[term.end :]}"
    return text
