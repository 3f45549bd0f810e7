"""Finds the parents of posts that do not declare which post they answer, by what they quote."""

from archiver.model import Origins, Parents, Quote, Thread


def find_parents(thread: Thread, origins: Origins) -> Parents:
    """The parent of each post that declares none: the latest post that it quotes, inner quotes left out.

    `origins` has the result of `find_origins(thread)`. A post that quotes nothing of the thread is not in the result.
    """
    positions = {post.id: post.position for post in thread.posts}
    parents = {}
    for post in thread.posts:
        quoted = [
            origin.posts[0]
            for block in post.blocks
            if isinstance(block, Quote) and (origin := origins.get((post.id, block.number))) and len(origin.posts) == 1
        ]
        if quoted and not post.reply_to:
            parents[post.id] = max(quoted, key=lambda other: positions[other])
    return parents
