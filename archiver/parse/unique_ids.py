"""Makes the ids of posts unique in their thread, so that each post has an anchor. No post is lost over its id.

Overlapping pages of a scrape repeat posts, and people renumber them. Of two posts that are equal in all attributes and
words, the second is dropped; of two different posts with one id, the second gets a suffix. Both cause a warning.
Replies to a shared id lead to its first post.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from archiver.errors import Severity
from archiver.model import PostId
from archiver.parse.posts import RawPost
from archiver.parse.source_lines import SourceLines

NO_ID = PostId("")
"""The id of a raw post whose heading has none; it is replaced by the post's position."""
PREFACE = PostId("0")
"""The id of the post that is made of the text before the first post heading, unless another post has this id."""


def assign_unique_ids(lines: SourceLines, raw_posts: list[RawPost], *, first_position: int = 1) -> list[RawPost]:
    """The posts, each with an id that no other has.

    Args:
        lines: problems are added to it: of repeated ids, and of replies to a post that is missing, or to itself.
        raw_posts: the posts in order; their ids may be missing (`NO_ID`) or repeated.
        first_position: the position of the first post, for the ids of posts that have none.
    """
    first_of_id = {raw_post.id: raw_post for raw_post in reversed(raw_posts) if raw_post.id}
    are_unique = len(first_of_id) == len(raw_posts)  # nearly always
    unique = raw_posts if are_unique else list(_with_ids(lines, raw_posts, first_of_id, first_position))
    ids = {raw_post.id for raw_post in unique}
    for raw_post in unique:
        if raw_post.reply_to is not None and raw_post.reply_to not in ids:
            lines.problem(raw_post.line, f'a reply to "{raw_post.reply_to}", which is not in this thread')
        if raw_post.reply_to == raw_post.id:
            lines.problem(raw_post.line, f'"{raw_post.id}" replies to itself; name the post that it answers')
    return unique


def _with_ids(
    lines: SourceLines, raw_posts: list[RawPost], first_of_id: Mapping[PostId, RawPost], first_position: int
) -> Iterator[RawPost]:
    """The posts with unique ids, without repeated ones. `first_of_id` has the first post of each id."""
    ids = _FreeIds(set(first_of_id))
    seen: set[RawPost] = set()
    for position, raw_post in enumerate(raw_posts, first_position):
        comparable = replace(raw_post, line=0, body=raw_post.body.strip())
        where = f"(the first is in line {first_of_id[raw_post.id].line})" if raw_post.id else ""
        if not raw_post.id:
            yield replace(raw_post, id=ids.take(PostId(str(position))))
        elif raw_post is first_of_id[raw_post.id]:
            yield raw_post
        elif comparable in seen:
            message = f'post "{raw_post.id}" stands here again, word for word, and is left out; remove one'
            lines.problem(raw_post.line, f"{message} {where}", Severity.WARNING)
        else:
            id_ = ids.take(raw_post.id)
            message = f'a second post "{raw_post.id}" {where} is called "{id_}"; rename one'
            lines.problem(raw_post.line, message, Severity.WARNING)
            yield replace(raw_post, id=id_)
        seen.add(comparable)


class _FreeIds:
    """Hands out ids that are not taken, with a suffix (`-2`, `-3`, ...) where needed."""

    def __init__(self, taken: set[PostId]) -> None:
        self._taken = taken
        self._last_suffix: dict[PostId, int] = {}

    def take(self, wanted: PostId) -> PostId:
        """The wanted id, or the first one with a suffix that is free; it is taken afterwards."""
        id_ = wanted
        while id_ in self._taken:
            self._last_suffix[wanted] = self._last_suffix.get(wanted, 1) + 1
            id_ = PostId(f"{wanted}-{self._last_suffix[wanted]}")
        self._taken.add(id_)
        return id_
