"""A table of constructs, and sources that are made from them."""

import re
from dataclasses import dataclass
from itertools import count

_MARK = re.compile("[§¤†]")
_WORD = re.compile(r"q\d+[xyz]")
_KINDS = {"§": "x", "¤": "y", "†": "z"}
TEXT = _KINDS["§"]
"""What a word in the text ends in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Constructs:
    """The constructs of a format. `inline` stand in a line, `blocks` on lines of their own; in `around`, where `…` is
    stand blocks, with what is before it on each of their lines.
    """

    inline: tuple[str, ...]
    blocks: tuple[str, ...]
    around: tuple[str, ...]
    joints: tuple[str, ...] = ("\n\n", "\n", "\n\n\n")
    """What parts blocks."""
    is_tree: bool = False
    """Its markup is a tree: where a part of it is lacking, what follows may be no words any more."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A source, and in their order the words in it that a reader must get at."""

    source: str
    words: tuple[str, ...]


def fill(template: str) -> Filled:
    """A source from a template with marks, each of which becomes another word.

    >>> fill("[§](http://¤.example) <!-- † -->")
    Filled(source='[q1x](http://q2y.example) <!-- q3z -->', words=('q1x', 'q2y'))
    """
    numbers = count(1)
    source = _MARK.sub(lambda mark: f"q{next(numbers)}{_KINDS[mark[0]]}", template)
    return Filled(source, tuple(words_in(source)))


def words_in(source: str) -> list[str]:
    """The words in a source that a reader must get at; it may have been changed since it was made."""
    return [word for word in _WORD.findall(source) if word[-1] != _KINDS["†"]]


def put_into(around: str, block: str) -> str:
    """A block in what stands around it: `> …` marks each of its lines, `- …` indents those behind the first.

    >>> put_into("> …", "a" + chr(10) + "b"), put_into("- …", "a" + chr(10) + "b"), put_into("<b>…</b>", "a")
    ('> a\\n> b', '- a\\n  b', '<b>a</b>')
    """
    line = next(line for line in around.split("\n") if "…" in line)
    before, _ = line.split("…")
    if "<" in before or "[" in before:
        return around.replace("…", block)
    rest = before if ">" in before else " " * len(before)
    return around.replace("…", block.replace("\n", f"\n{rest}"))
