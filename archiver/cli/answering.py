"""The command `archiver answer`."""

from pathlib import Path
from urllib.parse import urlsplit

import click

from archiver.cli.project import read_project
from archiver.config import Config
from archiver.errors import ArchiverError

_HELP = """Answer the queries of the published site's search page.

Answers at /answers, and /healthz and /metrics (Prometheus) for those who run it. It reads the index of the last build,
in the project's folder or on its search server, and writes nothing. Put a proxy with TLS before it, whose address
archiver.toml has:

\b
[search]
address = "https://search.example.org/"
server = "postgresql://…"        # optional: where the index is; or "opensearch+https://…"
"""


@click.command(help=_HELP)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8080, show_default=True, help="The port.")
@click.option(
    "--origin", "origins", multiple=True, help="Pages that may read answers; else those of base_url. * is all."
)
@click.option(
    "--proxies", type=click.IntRange(0, 9), default=0, show_default=True, help="Proxies before it, for --rate."
)
@click.option(
    "--rate", type=click.FloatRange(0.01), default=2.0, show_default=True, help="Queries a second by a client."
)
@click.option("--burst", type=click.IntRange(1), default=20, show_default=True, help="Queries by a client at once.")
@click.option("--seconds", type=click.FloatRange(0.1), default=5.0, show_default=True, help="The longest search.")
@click.pass_obj
def answer(
    project: Path | None,
    host: str,
    port: int,
    origins: tuple[str, ...],
    proxies: int,
    rate: float,
    burst: int,
    seconds: float,
) -> None:
    """Answer queries until the process is asked to end. `project` is the value of `--project`."""
    from archiver.answering import Settings, make_app, run
    from archiver.cli.show import say
    from archiver.serving.sockets import listen

    config = read_project(project)
    if not config.search:
        raise ArchiverError("no index is kept here: archiver.toml says [search] enabled = false")
    asking = origins or _own_origin(config)
    settings = Settings(origins=asking, per_second=rate, at_once=burst, proxies=proxies, seconds=seconds)
    listener = listen(host, port, say)
    click.echo(f"answering at http://{host}:{port}/ for pages of {', '.join(asking)}", err=True)
    run(make_app(config, settings, lambda line: click.echo(line, err=True)), listener)


def _own_origin(config: Config) -> tuple[str, ...]:
    """The origin of the published site."""
    if config.base_url is None:
        raise ArchiverError("whose pages may read answers? Set base_url in archiver.toml, or give --origin")
    address = urlsplit(config.base_url)
    return (f"{address.scheme}://{address.netloc}",)
