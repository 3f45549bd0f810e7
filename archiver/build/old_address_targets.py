"""What addresses of other systems may lead to: threads and their posts, and other pages of the site."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from archiver import pages, urls
from archiver.build.identities import IdentityRecords
from archiver.build.old_address_inputs import OldAddressInputs
from archiver.build.openings import OpeningRecords
from archiver.identity import ids_of
from archiver.model import FormerPage, PostId, Slug, Url
from archiver.source import SourceScan, is_markdown, without_extension

_THREADS_AT_ONCE = 4096
"""Threads whose posts are in memory."""


class OldAddressTarget(NamedTuple):
    """What an address leads to. See `LedAddress`."""

    url: Url
    title: str
    source: str = ""
    position: int = 0
    fault: str = ""
    """What is wrong with the text that names it, though it names something."""


class TargetThread(NamedTuple):
    """A thread that addresses may lead to."""

    path: str
    """Of its source, relative to the content folder."""
    project_path: str
    slug: Slug
    title: str
    id: str
    """The id that its front matter declares; "" for none."""
    aliases: tuple[str, ...]
    """Files at its former addresses, relative to the output folder."""


class OldAddressTargets:
    """Finds what users name.

    Args:
        inputs: the archive.
        identities: what its threads are known by.
    """

    def __init__(self, inputs: OldAddressInputs, identities: IdentityRecords) -> None:
        scan, former_pages = inputs.scan, inputs.former_pages
        self._config, self._identities, self._own_pages = inputs.config, identities, inputs.own_pages
        self.threads = tuple(_threads(scan, identities, inputs.records))
        """All threads that have pages."""
        self._by_path = {thread.path: thread for thread in self.threads}
        self._by_slug = {thread.slug: thread for thread in self.threads}
        self._by_id = {thread.id: thread for thread in reversed(self.threads) if thread.id}
        self._part_of = {part: source.path for source in scan.sources for part in source.parts}
        self._former = {page.url: page for page in reversed(former_pages.pages)}
        self._missing = {one.source: one.tombstones for one in former_pages.threads}
        self._removed = {slug for slug, _ in scan.removed}
        self._boards = {board for thread in self.threads for board in urls.boards_above(thread.slug)}
        self._positions = lru_cache(_THREADS_AT_ONCE)(self._find_positions)

    def of_thread(self, thread: TargetThread, position: int) -> OldAddressTarget:
        """A thread, or the post at a position in it, from 1; 0 is the whole thread."""
        if not position:
            return OldAddressTarget(urls.slug_url(thread.slug), thread.title, thread.path)
        id_ = self._ids(thread)[position - 1]
        url = pages.post_permalink(thread.slug, id_, position, self._config)
        return OldAddressTarget(url, thread.title, thread.path, position)

    def find(self, text: str) -> OldAddressTarget | str | None:
        """What a text names; what is wrong with the text; None if it names nothing here, so that it may be another old
        address.
        """
        name = self._without_base(text)
        if name is None:
            return f"{text!a} is on another site; lead to a thread, a post, or a path of this site"
        name, _, fragment = name.partition("#")
        id_ = PostId(unquote(fragment))
        thread = self._thread(unquote(name))
        slug = _slug_of(unquote(name))
        if thread is None and slug in self._removed:
            return OldAddressTarget(urls.slug_url(slug), urls.slug_url(slug))
        if thread is None and (former := self._former.get(urls.slug_url(slug))):
            return self._of_former(former, id_)
        return self._of_post(thread, id_) if thread else self._page(name, fragment)

    def _of_post(self, thread: TargetThread, id_: PostId) -> OldAddressTarget:
        """The post of a thread with an id; the thread if it has none, and the note in place of one that it had."""
        position = self._positions(thread).get(id_)
        if position or not id_:
            return self.of_thread(thread, position or 0)
        missing = next((one for one in self._missing.get(thread.path, ()) if one.id == id_), None)
        whole = self.of_thread(thread, 0)
        if missing is None:
            return whole._replace(fault=f'{thread.project_path} has no post "{id_}"; correct it')
        page = whole.url if missing.page == 1 else urls.numbered_url(whole.url, missing.page)
        return whole._replace(url=missing.url or urls.post_url(page, id_))

    def _of_former(self, former: FormerPage, id_: PostId) -> OldAddressTarget:
        """What is at a former address of a thread, or of the post that was there."""
        moved = next((post.url for post in former.posts if post.id == id_), None)
        thread = self._by_path.get(former.source)
        if moved or thread is None:
            return OldAddressTarget(moved or former.url, former.title or former.url)
        return self._of_post(thread, id_)

    def _without_base(self, text: str) -> str | None:
        """A name without the address of the site; None for the address of another site, or of something else."""
        if self._config.base_url and text.startswith(self._config.base_url):
            return f"/{text.removeprefix(self._config.base_url)}"
        try:
            parts = urlsplit(text)
        except ValueError:
            return None
        return None if (parts.scheme and text not in self._by_id) or parts.netloc else text

    def _thread(self, name: str) -> TargetThread | None:
        path = name.removeprefix("/").removeprefix(f"{self._config.content_name}/")
        found = (
            self._by_path.get(self._part_of.get(path, path)),
            self._by_id.get(name),
            self._by_slug.get(_slug_of(name)),
        )
        return next(filter(None, found), None)

    def _page(self, name: str, fragment: str) -> OldAddressTarget | None:
        """A page that is no thread."""
        slug = Slug(urls.first_page(unquote(name)).strip("/"))
        parts = slug.split("/")
        is_safe = name.startswith("/") and ".." not in parts and name.isprintable() and "\\" not in name
        is_known = slug in self._boards or slug in self._own_pages or (parts[0] in urls.RESERVED) or name == "/"
        if not is_safe or not is_known:
            return None
        url = quote(unquote(name.partition("?")[0]))
        end = "" if url.endswith("/") or "." in parts[-1] else "/"
        return OldAddressTarget(Url(f"{url}{end}{'#' if fragment else ''}{quote(fragment)}"), unquote(name))

    def _find_positions(self, thread: TargetThread) -> Mapping[PostId, int]:
        return {id_: position for position, id_ in enumerate(self._ids(thread), 1)}

    def _ids(self, thread: TargetThread) -> tuple[PostId, ...]:
        return ids_of(self._identities[thread.path].posts or "")


def _slug_of(name: str) -> Slug:
    """The slug in the address of a thread, or in the path of a source as it would be without collisions."""
    path = name.strip("/")
    if is_markdown(path) and (slug := urls.slug_of_path(without_extension(path))):
        return slug
    return Slug(urls.first_page(name.removesuffix("index.html")).strip("/"))


def _threads(scan: SourceScan, identities: IdentityRecords, records: OpeningRecords) -> Iterator[TargetThread]:
    for source in scan.sources:
        record, opening = identities[source.path], records[source.path].opening
        if record.is_published and record.posts is not None:
            yield TargetThread(
                path=source.path,
                project_path=source.project_path,
                slug=source.slug,
                title=(opening and opening.title) or source.slug.rpartition("/")[2],
                id="" if record.id.startswith("<") else record.id,
                aliases=tuple(path for alias in record.aliases.split() if (path := urls.alias_path(f"/{alias}"))),
            )
