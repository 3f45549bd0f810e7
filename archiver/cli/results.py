"""Search results as text for people and as JSON fields for programs."""

import sys
from typing import Any

import click

from archiver import urls
from archiver.cli.show import count_of, format_moment, without_control_characters
from archiver.config import Config, color_wanted
from archiver.errors import QueryError
from archiver.model import Advice, Hit, SearchResults


def print_results(results: SearchResults, config: Config) -> None:
    """Print the hits, grouped by thread unless the query has `group:none`; then the counts and hints."""
    number = 0
    for hits in results.groups():
        first = hits[0]
        title = click.style(without_control_characters(first.title), bold=True)
        board = f"  {without_control_characters(first.board)}" if first.board else ""
        click.echo(f"{title}{board}")
        for hit in hits:
            number += 1
            _print_hit(number, hit, config)
        more = results.by_thread[first.thread] - len(hits) if results.group == "thread" else 0
        if more:
            click.echo(f"    and {count_of(more, 'more post')} in this thread")
        click.echo()
    _print_count(results)
    if results.suggestion:
        click.echo(f"did you mean: {without_control_characters(results.suggestion)}")
    for hint in _hints(results):
        click.echo(without_control_characters(hint))


def _print_hit(number: int, hit: Hit, config: Config) -> None:
    source = " · ".join(filter(None, [f"#{hit.number}", hit.author, format_moment(hit.date)]))
    click.echo(f"{number:>3} {without_control_characters(source)}  {click.style(_address(hit, config), fg='cyan')}")
    parts = [(without_control_characters(text), mark) for text, mark in hit.snippet_parts]
    click.echo(f"    {''.join(_highlight(text) if mark else text for text, mark in parts)}")


def _highlight(text: str) -> str:
    """Mark words that match the query: in colour on a terminal that shows colours, else between asterisks."""
    shows_color = sys.stdout.isatty() and color_wanted()
    return click.style(text, fg="yellow", bold=True) if shows_color else f"**{text}**"


def _print_count(results: SearchResults) -> None:
    if not results.total:
        click.echo("no posts match")
        return
    left = results.total - len(results.hits)
    order = f", by {results.order}" if results.order == "relevance" else f", the {results.order} first"
    more = f"; {left} more with --limit" if left else ""
    click.echo(f"{count_of(results.total, 'post')} in {count_of(results.threads, 'thread')}{order}{more}")


def _hints(results: SearchResults) -> tuple[str, ...]:
    return (*results.hints, *map(_advice_text, results.advice))


def _advice_text(advice: Advice) -> str:
    posts = "is 1 post" if advice.total == 1 else f"are {advice.total} posts"
    if advice.kind == "without":
        return f'without "{advice.word}" there {posts}'
    return f'with "{advice.word}" in quoted words there {posts}; ask for {advice.query}'


def open_hit(results: SearchResults, number: int, config: Config) -> None:
    """Open the built page of a hit in the browser.

    Args:
        results: What `print_results` has printed.
        number: The hit's number as printed, from 1.
        config: The project.

    Raises:
        QueryError: There is no hit with this number.
    """
    hits = [hit for group in results.groups() for hit in group]
    if number > len(hits):
        raise QueryError(f"there is no hit {number}; there are {len(hits)}")
    url = hits[number - 1].url
    page = config.output / urls.output_path(url)
    click.launch(f"{page.as_uri()}#{url.partition('#')[2]}")


def _address(hit: Hit, config: Config) -> str:
    return f"{config.base_url}{hit.url[1:]}" if config.base_url else hit.url


def results_fields(query: str, results: SearchResults, config: Config) -> dict[str, Any]:
    """JSON fields of `archiver search --json`.

    Args:
        query: The query as typed.
        results: Its results, with facets.
        config: The project; its base URL makes the hits' URLs absolute.
    """
    return {
        "query": query,
        "total": results.total,
        "partial": results.partial,
        "threads": results.threads,
        "order": results.order,
        "hits": [_hit_fields(hit, config) for hit in results.hits],
        "hints": _hints(results),
        "suggestion": results.suggestion,
        "facets": {name: dict(getattr(results.facets, name)) for name in ("years", "authors", "boards")},
    }


def _hit_fields(hit: Hit, config: Config) -> dict[str, Any]:
    """JSON fields of a hit. A field without a value is left out."""
    fields = {
        "url": _address(hit, config),
        "thread": hit.title,
        "board": hit.board or None,
        "post": hit.post,
        "number": hit.number,
        "author": hit.author,
        "date": hit.date and hit.date.iso,
        "snippet": hit.snippet,
        "marks": hit.marks,
        "score": hit.score,
        "without": hit.without or None,
        "in_thread": hit.in_thread or None,
        "quoted_author": hit.quoted_author,
    }
    return {name: value for name, value in fields.items() if value is not None}
