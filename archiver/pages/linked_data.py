"""A page of a thread as JSON-LD for search engines. What the source does not declare has no key."""

from collections.abc import Sequence

from archiver.config import Config
from archiver.model import Prose, ThreadSummary, Url
from archiver.pages.contexts import PostView

LinkedData = dict[str, object]


def linked_data(summary: ThreadSummary, posts: Sequence[PostView], config: Config) -> LinkedData:
    """A page of a thread as a `DiscussionForumPosting` (https://schema.org/DiscussionForumPosting).

    Args:
        summary: the thread. Its first post is the posting itself, the other posts are comments.
        posts: the posts on the page.
        config: `base_url` is read from it; if it is not configured, there are no URLs.
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
    if posts and posts[0].position == 1:
        thread |= _post(posts[0], config)
        posts = posts[1:]
    if posts:
        thread["comment"] = [{"@type": "Comment", **_address(p.url, config), **_post(p, config)} for p in posts]
    return thread


def _post(post: PostView, config: Config) -> LinkedData:
    fields: LinkedData = {}
    if text := "\n".join([block.text for block in post.blocks if isinstance(block, Prose)]):
        fields["text"] = text
    if post.author:
        fields["author"] = {"@type": "Person", "name": post.author.text, **_address(post.author.url, config)}
    if post.date:
        fields["datePublished"] = post.date.iso
    if post.edited:
        fields["dateModified"] = post.edited.iso
    if post.deleted:
        fields["creativeWorkStatus"] = "Deleted"
    return fields


def _address(url: Url, config: Config) -> dict[str, str]:
    return {"url": f"{config.base_url}{url[1:]}"} if config.base_url else {}
