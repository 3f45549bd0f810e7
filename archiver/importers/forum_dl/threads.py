"""Makes a thread of its entries: the thread, its posts as they come, and their files."""

from collections.abc import Iterable

from msgspec.structs import replace

from archiver.importers.forum_dl.boards import Boards
from archiver.importers.forum_dl.entries import Entry
from archiver.importers.forum_dl.posts import attachments, id_of, make_post, owner_of
from archiver.importers.forum_dl.saved_files import SavedFiles
from archiver.importers.importer import ImportContext
from archiver.importers.json_fields import text_in
from archiver.importers.threads import ImportedPost, ImportedThread
from archiver.model import BodyFormat
from archiver.values import is_web_address

_FAMILIES = {"simplemachines": "smf"}
"""The kinds of sites that the importer of saved pages calls otherwise: its threads are the same."""
_LISTS = frozenset({"hyperkitty", "hypermail", "pipermail"})


class ThreadMaker:
    """Makes threads of forums and mailing lists."""

    def __init__(self, boards: Boards, saved: SavedFiles, context: ImportContext) -> None:
        self._boards, self._saved, self._context = boards, saved, context

    def make(self, entries: Iterable[Entry]) -> ImportedThread | None:
        """The thread of some entries, which are ordered: the thread, posts, files. None if it has no posts."""
        thread: Entry | None = None
        posts: dict[str, Entry] = {}
        files: dict[str, dict[str, Entry]] = {}
        for entry in entries:
            if entry.kind == "thread":
                thread = entry
            elif entry.kind == "post":
                self._add(entry, posts)
            elif owner := owner_of(entry):
                files.setdefault(owner, {})[text_in(entry.item, "url")] = entry
        if not posts:
            self._context.skip("threads of which the export has no post")
            return None
        first = next(iter(posts.values()))
        made = [self._post(entry, list(files.get(id_, {}).values())) for id_, entry in posts.items()]
        if first.extractor == "hyperkitty":
            made = self._without_repeated(made)
        if first.extractor in _LISTS and len(made) > 1:
            self._context.note("threads of lists without what answers what, which forum-dl mixes up")
        return self._thread(thread, first, tuple(made))

    def _add(self, entry: Entry, posts: dict[str, Entry]) -> None:
        if id_of(entry) in posts:
            self._context.note("posts that are there twice, of which the last is kept")
        posts[id_of(entry)] = entry

    def _post(self, entry: Entry, files: list[Entry]) -> ImportedPost:
        post = make_post(entry, self._context.zone)
        return replace(post, attachments=tuple(attachments(post.body, files, self._saved))) if files else post

    def _without_repeated(self, posts: list[ImportedPost]) -> list[ImportedPost]:
        """The posts without dates and addresses that are those of an earlier post: forum-dl takes them of the first
        reply on a page of HyperKitty.
        """
        known: set[str | None] = {None}
        made = []
        for post in posts:
            is_repeated = post.url in known and post.url is not None
            if is_repeated:
                self._context.note("posts of HyperKitty to which forum-dl gives the date of another")
            known.add(post.url)
            made.append(replace(post, date=None, url=None) if is_repeated else post)
        return made

    def _thread(self, thread: Entry | None, first: Entry, posts: tuple[ImportedPost, ...]) -> ImportedThread:
        """The thread; what it lacks is as its first post has it."""
        url = text_in(thread.item, "url") if thread else text_in(first.item, "url").partition("#")[0]
        id_ = first.path[-1]
        title = text_in(thread.item, "title") if thread else ""
        return ImportedThread(
            id=id_,
            site=f"{first.host}/{_FAMILIES.get(first.extractor, first.extractor)}",
            title=" ".join(title.split()) or f"{first.host}: {id_}",
            board=tuple(self._boards.above(first.extractor, first.host, first.path)),
            format=BodyFormat.TEXT if posts[0].format is BodyFormat.TEXT else BodyFormat.HTML,
            url=url if is_web_address(url) else None,
            posts=posts,
        )
