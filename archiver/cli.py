"""The command line: argv in, exit code out. The only room that prints.

Exit codes: 0 fine, 1 problems in the content, 2 usage or configuration, 3 warnings under --strict, 4 locked or port
in use, 130 interrupted. Rooms are imported when a command needs them, so that `--help` is instant.
"""

import difflib
import json
import os
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from archiver import __version__
from archiver.config import Config, color_wanted, find_root, read_config
from archiver.errors import ArchiverError, Problem, Severity
from archiver.model import Hit, Moment

_INTERRUPTED = 130
_STRICT = 3
_PROGRESS_AFTER = 0.3  # seconds; a shorter build needs no bar


class _Group(click.Group):
    """Names the nearest command to one that there isn't."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        close = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
        if self.get_command(ctx, name) is None and close and not name.startswith("-"):
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
        click.echo(f"wrote {_clean(str(path))}")
    click.echo(f"Now: archiver -C {_clean(str(folder))} serve")


@cli.command()
@click.option("--jobs", type=click.IntRange(min=1), help="Processes to draw threads in. Else as many as it is worth.")
@click.option("--strict", is_flag=True, help="Exit with 3 if there are warnings.")
@click.option("--clean", is_flag=True, help="Draw and index every thread anew.")
@click.option("--json", "as_json", is_flag=True, help="A JSON line for each problem, and one that sums up.")
@click.pass_obj
def build(project: Path | None, jobs: int | None, strict: bool, clean: bool, as_json: bool) -> None:
    """Build the site: content/ becomes site/, and the search index.

    Without an archiver.toml all settings are at their defaults. Its keys: title, description, base_url, lang,
    timezone, theme, content, output; [pages] posts, threads, json, feeds; [markdown] breaks, lazy_quotes;
    [boards."space"] title, description; [theme_options].
    """
    from archiver.build import build as build_site

    config = _config(project)
    with _progress(shown=not as_json) as progress:
        report = build_site(config, jobs=jobs, progress=progress, clean=clean)
    if as_json:
        for problem in report.problems:
            click.echo(_json(_problem_fields(problem)))
        click.echo(json.dumps(_report_fields(report)))
    else:
        _print_problems(report.problems)
        _print_report(report, config)
    if report.errors:
        sys.exit(1)
    if strict and report.warnings:
        sys.exit(_STRICT)


@cli.command()
@click.argument("query", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1, 10_000), default=10, show_default=True, help="The most posts to show.")
@click.option("--json", "as_json", is_flag=True, help="The answer as JSON.")
@click.pass_obj
def search(project: Path | None, query: tuple[str, ...], limit: int, as_json: bool) -> None:
    """Search the posts of the last build.

    \b
    lunar probe        posts with both words
    "lunar probe"      the phrase (mind your shell: '"lunar probe"')
    author:ada  board:space  tag:moon  title:probe  quoted:probe
    before:2024-05  after:2023    up to a day, month or year; from it on
    -word              without; after --, so that it is no option
    """
    from archiver.search import search as search_posts

    config = _config(project)
    text = " ".join(query)
    answer = search_posts(config.state / "search", text, limit=limit, zone=config.zone)
    if as_json:
        fields = {
            "query": text,
            "total": answer.total,
            "hits": [_hit_fields(hit, config) for hit in answer.hits],
            "hints": answer.hints,
        }
        click.echo(_json(fields, indent=1))
        return
    for hit in answer.hits:
        _print_hit(hit, config)
    _print_count(answer.total, len(answer.hits))
    for hint in answer.hints:
        click.echo(_clean(hint))


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

    serve_site(find_root(project or Path.cwd()), host=host, port=port, open_browser=open_browser, say=_say)


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
        click.echo(_clean(str(error)), err=True)
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has gone: nothing more to say
        code = 0
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        click.echo(_clean(f"{error.strerror or error}{where}; what is published still stands"), err=True)
        code = 2
    sys.exit(code)


def _config(project: Path | None) -> Config:
    return read_config(find_root(project or Path.cwd()))


def _say(text: str) -> None:
    click.echo(_clean(text))


def _is_plain(char: str) -> bool:
    """False for what moves a terminal's cursor or turns its direction; joiners belong to words, and to emoji."""
    return char in "\n\t\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs"}


