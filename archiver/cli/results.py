"""Search results as text for people."""

import sys
from collections.abc import Iterator

import click
from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.cli.show import count_of, format_moment, without_control_characters
from archiver.config import Config, color_wanted
from archiver.errors import QueryError
from archiver.model import Advice, Facets, Hit, SearchResults
from archiver.search import ADVICE_SENTENCES, SENTENCES, list_words


class ResultPage(Struct, frozen=True, kw_only=True):
    """A page of results: `results` has the hits of the page, and the counts of all."""

    results: SearchResults
    number: int
    """The number of the page, from 1."""
    count: int
    """The number of pages."""
    before: int
    """The number of hits on the pages before."""

    @classmethod
    def of(cls, results: SearchResults, number: int, size: int) -> "ResultPage":
        """Page `number` of `results`, which have the hits of all pages up to it, `size` on each.

        Raises QueryError if there are fewer pages.
        """
        count = max(1, -(-(results.total + results.partial) // size))
        if number > count:
            raise QueryError(f"there is no page {number}; there {'is' if count == 1 else 'are'} {count}")
        before = (number - 1) * size
        return cls(results=replace(results, hits=results.hits[before:]), number=number, count=count, before=before)


def print_results(page: ResultPage, config: Config) -> None:
    """Print the hits of a page, grouped by thread unless the query has `group:none`; then the counts and messages."""
    results, number = page.results, page.before
    shown = set[str]()
    for hits in results.groups():
        first = hits[0]
        if first.is_partial and SENTENCES["parts"] not in shown and results.total:
            click.echo(f"{SENTENCES['parts']}\n")
            shown.add(SENTENCES["parts"])
        title = click.style(without_control_characters(first.title), bold=True)
        click.echo(f"{title}  {without_control_characters(first.board)}".rstrip())
        for hit in hits:
            number += 1
            _print_hit(number, hit, config)
        more = results.by_thread[first.thread] - sum(hit.thread == first.thread for hit in results.hits)
        if results.group == "thread" and more and first.thread not in shown:
            click.echo(f"    {SENTENCES['more_in_thread'] % {'number': more}}")
        shown.add(first.thread)
        click.echo()
    print_messages(page, err=False)


def _print_hit(number: int, hit: Hit, config: Config) -> None:
    quoting = SENTENCES["quoting"] % {"author": list_words(hit.quoted_authors)} if hit.quoted_authors else None
    source = " · ".join(filter(None, [f"#{hit.number}", hit.author, format_moment(hit.date), quoting]))
    click.echo(f"{number:>3} {without_control_characters(source)}  {click.style(address_of(hit, config), fg='cyan')}")
    parts = [(without_control_characters(text), mark) for text, mark in hit.snippet_parts]
    click.echo(f"    {''.join(_highlight(text) if mark else text for text, mark in parts)}")
    if missing := " · ".join(_missing(hit)):
        click.echo(f"    {click.style(without_control_characters(missing), dim=True)}")


def _missing(hit: Hit) -> Iterator[str]:
    """What is told of the words of the query that a post does not have."""
    if lacking := tuple(word for word in hit.without if word not in hit.in_thread):
        yield SENTENCES["missing"] % {"words": list_words(lacking)}
    if hit.in_thread:
        yield SENTENCES["in_thread"] % {"words": list_words(hit.in_thread)}


def _highlight(text: str) -> str:
    """Mark words that match the query: in colour on a terminal that shows colours, else between asterisks."""
    shows_color = sys.stdout.isatty() and color_wanted()
    return click.style(text, fg="yellow", bold=True) if shows_color else f"**{text}**"


def print_messages(page: ResultPage, *, err: bool) -> None:
    """Print how many posts there are, by what to narrow the search if not all are shown, and what else could be asked.

    `err` prints to standard error.
    """
    results = page.results
    lines = [_count_text(page)]
    if results.facets and page.count > 1:
        lines += _facet_lines(results.facets)
    if results.suggestion:
        lines.append(ADVICE_SENTENCES["spelling"] % {"query": results.suggestion})
    for line in (*lines, *results.hints, *map(advice_text, results.advice)):
        click.echo(without_control_characters(line), err=err)


def _count_text(page: ResultPage) -> str:
    results = page.results
    if not results.total:
        posts = count_of(results.partial, "post")
        found = SENTENCES["found_parts"] % {"posts": posts} if results.partial else SENTENCES["nothing"]
    else:
        values = {"posts": count_of(results.total, "post"), "threads": count_of(results.threads, "thread")}
        found = SENTENCES["found_more" if results.partial else "found"] % {**values, "number": results.partial}
        found += f", by {results.order}" if results.order == "relevance" else f", the {results.order} first"
    if page.count == 1:
        return found
    following = f"; --page {page.number + 1} has more" if page.number < page.count else ""
    return f"{found}; page {page.number} of {page.count}{following}"


def _facet_lines(facets: Facets) -> Iterator[str]:
    for name in ("years", "authors", "boards"):
        if counts := getattr(facets, name):
            yield f"{SENTENCES[name] + ':':<8}{', '.join(f'{value} ({count})' for value, count in counts)}"


def advice_text(advice: Advice) -> str:
    """What is told of another query that finds posts."""
    values = {"posts": count_of(advice.total, "post"), "word": advice.word, "query": advice.query}
    return ADVICE_SENTENCES[advice.kind] % values


def open_hit(page: ResultPage, number: int, config: Config) -> None:
    """Open the built page of a hit in the browser.

    Args:
        page: What `print_results` has printed.
        number: The hit's number as printed, from 1.
        config: The project.

    Raises:
        QueryError: The page has no hit with this number.
    """
    hits = [hit for group in page.results.groups() for hit in group]
    if not 0 < number - page.before <= len(hits):
        raise QueryError(f"there is no hit {number}; there are {page.before + len(hits)}")
    url = hits[number - page.before - 1].url
    built = config.output / urls.output_path(url)
    click.launch(f"{built.as_uri()}#{url.partition('#')[2]}")


def address_of(hit: Hit, config: Config) -> str:
    """The URL of a hit: absolute if the project has a base URL."""
    return f"{config.base_url}{hit.url[1:]}" if config.base_url else hit.url
