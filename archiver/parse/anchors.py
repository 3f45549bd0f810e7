"""Anchors for the ids of other systems: a message id, a permalink, a name in any script."""

import hashlib
import re

from archiver.model import PostId
from archiver.parse.posts import parse_post_id

_MESSAGE_IDS = re.compile(r"\s*(?:<[^<>\s]+>[\s,]*)+")
_IN_BRACKETS = re.compile(r"<([^<>\s]+)>")
_UNFIT = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 60  # characters of an id that cannot stay as it is


def anchor_of(text: str) -> PostId | None:
    """The anchor of a post whose id is `text` elsewhere, and of what refers to it by that; None for no text.

    The brackets of a message id and a `#` before a number are no part of it; of several message ids (`References`)
    the last counts, which is that of the parent. What an anchor cannot have becomes a hyphen, and a digest of the
    whole id is put behind, so that different ids stay different.

    >>> anchor_of("12"), anchor_of("#12"), anchor_of("p.1_a")
    ('12', '12', 'p.1_a')
    >>> anchor_of("<a$1@host.example>") == anchor_of("a$1@host.example") == "a-1-host.example-277c7e59"
    True
    """
    if usual := parse_post_id(text):
        return usual
    bare = text.strip()
    if not bare:
        return None
    if _MESSAGE_IDS.fullmatch(bare):
        bare = _IN_BRACKETS.findall(bare)[-1]
    bare = bare.removeprefix("#").strip() or bare
    return parse_post_id(bare) or _digested(bare)


def _digested(text: str) -> PostId:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
    fit = _UNFIT.sub("-", text).strip("-._")[:_LONGEST]
    return PostId(f"{fit}-{digest}" if fit else f"id-{digest}")