def _clean(text: str) -> str:
    """Text for a terminal, whatever strangers wrote into it."""
    return "".join(c if _is_plain(c) else " " for c in text)


def _json(fields: dict[str, Any], indent: int | None = None) -> str:
    """JSON that a terminal can show too: readable in every script, without raw controls."""
    text = json.dumps(fields, ensure_ascii=False, indent=indent)
    return "".join(c if _is_plain(c) else json.dumps(c)[1:-1] for c in text)


@contextmanager
def _progress(*, shown: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar for a build that takes a while, on a terminal only."""
    if not shown or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("threads"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    start = time.monotonic()

    def advance(done: int, total: int) -> None:
        if bar.tasks:
            bar.update(bar.tasks[0].id, completed=done)
        elif time.monotonic() - start > _PROGRESS_AFTER:
            bar.add_task("threads", total=total, completed=done)
            bar.start()

    try:
        yield advance
    finally:
        bar.stop()


def _print_problems(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        place, _, what = str(problem).partition(": ")
        color = "red" if problem.severity is Severity.ERROR else "yellow"
        click.echo(f"{click.style(_clean(place), fg=color)}: {_clean(what)}", err=True)


def _print_report(report: Any, config: Config) -> None:
    if foreign := [name for name in report.foreign if not name.startswith(".")]:
        click.echo(f"not ours, kept as it is: {_clean(', '.join(foreign))}")
    files = f"{_count(len(report.written), 'file')} written, {report.kept} kept, {report.removed} removed"
    counted = f"{_count(report.threads, 'thread')}, {_count(report.posts, 'post')}"
    folder = config.output.relative_to(config.root)
    click.echo(f"{counted}: {files} in {report.seconds:.2f} s → {folder}/")
    if report.problems:
        click.echo(f"{_count(len(report.errors), 'error')}, {_count(len(report.warnings), 'warning')}", err=True)


def _print_hit(hit: Hit, config: Config) -> None:
    said = " · ".join(filter(None, [hit.author, _shown(hit.date)]))
    title = click.style(_clean(hit.title), bold=True)
    click.echo(f"{title}  #{hit.number}{'  ' + _clean(said) if said else ''}")
    click.echo(f"  {click.style(_address(hit, config), fg='cyan')}")
    click.echo(f"  {''.join(_marked(_clean(text)) if mark else _clean(text) for text, mark in hit.passages)}\n")


def _marked(text: str) -> str:
    """Words that matched: in colour on a terminal that shows it, else between asterisks."""
    shows_color = sys.stdout.isatty() and color_wanted()
    return click.style(text, fg="yellow", bold=True) if shows_color else f"**{text}**"


def _print_count(total: int, shown: int) -> None:
    if not total:
        click.echo("no posts match")
    else:
        best = f", the best {shown} shown" if shown < total else ""
        click.echo(f"{_count(total, 'post')} {'matches' if total == 1 else 'match'}{best}")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shown(moment: Moment | None) -> str:
    if moment is None:
        return ""
    return f"{moment.at:%Y-%m-%d %H:%M}" if moment.has_time else f"{moment.at:%Y-%m-%d}"


def _address(hit: Hit, config: Config) -> str:
    return f"{config.base_url}{hit.url[1:]}" if config.base_url else hit.url


def _problem_fields(problem: Problem) -> dict[str, Any]:
    return {
        "problem": problem.message,
        "path": problem.path,
        "line": problem.line or None,
        "severity": problem.severity.name.lower(),
    }


def _report_fields(report: Any) -> dict[str, Any]:
    return {
        "threads": report.threads,
        "posts": report.posts,
        "drawn": report.drawn,
        "written": len(report.written),
        "kept": report.kept,
        "removed": report.removed,
        "errors": len(report.errors),
        "warnings": len(report.warnings),
        "seconds": round(report.seconds, 3),
    }


def _hit_fields(hit: Hit, config: Config) -> dict[str, Any]:
    fields = {
        "url": _address(hit, config),
        "thread": hit.title,
        "post": hit.post,
        "number": hit.number,
        "author": hit.author,
        "date": hit.date and hit.date.iso,
        "snippet": hit.snippet,
        "marks": hit.marks,
        "score": round(hit.score, 4),
    }
    return {name: value for name, value in fields.items() if value is not None}
