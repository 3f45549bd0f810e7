"""The importer of saved pages: reads each page once, keeps its posts on the disk, and makes a thread of its pages."""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice

from archiver.importers.containers import Member, Source
from archiver.importers.importer import LIKELY, NO, POSSIBLE, ImportContext
from archiver.importers.json_fields import text_in
from archiver.importers.json_records import write_json
from archiver.importers.member_progress import members_with_suffix
from archiver.importers.pages.dates import NumberOrder, find_zone, tells_day_first
from archiver.importers.pages.decoding import decode_page
from archiver.importers.pages.joining import Joining, join_pages
from archiver.importers.pages.list_pages import may_be_list_page, read_message
from archiver.importers.pages.list_threads import ListThreads
from archiver.importers.pages.markup import parse_page
from archiver.importers.pages.mhtml import is_mhtml
from archiver.importers.pages.page_files import FilesBeside, PageFile, is_page_name, looks_like_page, read_pages
from archiver.importers.pages.page_head import host_of, linked_data, page_title, page_urls, resolve
from archiver.importers.pages.page_links import PageLinks, thread_key
from archiver.importers.pages.structured import POSTING, find_posting, read_structured_page, replies_of
from archiver.importers.pages.thread_pages import SavedThreadPage, marked_engines, read_thread_page
from archiver.importers.pages.warc import is_warc
from archiver.importers.pages.warc_pictures import WarcPictures
from archiver.importers.record_groups import RecordGroups
from archiver.importers.site_names import site_of_name
from archiver.importers.threads import ImportedThread
from archiver.values import is_web_address

_LOOKED_AT = 100  # pages, by which the format is recognised
_MOST_FILES = 5000  # files among which these are
_START = 4096
_HEAD = 1 << 18
_GENERATORS = re.compile(
    r"Powered by[^a-z]{0,3}(?:<[^<>]{1,200}>\s{0,3})?(?:phpBB|vBulletin|SMF|MyBB|XenForo|Invision|Discuz|FluxBB|PunBB)"
    r"|Simple Machines|<html id=\"XF\"|content=\"(?:vBulletin|Discuz|Discourse|Vanilla)",
    re.IGNORECASE,
)
_PRINTED = re.compile(r"print(?:thread|page|view|er)|view=print|action=print", re.IGNORECASE)
_URL_SETTING, _ALIASES_SETTING = "url", "aliases"


class SavedPages:
    """Reads forums that were saved as pages."""

    name = "pages"
    description = "saved pages of forums and list archives: a folder of wget or HTTrack, MHTML, WARC, a zip of these"
    example = "archiver import forum.example/"
    settings: Mapping[str, str] = {
        _URL_SETTING: "the address of the forum, to which links are relative",
        _ALIASES_SETTING: "no to leave out the former addresses of threads, as where two forums have the same",
    }

    def confidence(self, source: Source) -> float:
        """LIKELY if one of the first pages may be one of a thread, POSSIBLE if a forum has made one, or for a WARC."""
        first = islice(members_with_suffix(source, ("",)), _MOST_FILES)
        found = (_confidence_of(member) for member in first if is_page_name(member.name))
        return max(islice((value for value in found if value is not None), _LOOKED_AT), default=NO)

    def read(self, source: Source, context: ImportContext) -> Iterator[ImportedThread]:
        """The threads, in the order in which the files have the first page of each."""
        with (
            RecordGroups[str](source.temporary) as records,
            ListThreads(source.temporary, context) as lists,
            WarcPictures(source.temporary) as pictures,
        ):
            collected = _Collected(FilesBeside(source, pictures), records, lists, context, site_of_name(source.name))
            for page in read_pages(source, context, pictures):
                collected.add(page)
            yield from collected.threads()
            yield from lists.threads()


def _confidence_of(member: Member) -> float | None:
    """How surely a file is a page of a forum; None if it is no page."""
    head = member.head()
    if is_warc(head):
        return POSSIBLE
    if not is_mhtml(member.name, head) and not looks_like_page(member.name, member.head(_START)):
        return None
    head = member.head(_HEAD)
    text = head.decode("latin-1").replace("\0", "")
    if marked_engines(text) or may_be_list_page(text):
        return LIKELY
    return POSSIBLE if _GENERATORS.search(text) or POSTING in text else NO


