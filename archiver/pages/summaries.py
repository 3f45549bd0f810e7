"""Summaries of threads, for lists and for the manifest; permalinks and excerpts of posts."""

from collections import Counter, defaultdict

from archiver import urls
from archiver.config import Config
from archiver.model import (
    Moment,
    MonthOfThread,
    Origins,
    Participant,
    Post,
    PostId,
    QuotedPost,
    Slug,
    Thread,
    ThreadSummary,
    Url,
    copy_fields_to,
)

_EXCERPT = 240  # characters


def summarize(thread: Thread, origins: Origins, config: Config) -> ThreadSummary:
    """The summary of a thread: all that lists show of it. The manifest stores it.

    Args:
        thread: the thread.
        origins: the origins of its quotes.
        config: the number of posts on a page.
    """
    dates = sorted(post.date for post in thread.posts if post.date)
    quotes = Counter(quoted for quoted, _ in quoting_pairs(origins))
    return copy_fields_to(
        ThreadSummary,
        thread,
        url=urls.slug_url(thread.slug),
        excerpt=excerpt(thread.posts[0]) if thread.posts else "",
        posts=len(thread.posts),
        started=dates[0] if dates else None,
        latest=dates[-1] if dates else None,
        participants=_participants(thread),
        months=_months(thread, config),
        page_dates=_page_dates(thread, config.posts_per_page),
        quoted=quotes.total(),
        most_quoted=_most_quoted(thread, quotes, config),
    )


def quoting_pairs(origins: Origins) -> set[tuple[PostId, PostId]]:
    """Each post of a thread that another one surely quotes, with that one. `origins` are those of its quotes."""
    return {
        (origin.posts[0], quoting)
        for (quoting, _), origin in origins.items()
        if len(origin.posts) == 1 and origin.posts[0] != quoting
    }


def _months(thread: Thread, config: Config) -> tuple[MonthOfThread, ...]:
    """The months in which a thread has posts; `config` has the number of posts on a page."""
    posts_of: dict[str, list[Post]] = defaultdict(list)
    for post in thread.posts:
        if post.date:
            posts_of[f"{post.date.at:%Y-%m}"].append(post)
    return tuple(
        MonthOfThread(month=month, posts=len(posts), first=permalink(thread, posts[0], config))
        for month, posts in sorted(posts_of.items())
    )


def _most_quoted(thread: Thread, quotes: Counter[PostId], config: Config) -> QuotedPost | None:
    """The post of a thread that most others quote.

    Args:
        thread: the thread.
        quotes: how many posts quote each post, by its id.
        config: the number of posts on a page.
    """
    if not quotes:
        return None
    post = max(thread.posts, key=lambda post: (quotes[post.id], -post.position))
    return quoted_post(thread, post, quotes[post.id], config)


def quoted_post(thread: Thread, post: Post, quotes: int, config: Config) -> QuotedPost:
    """A post that others quote, as lists show it.

    Args:
        thread: its thread.
        post: the post.
        quotes: how many posts quote it.
        config: the number of posts on a page.
    """
    return QuotedPost(
        url=permalink(thread, post, config),
        number=post.number,
        author=post.author,
        excerpt=excerpt(post),
        quotes=quotes,
    )


def _page_dates(thread: Thread, size: int) -> tuple[Moment | None, ...]:
    """The date of the latest post of each page of at most `size` posts; nothing for a thread of one page."""
    if len(thread.posts) <= size:
        return ()
    pages = (thread.posts[i : i + size] for i in range(0, len(thread.posts), size))
    return tuple(max((post.date for post in posts if post.date), default=None) for posts in pages)


def permalink(thread: Thread, post: Post, config: Config) -> Url:
    """The permalink of a post: its anchor on the page of the thread that shows it.

    Args:
        thread: the thread.
        post: a post of the thread.
        config: the number of posts on a page.
    """
    return post_permalink(thread.slug, post.id, post.position, config)


def post_permalink(thread: Slug, post: PostId, position: int, config: Config) -> Url:
    """The permalink of a post.

    Args:
        thread: the slug of its thread.
        post: its id.
        position: its position in the thread, from 1.
        config: the number of posts on a page.
    """
    return urls.post_url(_numbered(thread, (position - 1) // config.posts_per_page + 1), post)


def page_url(thread: Thread, number: int) -> Url:
    """The URL of page `number`, counted from 1, of a thread."""
    return _numbered(thread.slug, number)


def _numbered(thread: Slug, number: int) -> Url:
    first = urls.slug_url(thread)
    return first if number == 1 else urls.numbered_url(first, number)


def excerpt(post: Post, size: int = _EXCERPT) -> str:
    """The beginning of a post's own words, cut between words, of at most `size` characters and an ellipsis."""
    enough = size // 2 + 1  # words, with a space after each
    words = " ".join(post.own_text.split(maxsplit=enough)[:enough])
    if len(words) <= size:
        return words
    cut = words[:size].rpartition(" ")[0] or words[:size]
    return f"{cut} …"


def _participants(thread: Thread) -> tuple[Participant, ...]:
    """The authors of a thread, in the order of their first posts, each with the first spelling of the name."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for post in thread.posts:
        if post.author:
            key = urls.name_key(post.author)
            names.setdefault(key, post.author)
            counts[key] += 1
    return tuple(Participant(name=name, posts=counts[key]) for key, name in names.items())
