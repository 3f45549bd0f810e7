"""Makes the ids of posts unique in their thread, so that each post has an anchor. No post is lost over its id.

Overlapping pages of a scrape repeat posts, and people renumber them. Of two posts that are equal in all attributes and
words, the second is dropped; of two different posts with one id, the second gets a suffix. Both cause a warning.
Replies to a shared id lead to its first post.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec.structs import replace

from archiver.errors import Problem, Severity
from archiver.model import PostId
from archiver.parse.posts import RawPost

PREFACE = PostId("0")
"""The id of the post that is made of the text before the first heading, unless another post has it."""


def assign_unique_ids(raw_posts: list[RawPost], problems: list[Problem]) -> list[RawPost]:
    """The posts, each with an id that no other has. Without an id of its own, it is the position, from 1; posts are
    counted from 0 if the first one is the text before the first heading.

    Args:
        raw_posts: the posts of a thread in order; their ids may be missing (`NO_ID`) or repeated.
        problems: those of repeated ids, and of replies to a post that is missing, or to itself, are added to it.
    """
    first_position = 0 if raw_posts and raw_posts[0].id == PREFACE else 1
    first_of_id = {raw_post.id: raw_post for raw_post in reversed(raw_posts) if raw_post.id}
    are_unique = len(first_of_id) == len(raw_posts)  # nearly always
    unique = raw_posts if are_unique else list(_with_ids(raw_posts, problems, first_of_id, first_position))
    ids = {raw_post.id for raw_post in unique}
    for raw_post in unique:
        if raw_post.reply_to is not None and raw_post.reply_to not in ids:
            problems.append(_problem(raw_post, f'a reply to "{raw_post.reply_to}", which is not in this thread'))
        if raw_post.reply_to == raw_post.id:
            problems.append(_problem(raw_post, f'"{raw_post.id}" replies to itself; name the post that it answers'))
    return unique


def _problem(raw_post: RawPost, message: str, severity: Severity = Severity.ERROR) -> Problem:
    return Problem(path=raw_post.file, line=raw_post.line, message=message, severity=severity)


def _with_ids(
    raw_posts: list[RawPost], problems: list[Problem], first_of_id: Mapping[PostId, RawPost], first_position: int
) -> Iterator[RawPost]:
    """The posts with unique ids, without repeated ones.

    Args:
        raw_posts: the posts of a thread in order.
        problems: those of repeated ids are added to it.
        first_of_id: the first post of each id.
        first_position: the position of the first post.
    """
    ids = _FreeIds(set(first_of_id))
    seen: set[RawPost] = set()
    for position, raw_post in enumerate(raw_posts, first_position):
        comparable = replace(raw_post, file="", line=0, body=raw_post.body.strip())
        where = f"(the first is in {_place(first_of_id[raw_post.id], raw_post.file)})" if raw_post.id else ""
        if not raw_post.id:
            yield replace(raw_post, id=ids.take(PostId(str(position))))
        elif raw_post is first_of_id[raw_post.id]:
            yield raw_post
        elif comparable in seen:
            message = f'post "{raw_post.id}" stands here again, word for word, and is left out; remove one'
            problems.append(_problem(raw_post, f"{message} {where}", Severity.WARNING))
        else:
            id_ = ids.take(raw_post.id)
            message = f'a second post "{raw_post.id}" {where} is called "{id_}"; rename one'
            problems.append(_problem(raw_post, message, Severity.WARNING))
            yield replace(raw_post, id=id_)
        seen.add(comparable)


def _place(raw_post: RawPost, file: str) -> str:
    """Where a post is, for a message about another one in `file`."""
    return f"line {raw_post.line}" if raw_post.file == file else f"{raw_post.file}, line {raw_post.line}"


def preface_id(ids: Iterable[PostId]) -> PostId:
    """The id of the post that is made of the text before the first heading, if the other posts have these ids."""
    return _FreeIds(set(ids)).take(PREFACE)


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
