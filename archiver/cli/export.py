"""The command `archiver export`."""

import sys
from pathlib import Path

import click

from archiver.cli.project import read_project
from archiver.cli.show import count_of, print_problems, show_progress, without_control_characters
from archiver.errors import ExportError, Severity

_HELP = """Write a thread or a board to one file, to keep it or to read it elsewhere.

NAME is the path of a source (content/space/lunar.md), a path or address on the site (/space/lunar/), or a slug
(space/lunar); of a board its folder, path, slug or title. / is the whole archive. Several names make one file.

\b
archiver export space/lunar --to epub             writes lunar.epub
archiver export Space --to mbox -o space.mbox     all threads of a board, as mails
archiver export space/lunar --to json -o - | jq   to the standard output

\b
html   a page that needs nothing else, to read and to print
epub   a book
mbox   mails: mail programs read it, and archiver import does
md     a source, as archiver reads it; of a board a ZIP archive of them
json   what programs want: text, HTML and quotes of each post

It is read from the sources, as a build would: no site is needed. Drafts are left out.
"""


@click.command("export", help=_HELP)
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@click.option(
    "--to", "format_name", required=True, type=click.Choice(["mbox", "epub", "html", "md", "json"]), help="The format."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="The file; - is the standard output. Else one in the working directory, named after the thread or board.",
)
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@click.pass_obj
def export(project: Path | None, names: tuple[str, ...], format_name: str, output: Path | None, force: bool) -> None:
    """Export threads, and print what was done. Exits with 1 if there is an error in a source.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        names: threads and boards.
        format_name: the name of the format.
        output: the file, `-` for the standard output, or None.
        force: True if the file may be replaced.
    """
    from archiver.export import FORMATS, ExportTask, export_to_stream
    from archiver.export import export as export_to_file

    is_stream = str(output) == "-"
    if is_stream and sys.stdout.isatty() and format_name == "epub":
        raise ExportError("a book is no text for a terminal; name a file with -o")
    with show_progress(shown=True) as progress:
        task = ExportTask(config=read_project(project), names=names, format=FORMATS[format_name], progress=progress)
        if is_stream:
            report = export_to_stream(task, sys.stdout.buffer)
        else:
            report = export_to_file(task, output, replaces=force)
    print_problems(report.problems)
    counted = f"{count_of(report.threads, 'thread')}, {count_of(report.posts, 'post')}"
    where = f" → {report.file.path} ({report.file.size / 1e6:.1f} MB)" if report.file else ""
    click.echo(without_control_characters(f"{counted}{where}"), err=is_stream)
    for note, count in sorted(report.notes.items()):
        click.echo(f"{note}: {count}", err=is_stream)
    if any(problem.severity is Severity.ERROR for problem in report.problems):
        sys.exit(1)
