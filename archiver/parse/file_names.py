"""A title from the name of a file, for a source that has none."""

import re

_NUMBER = re.compile(r"(?<=[^\d.])\.\d+\Z")
_SEPARATOR = re.compile(r"_|(?<!\d)-|-(?!\d)")


def title_of_file(path: str) -> str | None:
    """What a source without a title is called; None if its name has no letter or digit.

    A number behind a dot is the thread's in its forum, but not behind another number (`release-1.2`). Hyphens are
    spaces where the name has none, except for those of a date; then the first letter is a capital.

    >>> title_of_file("talk/how-do-i-start.991.md"), title_of_file("2019-04-02-new_rules.md"), title_of_file("FAQ.md")
    ('How do i start', '2019-04-02 new rules', 'FAQ')
    """
    stem = path.rpartition("/")[2].rpartition(".")[0]
    name = _NUMBER.sub("", stem) or stem
    words = name if " " in name else " ".join(_SEPARATOR.sub(" ", name).split())
    if not any(map(str.isalnum, words)):
        return None
    return words[0].upper() + words[1:] if " " in words and " " not in name else words
