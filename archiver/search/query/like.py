"""Words that tell a thread from others, by which `like:board/thread` finds threads like it.

A word counts by its frequency in the posts and the title, saturated, times its inverse document frequency (TF-IDF, as
in Lucene's MoreLikeThis). Words that posts quote do not count. Words are taken as they are written: on a forum of
19,164 threads their stems found fewer of the older threads to which replies link.

The words of a thread are read from its stored posts. An index for browsers would have to read the frequencies of some
hundred words, which are in as many files, so published sites do not answer `like:`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import floor, log2

from archiver.search.analysis.tokens import fold, has_unspaced, is_one_of_a_pair, split_words, words_and_positions
from archiver.search.index.doc_store import StoredThread
from archiver.search.index.fields import SEARCHED
from archiver.search.index.searcher import Searcher
from archiver.search.query.ast import And, FieldValue, Node, Not, Nothing, Or, Word

MOST_WORDS = 25
"""The largest number of words of a thread that are looked for."""
MOST_POSTINGS = 10_000
"""The largest number of postings that these words have together, by which the time is bounded that a search takes."""
COMMON = 3
"""Words are left out that more than one COMMON-th of all posts have."""
TITLE = 3
"""A word of the title counts as so many of a post."""
SATURATION = 1
"""A word that occurs so often in the thread counts half of what it can count at most."""
MOST_CHARACTERS = 200_000
"""Only so many characters of a thread's posts are read, from its beginning."""
Frequency = Callable[[str, str], int]
"""How many posts have a term: called with the field and the term."""
_SCALE = 1024  # of inverse document frequencies, which are integers


def alike(searcher: Searcher, slug: str) -> Node | None:
    """The node for posts of other threads that have words of the thread `slug`; None if there is no such thread."""
    docs = searcher.postings("thread", slug).docs
    if not docs:
        return None
    return node_of_words(characteristic_words(searcher, searcher.order.thread_numbers[min(docs)]), slug)


def node_of_words(words: Sequence[str], slug: str) -> Node:
    """The node for posts that have one of the words of the thread `slug`, and are of other threads."""
    others = Not(FieldValue("thread", slug))
    return And((Or(tuple(Word("like", word) for word in words)), others)) if words else Nothing()


def characteristic_words(searcher: Searcher, thread: int) -> list[str]:
    """The terms that tell a thread from others: see `choose_words`.

    `searcher` is the index, `thread` the number of the thread.
    """
    texts = words_of_texts(searcher.thread(thread))
    return choose_words(texts, searcher.frequency, searcher.count, searcher.least_frequency)


def choose_words(
    texts: Iterable[tuple[str, Counter[str]]], frequency: Frequency, count: int, least_frequency: Frequency
) -> list[str]:
    """The terms that tell a thread from others, those first that count most: at most MOST_WORDS with MOST_POSTINGS.

    Terms that no other thread has are left out: they find nothing.

    Args:
        texts: The terms of the thread, from `words_of_texts`.
        frequency: How many posts have a term in a field.
        count: The number of all posts.
        least_frequency: How many posts have a term in a field at least, sooner.
    """
    counts = {name: Counter[str]() for name in SEARCHED["like"]}
    times: Counter[str] = Counter()
    for name, found in texts:
        counts[name].update(found.keys())
        for term, number in found.items():
            times[term] += number * (TITLE if name == "title" else 1)
    weighed: list[tuple[int, str, int]] = []
    for term, number in times.items():
        if least_frequency("text", term) > MOST_POSTINGS:
            continue  # it would not be chosen, and where documents are deleted, its postings would be read
        frequencies = {name: frequency(name, term) for name in counts}
        posts = max(frequencies.values())
        if posts * COMMON <= count and any(frequencies[name] > counts[name][term] for name in counts):
            idf = floor(_SCALE * log2((count + 1) / posts))
            weighed.append((-idf * number // (number + SATURATION), term, sum(frequencies.values())))
    return list(_choose(sorted(weighed)))


def _choose(weighed: list[tuple[int, str, int]]) -> Iterator[str]:
    """Choose terms by their order, and pass over those with too many postings.

    `weighed` has for each term its weight, negative, the term, and the number of its postings; sorted.
    """
    words, left = MOST_WORDS, MOST_POSTINGS
    for _, term, postings in weighed:
        if words and postings <= left:
            words, left = words - 1, left - postings
            yield term


def words_of_texts(blocks: Iterable[StoredThread]) -> Iterator[tuple[str, Counter[str]]]:
    """Pairs of field and frequencies of terms, for the title and for each post, up to MOST_CHARACTERS of posts.

    `blocks` are those of a thread.
    """
    left = MOST_CHARACTERS
    for number, block in enumerate(blocks):
        if not number:
            yield "title", _terms(block.title)
        for post in block.posts:
            yield "text", _terms(post.text[:left])
            left -= len(post.text)
            if left <= 0:
                return


def _terms(text: str) -> Counter[str]:
    """The frequencies of the terms of a text; single characters of scripts that give pairs are left out."""
    words = words_and_positions(text)[0] if has_unspaced(text) else split_words(text)
    found: Counter[str] = Counter()
    for word, number in Counter(words).items():
        term = fold(word)
        if term and not is_one_of_a_pair(term):
            found[term] += number
    return found
