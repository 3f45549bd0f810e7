"""The emoji that Discourse knows by names: the usual ones, and some that it alone has. Pure."""

from archiver.importers.emoji.shortcodes import find_emoji

_OWN_NAMES = {
    "bowing_man": "bow",
    "crazy_face": "zany_face",
    "facepalm": "face_palm",
    "hugs": "hugging_face",
    "man_facepalming": "man-facepalming",
    "man_shrugging": "man-shrugging",
    "metal": "the_horns",
    "money_mouth": "money_mouth_face",
    "monocle_face": "face_with_monocle",
    "nerd": "nerd_face",
    "robot": "robot_face",
    "rofl": "rolling_on_the_floor_laughing",
    "roll_eyes": "face_with_rolling_eyes",
    "slight_frown": "slightly_frowning_face",
    "slight_smile": "slightly_smiling_face",
    "star_struck": "star-struck",
    "thinking": "thinking_face",
    "upside_down": "upside_down_face",
    "vulcan_salute": "spock-hand",
    "zipper_mouth": "zipper_mouth_face",
}
"""Names that Discourse alone has for emoji, and the usual ones."""


def emoji_of(name: str, tone: str | None = None) -> str | None:
    """The characters of an emoji, by its name and perhaps a tone of skin from 2 to 6; None if it is a forum's own.

    >>> emoji_of("slight_smile"), emoji_of("wave", "3"), emoji_of("our_cat")
    ('🙂', '👋🏼', None)
    """
    usual = _OWN_NAMES.get(name, name)
    return find_emoji(f"{usual}::skin-tone-{tone}" if tone else usual)
