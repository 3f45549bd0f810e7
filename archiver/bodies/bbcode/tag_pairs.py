"""The tags of a BBCode body, and which opening tag belongs to which closing tag.

A closing tag pairs with the nearest open tag of its name, whatever is between, since people close tags in any order. In
code and other verbatim tags nothing is a tag. The time is linear: each tag is looked at once, and the closing tags of
verbatim tags are skipped once more.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator

from msgspec import Struct, field

from archiver.bodies.bbcode.tag_names import ITEM, KNOWN, VERBATIM, VOID
from archiver.bodies.bbcode.text_output import decode_entities
from archiver.bodies.quote_tags import PHPBB_UID, TAG_ARGUMENT

_TAG_START = re.compile(r"\[(/?)(\*|[a-zA-Z][a-zA-Z0-9]{0,14})(?=[\]\s=:])")
_ARGUMENT = re.compile(rf"(?P<uid>{PHPBB_UID}?){TAG_ARGUMENT}", re.IGNORECASE | re.VERBOSE)
_MAX_LENGTH = 2000  # characters of a tag, so that addresses fit
_VALUE = re.compile(
    rf"\s*=\s*(?:(?P<mark>[\"'])(?P<quoted>.*?)(?P=mark)(?=(?>{PHPBB_UID}?)\s*\Z|\s+[\w-]{{1,20}}=)"
    r"|(?P<bare>.*))",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"\s(?P<key>[\w-]{1,20})=(?P<value>.*?)(?=\s{1,9}[\w-]{1,20}=|\s{0,9}\Z)", re.DOTALL)


class Tag(Struct, frozen=True, kw_only=True):
    """A tag in a body, with a name from `tag_names.KNOWN`."""

    name: str
    """The name in lower case."""
    start: int
    """Index of the tag's `[` in the body."""
    end: int
    """Index after the tag's `]`."""
    closes: bool
    """True for a closing tag: `[/b]`."""
    argument: str
    """All between the tag's name and its `]`, without the uid."""
    uid: str
    """The id that phpBB's database has after the name, `:` included; empty in bodies of other forum software."""

    def value(self, uid: str = "") -> str:
        """Return the text after the `=`, as in `[url=https://x.example]`; empty if there is none.

        phpBB's database appends the uid of the pair to the value. `uid`, from the closing tag, is removed from the end.
        """
        match = _VALUE.match(decode_entities(self.argument))
        value = (match["quoted"] or match["bare"] or "") if match else ""
        _, colon, last = uid.rpartition(":")
        return value.removesuffix(colon + last).strip().strip("\"'")

    @property
    def attributes(self) -> dict[str, str]:
        """The values of attributes by their names in lower case: `[img alt="a cat"]`."""
        matches = _ATTRIBUTE.finditer(decode_entities(self.argument))
        return {match["key"].lower(): match["value"].strip().strip("\"'") for match in matches}


class TagPairs(Struct, frozen=True, kw_only=True):
    """The tags of a text in order, and the pairs among them."""

    tags: tuple[Tag, ...]
    closing: dict[int, int] = field(default_factory=dict)
    """Index of the closing tag by the index of the opening tag, both in `tags`."""
    opening: dict[int, int] = field(default_factory=dict)
    """Index of the opening tag by the index of the closing tag, both in `tags`."""

    def join(self, opening: int, closing: int) -> None:
        """Record that the tags at two indexes are a pair."""
        self.closing[opening] = closing
        self.opening[closing] = opening


def find_tag_pairs(text: str) -> TagPairs:
    """Find the tags of a text, and the pairs among them. Tags inside of verbatim tags are in no pair."""
    pairs = TagPairs(tags=tuple(_find_tags(text)))
    ends = _closing_verbatim(pairs.tags)
    open_tags: dict[str, list[int]] = defaultdict(list)
    index = 0
    while index < len(pairs.tags):
        tag = pairs.tags[index]
        if tag.closes:
            if open_tags[tag.name]:
                pairs.join(open_tags[tag.name].pop(), index)
        elif tag.name in VERBATIM:
            index = _join_verbatim(pairs, index, ends[tag.name])
        elif tag.name not in VOID and tag.name != ITEM:
            open_tags[tag.name].append(index)
        index += 1
    return pairs


def _closing_verbatim(tags: tuple[Tag, ...]) -> dict[str, deque[int]]:
    """Collect the indexes of the closing tags of verbatim tags, by name."""
    ends: dict[str, deque[int]] = defaultdict(deque)
    for index, tag in enumerate(tags):
        if tag.closes and tag.name in VERBATIM:
            ends[tag.name].append(index)
    return ends


def _join_verbatim(pairs: TagPairs, opening: int, ends: deque[int]) -> int:
    """Pair a verbatim tag with the first closing tag after it. `ends` has the indexes of the closing tags of its name.

    Returns the index of the closing tag, or `opening` if there is none. Indexes before `opening` are removed from
    `ends`.
    """
    while ends and ends[0] < opening:
        ends.popleft()
    if not ends:
        return opening
    pairs.join(opening, ends[0])
    return ends[0]


def _find_tags(text: str) -> Iterator[Tag]:
    start = _TAG_START.search(text)
    while start:
        tag = _parse_tag(text, start)
        if tag:
            yield tag
        start = _TAG_START.search(text, tag.end if tag else start.end())


def _parse_tag(text: str, start: re.Match[str]) -> Tag | None:
    """Parse the tag whose bracket and name `start` has matched; None if it is text."""
    name, limit = start[2].lower(), start.start() + _MAX_LENGTH
    if name not in KNOWN or text.find("]", start.end(), limit) < 0:
        return None
    rest = _ARGUMENT.match(text, start.end(), limit)
    if rest is None or (start[1] and rest["argument"]):
        return None
    return Tag(
        name=name,
        start=start.start(),
        end=rest.end(),
        closes=bool(start[1]),
        argument=rest["argument"],
        uid=rest["uid"],
    )
