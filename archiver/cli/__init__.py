"""The command line. No other package prints.

In: the arguments of the process. Out: its exit code: 0 fine, 1 problems in the content, 2 usage or configuration,
3 warnings under --strict, 4 locked or port in use, 130 interrupted. Packages are imported when a command needs them, so
that `--help` takes little time.
"""

import os
import sys
from pathlib import Path

import click

from archiver import __version__
from archiver.cli.answering import answer
from archiver.cli.authors import authors
from archiver.cli.build import build
from archiver.cli.check import check
from archiver.cli.deploying import deploy
from archiver.cli.export import export
from archiver.cli.guessing import guess
from archiver.cli.importing import import_
from archiver.cli.locking import lock
from archiver.cli.media import media
from archiver.cli.move import move
from archiver.cli.new import new
from archiver.cli.redirects import redirects
from archiver.cli.search import search
from archiver.cli.show import say, without_control_characters
from archiver.cli.stats import stats
from archiver.cli.takedowns import takedown
from archiver.cli.themes import theme
from archiver.config import color_wanted, find_root
from archiver.errors import ArchiverError

_INTERRUPTED = 130
_SERVE_HELP = """Preview the site, and build it again when content, theme or configuration change.

It is built beside the published one: site/ stays as it is.
"""
_HOST_HELP = "The address to listen on. With 0.0.0.0 everybody in the network can read the archive."


class _Group(click.Group):
    """A group of commands whose message about an unknown command names the most similar one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            import difflib  # it is seldom needed

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


_COMMANDS = (
    answer,
    authors,
    build,
    check,
    deploy,
    export,
    guess,
    import_,
    lock,
    media,
    move,
    new,
    redirects,
    search,
    stats,
    takedown,
    theme,
)
for _command in _COMMANDS:
    cli.add_command(_command)


@cli.command(help=_SERVE_HELP)
@click.option("--port", type=click.IntRange(1, 65_535), help="The port; else 8000, or the next one that is free.")
@click.option("--host", default="127.0.0.1", show_default=True, help=_HOST_HELP)
@click.option("--name", "names", multiple=True, help="A further host name of the preview, as that of a proxy.")
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
@click.option("--poll", is_flag=True, help="Look for changes again and again: for disks that tell of none.")
@click.option("--drafts", is_flag=True, help="Show drafts too, marked as such: builds leave them out.")
@click.pass_obj
def serve(
    project: Path | None,
    port: int | None,
    host: str,
    names: tuple[str, ...],
    open_browser: bool,
    poll: bool,
    drafts: bool,
) -> None:
    """Serve the preview until the user ends it.

    Args:
        project: the folder of the project; None for the working directory or the nearest folder above it.
        port: the port; None for the first free one from 8000 on.
        host: the address to listen on.
        names: further names under which browsers may ask for the preview.
        open_browser: True to open the site in the browser.
        poll: True to look at all files again and again instead of waiting for events.
        drafts: True to show threads that declare `draft: true`.
    """
    from archiver.preview import Endpoint
    from archiver.preview import serve as serve_site

    root = find_root(project or Path.cwd())
    endpoint = Endpoint(host=host, port=port, names=names)
    serve_site(root, endpoint, open_browser=open_browser, poll=poll, drafts=drafts, say=say)


def main() -> None:
    """Run the command line, print the message of an error, and end the process with the exit code."""
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
        click.echo(without_control_characters(str(error)), err=True)
        code = error.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads the output any more
        code = 0
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        click.echo(
            without_control_characters(f"{error.strerror or error}{where}; what is published still stands"), err=True
        )
        code = 2
    sys.exit(code)
