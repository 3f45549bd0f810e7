"""Search servers for tests: a real PostgreSQL, a double of OpenSearch on loopback, and a cluster, if there is one.

`ARCHIVER_OPENSEARCH` names the cluster: `opensearch+https://user:password@host/prefix`, under whose indexes no other
begins with `prefix`.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from archiver.config import check_search_server
from archiver.search.server.opensearch.session import HttpSession
from tests.opensearch.double import run_double
from tests.opensearch.matching_lucene import LuceneMatcher, lucene
from tests.postgres_server import run_postgres

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Place = Callable[[str], str]
    """From the name of an archive to the URL of its place on the server."""

CLUSTER = "ARCHIVER_OPENSEARCH"


@contextmanager
def run_server(kind: str) -> Iterator[Place]:
    """Run a server: `postgresql`, `double`, `lucene` (a double that finds posts by Lucene), or use the `cluster`."""
    if kind == "postgresql":
        with run_postgres() as url:
            yield lambda name: f"{url}&schema={name}"
    elif kind == "cluster":
        with _cluster() as place:
            yield place
    else:
        make = (LuceneMatcher,) if kind == "lucene" and lucene() else ()
        with run_double(*make) as (_, url):
            yield lambda name: url.replace("/forum", f"/{name}")


@contextmanager
def _cluster() -> Iterator[Place]:
    url = os.environ.get(CLUSTER)
    if not url:
        pytest.skip(f"needs a cluster of OpenSearch, which {CLUSTER} names")
    server = check_search_server(url)
    try:
        yield lambda name: url.replace(f"/{server.database}", f"/{server.database}-{name}")
    finally:
        session = HttpSession(server)
        for name in session.ask("GET", f"/{server.database}-*/_mapping"):
            session.ask("DELETE", f"/{name}")
