"""What a search has found, as text for people and as fields for programs."""

import sys
from typing import Any

import click

from archiver import urls
from archiver.cli.show import clean, count_of, shown
from archiver.config import Config, color_wanted
from archiver.errors import QueryError
from archiver.model import Answer, Hit


def print_answer(answer: Answer, config: Config) -> None:
    """Print the hits, those of a thread under its title unless they are wanted one by one; then how many there are."""
    number = 0
    for hits in answer.groups():
        first = hits[0]
        click.echo(f"{click.style(clean(first.title), bold=True)}{f'  {clean(first.board)}' if first.board else ''}")
        for hit in hits:
            number += 1
            _print_hit(number, hit, config)
        more = answer.by_thread[first.thread] - len(hits) if answer.group == "thread" else 0
        if more:
            click.echo(f"    and {count_of(more, 'more post')} in this thread")
        click.echo()
    _print_count(answer)
    if answer.suggestion:
        click.echo(f"did you mean: {clean(answer.suggestion)}")
    for hint in answer.hints:
        click.echo(clean(hint))


def _print_hit(number: int, hit: Hit, config: Config) -> None:
    said = " · ".join(filter(None, [f"#{hit.number}", hit.author, shown(hit.date)]))
    click.echo(f"{number:>3} {clean(said)}  {click.style(_address(hit, config), fg='cyan')}")
    click.echo(f"    {''.join(_marked(clean(text)) if mark else clean(text) for text, mark in hit.passages)}")


def _marked(text: str) -> str:
    """Words that matched: in colour on a terminal that shows it, else between asterisks."""
    shows_color = sys.stdout.isatty() and color_wanted()
    return click.style(text, fg="yellow", bold=True) if shows_color else f"**{text}**"


def _print_count(answer: Answer) -> None:
    if not answer.total:
        click.echo("no posts match")
        return
    left = answer.total - len(answer.hits)
    order = f", by {answer.order}" if answer.order == "relevance" else f", the {answer.order} first"
    more = f"; {left} more with --limit" if left else ""
    click.echo(f"{count_of(answer.total, 'post')} in {count_of(answer.threads, 'thread')}{order}{more}")


def open_hit(answer: Answer, number: int, config: Config) -> None:
    """Open the page of a hit, as it was built, in the browser. Raises QueryError if there is no such hit."""
    hits = [hit for group in answer.groups() for hit in group]
    if number > len(hits):
        raise QueryError(f"there is no hit {number}; there are {len(hits)}")
    url = hits[number - 1].url
    page = config.output / urls.output_path(url)
    click.launch(f"{page.as_uri()}#{url.partition('#')[2]}")


def _address(hit: Hit, config: Config) -> str:
    return f"{config.base_url}{hit.url[1:]}" if config.base_url else hit.url


def answer_fields(text: str, answer: Answer, config: Config) -> dict[str, Any]:
    """An answer for programs."""
    return {
        "query": text,
        "total": answer.total,
        "threads": answer.threads,
        "order": answer.order,
        "hits": [_hit_fields(hit, config) for hit in answer.hits],
        "hints": answer.hints,
        "suggestion": answer.suggestion,
        "facets": {name: dict(getattr(answer.facets, name)) for name in ("years", "authors", "boards")},
    }


def _hit_fields(hit: Hit, config: Config) -> dict[str, Any]:
    """What isn't known has no key."""
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
    }
    return {name: value for name, value in fields.items() if value is not None}
