"""The posts of a thread as templates show them: with links to the posts that they answer and quote, and back."""

from collections import defaultdict

from msgspec.structs import replace

from archiver import urls
from archiver.config import Config
from archiver.model import (
    LinkedFrom,
    Origin,
    Origins,
    Parents,
    Post,
    PostId,
    Prose,
    Quote,
    QuoteState,
    ShowPassages,
    Thread,
    Url,
    copy_fields_to,
    own_words,
)
from archiver.pages.contexts import AuthorLink, DiffRun, PostRef, PostView, QuoteView
from archiver.pages.passages import passage_url
from archiver.pages.quote_diff import diff_quote
from archiver.pages.summaries import permalink


def view_posts(
    thread: Thread,
    origins: Origins,
    parents: Parents,
    config: Config,
    show: ShowPassages,
    linked_from: LinkedFrom,
) -> tuple[PostView, ...]:
    """The views of all posts of a thread, in order.

    Args:
        thread: the thread.
        origins: the origins of its quotes.
        parents: the parents of posts that declare none (see `quotes.find_parents`).
        config: the number of posts on a page, which permalinks depend on.
        show: puts published media into the HTML of a passage, and has the pictures of authors.
        linked_from: the posts of other threads that link to posts of this one.
    """
    views = _Views(thread, origins, parents, config, show, linked_from)
    return tuple(views.post(post) for post in thread.posts)


class _Views:
    """Makes the views of a thread's posts. The replies to each post, and its quotes by others, are found once."""

    def __init__(
        self,
        thread: Thread,
        origins: Origins,
        parents: Parents,
        config: Config,
        show: ShowPassages,
        linked_from: LinkedFrom,
    ) -> None:
        self._origins, self._parents, self._show = origins, parents, show
        self._linked_from = linked_from
        self._posts = {post.id: post for post in thread.posts}
        self._refs = {
            p.id: PostRef(number=p.number, position=p.position, url=permalink(thread, p, config), name=p.author)
            for p in thread.posts
        }
        self._authors = {
            name: AuthorLink(text=name, url=urls.author_url(name), picture=show.avatars.get(urls.name_key(name)))
            for name in dict.fromkeys(post.author for post in thread.posts if post.author)
        }
        self._replies: dict[PostId, list[PostRef]] = defaultdict(list)
        self._quoted_by: dict[PostId, dict[PostId, PostRef]] = defaultdict(dict)
        for post in thread.posts:
            if parent := self._parent(post):
                self._replies[parent].append(self._refs[post.id])
        for (quoting, _), origin in origins.items():
            if len(origin.posts) == 1:
                self._quoted_by[origin.posts[0]][quoting] = self._refs[quoting]

    def post(self, post: Post) -> PostView:
        """The view of a post of the thread."""
        parent = self._parent(post)
        quoted_by = sorted(self._quoted_by[post.id].values(), key=lambda ref: ref.position)
        return copy_fields_to(
            PostView,
            post,
            url=self._refs[post.id].url,
            author=self._authors[post.author] if post.author else None,
            original=post.url,
            blocks=self._blocks(post, post.blocks),
            reply_to=self._refs.get(parent) if parent else None,
            ghost=bool(parent) and parent not in self._refs,
            inferred=post.reply_to is None and parent is not None,
            replies=tuple(self._replies[post.id]),
            quoted_by=tuple(quoted_by),
            linked_from=self._linked_from.get(post.id, ()),
            tombstones=(),
        )

    def _parent(self, post: Post) -> PostId | None:
        return post.reply_to or self._parents.get(post.id)

    def _blocks(self, post: Post, blocks: tuple[Prose | Quote, ...]) -> tuple[Prose | QuoteView, ...]:
        return tuple(
            self._quote(post, block) if isinstance(block, Quote) else self._prose(post, block) for block in blocks
        )

    def _prose(self, post: Post, prose: Prose) -> Prose:
        """A passage with the media of its post in its HTML."""
        html = self._show.on_pages(prose.html, Url(self._refs[post.id].url.partition("#")[0]))
        return prose if html is prose.html else replace(prose, html=html)

    def _quote(self, post: Post, quote: Quote) -> QuoteView:
        origin = self._origins.get((post.id, quote.number))
        blocks = self._blocks(post, quote.blocks)
        return QuoteView(
            number=quote.number,
            length=sum(block.length if isinstance(block, QuoteView) else len(block.text) for block in blocks),
            blocks=blocks,
            attribution=quote.attribution.text if quote.attribution else None,
            state=origin.state if origin else None,
            origins=self._origin_refs(origin) if origin else (),
            is_named=self._is_named(quote, origin) if origin else False,
            passage=self._passage_url(origin) if origin else None,
            thread=origin.cross_thread.thread if origin and origin.cross_thread else None,
            changes=self._changes(quote, origin) if origin else (),
        )

    def _is_named(self, quote: Quote, origin: Origin) -> bool:
        """True if the attribution names an author of the origin: one of the two names contains the other."""
        named = urls.name_key(quote.attribution.author or "") if quote.attribution else ""
        return any(
            named in name or name in named
            for ref in self._origin_refs(origin)
            if named and (name := urls.name_key(ref.name or ""))
        )

    def _origin_refs(self, origin: Origin) -> tuple[PostRef, ...]:
        if other := origin.cross_thread:
            return (PostRef(number=other.number, position=0, url=other.url, name=other.author),)
        return tuple(self._refs[i] for i in origin.posts)

    def _passage_url(self, origin: Origin) -> Url | None:
        if origin.cross_thread:
            return origin.cross_thread.passage_url
        if len(origin.posts) != 1:
            return None
        source = self._posts[origin.posts[0]]
        return passage_url(self._refs[source.id].url, source.own_text, origin.spans)

    def _changes(self, quote: Quote, origin: Origin) -> tuple[DiffRun, ...]:
        if origin.state is not QuoteState.ALTERED or not origin.posts or not origin.spans:
            return ()
        passage = (origin.spans[0][0], origin.spans[-1][1])
        return diff_quote(own_words(self._posts[origin.posts[0]].blocks), passage, own_words(quote.blocks))
