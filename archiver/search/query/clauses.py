"""Clauses: the parts of a query by which posts are ranked that have some of them and lack others.

`client/search/clauses.js` of the default theme finds equal clauses.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from archiver.model import InterfaceText
from archiver.search.analysis.characters import is_unspaced
from archiver.search.analysis.tokens import fold
from archiver.search.query.ast import (
    Alternatives,
    And,
    Fuzzy,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Signed,
    Word,
    all_of,
    alternatives,
    leaves_of,
    meant_by,
    text_of,
)

MOST_CLAUSES = 64
"""The largest number of clauses of a loosened query: those with the longest words. A question in Thai has 60 pairs."""


class Clause(Struct, frozen=True):
    """Words of a query, one of which a post has to have so that it has the clause."""

    typed: str
    """The words as typed; clauses of one run of characters, which are pairs of them, have the whole run."""
    node: Node
    """The leaf, or the alternatives, that match the posts that have the clause."""
    times: int = 1
    """How often the words were typed."""


class LooseQuery(Struct, frozen=True):
    """A query for posts that match in part: they match `required`, and have at least one of the clauses."""

    required: Node | None
    """None: all posts."""
    clauses: tuple[Clause, ...]
    hints: tuple[str, ...]
    """Messages for the user, for the case that posts are found."""


def alternatives_of(node: Node) -> tuple[Clause, ...]:
    """The clauses of a query of alternatives, by which posts are ranked that match; () for any other query.

    Posts that match any other query have all of its clauses, but for the words of a thread after like:.
    """
    clauses = tuple(_clauses_below(node) if isinstance(meant_by(node), Or) else _words_of_threads(node))
    return clauses if len(clauses) > 1 else ()


def _words_of_threads(node: Node) -> Iterator[Clause]:
    """The words by which threads are like others."""
    return (Clause("", leaf) for leaf in leaves_of(node) if isinstance(leaf, Word) and leaf.field == "like")


def _clauses_below(node: Node) -> Iterator[Clause]:
    node = node if isinstance(node, Alternatives) else meant_by(node)
    if isinstance(node, Or):
        for part in node.parts:
            yield from _clauses_below(part)
    elif isinstance(node, And):
        for part in node.parts:
            leaves = tuple(leaves_of(part))
            yield from [Clause("", alternatives(leaves))] if leaves else []
    elif not isinstance(node, Not):
        yield Clause("", node)


def loosen(node: Node, *, phrases: bool = False) -> LooseQuery:
    """The query for posts that have some of the words of a query. It has no clauses if no word may be missing.

    Words may be missing that stand by themselves: without a field, quotation marks, a written AND, OR or NOT. With
    `phrases`, words in quotation marks may be missing, too.
    """
    parts = node.parts if isinstance(node, And) else (node,)
    found = list(map(_soft_clauses, parts))
    hints: list[InterfaceText] = []
    if any(found):
        for at, part in enumerate(parts):
            if isinstance(part, Signed) and isinstance(part.meant, Not):
                found[at] = _soft_clauses(part.typed)
                hints += map(_excludes, found[at][:1])
    for at, part in enumerate(parts):
        if phrases and isinstance(part, Phrase) and not part.is_run and not part.field:
            found[at] = _soft_clauses(replace(part, is_run=True))
            hints.append(_no_phrase(part))
    required = all_of(part for part, clauses in zip(parts, found, strict=True) if not clauses)
    return LooseQuery(required, _longest(chain.from_iterable(found)), tuple(hints))


def _no_phrase(phrase: Phrase) -> InterfaceText:
    """The hint that words in quotation marks were looked for one by one."""
    return InterfaceText(
        'no post has "%(word)s" with the other words; the words were searched', word=" ".join(phrase.terms)
    )


def _excludes(clause: Clause) -> InterfaceText:
    """The hint that a word with a minus excludes posts that match as a whole, and is a word for others."""
    return InterfaceText('"-%(word)s" excludes posts; below are posts with the word, too', word=clause.typed)


def _soft_clauses(node: Node) -> list[Clause]:
    """The clauses of a part of a query that a post may lack; none for other parts."""
    match node:
        case And(parts):
            return list(chain.from_iterable(map(_soft_clauses, parts)))
        case Alternatives(Or(parts)) if all(getattr(part, "field", "") == "" for part in parts):
            return _clauses_of_word(parts)
        case Word("") | Prefix("") | Fuzzy(""):
            return [Clause(text_of(node), replace(node, field="any"))]
        case Phrase("", terms, True):
            return [Clause(run, Word("any", term)) for run, of_run in _runs(terms) for term in of_run]
    return []


def _clauses_of_word(parts: tuple[Node, ...]) -> list[Clause]:
    """The clauses of the alternatives of one word or phrase: each term of it, or one of its other forms.

    A word with a form that is also a run of terms, as a version number, is one clause.
    """
    runs = [part for part in parts if isinstance(part, Phrase) and part.is_run]
    words = [part for part in parts if part not in runs and isinstance(part, Word | Phrase)]
    others = tuple(replace(word, field="any") for word in words)
    if isinstance(parts[0], And):
        typed = _soft_clauses(parts[0])
        return [replace(clause, node=alternatives((*leaves_of(clause.node), *others))) for clause in typed]
    if len(runs) == 1:
        return [Clause(term, alternatives((Word("any", term), *others))) for term in runs[0].terms]
    return [Clause(text_of(parts[0]), alternatives((*runs, *others)))]


def _runs(terms: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Terms of a phrase, with the text that each was part of: pairs that overlap are of one run of characters."""
    runs: list[tuple[str, list[str]]] = []
    for term in terms:
        if runs and is_unspaced(term) and runs[-1][0][-1] == term[0] and len(term) > 1:
            runs[-1] = (runs[-1][0] + term[1:], [*runs[-1][1], term])
        else:
            runs.append((term, [term]))
    return runs


def _longest(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """Equal clauses as one; of more than MOST_CLAUSES those with the longest words, in their order."""
    different: dict[tuple[Node, ...], Clause] = {}
    for clause in clauses:
        key = tuple(map(_folded, leaves_of(clause.node)))
        first = different.get(key)
        different[key] = replace(first, times=first.times + 1) if first else clause
    found = list(different.values())
    ranked = sorted(range(len(found)), key=lambda at: (-_length(found[at]), at))[:MOST_CLAUSES]
    return tuple(found[at] for at in sorted(ranked))


def _folded(node: Node) -> Node:
    return replace(node, text=fold(node.text)) if isinstance(node, Word) else node


def _length(clause: Clause) -> int:
    return max(len(leaf.text) if isinstance(leaf, Word | Prefix | Fuzzy) else 0 for leaf in leaves_of(clause.node))
