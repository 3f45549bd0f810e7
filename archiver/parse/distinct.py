"""Ids that are distinct in their thread, so that each post has an anchor of its own; no post is lost over its id.

Pages of a scrape overlap, and people renumber: a post that stands in a source twice, word for word, is kept once; one
that shares its id with another is given a suffix. Both with a warning. Replies to a shared id lead to its first post.
"""

from collections.abc import Iterator
from dataclasses import replace

from archiver.errors import Severity
from archiver.model import PostId
from archiver.parse.posts import Draft, Lines

NO_ID = PostId("")
"""That of a post whose heading gives none: it is called by its place."""
PREFACE = PostId("0")
"""What the text before the first post is called, where that is free."""


def with_distinct_ids(lines: Lines, drafts: list[Draft], *, first_place: int = 1) -> list[Draft]:
    """The posts, each under an id that no other has; replies that lead nowhere are problems."""
    given = {draft.id: draft for draft in reversed(drafts) if draft.id}
    are_distinct = len(given) == len(drafts)  # as nearly always
    kept = drafts if are_distinct else list(_named(lines, drafts, given, first_place))
    known = {draft.id for draft in kept}
    for draft in kept:
        if draft.reply_to is not None and draft.reply_to not in known:
            lines.problem(draft.line, f'a reply to "{draft.reply_to}", which is not in this thread')
        if draft.reply_to == draft.id:
            lines.problem(draft.line, f'"{draft.id}" replies to itself; name the post that it answers')
    return kept


def _named(lines: Lines, drafts: list[Draft], first: dict[PostId, Draft], first_place: int) -> Iterator[Draft]:
    """`first` has the first post of each id that is given; `first_place` is that of the first of all."""
    names = _Names(set(first))
    seen: set[Draft] = set()
    for place, draft in enumerate(drafts, first_place):
        alike = replace(draft, line=0, body=draft.body.strip())
        where = f"(the first is in line {first[draft.id].line})" if draft.id else ""
        if not draft.id:
            yield replace(draft, id=names.free(PostId(str(place))))
        elif draft is first[draft.id]:
            yield draft
        elif alike in seen:
            message = f'post "{draft.id}" stands here again, word for word, and is left out; remove one'
            lines.problem(draft.line, f"{message} {where}", Severity.WARNING)
        else:
            name = names.free(draft.id)
            message = f'a second post "{draft.id}" {where} is called "{name}"; rename one'
            lines.problem(draft.line, message, Severity.WARNING)
            yield replace(draft, id=name)
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
