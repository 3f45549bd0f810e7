"""An index on a search server finds what the index on disk finds, in its order. PostgreSQL and Lucene are real."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from secrets import token_hex
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple

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
from tests.search_servers import run_server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from archiver.model import SearchResults
    from tests.search_servers import Place

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
def postgres() -> Iterator[Place]:
    with run_server("postgresql") as place:
        yield place


@pytest.fixture(scope="module", params=["postgresql", "double", "cluster"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A server of each kind: from the name of an archive to the URL of its place there."""
    with run_server(request.param) as found:
        yield found


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory: pytest.TempPathFactory) -> Archives:
    """The archives whose results all servers have: as it was first, and as it was then."""
    return make_archives(tmp_path_factory.mktemp("disk"))


@pytest.fixture(autouse=True)
def disconnected() -> Iterator[None]:
    """No connection of a test stays."""
    yield
    disconnect()


@pytest.fixture
def served(project: Project, place: Place) -> Project:
    """A project with two threads, whose index is on a server."""
    serve_from(project, place(f"test-{token_hex(4)}"))
    project.write("content/space/moon.md", "# Moon\n\n## Ada · 2024-01-01 {#p1}\n\nA lunar probe.\n")
    project.write("content/space/mars.md", "# Mars\n\n## Bob {#p1}\n\nA red rover, without a date.\n")
    project.build()
    return project


def serve_from(project: Project, server: str, settings: str = "") -> None:
    table = f'\n[search]\nserver = "{server}"\naddress = "{ADDRESS}"\n'
    project.write("archiver.toml", f"{settings}{table}")


def found(project: Project, query: str) -> list[str]:
    return [hit.url for hit in project.search(query).hits]


class Archives(NamedTuple):
    """An archive on disk, before and after changes, and what queries find there."""

    root: Path
    settings: str
    first: dict[str, SearchResults]
    then: dict[str, SearchResults]


def make_archives(folder: Path) -> Archives:
    project = build_archive(folder / "disk", 300)
    shutil.copytree(project.root / "content", folder / "content")
    first = results(project, QUERIES)
    change(project)
    project.build()
    return Archives(folder, project.read("archiver.toml"), first, results(project, QUERIES[::3]))


def change(project: Project) -> None:
    """Delete a third of the threads, and add a post to another third."""
    threads = sorted((project.root / "content").rglob("t*.md"))
    for thread in threads[::3]:
        thread.unlink()
    for thread in threads[1::3]:
        thread.write_text(f"{thread.read_text()}\n\n{ADDED}")


def results(project: Project, queries: Iterable[str]) -> dict[str, SearchResults]:
    return {query: project.search(query, facets=True) for query in queries}


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["postgresql", "lucene", "cluster"])
def test_all_queries_have_equal_results_also_after_changes(tmp_path: Path, on_disk: Archives, kind: str) -> None:
    """Equal in all: hits, their order, scores, passages, counts, hints, advice."""
    on_server = Project(tmp_path / "server")
    shutil.copytree(on_disk.root / "content", on_server.root / "content")
    shutil.copy(on_disk.root / "disk/synonyms.toml", on_server.root)
    with run_server(kind) as place:
        serve_from(on_server, place("agreement"), on_disk.settings)
        on_server.build()
        assert results(on_server, on_disk.first) == on_disk.first
        change(on_server)
        on_server.build()
        assert results(on_server, on_disk.then) == on_disk.then
        verified = on_server.run("build", "--verify")
        disconnect()  # while there is a server to end connections with
    assert verified.returncode == 0, verified.stdout


def test_a_site_with_an_address_has_no_browser_index_but_the_address(served: Project) -> None:
    data = {path: content for path, content in served.tree().items() if path.startswith("search/data/")}
    assert data == {"search/data/meta.bin": f'{{"server": "{ADDRESS}answers"}}'.encode()}
    assert served.build().written == ()


def test_the_command_searches_the_server(served: Project) -> None:
    done = served.run("search", "lunar", "--json")
    assert done.returncode == 0, done.stderr
    assert '"/space/moon/#p1"' in done.stdout


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
    with connection.reader() as reader:
        assert dict(reader.terms("text", "lun")) == {}
        assert dict(reader.terms("text", "sol")) == {"solar": 1}


