"""How files are read that have one post each: the lines above and below it, the title, and what the path tells."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from archiver.guess.details import find_details
from archiver.guess.headings import find_patterns, pattern_of_lines
from archiver.guess.line_classes import LineClass
from archiver.guess.samples import Sample
from archiver.guess.shapes import LONGEST, Piece, Slot, shape_of, split_line
from archiver.parse.reply_prefixes import without_reply_prefix

_MOST = 0.8  # of the files that have something, if it belongs to the convention
_MOST_PATTERNS = 4
_SEPARATORS = (" • ", " · ", " | ", " » ", " :: ", " - ", " – ", ": ", "] ")
"""What stands between the name of a board and a title."""
_RULE = re.compile(r"=+[ \t]*\Z")
_DATE_IN_NAME = r"(?P<date>\d{4}-\d\d-\d\d(?:[T _]\d\d[:.-]?\d\d(?:[:.-]?\d\d)?)?)[^/]*$"


def single_post_tables(samples: Sequence[Sample]) -> Iterator[dict[str, object]]:
    """Tables that may describe files of one post each, but for which files are one thread."""
    around = {**_footer(samples), **_title(samples)}
    patterns = [*find_patterns(samples)][:_MOST_PATTERNS]
    for pattern in ("", *patterns):
        details = find_details(pattern, samples, {})
        yield {name: value for name, value in {**details, **around}.items() if value}


def _footer(samples: Sequence[Sample]) -> dict[str, object]:
    """A pattern of the last line of nearly all files, if it has words that stay and a name that differs."""
    last = [split_line(row) for sample in samples if len(row := sample.text.rstrip().rpartition("\n")[2]) <= LONGEST]
    if not last:
        return {}
    shape, count = Counter(map(shape_of, last)).most_common(1)[0]
    pieces = [one for one in last if shape_of(one) == shape]
    if count < 2 or count < _MOST * len(samples) or not _says_who(pieces):
        return {}
    pattern = f"^{pattern_of_lines(LineClass(shape, pieces=pieces))}$"
    return {"footer": pattern} if "(?P<author>" in pattern else {}


def _says_who(lines: Sequence[tuple[Piece, ...]]) -> bool:
    """True for lines that have the same words or mark before what differs, as `Written by ada`, `-- ada`."""
    same = [len({pieces[at].text for pieces in lines}) == 1 for at in range(len(lines[0]))]
    first = lines[0][0]
    return same[0] and not all(same) and (first.slot is Slot.WORDS or first.text.strip()[:2] in {"--", "—", "~"})


def _title(samples: Sequence[Sample]) -> dict[str, object]:
    """A pattern of titles behind the name of a board, which stands before the `Re:` of replies; none if there is none.

    It is sought where the first line is a title: a heading of level 1, or underlined.
    """
    rows = [[*filter(str.strip, sample.lines)][:2] for sample in samples]
    underlined = [pair[0] for pair in rows if len(pair) > 1 and _RULE.match(pair[1])]
    marked = [pair[0] for pair in rows if pair and pair[0].startswith("# ")]
    titles = max(underlined, marked, key=len)
    for mark in _SEPARATORS if len(titles) >= _MOST * len(samples) else ():
        behind = [title.partition(mark)[2] for title in titles if mark in title]
        are_replies = any(without_reply_prefix(words) != words.strip() for words in behind)
        if len(behind) >= _MOST * len(titles) and are_replies:
            escaped = re.escape(mark).replace(r"\ ", " ").replace(r"\-", "-")
            start = "^" if titles is underlined else "^# "
            return {"title": rf"{start}.+?{escaped}(.+)" + (r"\n=+$" if titles is underlined else "$")}
    return {}


def date_in_path(samples: Sequence[Sample]) -> Mapping[str, object]:
    """A pattern of the date that the names of nearly all files begin with; empty if they do not."""
    dated = sum(bool(re.search(rf"(?:^|/){_DATE_IN_NAME}", sample.path)) for sample in samples)
    return {"path": rf"(?:^|/){_DATE_IN_NAME}"} if dated >= _MOST * len(samples) else {}
