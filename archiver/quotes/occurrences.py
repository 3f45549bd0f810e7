"""Finds where a text has the words of a quote, without cutting numbers and without joining or dividing words."""

from bisect import bisect_left, bisect_right
from itertools import chain, takewhile

from archiver.quotes.canonical import Passage, is_unspaced

_MOST_REJECTED = 16  # occurrences that are passed over because they cut a number or divide words otherwise
_LONGEST_WORD = 64  # characters before and after an offset in which a digit is looked for


def find_occurrence(part: Passage, text: Passage, at: int) -> int:
    """Find a part of a quote in the words of a post. At most 16 occurrences that do not count are passed over.

    Args:
        part: the words to find.
        text: the words of the post.
        at: the offset in the canonical form of `text` from which on to search.

    Returns:
        The offset of the first occurrence in the canonical form of `text`; -1 if there is none.

    An occurrence within a longer number does not count (`10 apples` in `110 apples`), nor one whose spaces divide the
    letters into other words (`now here` for `nowhere`), unless a line ends at the space. A word may be cut at the ends
    of the part, as readers select text.
    """
    for _ in range(_MOST_REJECTED):
        at = text.canonical.find(part.canonical, at)
        if at < 0:
            break
        end = at + len(part.canonical)
        begins = part.cut_before or _may_cut(text, at)
        if begins and (part.cut_behind or _may_cut(text, end)) and _has_equal_breaks(part, text, at, end):
            return at
        at += 1
    return -1


def _may_cut(text: Passage, at: int) -> bool:
    """True if a quote may begin or end at the offset `at` of the canonical form: not in a word that has a digit."""
    if not 0 < at < len(text.canonical) or not _joins_words(text.canonical, at):
        return True
    word = bisect_left(text.word_ends, at)
    if word < len(text.word_ends) and text.word_ends[word] == at:
        return True
    start = max(at - _LONGEST_WORD, text.word_ends[word - 1] if word else 0)
    end = min(at + _LONGEST_WORD, text.word_ends[word])
    before, after = text.canonical[start:at], text.canonical[at:end]
    around = takewhile(str.isalnum, reversed(before)), takewhile(str.isalnum, after)
    return not any(map(str.isdigit, chain(*around)))


def _joins_words(words: str, at: int) -> bool:
    """True if only a space at the offset `at` can divide the letters before and after it into two words.

    The canonical form has no spaces. Punctuation divides words without one, and so does any character of an unspaced
    script; between letters and digits a space makes a difference.
    """
    before, after = words[at - 1], words[at]
    return before.isalnum() and after.isalnum() and not (is_unspaced(before) or is_unspaced(after))


def _has_equal_breaks(part: Passage, text: Passage, start: int, end: int) -> bool:
    """True if the part has spaces where the text has them between `start` and `end` of its canonical form.

    A difference does not count where one of the two has a line break, or where punctuation divides the words anyway.
    """
    if part.text.strip() in text.text or part.single_spaced in text.single_spaced:
        return True
    first, last = bisect_right(text.word_ends, start), bisect_left(text.word_ends, end)
    text_breaks = [offset - start for offset in text.word_ends[first:last]]
    part_breaks = list(part.word_ends[:-1])
    if part_breaks == text_breaks:
        return True
    differing = set(part_breaks).symmetric_difference(text_breaks)
    return all(
        _is_line_break(part, offset) or _is_line_break(text, start + offset)
        for offset in differing
        if _joins_words(part.canonical, offset)
    )


def _is_line_break(passage: Passage, offset: int) -> bool:
    """True if the passage has a line break at an offset of its canonical form."""
    word = bisect_left(passage.word_ends, offset)
    return word + 1 < len(passage.word_ends) and passage.word_ends[word] == offset and passage.ends_line(word)
