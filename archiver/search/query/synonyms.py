"""Synonyms: words of a query that find other words, too, which the site has in a file.

`client/search/synonyms.js` of the default theme widens queries in this way.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache

from msgspec import Struct

from archiver.model import InterfaceText, Synonyms
from archiver.search.analysis.stems import stem_of
from archiver.search.analysis.tokens import find_terms, fold
from archiver.search.index.fields import UNSTEMMED
from archiver.search.query.ast import Alternatives, And, Node, Or, Phrase, Required, Word, all_of, alternatives, text_of


class _Rule(Struct, frozen=True, kw_only=True):
    """What one word or phrase of the file finds, too."""

    forms: tuple[frozenset[str], ...]
    """The term of each word of the phrase, and its stems with their languages."""
    others: tuple[str, ...]
    """The synonyms as written."""


class SynonymRules:
    """The synonyms of a site.

    Args:
        words: What each word or phrase finds, too, as written in the file.
        langs: The languages in which words of one stem are one word.
    """

    def __init__(self, words: Synonyms, langs: Collection[str]) -> None:
        self._langs = langs
        self._rules = [
            _Rule(forms=tuple(map(self._forms, _words_of(phrase))), others=others) for phrase, others in words.items()
        ]
        self._by_form: dict[str, list[int]] = {}
        for number, rule in enumerate(self._rules):
            for form in rule.forms[0] if rule.forms else ():
                self._by_form.setdefault(form, []).append(number)
        self._longest = max((len(rule.forms) for rule in self._rules), default=0)

    def _forms(self, word: str) -> frozenset[str]:
        """The term of a word, and its stems, by one of which words are equal."""
        stems = {f"{stem}!{lang}" for lang in self._langs if (stem := stem_of(word, lang))}
        return frozenset({fold(word), *stems})

    def widen(self, node: Node, hints: list[str]) -> Node:
        """The query for posts that match `node`, or have synonyms of its words.

        Words in quotation marks, beginnings, misspelled and excluded words stay as they are, as do the words of other
        fields than text, title and quoted. Of phrases that begin at a word the longest counts.

        Args:
            node: The tree of the query.
            hints: A message for each word that has synonyms is added to it.
        """
        match node:
            case And(parts):
                return all_of(self._widen_all(parts, hints)) or node
            case Or(parts):
                return Or(tuple(self.widen(part, hints) for part in parts))
            case Required(part):
                return Required(self.widen(part, hints))
            case _:
                return self._widen_all((node,), hints)[0] if _typed(node) and self._rules else node

    def _widen_all(self, parts: Sequence[Node], hints: list[str]) -> list[Node]:
        """Widen parts of a query that must all match, of which several may be one phrase of the file."""
        widened: list[Node] = []
        at = 0
        while at < len(parts):
            for end in range(min(len(parts), at + self._longest), at, -1):
                run = parts[at:end]
                if others := self._find(run):
                    break
            else:
                end, others, run = at + 1, [], parts[at : at + 1]
            if others:
                hints.append(_also_finds(run, others))
                widened.append(_either(run, others))
            else:
                widened.append(parts[at] if _typed(parts[at]) else self.widen(parts[at], hints))
            at = end
        return widened

    def _find(self, run: Sequence[Node]) -> list[Word | Phrase]:
        """The synonyms of what parts of a query are together; none if one of them is no word, or of another field."""
        typed = [leaf for part in run if (leaf := _typed(part))]
        fields = {leaf.field for leaf in typed}
        if len(typed) < len(run) or len(fields) > 1:
            return []
        forms = [self._forms(word) for leaf in typed for word in _words_in(leaf)]
        found: dict[Word | Phrase, None] = {}
        for number in sorted({number for form in forms[0] for number in self._by_form.get(form, ())}):
            rule = self._rules[number]
            if len(rule.forms) == len(forms) and all(a & b for a, b in zip(rule.forms, forms, strict=True)):
                found |= dict.fromkeys(_node_of(words, *fields) for other in rule.others if (words := _words_of(other)))
        return list(found)


def rules_of(words: Synonyms, langs: tuple[str, ...]) -> SynonymRules:
    """The rules of the synonyms `words` in the languages `langs`; the last ones stay for the next query.

    Stemming the words of a file of 1,000 tables takes a tenth of a second.
    """
    return _rules_of(tuple(words.items()), langs)


@lru_cache(1)
def _rules_of(words: tuple[tuple[str, tuple[str, ...]], ...], langs: tuple[str, ...]) -> SynonymRules:
    return SynonymRules(dict(words), langs)


def _words_of(text: str) -> tuple[str, ...]:
    """The words of a text that are searched, as written."""
    return tuple(text[term.start : term.end] for term in find_terms(text) if term.text)


def _typed(node: Node) -> Word | Phrase | None:
    """What a part of a query looks for as typed, if that may have synonyms."""
    leaf = node.part.parts[0] if isinstance(node, Alternatives) else node
    if isinstance(leaf, Word) or (isinstance(leaf, Phrase) and leaf.is_run):
        return leaf if leaf.field not in UNSTEMMED else None
    return None


def _words_in(leaf: Word | Phrase) -> tuple[str, ...]:
    return (leaf.text,) if isinstance(leaf, Word) else leaf.terms


def _node_of(words: tuple[str, ...], field: str) -> Word | Phrase:
    return Word(field, words[0]) if len(words) == 1 else Phrase(field, tuple(map(fold, words)))


def _either(run: Sequence[Node], others: Sequence[Node]) -> Node:
    """What is typed, or one of its synonyms."""
    if len(run) > 1:
        return alternatives((And(tuple(run)), *others))
    typed = run[0].part.parts if isinstance(run[0], Alternatives) else run
    return alternatives((*typed, *others))


def _also_finds(run: Sequence[Node], others: Sequence[Word | Phrase]) -> InterfaceText:
    word = " ".join(text_of(leaf) for part in run if (leaf := _typed(part)))
    return InterfaceText('"%(word)s" finds %(others)s, too', word=word, others=", ".join(map(text_of, others)))
