"""Makes posts of Reddit's submissions and comments."""

from collections.abc import Iterator
from typing import Any

from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import dict_in, dicts_in, moment_at, number_in, text_in
from archiver.importers.markdown.escaping import escape_text, link
from archiver.importers.markdown.lines import quote
from archiver.importers.reddit.dialect import SITE, address_of_media, reddit_to_markdown, unescape
from archiver.importers.reddit.records import id_of, is_deleted_later, media_of, number_of, removed_by
from archiver.importers.threads import ImportedAttachment, ImportedPost
from archiver.model import BodyFormat, Moment
from archiver.values import is_web_address

GONE = frozenset({"[deleted]", "[removed]", "[ Removed by Reddit ]", "[deleted by user]", "[removed by reddit]"})
"""What stands in place of a text that was deleted."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp")


class RedditPosts:
    """Makes posts; tells how many were deleted."""

    def __init__(self, context: ImportContext, *, keeps_deleted: bool) -> None:
        """Counts go to `context`. With `keeps_deleted`, texts that were deleted later stay."""
        self._context, self._keeps_deleted = context, keeps_deleted

    def submission(self, record: dict[str, Any], number: int) -> ImportedPost:
        """The first post of a thread, by the record and the number of a submission."""
        is_gone = self._is_gone(record, text_in(record, "selftext"))
        return ImportedPost(
            id=f"t3_{id_of(number)}",
            author=_author(record, is_gone=is_gone),
            date=_date(record),
            body="" if is_gone else _submission_body(record),
            format=BodyFormat.MARKDOWN,
            url=permalink(record) or f"{SITE}/comments/{id_of(number)}/",
            edited=_edited(record),
            score=number_in(record, "score"),
            deleted=is_gone,
            attachments=() if is_gone else tuple(_files(record)),
            extra=_extra(record),
        )

    def comment(self, record: dict[str, Any], number: int, thread: int) -> ImportedPost:
        """A comment.

        Args:
            record: the comment.
            number: its number.
            thread: the number of the submission.
        """
        body = text_in(record, "body")
        is_gone = self._is_gone(record, body)
        built = f"{SITE}/r/{text_in(record, 'subreddit') or 'all'}/comments/{id_of(thread)}/_/{id_of(number)}/"
        return ImportedPost(
            id=f"t1_{id_of(number)}",
            author=_author(record, is_gone=is_gone),
            date=_date(record),
            body="" if is_gone else reddit_to_markdown(unescape(body), media_of(record)),
            format=BodyFormat.MARKDOWN,
            reply_to=_parent(record),
            url=permalink(record) or built,
            edited=_edited(record),
            score=None if record.get("score_hidden") is True else number_in(record, "score"),
            pinned=record.get("stickied") is True,
            deleted=is_gone,
            extra=_extra(record),
        )

    def _is_gone(self, record: dict[str, Any], body: str) -> bool:
        if body.strip() in GONE:
            self._context.note("posts that were deleted or removed")
            return True
        if is_deleted_later(record) and not self._keeps_deleted:
            self._context.note("posts that were deleted later, whose texts are left out (--set deleted=keep)")
            return True
        return False


def permalink(record: dict[str, Any]) -> str | None:
    """The URL of a record; None if it has none."""
    path = text_in(record, "permalink")
    address = f"{SITE}{path}" if path.startswith("/") else path
    return address if is_web_address(address) else None


def _author(record: dict[str, Any], *, is_gone: bool) -> str | None:
    name = text_in(record, "author")
    return None if name in GONE or (is_gone and is_deleted_later(record)) else name or None


def _date(record: dict[str, Any]) -> Moment | None:
    return moment_at(number_in(record, "created_utc", "created"))


def _edited(record: dict[str, Any]) -> Moment | None:
    """When it was edited; None if that is not known: old records say only that it was."""
    return moment_at(number_in(record, "edited"))


def _parent(record: dict[str, Any]) -> str | None:
    parent = record.get("parent_id")
    number = number_of(parent)
    if number is None:
        return None
    is_comment = not (isinstance(parent, str) and parent.startswith("t3_"))
    return f"t1_{id_of(number)}" if is_comment else f"t3_{id_of(number)}"


def _extra(record: dict[str, Any]) -> dict[str, str]:
    extra = {
        "distinguished": text_in(record, "distinguished"),
        "flair": unescape(text_in(record, "author_flair_text")),
        "removed-by": removed_by(record),
        "edited": "yes" if record.get("edited") is True else "",
    }
    return {name: value for name, value in extra.items() if value}


def _submission_body(record: dict[str, Any]) -> str:
    """The text of a submission, what it links to, its poll, and the submission that it repeats."""
    text = reddit_to_markdown(unescape(text_in(record, "selftext")), media_of(record))
    return "\n\n".join(filter(None, (_linked(record), text, _poll(record), _crosspost(record))))


def _linked(record: dict[str, Any]) -> str:
    """The link of a submission, unless it is a file of its own, or leads to itself."""
    url = unescape(text_in(record, "url_overridden_by_dest", "url"))
    is_own = record.get("is_self") is True or record.get("is_gallery") is True or "crosspost_parent" in record
    if is_own or not url or _is_file(url) or (url.startswith(f"{SITE}/r/") and "/comments/" in url):
        return ""
    return link(f"{SITE}{url}" if url.startswith("/") else url)


def _is_file(url: str) -> bool:
    """True for the URL of a picture or a film that Reddit shows."""
    plain = url.partition("?")[0].lower()
    return plain.endswith(_PICTURES) or plain.startswith("https://v.redd.it/")


def _poll(record: dict[str, Any]) -> str:
    options = dicts_in(dict_in(record, "poll_data"), "options")
    lines = []
    for option in options:
        votes = number_in(option, "vote_count")
        count = f" ({votes:,})" if votes is not None else ""
        lines.append(f"- {escape_text(' '.join(text_in(option, 'text').split()))}{count}")
    return "\n".join(lines)


def _crosspost(record: dict[str, Any]) -> str:
    originals = dicts_in(record, "crosspost_parent_list")
    if not originals:
        number = number_of(record.get("crosspost_parent"))
        return link(f"{SITE}/comments/{id_of(number)}/", "crosspost") if number is not None else ""
    original = originals[0]
    text = text_in(original, "selftext")
    words = "" if text in GONE else reddit_to_markdown(unescape(text), media_of(original))
    author = text_in(original, "author")
    attribution = f"**{escape_text(author)} wrote:**" if words and author not in {"", *GONE} else ""
    place = escape_text(f"crosspost of {unescape(text_in(original, 'title')) or 'this'}")
    origin = link(permalink(original) or "", " ".join(place.split())) if permalink(original) else ""
    return "\n\n".join(filter(None, (origin, attribution, quote(words) if words else "", _linked(original))))


def _files(record: dict[str, Any]) -> Iterator[ImportedAttachment]:
    """The pictures and films of a submission."""
    media = media_of(record)
    shown = dicts_in(dict_in(record, "gallery_data"), "items")
    for entry in shown:
        id_ = text_in(entry, "media_id")
        if address := address_of_media(media.get(id_)):
            yield ImportedAttachment(name=text_in(entry, "caption") or id_, address=address)
    video = text_in(dict_in(dict_in(record, "media"), "reddit_video"), "fallback_url")
    url = unescape(text_in(record, "url_overridden_by_dest", "url"))
    if is_web_address(unescape(video)):
        yield ImportedAttachment(name="video", address=unescape(video))
    elif record.get("is_self") is not True and _is_file(url) and is_web_address(url):
        yield ImportedAttachment(name=url.rpartition("/")[2], address=url)
