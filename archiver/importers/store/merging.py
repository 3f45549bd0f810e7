"""Merges the posts of an export into those that a source has already: no post is removed.

An export may have a part of a thread: one month of a list, one page of a topic.
"""

from collections.abc import Mapping

from archiver.importers.writer import SourceText
from archiver.model import PostId
from archiver.parse.headed import parse_heading


def split_source(source: bytes) -> dict[PostId, str]:
    """The posts of a source that an import has written: heading and body of each, by id, in order."""
    posts: dict[PostId, str] = {}
    current: PostId | None = None
    lines: list[str] = []
    for line in source.decode("utf-8", "replace").split("\n"):
        heading = parse_heading(line) if line[:2] == "##" else None
        if heading is None:
            lines.append(line)
            continue
        if current is not None:
            posts[current] = _text(lines)
        current, lines = heading[1], [line]
    if current is not None:
        posts[current] = _text(lines)
    return posts


def _text(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def merge(old: Mapping[PostId, str], new: SourceText) -> SourceText:
    """The source with the posts of both. A post that both have is as the new one has it.

    Posts that only the old source has follow the post that they followed there.

    Args:
        old: the posts of the source as it is.
        new: the thread as the export has it.
    """
    followers: dict[PostId | None, list[PostId]] = {}
    anchor: PostId | None = None
    for id_ in old:
        if id_ in new.posts:
            anchor = id_
        else:
            followers.setdefault(anchor, []).append(id_)
    if not followers:
        return new
    posts = {id_: old[id_] for id_ in followers.get(None, ())}
    for id_, text in new.posts.items():
        posts[id_] = text
        posts.update((follower, old[follower]) for follower in followers.get(id_, ()))
    return SourceText(new.start, posts)
