"""A body while it is written: its text, what has come out, and who is quoted in it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from archiver.bodies.bbcode.html_output import Output
from archiver.bodies.bbcode.tag_pairs import Tag
from archiver.bodies.bbcode.text_output import decoded
from archiver.model import Attribution

Leave = Callable[[], None]
"""What is to be done where a tag ends."""


@dataclass(slots=True, kw_only=True)
class Page:
    """A body, and what was written of it. Links are relative to `base`."""

    body: str
    base: str | None
    out: Output = field(default_factory=Output)
    attributions: list[Attribution] = field(default_factory=list)
    newlines: list[int] = field(init=False)
    """Where the lines of the body end."""

    _has_entities: bool = field(init=False)

    def __post_init__(self) -> None:
        self.newlines = [found.start() for found in re.finditer("\n", self.body)]
        self._has_entities = "<" not in self.body  # databases keep no such character, but its entity

    def words(self, start: int, end: int) -> str:
        """What stands between two places of the body, without entities if it comes from a database."""
        words = self.body[start:end]
        return decoded(words) if self._has_entities else words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A tag that opens, its index, and the one that closes it."""

    index: int
    tag: Tag
    closing: Tag

    @property
    def value(self) -> str:
        """What stands behind its `=`."""
        return self.tag.value(self.closing.uid)
