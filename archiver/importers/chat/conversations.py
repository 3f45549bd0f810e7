"""Parts the messages of a channel, which has no threads, into conversations: a pause of some hours ends one.

`--set gap=90m` sets the length of the pause.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from archiver.importers.importer import ImportContext
from archiver.importers.markdown.titles import title_of
from archiver.importers.settings import WrongSettingError
from archiver.importers.threads import ImportedPost

DEFAULT_GAP = "4h"
GAP_SETTINGS: Mapping[str, str] = {
    "gap": f"the silence that ends a conversation, as 90m, {DEFAULT_GAP} (the default) or 2d"
}
"""The setting that `read_gap` reads."""
PRIVATE_SETTINGS: Mapping[str, str] = {"private": "yes to take private channels and direct messages as well"}
"""The setting of those who may see them."""
_GAP = re.compile(r"(\d{1,6})(m|h|d)")
_UNITS = {"m": 60, "h": 3600, "d": 86400}
_TELLING = 3  # words of a message that says what a conversation is about


class Gap(NamedTuple):
    """The pause that parts conversations."""

    seconds: int
    text: str
    """As the user writes it."""

    def note(self, context: ImportContext, conversations: int) -> None:
        """Tell the user of conversations that were parted so.

        Args:
            context: where it is told.
            conversations: how many there are.
        """
        if conversations:
            context.note(f"conversations, parted where {self.text} are silent (--set gap=…)", conversations)


def read_gap(settings: Mapping[str, str]) -> Gap:
    """The pause that the user has set. Raises WrongSettingError.

    >>> read_gap({"gap": "90m"}).seconds, read_gap({}).text
    (5400, '4h')
    """
    text = settings.get("gap", DEFAULT_GAP)
    match = _GAP.fullmatch(text)
    if match is None:
        raise WrongSettingError(f"--set gap={text}: it takes minutes, hours or days, as 30m, 4h, 2d")
    return Gap(int(match[1]) * _UNITS[match[2]], text)


def conversation_title(posts: tuple[ImportedPost, ...], channel: str) -> str:
    """The first words of a conversation that say something; the channel and the day if there are none.

    Args:
        posts: the posts, in order.
        channel: the name of the channel.
    """
    titles = list(filter(None, (title_of(post.body) for post in posts[:20])))
    telling = next((title for title in titles if title.count(" ") >= _TELLING - 1), titles[0] if titles else "")
    if telling:
        return telling
    day = next((f", {post.date.at.date().isoformat()}" for post in posts if post.date), "")
    return f"#{channel}{day}"
