"""A page of a thread as JSON-LD for search engines. What the source does not declare has no key.

The keys are those of https://developers.google.com/search/docs/appearance/structured-data/discussion-forum. Breadcrumbs
and profiles have words of the interface, so the theme writes them (`breadcrumbs.html`, `profile.html`).
"""

from collections.abc import Sequence

from archiver.config import Config
from archiver.model import Prose, Thread, ThreadSummary, Url
from archiver.pages.boards import crumbs
from archiver.pages.contexts import OutlineEntry, PostView, QuoteView
from archiver.pages.pictures import first_picture

LinkedData = dict[str, object]

_LIKES = frozenset({"👍", "+1", "like", "thumbsup"})
"""The reactions that `LikeAction` stands for."""


def linked_data(
    thread: Thread, summary: ThreadSummary, opening: PostView | None, entries: Sequence[OutlineEntry], config: Config
) -> LinkedData:
    """A page of a thread as a `DiscussionForumPosting` (https://schema.org/DiscussionForumPosting).

    The first post of the thread is the posting itself; further pages have the beginning of its text. All other posts of
    the page are comments, nested as the outline is, so no deeper than its last level.

    Args:
        thread: the thread.
        summary: its summary.
        opening: its first post; None if it has no posts.
        entries: the outline of the page.
        config: the titles of boards, and `base_url`: if it is not configured, there are no URLs.
    """
    posting = _thread(summary, config)
    if opening:
        posting |= _address("mainEntityOfPage", _without_anchor(entries[0].post.url), config)
        posting["commentCount"] = summary.posts - 1
        posting |= _post(opening, config, thread.views)
        if entries[0].post is not opening and summary.excerpt:
            posting["text"] = summary.excerpt
    _nest_comments(posting, opening, entries, config)
    return posting


def _thread(summary: ThreadSummary, config: Config) -> LinkedData:
    posting: LinkedData = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": summary.title,
        **_address("url", summary.url, config),
        "isPartOf": _board(summary, config),
    }
    if summary.lang:
        posting["inLanguage"] = summary.lang
    if summary.tags:
        posting["keywords"] = summary.tags
    return posting


def _nest_comments(
    posting: LinkedData, opening: PostView | None, entries: Sequence[OutlineEntry], config: Config
) -> None:
    """Add the posts of an outline to the posting as comments, each to the post above it in the outline.

    Args:
        posting: the thread, which has the comments that are on no other comment.
        opening: the first post of the thread, which is no comment.
        entries: the outline of the page.
        config: see `linked_data`.
    """
    comments: list[LinkedData] = []
    above: list[tuple[int, LinkedData, list[LinkedData]]] = [(0, posting, comments)]
    for level, post in ((entry.level, entry.post) for entry in entries):
        if post is opening:
            continue
        while above[-1][0] >= level:
            above.pop()
        comment = {"@type": "Comment", **_address("url", post.url, config), **_post(post, config)}
        if post.replies:
            comment["commentCount"] = len(post.replies)
        _, answered, replies = above[-1]
        replies.append(comment)
        answered["comment"] = replies
        above.append((level, comment, []))


def _post(post: PostView, config: Config, views: int | None = None) -> LinkedData:
    """What a posting and a comment have in common.

    Args:
        post: the post.
        config: see `linked_data`.
        views: how often it was looked at, if that is known.
    """
    fields: LinkedData = {}
    if text := _own_text(post.blocks) or _quoted_text(post.blocks):
        fields["text"] = text
    if config.base_url and (picture := first_picture((post,))):
        fields["image"] = f"{config.base_url}{picture.url[1:]}"
    if post.author:
        fields["author"] = {"@type": "Person", "name": post.author.text, **_address("url", post.author.url, config)}
    if post.date:
        fields["datePublished"] = post.date.iso
    if post.edited:
        fields["dateModified"] = post.edited.iso
    if post.deleted or post.removal:
        fields["creativeWorkStatus"] = "Deleted"
    if counters := _counters(post, views):
        fields["interactionStatistic"] = counters
    return fields


def _own_text(blocks: Sequence[Prose | QuoteView]) -> str:
    return "\n".join([block.text for block in blocks if isinstance(block, Prose)])


def _quoted_text(blocks: Sequence[Prose | QuoteView]) -> str:
    """The text of a post that has nothing but quotes."""
    return "\n".join([_own_text(block.blocks) for block in blocks if isinstance(block, QuoteView)]).strip()


def _counters(post: PostView, views: int | None) -> list[LinkedData]:
    """How often a post was looked at and liked, if its source has that."""
    likes = post.score
    if likes is None and post.reactions:
        likes = sum(times for reaction, times in post.reactions if reaction in _LIKES) or None
    return [
        {
            "@type": "InteractionCounter",
            "interactionType": f"https://schema.org/{action}",
            "userInteractionCount": times,
        }
        for action, times in (("ViewAction", views), ("LikeAction", likes))
        if times is not None and times >= 0
    ]


def _board(summary: ThreadSummary, config: Config) -> LinkedData:
    """The board of a thread; the site, if it is in no board."""
    if boards := crumbs(summary.slug, config):
        return {"@type": "CreativeWork", "name": boards[-1].text, **_address("url", boards[-1].url, config)}
    return {"@type": "WebSite", "name": config.title, **_address("url", Url("/"), config)}


def _without_anchor(url: Url) -> Url:
    return Url(url.partition("#")[0])


def _address(key: str, url: Url, config: Config) -> dict[str, str]:
    return {key: f"{config.base_url}{url[1:]}"} if config.base_url else {}
