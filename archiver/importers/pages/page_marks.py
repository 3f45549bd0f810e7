"""Reads what a page shows of a thread and its posts besides words: locks, pins, scores, likes and reactions."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from archiver.importers.pages.engine import Engine
from archiver.importers.pages.markup import attribute_of, text_of, value_at

_NUMBER = re.compile(r"-?\d[\d.,]{0,11}")
_NAMES = "bdi, a.username"
"""Selectors of the people whom XenForo names before it counts the others."""
_REACTIONS = "reactions"
"""What reactions of several kinds are called, whose counts the page does not tell."""
_MOST_REACTIONS = 30  # of a post
_LONGEST_NAME = 40  # characters


def is_marked(root: LexborNode, selectors: str) -> bool:
    """True if an element that one of the selectors finds is there; False for no selectors."""
    return bool(selectors) and root.css_first(selectors) is not None


def score_of(node: LexborNode, engine: Engine) -> int | None:
    """The score that readers have given a post; None if the page shows none."""
    return _number_in(value_at(node, engine.score))


def reactions_of(node: LexborNode, engine: Engine) -> Iterator[tuple[str, int]]:
    """The reactions to a post, each with how often it was given."""
    for found in node.css(engine.reactions)[:_MOST_REACTIONS] if engine.reactions else ():
        picture = found.css_first("img")
        name = value_at(found, ("img@alt", "img@title", "@data-reaction", "@title")) if picture else _label_of(found)
        if name and len(name) < _LONGEST_NAME and (count := _number_in(text_of(found))):
            yield name, count
    for selector, kind in engine.likes:
        element, _, attribute = selector.partition("@")
        if (found_likes := node.css_first(element)) is None:
            continue
        count = _number_in(attribute_of(found_likes, attribute)) if attribute else _count_people(found_likes)
        if count and count > 0:
            yield (value_at(node, (kind,)) or _REACTIONS) if kind.startswith(".") else kind, count
        return


def _label_of(node: LexborNode) -> str:
    """What an element says without its numbers."""
    return _NUMBER.sub("", text_of(node)).strip(" ()×")


def _count_people(node: LexborNode) -> int | None:
    """How many people a line as `Ada, Bo and 3 others like this` tells of: those named, and the others."""
    people = node.css(_NAMES)
    text = text_of(node)
    for name in people:
        text = text.replace(text_of(name), " ", 1)
    others = _number_in(text)
    return len(people) + (others or 0) if people or others is not None else None


def _number_in(text: str) -> int | None:
    """The first number in a text, without marks between its digits."""
    match = _NUMBER.search(text[:500])
    digits = re.sub(r"[.,]", "", match[0]) if match else ""
    return int(digits) if digits.lstrip("-").isdigit() and len(digits) < 10 else None
