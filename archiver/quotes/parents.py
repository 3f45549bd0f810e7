"""Replies that a source does not declare, from what posts quote."""

from archiver.model import Origins, Parents, Quote, Thread


def find_parents(thread: Thread, origins: Origins) -> Parents:
    """For each post that declares no reply and quotes another, the latest post that it quotes at its top level."""
    places = {post.id: post.place for post in thread.posts}
    parents = {}
    for post in thread.posts:
        quoted = [
            origin.posts[0]
            for block in post.blocks
            if isinstance(block, Quote) and (origin := origins.get((post.id, block.number))) and len(origin.posts) == 1
        ]
        if quoted and not post.reply_to:
            parents[post.id] = max(quoted, key=lambda other: places[other])
    return parents
