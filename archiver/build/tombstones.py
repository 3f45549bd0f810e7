"""Posts that are taken down, as pages show them: where they were, without their words and their authors."""

from msgspec.structs import replace

from archiver.model import Post, Removal, Thread, Withheld


def with_tombstones(thread: Thread, withheld: Withheld | None) -> Thread:
    """A thread in which the posts that are `withheld` are tombstones, and the authors of others are not named."""
    if withheld is None or not (withheld.removals or withheld.anonymous):
        return thread
    removals, anonymous = dict(withheld.removals), frozenset(withheld.anonymous)
    return replace(
        thread,
        posts=tuple(
            _tombstone(post, removals[post.id])
            if post.id in removals
            else replace(post, author=None, address=None, url=None, extra=())
            if post.id in anonymous
            else post
            for post in thread.posts
        ),
    )


def _tombstone(post: Post, removal: Removal) -> Post:
    """All that stays of a post: its id, its number, its place, its date, and which post it answers."""
    return Post(
        id=post.id,
        number=post.number,
        position=post.position,
        file=post.file,
        line=post.line,
        date=post.date,
        reply_to=post.reply_to,
        blocks=(),
        removal=removal,
    )
