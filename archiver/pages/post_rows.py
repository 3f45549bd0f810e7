"""The posts of an author as rows of lists and as entries of feeds."""

from collections.abc import Iterable, Iterator

from archiver import urls
from archiver.config import Config
from archiver.model import AuthoredRow, Url, moment_from_text
from archiver.pages.contexts import FeedEntry, PostRow
from archiver.pages.summaries import post_permalink


def post_rows(rows: Iterable[AuthoredRow], config: Config) -> Iterator[PostRow]:
    """The rows of a page, in the order of `rows`; `config` has the time zone and the number of posts on a page."""
    zone, seen, thread = config.zone, {0}, None
    for row in rows:
        date = moment_from_text(row.date, zone)
        year = date.at.year if date else 0
        yield PostRow(
            title=row.title,
            thread=urls.slug_url(row.slug),
            goes_on=row.slug == thread,
            url=_url(row, config),
            number=row.number,
            date=date,
            excerpt=row.excerpt,
            lang=row.lang or None,
            dir=row.dir or None,
            draft=bool(row.draft),
            anchor=None if year in seen else year_anchor(year),
        )
        seen.add(year)
        thread = row.slug


def year_anchor(year: int) -> str:
    """The id of the first row of a year on a page; no id of a post is like it."""
    return f"_{year}"


def feed_entries(rows: Iterable[AuthoredRow], author: str, config: Config) -> Iterator[FeedEntry]:
    """Posts in a feed; those without a date are left out.

    Args:
        rows: the posts.
        author: the name of their author.
        config: the time zone, and the number of posts on a page.
    """
    for row in rows:
        if date := moment_from_text(row.date, config.zone):
            yield FeedEntry(
                title=f"{row.title} #{row.number}",
                url=_url(row, config),
                authors=(author,),
                published=date,
                updated=date,
                summary=row.excerpt or None,
            )


def _url(row: AuthoredRow, config: Config) -> Url:
    return post_permalink(row.slug, row.post, row.position, config)
