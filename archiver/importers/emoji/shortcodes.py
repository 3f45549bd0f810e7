"""The emoji that Slack and others know by names: `:+1:`, `:clap::skin-tone-3:`."""

import re
from functools import cache
from pathlib import Path

NAMES = Path(__file__).with_name("emoji_names.txt")
"""Lines of an emoji and its names. `tests/generate/emoji_names.py` writes them."""
SHORTCODE = re.compile(r":(?P<name>[a-z0-9_+'&.-]{1,100}):(?::skin-tone-(?P<skin>[2-6]):)?")
"""A name of an emoji in a text."""
_FURTHER = {"simple_smile": "🙂"}
"""Names that were in use once."""
_TEXT_STYLE = "\ufe0f"


def find_emoji(name: str) -> str | None:
    """The characters of an emoji, by its name without colons; None if it is a workspace's own.

    >>> find_emoji("+1"), find_emoji("clap::skin-tone-3"), find_emoji("our_cat")
    ('👍', '👏🏼', None)
    """
    plain, _, tone = name.partition("::skin-tone-")
    found = _names().get(plain)
    return with_skin(found, tone) if found and tone else found


def with_skin(emoji: str, tone: str) -> str:
    """An emoji with a tone of skin from 2 to 6."""
    if not ("2" <= tone <= "6"):
        return emoji
    return emoji[0] + chr(0x1F3F9 + int(tone)) + emoji[1:].removeprefix(_TEXT_STYLE)


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
