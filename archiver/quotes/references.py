"""The earlier posts of a thread that a quote may be from: by its attribution, by the chain of replies, by author."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from archiver import urls
from archiver.model import Attribution, OriginMethod, Post, PostId, Quote, Thread

_MOST_ANCESTORS = 64
_MOST_OF_AUTHOR = 64  # posts, the nearest ones
_ID_PREFIXES = ("", "p", "post", "post-", "msg", "pid")  # that archives put before the number of a forum's database


class References:
    """Looks up the posts that quotes of one thread may be from, before any words are compared."""

    def __init__(self, thread: Thread) -> None:
        self._posts = thread.posts
        self._by_id = {post.id: post for post in thread.posts}
        self._by_author: dict[str, list[Post]] = defaultdict(list)
        for post in thread.posts:
            if post.author:
                self._by_author[urls.name_key(post.author)].append(post)

    def find(self, post: Post, quote: Quote) -> Iterator[tuple[OriginMethod, Post]]:
        """The earlier posts that a quote of `post` may be from, the most certain first; some may appear repeatedly."""
        attribution = quote.attribution
        if attribution and (declared := self._declared(attribution)) and declared.position < post.position:
            yield OriginMethod.DECLARED, declared
        yield from self._ancestors(post)
        if attribution and attribution.author:
            by_author = self._by_author.get(urls.name_key(attribution.author), [])
            end = bisect_left(by_author, post.position, key=lambda other: other.position)
            nearest_first = reversed(by_author[max(0, end - _MOST_OF_AUTHOR) : end])
            yield from ((OriginMethod.AUTHOR, other) for other in nearest_first)

    def _declared(self, attribution: Attribution) -> Post | None:
        """The post whose number an attribution has: the post with this id, or else the post at this position.

        A number of a forum's database (`post_id`) counts the posts of all threads, so it is never taken for a position,
        nor for an id that is equal to the position of its post. None if there is no such post.
        """
        if attribution.post_id:
            ids = (PostId(f"{prefix}{attribution.post_id}") for prefix in _ID_PREFIXES)
            named = next((post for id_ in ids if (post := self._by_id.get(id_))), None)
            return None if named is None or attribution.post_id == f"{named.position}" else named
        number = attribution.post
        if number is None:
            return None
        by_id = self._by_id.get(PostId(f"{number}")) or self._by_id.get(PostId(f"p{number}"))
        return by_id or (self._posts[number - 1] if 0 < number <= len(self._posts) else None)

    def _ancestors(self, post: Post) -> Iterator[tuple[OriginMethod, Post]]:
        """The chain of parents, nearest first, up to a parent that is missing or not earlier than its reply."""
        method = OriginMethod.PARENT
        for _ in range(_MOST_ANCESTORS):
            parent = self._by_id.get(post.reply_to) if post.reply_to else None
            if parent is None or parent.position >= post.position:
                return
            yield method, parent
            post, method = parent, OriginMethod.ANCESTOR
