"""The terms of a thread: the words by which others about the same are found.

They are of its title, its tags and its first post. Answers are left out: their words would find a few more threads, but
each answer could then change what other threads show. Of the first post, those words count that are long or often said;
on 5,216 threads of a forum for a program they found as many of the threads to which posts link as the rarest words did,
for which all threads would have to be known.
"""

import re
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

from archiver.model import Subject, Terms
from archiver.related.term_numbers import TermPlace

_MOST_TITLE_WORDS = 16
_MOST_POST_WORDS = 24
_MOST_CHARACTERS = 4_000  # of the first post
_SHORTEST = 4  # characters of a word: shorter ones mostly have no meaning of their own
_LONGEST = 40
_UNSPACED = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_find_words = re.compile(rf"[^\W_{_UNSPACED}]{{{_SHORTEST},}}|[{_UNSPACED}]{{2,}}").findall
_find_unspaced = re.compile(f"[{_UNSPACED}]").match
_remove_markup = re.compile(r"^[ \t]*>.*$|https?://[^\s<>\"')\]]*|<[^<>]*>|&#?\w{1,10};", re.MULTILINE).sub
"""Lines that quote, addresses, HTML."""


def find_terms(subject: Subject) -> Terms:
    """The terms of a thread; none of a thread whose title has only short words and whose first post says nothing."""
    in_title = [*dict.fromkeys(_words(subject.title))][:_MOST_TITLE_WORDS]
    found = dict.fromkeys(in_title, TermPlace.TITLE)
    for word in (*(f"#{tag.lower()}" for tag in subject.tags), *_post_words(subject.text[:_MOST_CHARACTERS])):
        found.setdefault(word, TermPlace.POST)
    if found and subject.author:
        found[f"@{subject.author.lower()}"] = TermPlace.AUTHOR
    return tuple(sorted({crc32(word.encode("utf-8", "replace")) * 4 + place for word, place in found.items()}))


def _post_words(text: str) -> list[str]:
    """The words of a first post that count, those that are long or often said."""
    counts = Counter(_words(_remove_markup(" ", text)))
    by_weight = sorted((-count * len(word), word) for word, count in counts.items())
    return [word for _, word in by_weight[:_MOST_POST_WORDS]]


def _words(text: str) -> Iterator[str]:
    """The words of a text in lower case; overlapping pairs of characters in scripts that are written without spaces.

    >>> [*_words("Salt and 42 Pickles: 数据库, vtkMRMLNode")]
    ['salt', 'pickles', '数据', '据库', 'vtkmrmlnode']
    """
    for word in _find_words(text.lower()):
        if not word.isascii() and _find_unspaced(word):
            yield from (word[i : i + 2] for i in range(len(word) - 1))
        elif len(word) <= _LONGEST and not word.isdigit():
            yield word
