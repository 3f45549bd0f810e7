"""The emoji that Slack and others know by names: `:+1:`, `:clap::skin-tone-3:`; two people may have two tones of skin.

No name raises an error: one that nobody knows is a workspace's own.
"""

import re
from functools import cache
from pathlib import Path

NAMES = Path(__file__).with_name("emoji_names.txt")
"""Lines of an emoji and its names. `tests/generate/emoji_names.py` writes them."""
SHORTCODE = re.compile(r":(?P<name>[a-z0-9_+'&.-]{1,100}(?:::skin-tone-[2-6]){0,2}):")
"""A name of an emoji in a text."""
_FURTHER = {"simple_smile": "🙂"}
"""Names that were in use once."""
_TONED = re.compile(r"(?P<plain>.+?)(?P<tones>(?:::skin-tone-[1-6]){1,2})")
_TONES = {"2": "🏻", "3": "🏼", "4": "🏽", "5": "🏾", "6": "🏿"}
"""The characters for tones of skin by their numbers in names; 1 is no tone."""
_TEXT_STYLE = "\ufe0f"
_JOINER = "\u200d"
_BETWEEN_TWO = frozenset({"🤝", "❤️", "❤️‍💋"})
"""What joins two people in an emoji that shows both."""
_PAIRS = {"🤝": "🫱‍🫲", "👫": "👩‍🤝‍👨", "👬": "👨‍🤝‍👨", "👭": "👩‍🤝‍👩", "💏": "🧑‍❤️‍💋‍🧑", "💑": "🧑‍❤️‍🧑"}
"""Emoji of two people in one character, as Unicode writes them where the two differ."""


def find_emoji(name: str) -> str | None:
    """The characters of an emoji, by its name without colons; None if it is a workspace's own.

    >>> find_emoji("+1"), find_emoji("clap::skin-tone-3"), find_emoji("our_cat")
    ('👍', '👏🏼', None)
    """
    toned = _TONED.fullmatch(name)
    found = _names().get(toned["plain"] if toned else name)
    if found is None or toned is None:
        return found
    tones = [_TONES.get(number, "") for number in toned["tones"].split("::skin-tone-")[1:]]
    return _with_tones(found, tones[0], tones[-1])


def _with_tones(emoji: str, first: str, last: str) -> str:
    """An emoji with the tones of the one or two people in it."""
    pair = _PAIRS.get(emoji) if first and last and first != last else None
    parts = (pair or emoji).split(_JOINER)
    if pair or _JOINER.join(parts[1:-1]) in _BETWEEN_TWO:
        return _JOINER.join((_with_tone(parts[0], first), *parts[1:-1], _with_tone(parts[-1], last)))
    return _with_tone(emoji, first)


def _with_tone(emoji: str, tone: str) -> str:
    return emoji[0] + tone + emoji[1:].removeprefix(_TEXT_STYLE) if tone else emoji


def emoji_or_name(name: str) -> str:
    """The characters of an emoji, or its name between colons if it has none."""
    return find_emoji(name) or f":{name}:"


@cache
def _names() -> dict[str, str]:
    names = dict(_FURTHER)
    for line in NAMES.read_text(encoding="utf-8").splitlines():
        characters, *listed = line.split(" ")
        names.update(dict.fromkeys(listed, characters))
    return names
