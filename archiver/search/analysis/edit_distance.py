"""Edit distance between words (optimal string alignment): insertions, deletions, substitutions, swaps of neighbours."""

SHORT_WORD = 5  # characters; a word up to this length may have one mistake, a longer one two
SAME_BEGINNING = 2  # first characters that a word and a misspelling of it share: the index is searched by these
FARTHEST = 2  # the largest distance between a word and a misspelling of it


def is_near(word: str, other: str) -> bool:
    """True if `other` may be a misspelling of `word`: one mistake in a short word, two in a longer one.

    >>> is_near("sateline", "satellite"), is_near("moon", "moan"), is_near("moon", "mean")
    (True, True, False)
    """
    most = 1 if len(word) <= SHORT_WORD else FARTHEST
    return word[:SAME_BEGINNING] == other[:SAME_BEGINNING] and distance(word, other, most) <= most


def distance(word: str, other: str, most: int) -> int:
    """The number of letters to insert, delete, substitute or swap with a neighbour to make one word of the other.

    Args:
        word: A word.
        other: Another word.
        most: The largest distance of interest: of a larger one only some number above `most` is returned, sooner.

    >>> distance("recieve", "receive", 2), distance("abc", "abc", 1), distance("abcdef", "x", 2)
    (1, 0, 3)
    """
    # A step changes at most two of the letters that occur. Most pairs of words differ in more, and need no table.
    if abs(len(word) - len(other)) > most or len(set(word) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, 1):
        last, before, row = before, row, [i]
        for j, against in enumerate(other, 1):
            cost = min(row[j - 1] + 1, before[j] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most and min(before) > most:  # a swap looks two rows back
            return most + 1
    return row[-1]


def nearest_word(word: str, counts: dict[str, int]) -> str | None:
    """The word in `counts` with the smallest distance to `word`, other than `word`; None if all exceed FARTHEST.

    Of several at one distance, the word with the highest count. `counts` has the number of posts by word; it needs only
    words that begin like `word`.
    """
    near = [(distance(word, other, FARTHEST), -count, other) for other, count in counts.items() if other != word]
    return min((found for found in near if found[0] <= FARTHEST), default=(0, 0, None))[2]
