"""The command `archiver search`."""

from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import to_json

_HELP = """Search the posts of the last build.

\b
lunar probe        posts with both words, also as probes, probing
"lunar probe"      the phrase (mind your shell: '"lunar probe"')
lunar OR (mars -rover)    either; without; after --, so that it is no option
prob*  prbe~       words that begin so; that are spelled nearly so
"""


class _SearchCommand(click.Command):
    """A command that adds the fields of queries to its help when it is shown, so that the search is imported late."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from archiver.search import describe_query_fields

        self.help = f"{_HELP}{describe_query_fields()}"
        super().format_help_text(ctx, formatter)


@click.command(cls=_SearchCommand, help=_HELP)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="The most posts to show.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, with counts by year, author and board.")
@click.option("--open", "opened", type=click.IntRange(min=1), metavar="N", help="Open the N-th post in the browser.")
@click.pass_obj
def search(project: Path | None, query: tuple[str, ...], limit: int, as_json: bool, opened: int | None) -> None:
    """Search the posts of the last build, and print the results.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        query: the words of the query, which are joined by spaces.
        limit: the largest number of posts to print.
        as_json: True to print JSON.
        opened: the number of the post to open in the browser, from 1; None for none.
    """
    from archiver.cli.results import open_hit, print_results, results_fields
    from archiver.search import open_index

    config = read_project(project)
    text = " ".join(query)
    limit = max(limit, opened or 0)
    index = open_index(config.state / "search", enabled=config.search)
    results = index.search(text, limit=limit, zone=config.zone, facets=as_json)
    if as_json:
        click.echo(to_json(results_fields(text, results, config), indent=1))
    else:
        print_results(results, config)
    if opened:
        open_hit(results, opened, config)
