"""The tags of a BBCode body, and which of them belong together.

A tag pairs with the nearest open one of its name, whatever stands between, for people close in any order; in code and
its like nothing is a tag. Linear: each tag is looked at once, and the closing ones of code are passed once more.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from archiver.bodies.bbcode.tag_names import ALONE, ITEM, KNOWN, RAW
from archiver.bodies.bbcode.text_output import decoded
from archiver.bodies.quote_tags import PHPBB_UID, TAG_ARGUMENT

_BEGIN = re.compile(r"\[(/?)(\*|[a-zA-Z][a-zA-Z0-9]{0,14})(?=[\]\s=:])")
_ARGUMENT = re.compile(rf"(?P<uid>{PHPBB_UID}?){TAG_ARGUMENT}", re.IGNORECASE | re.VERBOSE)
_LONGEST = 2000  # characters of a tag, for the sake of addresses
_VALUE = re.compile(
    rf"\s*=\s*(?:(?P<mark>[\"'])(?P<quoted>.*?)(?P=mark)(?=(?>{PHPBB_UID}?)\s*\Z|\s+[\w-]{{1,20}}=)"
    r"|(?P<bare>.*))",
    re.DOTALL,
)
_NAMED = re.compile(r"\s(?P<key>[\w-]{1,20})=(?P<value>.*?)(?=\s{1,9}[\w-]{1,20}=|\s{0,9}\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A tag that we know, and where it stands."""

    name: str
    start: int
    end: int
    closes: bool
    argument: str
    uid: str
    """What phpBB's database has behind its name, `:` included."""

    def value(self, uid: str = "") -> str:
        """What stands behind `=`, `[url=https://x.example]`, without the uid that its closing tag has too."""
        found = _VALUE.match(decoded(self.argument))
        value = (found["quoted"] or found["bare"] or "") if found else ""
        _, colon, last = uid.rpartition(":")
        return value.removesuffix(colon + last).strip().strip("\"'")

    @property
    def named(self) -> dict[str, str]:
        """The attributes: `[img alt="a cat"]`."""
        found = _NAMED.finditer(decoded(self.argument))
        return {match["key"].lower(): match["value"].strip().strip("\"'") for match in found}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The tags of a text in order, and by its index in them, the partner of each that has one."""

    tags: tuple[Tag, ...]
    closing: dict[int, int] = field(default_factory=dict)
    opening: dict[int, int] = field(default_factory=dict)

    def join(self, opening: int, closing: int) -> None:
        """Make partners of two."""
        self.closing[opening] = closing
        self.opening[closing] = opening


def find_pairs(text: str) -> Tags:
    """The tags of a text and their partners; those in code and its like are left out."""
    pairs = Tags(tags=tuple(_tags(text)))
    ends: dict[str, deque[int]] = defaultdict(deque)
    for index, tag in enumerate(pairs.tags):
        if tag.closes and tag.name in RAW:
            ends[tag.name].append(index)
    opened: dict[str, list[int]] = defaultdict(list)
    index = 0
    while index < len(pairs.tags):
        tag = pairs.tags[index]
        if tag.closes and opened[tag.name]:
            pairs.join(opened[tag.name].pop(), index)
        elif not tag.closes and tag.name in RAW:
            index = _join_raw(pairs, index, ends[tag.name])
        elif not tag.closes and tag.name not in ALONE and tag.name != ITEM:
            opened[tag.name].append(index)
        index += 1
    return pairs


def _join_raw(pairs: Tags, opening: int, ends: deque[int]) -> int:
    """Join a tag with the first closing one behind it; the index of the last that was read."""
    while ends and ends[0] < opening:
        ends.popleft()
    if not ends:
        return opening
    pairs.join(opening, ends[0])
    return ends[0]


def _tags(text: str) -> Iterator[Tag]:
    begun = _BEGIN.search(text)
    while begun:
        tag = _tag(text, begun)
        if tag:
            yield tag
        begun = _BEGIN.search(text, tag.end if tag else begun.end())


def _tag(text: str, begun: re.Match[str]) -> Tag | None:
    name, end = begun[2].lower(), begun.start() + _LONGEST
    if name not in KNOWN or text.find("]", begun.end(), end) < 0:
        return None
    found = _ARGUMENT.match(text, begun.end(), end)
    if found is None or (begun[1] and found["argument"]):
        return None
    return Tag(
        name=name,
        start=begun.start(),
        end=found.end(),
        closes=bool(begun[1]),
        argument=found["argument"],
        uid=found["uid"],
    )
