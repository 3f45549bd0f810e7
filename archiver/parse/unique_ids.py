"""Ids that are distinct in their thread, so that each post has an anchor of its own; no post is lost over its id.

Pages of a scrape overlap, and people renumber: a post that stands in a source twice, word for word, is kept once; one
that shares its id with another is given a suffix. Both with a warning. Replies to a shared id lead to its first post.
"""

from collections.abc import Iterator
from dataclasses import replace

from archiver.errors import Severity
from archiver.model import PostId
from archiver.parse.posts import Lines, RawPost

NO_ID = PostId("")
"""That of a post whose heading gives none: it is called by its place."""
PREFACE = PostId("0")
"""What the text before the first post is called, where that is free."""


def assign_unique_ids(lines: Lines, raw_posts: list[RawPost], *, first_place: int = 1) -> list[RawPost]:
    """The posts, each under an id that no other has; replies that lead nowhere are problems."""
    given = {raw_post.id: raw_post for raw_post in reversed(raw_posts) if raw_post.id}
    are_distinct = len(given) == len(raw_posts)  # as nearly always
    kept = raw_posts if are_distinct else list(_named(lines, raw_posts, given, first_place))
    known = {raw_post.id for raw_post in kept}
    for raw_post in kept:
        if raw_post.reply_to is not None and raw_post.reply_to not in known:
            lines.problem(raw_post.line, f'a reply to "{raw_post.reply_to}", which is not in this thread')
        if raw_post.reply_to == raw_post.id:
            lines.problem(raw_post.line, f'"{raw_post.id}" replies to itself; name the post that it answers')
    return kept


def _named(lines: Lines, raw_posts: list[RawPost], first: dict[PostId, RawPost], first_place: int) -> Iterator[RawPost]:
    """`first` has the first post of each id that is given; `first_place` is that of the first of all."""
    names = _Names(set(first))
    seen: set[RawPost] = set()
    for place, raw_post in enumerate(raw_posts, first_place):
        alike = replace(raw_post, line=0, body=raw_post.body.strip())
        where = f"(the first is in line {first[raw_post.id].line})" if raw_post.id else ""
        if not raw_post.id:
            yield replace(raw_post, id=names.free(PostId(str(place))))
        elif raw_post is first[raw_post.id]:
            yield raw_post
        elif alike in seen:
            message = f'post "{raw_post.id}" stands here again, word for word, and is left out; remove one'
            lines.problem(raw_post.line, f"{message} {where}", Severity.WARNING)
        else:
            name = names.free(raw_post.id)
            message = f'a second post "{raw_post.id}" {where} is called "{name}"; rename one'
            lines.problem(raw_post.line, message, Severity.WARNING)
            yield replace(raw_post, id=name)
        seen.add(alike)


class _Names:
    """Gives ids that are not taken: one that is, gets the first suffix from `-2` on that makes it another."""

    def __init__(self, taken: set[PostId]) -> None:
        self._taken = taken
        self._last: dict[PostId, int] = {}

    def free(self, name: PostId) -> PostId:
        found = name
        while found in self._taken:
            self._last[name] = self._last.get(name, 1) + 1
            found = PostId(f"{name}-{self._last[name]}")
        self._taken.add(found)
        return found
