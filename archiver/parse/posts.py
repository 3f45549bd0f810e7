"""Posts whose bodies are not parsed yet; their ids and numbers."""

import re
from collections.abc import Sequence
from operator import lt

from archiver.model import BodyFormat, PostId, PostMetadata

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")
NO_ID = PostId("")
"""The id of a raw post whose source gives it none; it is replaced by the post's position."""
MOST_BEFORE = 2000
"""The most posts that a thread has before the first one of a source, as where its first pages are lost."""


class RawPost(PostMetadata, frozen=True, kw_only=True):
    """A post whose body is not parsed yet."""

    id: PostId
    """`NO_ID` if the source has none: it becomes the post's position."""
    file: str
    """The file that the post is in, relative to the project's folder, as messages name it."""
    line: int
    """The line number in `file` at which the post begins, from 1."""
    body: str
    format: BodyFormat | None = None
    """The markup of the body, if it is not that of the thread."""
    files: tuple[str, ...] = ()
    """Addresses of files that belong to the post, and are shown below its body."""


def parse_post_id(text: str) -> PostId | None:
    """The text as the id of a post, which is also its anchor; None if it has characters that an id cannot have."""
    return PostId(text) if _ID.fullmatch(text) else None


def numbers_of(ids: Sequence[PostId]) -> Sequence[int]:
    """The numbers that readers see of posts, made from their ids: the ids themselves if they are ascending numbers,
    else 1, 2, 3, ... Ids of which the first is above MOST_BEFORE count the posts of a whole forum: they are no numbers
    that tell readers anything.

    >>> numbers_of([PostId("1"), PostId("3")]), numbers_of([PostId("p1"), PostId("p3")])
    ([1, 3], range(1, 3))
    >>> numbers_of([PostId("273258468"), PostId("273258700")])
    range(1, 3)
    """
    positions = range(1, len(ids) + 1)
    if not all(map(_NUMBER.fullmatch, ids)):
        return positions
    numbers = [*map(int, ids)]
    is_of_thread = all(map(lt, numbers, numbers[1:])) and (not numbers or numbers[0] <= MOST_BEFORE)
    return numbers if is_of_thread else positions
