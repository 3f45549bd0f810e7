"""Makes threads of items that come in any order: each is kept on the disk, its ancestors are known by their ids.

A comment tells its parent, and only the search at Algolia tells the story too; so the story is found when all items are
known. A story that is not among them is known by its id.
"""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from archiver.importers.hackernews.items import Item
from archiver.importers.hackernews.posts import ItemPosts, is_deleted, url_of
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import flag_in, number_in, text_in
from archiver.importers.json_records import write_json
from archiver.importers.post_order import nested
from archiver.importers.record_groups import RecordGroup, RecordGroups
from archiver.importers.threads import ImportedThread
from archiver.model import BodyFormat

SITE = "news.ycombinator.com/hackernews"
BOARD = "Hacker News"


class ItemThreads:
    """The items of all files, open while the context is. First all are added, then the threads are read."""

    def __init__(self, folder: Path, context: ImportContext, *, keeps_dead: bool) -> None:
        """Temporary files are made in `folder`. With `keeps_dead`, the texts of dead posts stay."""
        self._folder, self._context = folder, context
        self._posts = ItemPosts(context, keeps_dead=keeps_dead)
        self._stack = ExitStack()
        self._above: dict[int, int] = {}
        self._stories: dict[int, int] = {}
        """The stories that comments tell for parents."""

    def __enter__(self) -> Self:
        self._items = self._stack.enter_context(RecordGroups[int](self._folder))
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._stack.close()

    def add(self, item: Item) -> None:
        """Add an item. Of copies the later one counts where it tells something."""
        id_, parent = item["id"], item.get("parent", 0)
        story = item.get("story", 0)
        if parent and parent != id_:
            self._above[id_] = parent
            if story and story != parent:
                self._stories.setdefault(parent, story)
        self._items.add(id_, 0, write_json(item))

    def threads(self) -> Iterator[ImportedThread]:
        """The threads, in the order of their stories."""
        done = 0
        with RecordGroups[int](self._folder) as by_story:
            self._group(by_story)
            for group in by_story.groups():
                done += len(group.records)
                self._context.advance("writing posts", done, by_story.count)
                yield self._thread(group)

    def _group(self, by_story: RecordGroups[int]) -> None:
        for parent, story in self._stories.items():
            if parent != story:
                self._above.setdefault(parent, story)
        tops: dict[int, int] = {}
        for id_, copies in self._items.groups():
            if len(copies) > 1:
                self._context.note("copies of items, of which the last counts", len(copies) - 1)
            merged: dict[str, Any] = {}
            for copy in copies:
                merged.update(json.loads(copy))
            by_story.add(self._top(id_, tops), id_, write_json(merged))

    def _top(self, id_: int, tops: dict[int, int]) -> int:
        """The id of the story of an item; of items that answer one another in a circle, the least id.

        Args:
            id_: the id of the item.
            tops: the stories that are known, to which those of the item and its ancestors are added.
        """
        path: dict[int, None] = {}
        while id_ not in tops and id_ not in path and id_ in self._above:
            path[id_] = None
            id_ = self._above[id_]
        if id_ in path:
            circle = list(path)
            top = min(circle[circle.index(id_) :])
        else:
            top = tops.get(id_, id_)
        tops.update((passed, top) for passed in path)
        return top

    def _thread(self, group: RecordGroup[int]) -> ImportedThread:
        """The thread of a story and its comments."""
        items: list[Item] = [json.loads(record) for record in group.records]
        first = items[0] if items[0]["id"] == group.key else {}
        options = [item for item in items if item.get("kind") == "pollopt" and item is not first]
        others = [item for item in items if item.get("kind") != "pollopt" and item is not first]
        posts = [self._posts.post(first, options)] if first else []
        if not first:
            self._context.note("threads whose story is not in the export")
        posts += nested([self._posts.post(item) for item in others])
        title = text_in(first, "title") or next(filter(None, (text_in(item, "story_title") for item in items)), "")
        return ImportedThread(
            id=str(group.key),
            site=SITE,
            title=title or f"{BOARD} {group.key}",
            board=(BOARD,),
            format=BodyFormat.HTML,
            url=url_of(group.key),
            posts=tuple(posts),
            claimed_posts=_claim(first, others),
        )


def _claim(story: Item, comments: list[Item]) -> int | None:
    """The number of posts that the story claims, with those that are deleted or dead, which it does not count."""
    count = number_in(story, "count")
    if count is None:
        return None
    uncounted = sum(is_deleted(item) or flag_in(item, "dead") for item in comments)
    return 1 + max(count + uncounted, len(comments)) if uncounted else 1 + count
