"""Makes posts of the items of Hacker News. Bodies are HTML, with the link of a story and the options of a poll."""

from collections.abc import Iterable, Iterator

from archiver.importers.hackernews.bodies import link_paragraph, mark_quotes
from archiver.importers.hackernews.items import Item
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import flag_in, moment_at, number_in, text_in
from archiver.importers.threads import ImportedPost
from archiver.model import BodyFormat

GONE = frozenset({"[deleted]", "[flagged]", "[dead]", "[delayed]", "[removed]"})
"""What stands in place of a text that is not shown."""


class ItemPosts:
    """Makes posts; tells how many are gone."""

    def __init__(self, context: ImportContext, *, keeps_dead: bool) -> None:
        """Counts go to `context`. With `keeps_dead`, the texts of dead posts stay."""
        self._context, self._keeps_dead = context, keeps_dead

    def post(self, item: Item, options: Iterable[Item] = ()) -> ImportedPost:
        """The post of a story or a comment.

        Args:
            item: the story or the comment.
            options: what a poll lets readers choose from.
        """
        is_gone = self._is_gone(item)
        parent = number_in(item, "parent")
        moment = item.get("time")
        return ImportedPost(
            id=str(item["id"]),
            author=text_in(item, "by") or None,
            date=moment_at(moment) if isinstance(moment, float) else None,
            body="" if is_gone else "".join(_body(item, options)),
            format=BodyFormat.HTML,
            reply_to=str(parent) if parent else None,
            url=url_of(item["id"]),
            score=number_in(item, "points"),
            deleted=is_gone,
            extra={"dead": "true"} if flag_in(item, "dead") else {},
        )

    def _is_gone(self, item: Item) -> bool:
        text = text_in(item, "text")
        if is_deleted(item) or text.strip() in GONE:
            self._context.note("posts that were deleted or flagged")
            return True
        if flag_in(item, "dead") and not self._keeps_dead:
            self._context.note("dead posts, whose texts are left out (--set dead=keep)")
            return True
        return False


def is_deleted(item: Item) -> bool:
    """True for an item that its author has deleted: the search at Algolia has it without author and text."""
    return flag_in(item, "deleted") or not any(text_in(item, name) for name in ("by", "text", "title"))


def url_of(id_: object) -> str:
    """The URL of an item."""
    return f"https://news.ycombinator.com/item?id={id_}"


def _body(item: Item, options: Iterable[Item]) -> Iterator[str]:
    yield link_paragraph(text_in(item, "url"))
    yield mark_quotes(text_in(item, "text"))
    shown = "".join(f"<li>{_option(option)}</li>" for option in options)
    yield f"<ul>{shown}</ul>" if shown else ""


def _option(option: Item) -> str:
    points = number_in(option, "points")
    text = text_in(option, "text", "title")
    return text if points is None else f"{text} ({points:,})"
