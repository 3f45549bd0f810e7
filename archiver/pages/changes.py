"""What differs between a quote and the words that it quotes, word by word."""

from difflib import SequenceMatcher

from archiver.pages.contexts import Change

_MOST_WORDS = 400  # of each side; comparing costs their product


def find_changes(written: str, quoted: str) -> tuple[Change, ...]:
    """The words of both, in runs: in both, only as written, or only as quoted. None if they are too many to compare.

    >>> [(change.kind, change.words) for change in find_changes("eleven months of it", "eleven weeks of it")]
    [('both', 'eleven'), ('written', 'months'), ('quoted', 'weeks'), ('both', 'of it')]
    """
    before, after = written.split(), quoted.split()
    if len(before) > _MOST_WORDS or len(after) > _MOST_WORDS:
        return ()
    changes = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            changes.append(Change(kind="both", words=" ".join(before[a:b])))
            continue
        changes += [Change(kind="written", words=" ".join(before[a:b]))] if a < b else []
        changes += [Change(kind="quoted", words=" ".join(after[c:d]))] if c < d else []
    return tuple(changes)
