"""What is told of a thread outside its own pages: its summary for lists."""

from collections import Counter

from archiver import urls
from archiver.config import Config
from archiver.model import Participant, Post, Thread, ThreadSummary, Url, derive

_EXCERPT = 240  # characters


def summarize(thread: Thread, config: Config) -> ThreadSummary:
    """What list pages say of a thread."""
    dates = sorted(post.date for post in thread.posts if post.date)
    return derive(
        ThreadSummary,
        thread,
        url=urls.slug_url(thread.slug),
        excerpt=excerpt(thread.posts[0]) if thread.posts else "",
        posts=len(thread.posts),
        started=dates[0] if dates else None,
        latest=dates[-1] if dates else None,
        participants=_participants(thread, config),
    )


def permalink(thread: Thread, post: Post, config: Config) -> Url:
    """A post's address, on the page of its thread that shows it."""
    return urls.post_url(page_url(thread, (post.position - 1) // config.posts_per_page + 1), post.id)


def page_url(thread: Thread, number: int) -> Url:
    """The address of a page of a thread, counted from 1."""
    first = urls.slug_url(thread.slug)
    return first if number == 1 else urls.numbered_url(first, number)


def excerpt(post: Post) -> str:
    """The beginning of a post's own words, cut at a word."""
    words = " ".join(post.own_text.split())
    if len(words) <= _EXCERPT:
        return words
    cut = words[:_EXCERPT].rpartition(" ")[0] or words[:_EXCERPT]
    return f"{cut} …"


def _participants(thread: Thread, config: Config) -> tuple[Participant, ...]:
    """Who wrote in a thread, in the order of their first posts; a name's first spelling stands for all."""
    first: dict[str, Post] = {}
    counts: Counter[str] = Counter()
    for post in thread.posts:
        if post.author:
            key = urls.identity(post.author)
            first.setdefault(key, post)
            counts[key] += 1
    return tuple(
        Participant(name=post.author or "", posts=counts[key], first=permalink(thread, post, config))
        for key, post in first.items()
    )
