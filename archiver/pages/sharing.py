"""What chat windows, networks and search engines are told of a page of a thread."""

from collections.abc import Sequence

from archiver.config import Config
from archiver.model import Thread, ThreadSummary
from archiver.pages.contexts import OutlineEntry, PostView
from archiver.pages.linked_data import linked_data
from archiver.pages.pictures import first_picture
from archiver.pages.summaries import excerpt


def sharing_fields(
    thread: Thread, summary: ThreadSummary, opening: PostView | None, entries: Sequence[OutlineEntry], config: Config
) -> dict[str, object]:
    """Fields of the context of a page of a thread: `excerpt`, `published`, `modified`, `picture`, `linked_data`.

    Args:
        thread: the thread.
        summary: its summary.
        opening: its first post; None if it has no posts.
        entries: the outline of the page.
        config: the settings of the site.
    """
    posts = sorted((entry.post for entry in entries), key=lambda post: post.position)
    dates = [date for post in posts for date in (post.date, post.edited) if date]
    is_first = not posts or posts[0] is opening
    return {
        "excerpt": summary.excerpt if is_first else excerpt(thread.posts[posts[0].position - 1]),
        "published": opening.date if opening else None,
        "modified": max(dates, key=lambda date: date.at, default=None),
        "picture": first_picture(posts),
        "linked_data": linked_data(thread, summary, opening, entries, config),
    }
