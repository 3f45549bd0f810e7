"""Finds a word in the tags of a line of a template."""

import re
from typing import NamedTuple

_TAG = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)")
_OWNER = re.compile(r"[\w.]+\.\Z")
_LONGEST_OWNER = 80  # characters


class Word(NamedTuple):
    """Where a word is in a line."""

    column: int
    """From 1; 0 if the line does not have the word, or has it more than once."""
    owner: str
    """What stands before it, with a dot at the end, as `post.`; "" if there is nothing or it is not clear."""


def find_word(line: str, word: str) -> Word:
    """Where a word is in the tags of a line; a line without tags is within one.

    >>> find_word('<p class="autor">{{ post.autor }}</p>', "autor")
    Word(column=26, owner='post.')
    """
    if not word:
        return Word(0, "")
    tags = [match.span() for match in _TAG.finditer(line)] or [(0, len(line))]
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)")
    starts = [match.start() for start, end in tags for match in pattern.finditer(line, start, end)]
    before = (line[max(start - _LONGEST_OWNER, 0) : start] for start in starts)
    owners = {match[0] if (match := _OWNER.search(text)) else "" for text in before}
    return Word(starts[0] + 1 if len(starts) == 1 else 0, owners.pop() if len(owners) == 1 else "")