class _Collected:
    """What was found in the pages."""

    def __init__(
        self,
        files: FilesBeside,
        records: RecordGroups[str],
        lists: ListThreads,
        context: ImportContext,
        default_site: str,
    ) -> None:
        """Collect pages.

        Args:
            files: finds files of the export.
            records: keeps what pages have of threads.
            lists: keeps messages of list archives.
            context: is told of what is left out.
            default_site: the site of pages that do not tell theirs.
        """
        self._files, self._records, self._lists, self._context = files, records, lists, context
        self._default_site = default_site
        url = context.settings.get(_URL_SETTING, "").strip()
        self._base = url if is_web_address(url) else ""
        self._orders = Counter[bool]()
        self._links = PageLinks()

    def add(self, file: PageFile) -> None:
        """Add what a page has."""
        self._context.read += 1
        decoded = decode_page(file.content, file.charset)
        if decoded.is_guess and not file.content.isascii():
            self._context.note("pages whose charset was guessed")
        if self._add_message(file, decoded.text):
            return
        page = self._read(file, decoded.text)
        if page is None:
            return
        page.member = file.name
        if not page.thread:
            page.thread = f"p{page.posts[0].id}"
            self._context.note("pages that do not tell their thread, kept as threads of their own")
        self._count_orders(page)
        host = host_of(page.url) or host_of(self._base) or self._default_site
        key = thread_key(host, page)
        self._links.add(key, page)
        self._records.add(key, 0, write_json(page.to_fields()))

    def _add_message(self, file: PageFile, text: str) -> bool:
        """Add the message of a list archive, or its index of threads. Returns whether the page is one of these."""
        message = read_message(text) if may_be_list_page(text) else None
        if message is None:
            is_index = self._lists.add_index(text, file.name)
            if is_index:
                self._context.skip("indexes of list archives")
            return is_index
        message.member = file.name
        message.url = next(page_urls(text, file.url, file.name), "") or resolve(self._base, file.name)
        self._lists.add(message, host_of(message.url) or self._default_site)
        return True

    def _read(self, file: PageFile, text: str) -> SavedThreadPage | None:
        """The page of a thread in a file; None if it is left out."""
        urls = list(page_urls(text, file.url, file.name))
        engines = marked_engines(text)
        posting = find_posting(list(linked_data(text))) if POSTING in text else {}
        if not engines and not posting and POSTING not in text:
            self._skip(file, text, urls)
            return None
        tree, url = parse_page(text), (urls[0] if urls else self._base)
        page = read_thread_page(tree, engines, [*urls, file.name], self._files.finder(file, url))
        page = page or read_structured_page(tree, posting, url)
        if page is None:
            self._skip(file, text, urls)
            return None
        # a page for printers leads to another page: its own address is more exact
        page.url = (url or page.url) if page.is_simple else (page.url or url)
        page.title = text_in(posting, "headline") or page.title or page_title(text)
        if (replies := replies_of(posting)) is not None:
            page.counts.setdefault("replies", replies)
        if page.zone is None and (zone := find_zone(text)) is not None and (offset := zone.utcoffset(None)) is not None:
            page.zone = round(offset.total_seconds() / 60)
        return page

    def _skip(self, file: PageFile, text: str, urls: list[str]) -> None:
        if any(_PRINTED.search(place) for place in (file.name, *urls)):
            self._context.skip("printable views of threads")
        elif _GENERATORS.search(text) or marked_engines(text):
            self._context.skip("pages of the forum that are no threads: lists, profiles, forms")
        else:
            self._context.skip("pages of no engine that is known")

    def _count_orders(self, page: SavedThreadPage) -> None:
        for post in page.posts:
            for text in post.dates:
                if (is_day_first := tells_day_first(text)) is not None:
                    self._orders[is_day_first] += 1

    def threads(self) -> Iterator[ImportedThread]:
        """A thread for each that pages show."""
        order = NumberOrder(day_first=self._orders[True] > self._orders[False])
        done, first_host = 0, ""
        wants_aliases = self._context.settings.get(_ALIASES_SETTING) != "no"
        for key, records in self._records.groups_as_added():
            done += len(records)
            self._context.advance("writing threads", done, self._records.count)
            host, family, thread = key.split(" ", 2)
            pages = [SavedThreadPage.of_fields(json.loads(record)) for record in records]
            if not first_host and any(page.url for page in pages):
                first_host = host
            joining = Joining(
                site=f"{host}/{family}",
                order=order,
                reader=self._files.reader,
                links=self._links,
                context=self._context,
                has_aliases=wants_aliases and host == first_host,  # others may have the same addresses
            )
            yield join_pages(thread, pages, joining)
