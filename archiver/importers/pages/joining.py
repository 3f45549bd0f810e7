"""Makes a thread of its pages: posts once, by their ids, in the order of their dates, with what was claimed. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo

from msgspec.structs import replace

from archiver.importers.importer import ImportContext
from archiver.importers.pages.dates import NumberOrder, parse_shown_date
from archiver.importers.pages.former_addresses import former_addresses
from archiver.importers.pages.page_head import clean_url, name_in, resolve
from archiver.importers.pages.page_links import PageLinks
from archiver.importers.pages.page_posts import WITHIN, PagePost
from archiver.importers.pages.thread_pages import SavedThreadPage, engine_of
from archiver.importers.post_order import by_date, nested
from archiver.importers.threads import ImportedAttachment, ImportedPost, ImportedThread
from archiver.model import BodyFormat, Moment

_NO_ZONE = timezone(timedelta(minutes=1))
"""The time zone of no place. Dates that are others in it name no zone."""
_MOST_NAMED = 20  # missing pages in a message


@dataclass(slots=True, kw_only=True)
class Joining:
    """What is known of all pages."""

    site: str
    order: NumberOrder
    reader: Callable[[str], Callable[[], bytes] | None]
    """Makes what reads a file of the export; None if it has no such file."""
    links: PageLinks
    """The threads and posts that bodies may link to."""
    context: ImportContext
    has_aliases: bool
    """Threads get their former addresses as aliases."""


def join_pages(id_: str, pages: list[SavedThreadPage], joining: Joining) -> ImportedThread:
    """Make a thread of its pages, in the order in which they were read.

    Args:
        id_: the id of the thread.
        pages: its pages; later ones are newer copies where they have the same posts.
        joining: what is known of all pages.
    """
    pages = sorted(_full_pages(pages, joining), key=lambda page: page.counts.get("page", 1))  # copies stay in order
    best = next((page for page in pages if page.title), pages[0])
    title = best.title
    posts = by_date(list(_posts(pages, title, joining)))
    if any(page.is_nested for page in pages):
        posts = nested(posts)
    urls = [page.url for page in pages if page.url]
    _tell_missing_pages(title, pages, len(posts), joining.context)
    return ImportedThread(
        id=id_,
        site=joining.site,
        title=title,
        board=max((tuple(page.board) for page in pages), key=len),
        format=BodyFormat.HTML,
        url=clean_url(urls[0]) if urls else None,
        aliases=_aliases(id_, pages, best.engine) if joining.has_aliases else (),
        closed=best.closed,
        pinned=best.pinned,
        views=max((page.counts.get("views", 0) for page in pages), default=0) or None,
        posts=tuple(posts),
        claimed_posts=_claim(pages, sum(post.deleted for post in posts)),
    )


def _aliases(id_: str, pages: list[SavedThreadPage], name: str) -> tuple[str, ...]:
    """The former addresses of a thread on a site that can be one's own.

    Args:
        id_: the id of the thread.
        pages: its pages.
        name: the name of their engine.
    """
    engine = engine_of(name)
    if engine is None or engine.thread_url:
        return ()
    return former_addresses((page.url for page in pages), engine, id_)


def _full_pages(pages: list[SavedThreadPage], joining: Joining) -> list[SavedThreadPage]:
    """The pages without those for printers, if there are others."""
    full = [page for page in pages if not page.is_simple]
    if full and len(full) < len(pages):
        joining.context.skip("printable views of threads", len(pages) - len(full))
    return full or pages


def _posts(pages: list[SavedThreadPage], title: str, joining: Joining) -> Iterator[ImportedPost]:
    """The posts by their ids, each from the copies that pages have of it."""
    copies: dict[str, list[tuple[SavedThreadPage, PagePost]]] = {}
    for page in pages:
        for post in page.posts:
            copies.setdefault(post.id, []).append((page, post))
    doubles = sum(len(found) - 1 for found in copies.values())
    if doubles:
        joining.context.note("copies of posts that other pages have too", doubles)
    ids = sorted(copies, key=int) if all(id_.isascii() and id_.isdigit() for id_ in copies) else list(copies)
    undated = 0
    for id_ in ids:
        made = _post(copies[id_], title, joining)
        undated += made.date is None
        yield made
    if undated:
        why = "have no date that can be known, as «Today»" if undated < len(ids) else "have no date that is known"
        joining.context.problem(pages[0].member, 0, f"{undated} of the {len(ids)} posts of this thread {why}")


def _post(copies: list[tuple[SavedThreadPage, PagePost]], title: str, joining: Joining) -> ImportedPost:
    """A post: its body as the newest page has it, its date of any page that tells."""
    page, newest = copies[-1]
    for older_page, older in reversed(copies):
        if older.body:
            page, newest = older_page, older
            break
    dates = (_date(of_page, of_post, joining) for of_page, of_post in reversed(copies))
    made = ImportedPost(
        id=newest.id,
        author=newest.author or None,
        date=next((date for date in dates if date), None),
        body=joining.links.follower(engine_of(page.engine), page.url)(newest.body),
        format=BodyFormat.HTML,
        reply_to=next((post.reply_to for _, post in reversed(copies) if post.reply_to), None),
        deleted=newest.is_gone,
        subject=_subject(newest.subject, title),
        score=newest.score,
        reactions=tuple((name, count) for name, count in newest.reactions),
        url=_url(newest, page),
    )
    if not newest.files and not newest.pictures:
        return made
    return replace(made, attachments=tuple(_attachments(newest, page, joining)))


def _url(post: PagePost, page: SavedThreadPage) -> str | None:
    """The address of a post: as its page has it, or by its id where the engine tells how."""
    if page.url and post.url and (url := clean_url(resolve(page.url, post.url), keeps_fragment=True)):
        return url
    engine = engine_of(page.engine)
    return engine.post_url.format(post.id) if engine and engine.post_url else None


def _subject(subject: str, title: str) -> str | None:
    """The subject of a post, if it says more than the title does."""
    bare = subject.casefold().removeprefix("re:").strip()
    return subject if bare and bare != title.casefold().strip() else None


def _date(page: SavedThreadPage, post: PagePost, joining: Joining) -> Moment | None:
    zone: tzinfo = joining.context.zone
    if page.zone is not None:
        zone = timezone(timedelta(minutes=page.zone)) if page.zone else UTC
    for text in post.dates:
        if date := parse_shown_date(text, zone, joining.order):
            if page.zone is None and date != parse_shown_date(text, _NO_ZONE, joining.order):
                joining.context.note("posts whose dates name no time zone, read in that of the project")
            return date
    return None


def _attachments(post: PagePost, page: SavedThreadPage, joining: Joining) -> Iterator[ImportedAttachment]:
    for name, address, file, content_id in post.files:
        url = resolve(page.url, address)
        read = joining.reader(file) if file else None
        if read or url:
            name_of_file = name or file.rpartition("/")[2]
            yield ImportedAttachment(name=name_of_file, read=read, address=url or None, content_id=content_id or None)
    for address in dict.fromkeys(post.pictures):
        if read := joining.reader(f"{WITHIN}{address}"):
            yield ImportedAttachment(name=name_in(address), read=read, address=address, is_in_body=True)


def _claim(pages: Iterable[SavedThreadPage], deleted: int = 0) -> int | None:
    """The number of posts that the newest page says the thread has, and those that it shows as deleted: they are not
    counted.
    """
    claims = [
        counts["posts"] if "posts" in counts else counts["replies"] + 1
        for page in pages
        if (counts := page.counts) and ("posts" in counts or "replies" in counts)
    ]
    return max(claims) + deleted if claims else None


def _tell_missing_pages(title: str, pages: list[SavedThreadPage], posts: int, context: ImportContext) -> None:
    """Report pages of a thread that did not arrive, unless the number of its posts tells more."""
    claimed = max((page.counts.get("pages", 1) for page in pages), default=1)
    present = {page.counts.get("page", 1) for page in pages}
    missing = claimed - len(present)
    claim = _claim(pages)
    if missing <= 0 or (claim is not None and claim <= posts):
        return
    named = [str(number) for number in range(1, min(claimed, 10_000) + 1) if number not in present][:_MOST_NAMED]
    more = " and others" if missing > len(named) else ""
    context.problem(
        pages[0].member, 0, f"of the {claimed} pages of «{title[:100]}» {missing} are missing: {', '.join(named)}{more}"
    )
