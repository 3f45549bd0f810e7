"""The title of a source that has none, made from its file name."""

import re

_THREAD_NUMBER = re.compile(r"(?<=[^\d.])\.\d+\Z")
_SEPARATOR = re.compile(r"_|(?<!\d)-|-(?!\d)")


def title_from_file_name(path: str) -> str | None:
    """A title from the name of the file at `path`; None if the name has no letter or digit.

    A number after a dot is dropped, for it is the number of the thread in its forum; but not if a digit is before the
    dot (`release-1.2`). If the rest has no spaces, underscores and hyphens become spaces, except the hyphens of a date,
    and the first letter becomes upper case.

    >>> names = ["talk/how-do-i-start.991.md", "2019-04-02-new_rules.md", "FAQ.md"]
    >>> [title_from_file_name(name) for name in names]
    ['How do i start', '2019-04-02 new rules', 'FAQ']
    """
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return title_from_name(_THREAD_NUMBER.sub("", stem) or stem)


def title_from_name(name: str) -> str | None:
    """A title from the part of a file name that has its words; None if it has no letter or digit.

    >>> title_from_name("how-do-i-start"), title_from_name("How do I start-up"), title_from_name("")
    ('How do i start', 'How do I start-up', None)
    """
    words = name if " " in name else " ".join(_SEPARATOR.sub(" ", name).split())
    if not any(map(str.isalnum, words)):
        return None
    return words[0].upper() + words[1:] if " " in words and " " not in name else words
