"""The outline of a page of a thread: its posts in pre-order of the tree of their replies."""

from collections.abc import Sequence

from archiver.model import Prose
from archiver.pages.contexts import OutlineEntry, PostView

_DEEPEST = 8  # the last level; replies to its posts are on this level, too
_LINE = 64  # characters
_READ = 4 * _LINE  # characters of a passage, white space included, that a line is taken from


def outline(posts: Sequence[PostView]) -> tuple[OutlineEntry, ...]:
    """The posts of a page in the order of the tree of replies. A reply is after its parent, and one level deeper.

    Parents on other pages are ignored. A reply counts only if it is later than its parent, so no circle of replies can
    hide a post. It does not recurse, for a chain of replies may be as long as the thread.
    """
    first = posts[0].position if posts else 1
    waiting = [(post, 1) for post in reversed(posts) if not _is_below(post, first)]
    entries: list[OutlineEntry] = []
    while waiting:
        post, level = waiting.pop()
        entries.append(OutlineEntry(post=post, level=level, words=_first_words(post)))
        positions = [
            ref.position for ref in reversed(post.replies) if post.position < ref.position < first + len(posts)
        ]
        waiting += ((posts[position - first], min(level + 1, _DEEPEST)) for position in positions)
    return tuple(entries)


def _first_words(post: PostView) -> str:
    """A line of a post's own words, cut between words where they have spaces; "" if it only quotes."""
    text = next((block.text for block in post.blocks if isinstance(block, Prose) and block.text), "")
    words = " ".join(text[:_READ].split())
    if len(words) <= _LINE:
        return words
    return f"{words[:_LINE].rpartition(' ')[0] or words[:_LINE]} …"


def _is_below(post: PostView, first: int) -> bool:
    """True if a post answers an earlier post of its page, whose first post has the position `first`."""
    return post.reply_to is not None and first <= post.reply_to.position < post.position
