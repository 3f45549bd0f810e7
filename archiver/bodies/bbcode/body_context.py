"""A body while it is converted to HTML: its source, the output so far, and the attributions of its quotes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec import Struct

from archiver.bodies.bbcode.html_output import HtmlOutput
from archiver.bodies.bbcode.tag_pairs import Tag
from archiver.bodies.bbcode.text_output import decode_entities
from archiver.bodies.links import LinkBase
from archiver.model import Attribution

CloseAction = Callable[[], None]
"""A function to call where a tag is closed: it writes the end of what the tag has opened."""


@dataclass(slots=True, kw_only=True)
class BodyContext:
    """A body and its output. Relative addresses are resolved against `base`."""

    body: str
    base: LinkBase
    output: HtmlOutput = field(default_factory=HtmlOutput)
    attributions: list[Attribution] = field(default_factory=list)
    """The attributions of the quotes so far. The HTML refers to an attribution by its index in this list."""
    newlines: list[int] = field(init=False)
    """The indexes of all newlines in the body, ascending."""

    _has_entities: bool = field(init=False)

    def __post_init__(self) -> None:
        self.newlines = [newline.start() for newline in re.finditer("\n", self.body)]
        self._has_entities = "<" not in self.body  # databases store entities in place of this character

    def text(self, start: int, end: int) -> str:
        """Return the text between two indexes of the body, with entities decoded if the body is from a database."""
        text = self.body[start:end]
        return decode_entities(text) if self._has_entities else text


class PairedTag(Struct, frozen=True, kw_only=True):
    """An opening tag together with its closing tag."""

    index: int
    """Index of the opening tag among all tags of the body, which identifies the pair."""
    tag: Tag
    closing: Tag

    @property
    def value(self) -> str:
        """The text after the `=` of the opening tag; empty if there is none."""
        return self.tag.value(self.closing.uid)
