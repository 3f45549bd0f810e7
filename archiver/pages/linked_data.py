"""A thread page for search engines, as schema.org has it. Only what is known: what a source doesn't say has no key."""

from collections.abc import Sequence

from archiver.config import Config
from archiver.model import Prose, ThreadSummary, Url
from archiver.pages.contexts import PostView

LinkedData = dict[str, object]


def linked_data(summary: ThreadSummary, posts: Sequence[PostView], config: Config) -> LinkedData:
    """A page of a thread as a `DiscussionForumPosting` (https://schema.org/DiscussionForumPosting), its first post the
    posting itself, the others its comments. Addresses only where the site knows its own.
    """
    thread: LinkedData = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": summary.title,
        **_address(summary.url, config),
    }
    if summary.lang:
        thread["inLanguage"] = summary.lang
    if summary.tags:
        thread["keywords"] = summary.tags
    if summary.posts:
        thread["commentCount"] = summary.posts - 1
    if posts and posts[0].place == 1:
        thread |= _told(posts[0], config)
        posts = posts[1:]
    if posts:
        thread["comment"] = [{"@type": "Comment", **_address(p.url, config), **_told(p, config)} for p in posts]
    return thread


def _told(post: PostView, config: Config) -> LinkedData:
    told: LinkedData = {}
    if text := "\n".join([block.text for block in post.blocks if isinstance(block, Prose)]):
        told["text"] = text
    if post.author:
        told["author"] = {"@type": "Person", "name": post.author.text, **_address(post.author.url, config)}
    if post.date:
        told["datePublished"] = post.date.iso
    if post.edited:
        told["dateModified"] = post.edited.iso
    if post.deleted:
        told["creativeWorkStatus"] = "Deleted"
    return told


def _address(url: Url, config: Config) -> dict[str, str]:
    return {"url": f"{config.base_url}{url[1:]}"} if config.base_url else {}
