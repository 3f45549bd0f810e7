"""An index on a search server finds what the index on disk finds, in its order. PostgreSQL is real."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from archiver.config import check_search_server
from archiver.errors import ConfigError, QueryError, SearchServerError
from archiver.search.server.opening import connect, disconnect
from archiver.search.server.postgres.session import Session
from archiver.values import WrongValueError
from tests.agreement.archive import build_archive
from tests.agreement.queries import all_queries
from tests.conftest import Project
from tests.ports import own_port
from tests.postgres_server import run_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from archiver.model import SearchResults

QUERIES = (
    *all_queries(),
    "(lamp garden) OR @berta",
    "like:workshop/names",
    "like:nowhere",
    "lamp OR date:2012 OR #moon",
)
ADDED = "## Ada Lind · 2021-05-05 {#new}\n\nlamp kettle Größe 数据库\n"
ADDRESS = "https://search.example/"
KILL_BEFORE_COMMIT = """
import os, signal, sys
from pathlib import Path
from archiver.build import build
from archiver.config import read_config
from archiver.search.server.index import ServerTransaction
ServerTransaction.commit = lambda _: os.kill(os.getpid(), signal.SIGKILL)
build(read_config(Path(sys.argv[1])))
"""


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    with run_postgres() as url:
        yield url


@pytest.fixture(autouse=True)
def disconnected() -> Iterator[None]:
    """No connection of a test stays."""
    yield
    disconnect()


@pytest.fixture
def served(project: Project, postgres: str) -> Project:
    """A project with two threads, whose index is on the server."""
    serve_from(project, postgres, project.root.name)
    project.write("content/space/moon.md", "# Moon\n\n## Ada · 2024-01-01 {#p1}\n\nA lunar probe.\n")
    project.write("content/space/mars.md", "# Mars\n\n## Bob {#p1}\n\nA red rover, without a date.\n")
    project.build()
    return project


def serve_from(project: Project, server: str, schema: str, settings: str = "") -> None:
    table = f'\n[search]\nserver = "{server}&schema={schema}"\naddress = "{ADDRESS}"\n'
    project.write("archiver.toml", f"{settings}{table}")


def found(project: Project, query: str) -> list[str]:
    return [hit.url for hit in project.search(query).hits]


def differing(one: Project, other: Project, queries: Sequence[str]) -> dict[str, tuple[SearchResults, SearchResults]]:
    """The queries whose results are not equal in all: hits, their order, scores, passages, counts, hints, advice."""
    results = {query: tuple(project.search(query, facets=True) for project in (one, other)) for query in queries}
    return {query: (here, there) for query, (here, there) in results.items() if here != there}


@pytest.mark.slow
def test_all_queries_have_equal_results_also_after_changes(tmp_path: Path, postgres: str) -> None:
    on_disk = build_archive(tmp_path / "disk", 300)
    on_server = Project(tmp_path / "server")
    shutil.copytree(on_disk.root / "content", on_server.root / "content")
    shutil.copy(on_disk.root / "synonyms.toml", on_server.root)
    serve_from(on_server, postgres, "agreement", on_disk.read("archiver.toml"))
    on_server.build()
    assert not differing(on_disk, on_server, QUERIES)
    for project in (on_disk, on_server):
        threads = sorted((project.root / "content").rglob("t*.md"))
        for thread in threads[::3]:
            thread.unlink()
        for thread in threads[1::3]:
            thread.write_text(f"{thread.read_text()}\n\n{ADDED}")
        project.build()
    assert not differing(on_disk, on_server, QUERIES[::3])
    verified = on_server.run("build", "--verify")
    assert verified.returncode == 0, verified.stdout


def test_a_site_with_an_address_has_no_browser_index_but_the_address(served: Project) -> None:
    data = {path: content for path, content in served.tree().items() if path.startswith("search/data/")}
    assert data == {"search/data/meta.bin": f'{{"server": "{ADDRESS}answers"}}'.encode()}
    assert served.build().written == ()


def test_threads_that_change_or_go_are_found_so(served: Project) -> None:
    served.write("content/space/moon.md", "# Moon\n\n## Ada · 2024-01-01 {#p1}\n\nA solar sail.\n")
    (served.root / "content/space/mars.md").unlink()
    served.build()
    assert found(served, "lunar") == []
    assert found(served, "rover") == []
    assert found(served, "sol*") == ["/space/moon/#p1"]
    assert served.search("zzz").total == 0


def test_a_killed_build_leaves_the_last_index_and_the_next_one_mends_it(served: Project) -> None:
    served.write("content/space/moon.md", "# Moon\n\n## Ada · 2024-01-01 {#p1}\n\nA solar sail.\n")
    killed = subprocess.run([sys.executable, "-c", KILL_BEFORE_COMMIT, str(served.root)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert found(served, "lunar") == ["/space/moon/#p1"]
    assert found(served, "solar") == []
    report = served.build()
    assert report.messages == ()
    assert found(served, "lunar") == []
    assert found(served, "solar") == ["/space/moon/#p1"]


def test_an_index_that_another_project_has_written_is_made_anew(served: Project, tmp_path: Path) -> None:
    other = Project(tmp_path / "other")
    shutil.copytree(served.root / "content", other.root / "content")
    shutil.copy(served.root / "archiver.toml", other.root)
    other.write("content/space/venus.md", "# Venus\n\n## Cy {#p1}\n\nHot.\n")
    other.build()
    served.write("content/space/pluto.md", "# Pluto\n\n## Di {#p1}\n\nCold.\n")
    (message,) = served.build().messages
    assert "all posts were sent anew" in message
    assert found(served, "hot") == []
    assert len(found(served, "cold OR lunar OR rover")) == 3


def test_readers_have_the_version_at_which_they_began(served: Project) -> None:
    server = served.config.search_server
    assert server
    connection = connect(server)
    served.write("content/space/moon.md", "# Moon\n\n## Ada · 2024-01-01 {#p1}\n\nA solar sail.\n")
    with connection.reader() as reader:
        assert dict(reader.terms("text", "lun")) == {"lunar": 1}
        served.build()
        assert dict(reader.terms("text", "lun")) == {"lunar": 1}
        assert dict(reader.terms("text", "sol")) == {}
        clean = Thread(target=lambda: served.run("build", "--clean"))
        clean.start()  # it waits for the reader before it deletes the tables
        assert dict(reader.terms("text", "lun")) == {"lunar": 1}
    clean.join()
    with connection.reader() as reader:
        assert dict(reader.terms("text", "sol")) == {"solar": 1}


def test_one_build_writes_at_a_time(served: Project) -> None:
    server = served.config.search_server
    assert server
    connection = connect(server)
    writer = connection.begin(afresh=True)
    with pytest.raises(SearchServerError, match="another build writes"):
        connection.begin(afresh=True)
    writer.close()
    connection.begin(afresh=True).close()


def test_what_servers_have_no_room_for_is_found_too(served: Project) -> None:
    long = "x" * 1_900
    head = "## " + "N" * 4_000 + " \\ 'o\" · 2024-01-01 {#p1}"
    served.write("content/long.md", f'# Long\n\n{head}\n\n{long} it\'s a\\b "q" {long[:-1]}y\n')
    served.write("content/many.md", "# Many\n\n## Bob {#p1}\n\n" + " ".join(f"w{n}" for n in range(60_000)) + " lamp\n")
    report = served.build()
    assert not report.problems
    assert found(served, long) == ["/long/#p1"]
    assert found(served, "w59 w60") == ["/many/#p1"]
    assert served.search("it's", facets=True).facets.authors[0][1] == 1  # type: ignore[union-attr]


def test_a_query_of_any_kind_is_a_value_and_no_sql(served: Project) -> None:
    for query in (
        "lunar OR " * 200,
        "x " * 900,
        "a* OR " * 300,
        "'; DROP TABLE x; --",
        "\\",
        "a' | 'b",
        'author:"\'\\"',
        ":v0 ::x",
        "%s",
        "title:''",
        "\0lunar",
    ):
        served.search(query, facets=True)
    assert found(served, "lunar") == ["/space/moon/#p1"]


def test_a_server_that_is_away_is_a_message_without_the_password(project: Project) -> None:
    with own_port() as port:
        serve_from(project, f"postgresql://ada:secret@127.0.0.1:{port}/forum?sslmode=disable", "x")
        project.write("content/a.md", "# A\n\n## Ada\n\nText.\n")
        build, search = project.run("build"), project.run("search", "text")
    for done in (build, search):
        assert done.returncode == 2
        assert f"the search server postgresql://ada@127.0.0.1:{port}/forum says: " in done.stderr
        assert "secret" not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    assert "secret" not in repr(project.config)


def test_the_environment_has_what_the_url_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "from the environment")
    monkeypatch.setenv("PGHOST", "db.example")
    server = check_search_server("postgresql:///forum").with_environment()
    assert (server.host, server.password, server.database) == ("db.example", "from the environment", "forum")
    assert check_search_server("postgresql://a:b@c/d").with_environment().password == "b"  # noqa: S105


@pytest.mark.parametrize("value", ["mysql://host/x", "postgresql", 1, "postgresql://host:port/x"])
def test_what_is_no_url_of_a_server_is_a_problem(value: object) -> None:
    with pytest.raises(WrongValueError, match="the URL of a server"):
        check_search_server(value)


def test_a_server_needs_an_address_that_pages_can_ask(project: Project) -> None:
    project.write("archiver.toml", '[search]\nserver = "postgresql://ada:secret@host/forum"\n')
    with pytest.raises(ConfigError, match=r"archiver\.toml:2: the site's search needs \[search\] address") as error:
        _ = project.config
    assert "secret" not in str(error.value)
    project.write("archiver.toml", 'offline = true\n[search]\naddress = "https://host/"\n')
    with pytest.raises(ConfigError, match="cannot ask"):
        _ = project.config


def test_a_connection_that_the_server_has_ended_is_opened_anew(served: Project) -> None:
    assert found(served, "lunar") == ["/space/moon/#p1"]
    server = served.config.search_server
    assert server
    other = Session(server)
    other.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    other.close()
    assert found(served, "lunar") == ["/space/moon/#p1"]


def test_there_is_no_answer_before_a_build(project: Project, postgres: str) -> None:
    serve_from(project, postgres, "empty")
    with pytest.raises(QueryError, match="run `archiver build` first"):
        project.search("lunar")
