"""Posts that are taken down, as pages show them: where they were, without their words and their authors."""

from msgspec.structs import replace

from archiver.model import Post, Removal, Thread, Withheld


def with_tombstones(thread: Thread, withheld: Withheld | None) -> Thread:
    """A thread in which the posts that are `withheld` are tombstones, and the authors of others are not named, or have
    pseudonyms.
    """
    if withheld is None or not (withheld.removals or withheld.anonymous or withheld.renamed):
        return thread
    removals, authors = dict(withheld.removals), {**dict.fromkeys(withheld.anonymous), **dict(withheld.renamed)}
    return replace(
        thread,
        posts=tuple(
            _tombstone(post, removals[post.id])
            if post.id in removals
            else replace(post, author=authors[post.id], address=None, url=None, extra=(), other_names=())
            if post.id in authors
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
