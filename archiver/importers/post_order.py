"""Puts the posts of a thread into the order in which they are read: by date or nested, parents first. Pure."""

from archiver.importers.threads import ImportedPost


def by_date(posts: list[ImportedPost]) -> list[ImportedPost]:
    """The posts by date, in the order in which they are where dates are equal. A post without a date stays right behind
    the one before it.
    """
    keys = []
    latest = float("-inf")
    for post in posts:
        latest = post.date.at.timestamp() if post.date else latest
        keys.append(latest)
    return [posts[index] for index in sorted(range(len(posts)), key=keys.__getitem__)]


def parents_first(posts: list[ImportedPost]) -> tuple[ImportedPost, ...]:
    """The posts, each reply that stands before its parent moved right behind it. Replies in a circle stay."""
    order = _Order(posts)
    known = {post.id for post in posts}
    for index, post in enumerate(posts):
        if post.reply_to in known and post.reply_to not in order.ids and post.reply_to != post.id:
            order.waiting.setdefault(post.reply_to or "", []).append(index)
        else:
            order.place(index)
    for index in range(len(posts)):  # what is left is in circles, or answers such posts
        order.place(index)
    return tuple(posts[index] for index in order.indexes)


def nested(posts: list[ImportedPost]) -> list[ImportedPost]:
    """The posts in the order in which they are nested: each followed by its replies, parents first."""
    ids = {post.id for post in posts}
    replies: dict[str, list[ImportedPost]] = {}
    for post in posts:
        parent = post.reply_to if post.reply_to in ids and post.reply_to != post.id else None
        replies.setdefault(parent or "", []).append(post)
    ordered: list[ImportedPost] = []
    waiting = replies.pop("", [])[::-1]
    while waiting or replies:
        if not waiting:  # posts that answer one another in a circle
            waiting = replies.pop(next(iter(replies)))[::-1]
        post = waiting.pop()
        ordered.append(post)
        waiting += replies.pop(post.id, [])[::-1]
    return ordered


class _Order:
    """The posts that have their place."""

    def __init__(self, posts: list[ImportedPost]) -> None:
        self._posts = posts
        self.indexes: dict[int, None] = {}
        self.ids = set[str]()
        self.waiting: dict[str, list[int]] = {}
        """The posts that wait for a parent, by its id."""

    def place(self, index: int) -> None:
        """Append a post, unless it has its place, and then what waits for it."""
        stack = [index]
        while stack:
            current = stack.pop()
            if current not in self.indexes:
                self.indexes[current] = None
                self.ids.add(self._posts[current].id)
                stack.extend(reversed(self.waiting.pop(self._posts[current].id, ())))
