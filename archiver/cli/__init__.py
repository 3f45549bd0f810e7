"""The command line: argv in, exit code out. The only room that prints.

Exit codes: 0 fine, 1 problems in the content, 2 usage or configuration, 3 warnings under --strict, 4 locked or port
in use, 130 interrupted. Rooms are imported when a command needs them, so that `--help` is instant.
"""

import json
import os
import sys
from pathlib import Path

import click

from archiver import __version__
from archiver.cli.show import (
    checked_fields,
    clean,
    print_checked,
    print_problems,
    print_quote,
    print_reasons,
    print_report,
    problem_fields,
    quote_fields,
    report_fields,
    say,
    show_progress,
    to_json,
)
from archiver.config import Config, color_wanted, find_root, read_config
from archiver.errors import ArchiverError, Problem, Severity
from archiver.model import Report

_INTERRUPTED = 130
_STRICT = 3


class _Group(click.Group):
    """Names the nearest command to one that there isn't."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            import difflib  # only for a word that is wrong

            if close := difflib.get_close_matches(name, self.list_commands(ctx), n=1):
                ctx.fail(f"There is no command {name!r}. Did you mean {close[0]!r}?")
        return super().resolve_command(ctx, args)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="archiver")
@click.option(
    "-C",
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder. Else the nearest one, from here upwards, with an archiver.toml; else this one.",
)
@click.pass_context
def cli(context: click.Context, project: Path | None) -> None:
    """Keep discussions: threads in Markdown become a static site that can be searched."""
    context.obj = project
    context.color = None if color_wanted() else False


@cli.command()
@click.argument("folder", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Make a small project in FOLDER that builds at once."""
    from archiver.starter import write_starter

    for path in write_starter(folder):
        click.echo(f"wrote {clean(str(path))}")
    click.echo(f"Now: archiver -C {clean(str(folder))} serve")


@cli.command()
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to draw threads in. Else as many as it is worth.")
@click.option("--strict", is_flag=True, help="Exit with 3 if there are warnings.")
@click.option("--clean", is_flag=True, help="Draw and index every thread anew.")
@click.option("--explain", is_flag=True, help="Say why each thread, and each page of a list, was drawn.")
@click.option(
    "--verify", is_flag=True, help="Then build clean beside it, and compare every file and every indexed post."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON line for each problem, and one that sums up.")
@click.pass_obj
def build(
    project: Path | None, jobs: int | None, strict: bool, clean: bool, explain: bool, verify: bool, as_json: bool
) -> None:
    """Build the site: content/ becomes site/, and the search index.

    Without an archiver.toml all settings are at their defaults. Its keys: title, description, base_url, lang,
    timezone, theme, content, output, exclude; [pages] posts, threads, json, feeds; [markdown] breaks, lazy_quotes,
    cjk_emphasis; [quotes] across_threads; [search] enabled; [boards."space"] title, description; [theme_options];
    [[source]] glob, post, separator, title, date_format, format, encoding, front_matter.
    """
    from archiver.build import build as build_site

    config = _config(project)
    with show_progress(shown=not as_json) as progress:
        report = build_site(config, jobs=jobs, progress=progress, clean=clean)
    differences = _verified(config, report, jobs) if verify else ()
    if as_json:
        for reason in report.reasons if explain else ():
            click.echo(to_json({"drawn": reason.what, "why": reason.why}))
        for problem in (*report.problems, *differences):
            click.echo(to_json(problem_fields(problem)))
        click.echo(json.dumps(report_fields(report)))
    else:
        if explain:
            print_reasons(report)
        print_problems((*report.problems, *differences))
        print_report(report, config)
        if verify and not differences:
            click.echo("verified: a clean build gives the same")
    if report.errors or differences:
        sys.exit(1)
    if strict and report.warnings:
        sys.exit(_STRICT)


@cli.command()
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to read threads in. Else as many as it is worth.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line for each finding, and one that sums up.")
@click.option("--explain", "explained", type=click.Path(path_type=Path), metavar="FILE", help="Say how FILE is read.")
@click.pass_obj
def check(project: Path | None, jobs: int | None, as_json: bool, explained: Path | None) -> None:
    """Look at all sources and write nothing: list the problems, and the quotes that differ from what they quote.

    A quote is altered (its words differ from the post's), ambiguous (several posts have them) or outside (no post of
    its thread has them). None of these is a problem by itself; the exit code tells only of problems.

    With --explain, only FILE is looked at: which form it is in, where its title is from, and each post with its
    lines, author, date and id.
    """
    if explained:
        from archiver.cli.explained import show_explained

        sys.exit(not show_explained(_config(project), explained, as_json=as_json))
    from archiver.build.check import check as check_sources

    checked = check_sources(_config(project), jobs=jobs)
    if as_json:
        for fields in (*map(problem_fields, checked.problems), *map(quote_fields, checked.quotes)):
            click.echo(to_json(fields))
        click.echo(to_json(checked_fields(checked)))
    else:
        print_problems(checked.problems)
        for quote in checked.quotes:
            print_quote(quote)
        print_checked(checked)
    if any(problem.severity is Severity.ERROR for problem in checked.problems):
        sys.exit(1)


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="The most posts to show.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON, with counts by year, author and board.")
@click.option("--open", "opened", type=click.IntRange(min=1), metavar="N", help="Open the N-th post in the browser.")
@click.pass_obj
def search(project: Path | None, query: tuple[str, ...], limit: int, as_json: bool, opened: int | None) -> None:
    """Search the posts of the last build.

    \b
    lunar probe        posts with both words, also as probes, probing
    "lunar probe"      the phrase (mind your shell: '"lunar probe"')
    lunar OR (mars -rover)    either; without; after --, so that it is no option
    prob*  prbe~       words that begin so; that are spelled nearly so
    author:ada @ada  board:space  tag:moon #moon  title:probe  text:probe  quoted:probe
    before:2024-05  after:2023  date:2021..2023  newer:6m    up to a day, month or year; from it on
    thread:space/lunar  quotes:space/lunar#p2  has:quote|code|link  is:first|reply|unanswered
    order:relevance|newest|oldest  group:thread|none
    """
    from archiver.cli.results import open_hit, print_results, results_fields
    from archiver.search import open_index

    config = _config(project)
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


@cli.command()
@click.option("--port", type=click.IntRange(1, 65_535), help="The port; else 8000, or the next one that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.pass_obj
def serve(project: Path | None, port: int | None, host: str, open_browser: bool) -> None:
    """Preview the site, and build it again when content, theme or configuration change.

    It is built beside the published one: site/ stays as it is.
    """
    from archiver.preview import serve as serve_site

    serve_site(find_root(project or Path.cwd()), host=host, port=port, open_browser=open_browser, say=say)


def main() -> None:
    """Run the command line, and exit with its code."""
    try:
        code = cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        code = _INTERRUPTED
    except KeyboardInterrupt:
        code = _INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except ArchiverError as error:
        click.echo(clean(str(error)), err=True)
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing more to say
        code = 0
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        click.echo(clean(f"{error.strerror or error}{where}; what is published still stands"), err=True)
        code = 2
    sys.exit(code)


def _verified(config: Config, report: Report, jobs: int | None) -> tuple[Problem, ...]:
    from archiver.build.verify import verify  # Whoosh comes with it

    return verify(config, report, jobs=jobs)


def _config(project: Path | None) -> Config:
    return read_config(find_root(project or Path.cwd()))
