"""Ids of posts, made from the ids of other systems: message ids, permalinks, names in any script."""

import hashlib
import re

from archiver.model import PostId
from archiver.parse.posts import parse_post_id

_MESSAGE_IDS = re.compile(r"\s*(?:<[^<>\s]+>[\s,]*)+")
_IN_BRACKETS = re.compile(r"<([^<>\s]+)>")
_DISALLOWED = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST = 60  # characters of the readable part of an anchor that has a digest


def anchor_of(text: str) -> PostId | None:
    """The id of a post, which is also its anchor, for the id that another system gives the post; None for blank text.

    A reference to a post (`In-Reply-To:`) gives the anchor of the post, since equal texts give equal anchors.

    The angle brackets of a message id and a `#` before a number are dropped. Of several message ids (`References:`)
    the last one counts, which is that of the parent. Characters that an anchor cannot have become a hyphen, and a
    digest of the whole id is appended, so that different ids stay different.

    >>> anchor_of("12"), anchor_of("#12"), anchor_of("p.1_a")
    ('12', '12', 'p.1_a')
    >>> anchor_of("<a$1@host.example>") == anchor_of("a$1@host.example") == "a-1-host.example-277c7e59"
    True
    """
    if unchanged := parse_post_id(text):
        return unchanged
    bare = text.strip()
    if not bare:
        return None
    if _MESSAGE_IDS.fullmatch(bare):
        bare = _IN_BRACKETS.findall(bare)[-1]
    bare = bare.removeprefix("#").strip() or bare
    return parse_post_id(bare) or _with_digest(bare)


def _with_digest(text: str) -> PostId:
    digest = hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=4).hexdigest()
    readable = _DISALLOWED.sub("-", text).strip("-._")[:_LONGEST]
    return PostId(f"{readable}-{digest}" if readable else f"id-{digest}")
