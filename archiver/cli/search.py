"""The command `archiver search`."""

from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import to_json

_HELP = """Search the posts of the last build.

\b
lunar probe        posts with both words, also as probes, probing; where these
                   are few, posts with one of them follow
lunar AND probe    only posts with both
"lunar probe"      the phrase (mind your shell: '"lunar probe"')
lunar OR (mars -rover)    either; without; after --, so that it is no option
prob*  prbe~       words that begin so; that are spelled nearly so
like:space/lunar   posts of other threads, the most alike first
"""
_TSV = (
    "A line for each post: URL, thread, board, number, author, date, score, missing words, snippet; tabs, newlines and "
    r"backslashes in them as \t, \n, \\. Messages go to standard error."
)


class _SearchCommand(click.Command):
    """A command that adds the fields of queries to its help when it is shown, so that the search is imported late."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        from archiver.search import describe_query_fields

        self.help = f"{_HELP}{describe_query_fields()}"
        super().format_help_text(ctx, formatter)


@click.command(cls=_SearchCommand, help=_HELP)
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="Posts on a page.")
@click.option("--page", type=click.IntRange(1, 10_000), metavar="N", help="Show the N-th page.")
@click.option("--json", "form", flag_value="json", help="The answer as JSON, with counts by year, author and board.")
@click.option("--tsv", "form", flag_value="tsv", help=_TSV)
@click.option("--open", "opened", type=click.IntRange(min=1), metavar="N", help="Open the N-th post in the browser.")
@click.pass_obj
def search(
    project: Path | None, query: tuple[str, ...], limit: int, page: int | None, form: str | None, opened: int | None
) -> None:
    """Search the posts of the last build, and print the results; `page` None is that of the post to open, or page 1."""
    from archiver.cli.hits import hit_line, results_fields
    from archiver.cli.results import ResultPage, open_hit, print_messages, print_results
    from archiver.search import open_project_index

    config = read_project(project)
    text = " ".join(query)
    number = page or ((opened or 1) - 1) // limit + 1
    results = open_project_index(config).search(text, limit=number * limit, zone=config.zone, facets=form != "tsv")
    shown = ResultPage.of(results, number, limit)
    if form == "json":
        click.echo(to_json(results_fields(text, shown, config), indent=1))
    elif form == "tsv":
        for hit in shown.results.hits:
            click.echo(hit_line(hit, config))
        print_messages(shown, err=True)
    else:
        print_results(shown, config)
    if opened:
        open_hit(shown, opened, config)
