"""Words that are spelled nearly the same, by the distance of Damerau and Levenshtein: a swap of neighbours is one."""

_SHORT = 5  # characters, up to which only one mistake is forgiven
_SAME = 2  # characters at the beginning that must agree: what is near is looked for among those that begin so


def is_near(word: str, other: str) -> bool:
    """True if a mistake or two make one of the other: one in a short word.

    >>> is_near("sateline", "satellite"), is_near("moon", "moan"), is_near("moon", "mean")
    (True, True, False)
    """
    most = 1 if len(word) <= _SHORT else 2
    return word[:_SAME] == other[:_SAME] and distance(word, other, most) <= most


def distance(word: str, other: str, most: int) -> int:
    """How many letters are to be put in, left out, changed or swapped; more than `most` may be told as any more.

    >>> distance("recieve", "receive", 2), distance("abc", "abc", 1), distance("abcdef", "x", 2)
    (1, 0, 3)
    """
    # A step changes two of the letters that occur, at most; most words differ in more, and are spared the table.
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


def nearest(word: str, counts: dict[str, int]) -> str | None:
    """The word that was most likely meant: the nearest, then the most frequent of those that begin the same."""
    near = [(distance(word, other, 2), -count, other) for other, count in counts.items() if other != word]
    return min((found for found in near if found[0] <= 2), default=(0, 0, None))[2]