def test_a_clean_build_waits_for_readers_of_postgresql(project: Project, postgres: Place) -> None:
    serve_from(project, postgres("waiting"))
    project.write("content/moon.md", "# Moon\n\n## Ada {#p1}\n\nA lunar probe.\n")
    project.build()
    server = project.config.search_server
    assert server
    with connect(server).reader() as reader:
        clean = Thread(target=lambda: project.run("build", "--clean"))
        clean.start()  # it waits for the reader before it deletes the tables
        assert dict(reader.terms("text", "lun")) == {"lunar": 1}
    clean.join()


def test_one_build_writes_to_postgresql_at_a_time(project: Project, postgres: Place) -> None:
    connection = connect(check_search_server(postgres("writing")))
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


@pytest.mark.parametrize(("scheme", "options"), [("postgresql", "?sslmode=disable"), ("opensearch+http", "")])
def test_a_server_that_is_away_is_a_message_without_the_password(project: Project, scheme: str, options: str) -> None:
    with own_port() as port:
        serve_from(project, f"{scheme}://ada:secret@127.0.0.1:{port}/forum{options}")
        project.write("content/a.md", "# A\n\n## Ada\n\nText.\n")
        build, search = project.run("build"), project.run("search", "text")
    for done in (build, search):
        assert done.returncode == 2
        assert f"the search server {scheme}://ada@127.0.0.1:{port}/forum says: " in done.stderr
        assert "secret" not in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    assert "secret" not in repr(project.config)


def test_the_environment_has_what_the_url_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "from the environment")
    monkeypatch.setenv("PGHOST", "db.example")
    server = check_search_server("postgresql:///forum").with_environment()
    assert (server.host, server.password, server.database) == ("db.example", "from the environment", "forum")
    assert check_search_server("postgresql://a:b@c/d").with_environment().password == "b"  # noqa: S105
    monkeypatch.setenv("OPENSEARCH_USER", "ada")
    monkeypatch.setenv("OPENSEARCH_PASSWORD", "from there")
    server = check_search_server("opensearch+https://host/forum").with_environment()
    assert (server.host, server.user, server.password) == ("host", "ada", "from there")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("mysql://host/x", "the URL of a server"),
        ("postgresql", "the URL of a server"),
        (1, "the URL of a server"),
        ("postgresql://host:port/x", "the URL of a server"),
        ("opensearch+https://host", "a host and an index"),
        ("opensearch+https:///forum", "a host and an index"),
        ("opensearch+https://host/Forum", "a host and an index"),
        ("opensearch+https://host/forum/more", "a host and an index"),
        ("opensearch+http://host/forum", "without TLS only a server on this machine"),
        ("opensearch+http://127.0.0.1.example.org/forum", "without TLS only a server on this machine"),
        ("opensearch+https://host/forum?verify=no", "options ca"),
        ("opensearch+https://host/forum?shards=0", "options ca"),
    ],
)
def test_what_is_no_url_of_a_server_is_a_problem(value: object, message: str) -> None:
    with pytest.raises(WrongValueError, match=message):
        check_search_server(value)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9200", "[::1]", "127.8.8.8"])
def test_a_server_on_this_machine_needs_no_tls(host: str) -> None:
    assert check_search_server(f"opensearch+http://{host}/forum?shards=2&replicas=0").database == "forum"


def test_a_server_needs_an_address_that_pages_can_ask(project: Project) -> None:
    project.write("archiver.toml", '[search]\nserver = "postgresql://ada:secret@host/forum"\n')
    with pytest.raises(ConfigError, match=r"archiver\.toml:2: the site's search needs \[search\] address") as error:
        _ = project.config
    assert "secret" not in str(error.value)
    project.write("archiver.toml", 'offline = true\n[search]\naddress = "https://host/"\n')
    with pytest.raises(ConfigError, match="cannot ask"):
        _ = project.config


def test_a_connection_that_postgresql_has_ended_is_opened_anew(postgres: Place) -> None:
    server = check_search_server(postgres("ended"))
    assert connect(server).version() is None
    other = Session(server)
    other.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    other.close()
    assert connect(server).version() is None


def test_there_is_no_answer_before_a_build(project: Project, place: Place) -> None:
    serve_from(project, place("empty"))
    with pytest.raises(QueryError, match="run `archiver build` first"):
        project.search("lunar")
