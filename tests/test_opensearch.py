"""What builds write to OpenSearch, and what readers have meanwhile: on a double that speaks its HTTP."""

from __future__ import annotations

import copy
import json
import ssl
from base64 import b64encode
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from archiver.config import check_search_server
from archiver.errors import QueryError, SearchServerError
from archiver.search.server.documents import Occurrences
from archiver.search.server.index import ServerIndex
from archiver.search.server.opening import disconnect
from archiver.search.server.opensearch import bulk, ranking, session
from archiver.search.server.opensearch.connection import OpenSearchConnection
from archiver.search.server.opensearch.records import _placed
from archiver.search.server.spool import SpoolTarget
from tests.opensearch.double import run_double
from tests.search_servers import run_server
from tests.small_index import make_post, make_thread

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archiver.model import IndexedThread
    from archiver.search.server.opensearch.writing import OpenSearchWriter
    from tests.conftest import Project
    from tests.opensearch.double import OpenSearchDouble

OLD = (
    make_thread("space/moon", make_post("A lunar probe lands", at="2024-01-01T00:00:00+00:00")),
    make_thread("space/mars", make_post("A red rover"), make_post("another rover", number=2)),
    make_thread("space/pluto", make_post("A cold probe")),
)
NEW = (
    make_thread("space/moon", make_post("A solar sail", at="2024-01-01T00:00:00+00:00")),
    make_thread("space/venus", make_post("A hot probe")),
)
CHANGED = ("space/moon", "space/mars", "space/venus")
OF_OLD = {"lunar": 1, "rover": 2, "probe": 2, "solar": 0, "hot": 0, "cold": 1, "a": 3}
OF_NEW = {"lunar": 0, "rover": 0, "probe": 2, "solar": 1, "hot": 1, "cold": 1, "a": 3}


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that would have been waited."""
    waited: list[float] = []
    monkeypatch.setattr(session, "pause", waited.append)
    return waited


@pytest.fixture
def running() -> Iterator[tuple[OpenSearchDouble, str]]:
    with run_double() as found:
        yield found


@pytest.fixture
def double(running: tuple[OpenSearchDouble, str]) -> OpenSearchDouble:
    return running[0]


@pytest.fixture
def connection(running: tuple[OpenSearchDouble, str]) -> Iterator[OpenSearchConnection]:
    found = OpenSearchConnection(check_search_server(running[1]))
    yield found
    found.close()


def prepare(
    connection: OpenSearchConnection, folder: Path, threads: tuple[IndexedThread, ...], removed: tuple[str, ...] = ()
) -> OpenSearchWriter:
    """A build up to its commit; with `removed` it changes an index."""
    target = SpoolTarget(folder=folder / "search/spool", spooled=connection.spooled, is_shared=True).open()
    for thread in threads:
        target.add(thread)
    segment = target.finish()
    assert segment
    writer = connection.begin(afresh=not removed)
    try:
        writer.remove(set(removed))
        writer.load([folder / "search/spool" / segment.name])
        writer.finish()
    except BaseException:
        writer.close()
        raise
    return writer


def write(
    connection: OpenSearchConnection, folder: Path, threads: tuple[IndexedThread, ...], removed: tuple[str, ...] = ()
) -> None:
    writer = prepare(connection, folder, threads, removed)
    try:
        writer.commit(f"version of {len(threads)}")
    finally:
        writer.close()


def counted(connection: OpenSearchConnection, folder: Path) -> dict[str, int]:
    """How many posts each word finds, which is what the lexicon says, too."""
    index = ServerIndex(folder, connection)
    found = {word: index.search(word, limit=9, zone=ZoneInfo("UTC")).total for word in OF_OLD}
    with connection.reader() as reader:
        known = reader.frequencies(list(OF_OLD))
    assert {word: sum(known.get(("text", word), {}).values()) for word in OF_OLD} == found
    return found


def documents(double: OpenSearchDouble) -> dict[str, object]:
    """The documents that the server keeps, without the numbers of the builds that wrote them."""
    found = [item for name, index in double.indexes.items() if name != "forum" for item in index.documents.items()]
    kept: dict[str, object] = {name.rpartition("-")[0]: {**document, "born": 0} for name, document in found}
    assert len(kept) == len(found), "each is there once"
    return kept


@pytest.fixture
def clean(tmp_path: Path) -> dict[str, object]:
    """The documents of a clean build of what is there in the end."""
    with run_double() as (double, url):
        connection = OpenSearchConnection(check_search_server(url))
        write(connection, tmp_path, (*NEW, OLD[2]))
        connection.close()
    return documents(double)


@pytest.mark.parametrize("is_done", [False, True])
def test_wherever_a_build_stops_readers_have_the_old_index_or_the_new_one(
    double: OpenSearchDouble, connection: OpenSearchConnection, clean: object, tmp_path: Path, *, is_done: bool
) -> None:
    """`is_done`: the request at which it stops is done, but its answer is lost."""
    write(connection, tmp_path, OLD)
    before = {name: copy.deepcopy(index.documents) for name, index in double.indexes.items()}
    seen: list[dict[str, int]] = []
    is_complete = False
    while not is_complete:
        is_complete = stopped_after(len(seen), double, connection, tmp_path, is_done=is_done)
        seen.append(counted(connection, tmp_path))
        write(connection, tmp_path, NEW, CHANGED)  # the next build
        assert counted(connection, tmp_path) == OF_NEW
        assert documents(double) == clean, "nothing of the other builds is left"
        for name, kept in before.items():
            double.indexes[name].load(kept)
    assert len(seen) > 10
    assert seen[0] == OF_OLD
    assert seen == sorted(seen, key=lambda found: found == OF_NEW)
    assert [found for found in seen if found != OF_OLD] == [OF_NEW] * (len(seen) - seen.index(OF_NEW))


def stopped_after(
    number: int, double: OpenSearchDouble, connection: OpenSearchConnection, folder: Path, *, is_done: bool
) -> bool:
    """A build whose server is away after so many requests; True if it had no more."""
    left = number

    def fault(_: str, __: str) -> tuple[int, bool] | None:
        nonlocal left
        left -= 1
        return (500, is_done and left == -1) if left < 0 else None

    double.fault = fault
    try:
        write(connection, folder, NEW, CHANGED)
    except SearchServerError:
        return False
    else:
        return True
    finally:
        double.fault = lambda _, __: None


@pytest.mark.parametrize("is_done", [False, True])
def test_a_busy_server_is_asked_again_and_each_request_changes_what_it_should_once(
    running: tuple[OpenSearchDouble, str], clean: object, tmp_path: Path, pauses: list[float], *, is_done: bool
) -> None:
    """Every third answer is 503; `is_done`: of a request that is done."""
    double, url = running
    connection = OpenSearchConnection(check_search_server(url))
    double.fault = lambda _, __: (503, is_done) if len(double.requests) % 3 == 0 else None
    write(connection, tmp_path, OLD)
    assert counted(connection, tmp_path) == OF_OLD
    write(connection, tmp_path, NEW, CHANGED)
    assert counted(connection, tmp_path) == OF_NEW
    double.fault = lambda _, __: None
    assert documents(double) == clean
    assert len(pauses) > 10
    connection.close()


def test_documents_that_a_busy_server_refuses_are_sent_again(
    double: OpenSearchDouble, connection: OpenSearchConnection, tmp_path: Path, pauses: list[float]
) -> None:
    double.refused = 3
    write(connection, tmp_path, OLD)
    assert pauses[:2] == [0.5, 1.0]
    assert counted(connection, tmp_path) == OF_OLD
    double.refused = 100
    with pytest.raises(SearchServerError, match="too busy"):
        write(connection, tmp_path, NEW, CHANGED)
    double.refused = 0
    assert counted(connection, tmp_path) == OF_OLD


def test_a_build_that_begins_while_another_one_writes_is_the_one_that_can_commit(
    double: OpenSearchDouble, connection: OpenSearchConnection, clean: object, tmp_path: Path
) -> None:
    write(connection, tmp_path, OLD)
    first = prepare(connection, tmp_path, NEW, CHANGED)
    second = prepare(connection, tmp_path, (OLD[0],), CHANGED)
    with pytest.raises(SearchServerError, match="another build writes"):
        first.commit("first")
    assert counted(connection, tmp_path) == OF_OLD
    first.load(list((tmp_path / "search/spool").iterdir()))  # late, as of a computer that slept
    first.finish()
    second.commit("second")
    first.close()
    second.close()
    found = counted(connection, tmp_path)
    assert (found["solar"], found["rover"], found["lunar"]) == (0, 0, 1)
    write(connection, tmp_path, NEW, CHANGED)
    assert counted(connection, tmp_path) == OF_NEW
    assert documents(double) == clean


def test_an_index_that_is_gone_is_not_made_by_a_late_build(
    double: OpenSearchDouble, connection: OpenSearchConnection, tmp_path: Path
) -> None:
    late = prepare(connection, tmp_path, OLD)
    write(connection, tmp_path, NEW)
    with pytest.raises(SearchServerError, match="another build has deleted the index"):
        late.load(list((tmp_path / "search/spool").iterdir()))
    late.close()
    assert set(double.indexes) == {"forum", "forum-00000002"}


def test_a_point_in_time_is_closed_after_each_answer_and_lasts_through_it(
    double: OpenSearchDouble, connection: OpenSearchConnection, tmp_path: Path
) -> None:
    write(connection, tmp_path, OLD)
    with connection.reader() as reader:
        write(connection, tmp_path, NEW, CHANGED)
        assert dict(reader.terms("text", "r")) == {"red": 1, "rover": 2}
        assert len(list(reader.everything())) == 4
    assert not double.points
    with connection.reader() as reader:
        write(connection, tmp_path, NEW)  # another index; the last one is deleted
        with pytest.raises(QueryError, match="replaced the index"):
            reader.terms("text", "r")
    assert not double.points


def test_a_build_that_commits_while_a_point_in_time_is_opened_is_seen_whole(
    double: OpenSearchDouble, connection: OpenSearchConnection, tmp_path: Path
) -> None:
    write(connection, tmp_path, OLD)
    writer = prepare(connection, tmp_path, NEW, CHANGED)

    def commit_first(_: str, target: str) -> None:
        if "point_in_time" in target:
            double.fault = lambda _, __: None
            double.lock.release()  # the commit has requests of its own
            writer.commit("new")
            double.lock.acquire()

    double.fault = commit_first
    with connection.reader() as reader:
        assert dict(reader.terms("text", "r")) == {}
        assert len(list(reader.everything())) == 3
    writer.close()
    assert not double.points


def test_an_index_of_another_program_is_left_alone(
    double: OpenSearchDouble, connection: OpenSearchConnection, tmp_path: Path
) -> None:
    double.answer("PUT", "/forum", json.dumps({"mappings": {}}).encode())
    double.answer("PUT", "/forum-00000009", json.dumps({"mappings": {}}).encode())
    with pytest.raises(SearchServerError, match="of another program"):
        connection.begin(afresh=True)
    del double.indexes["forum"]
    write(connection, tmp_path, OLD)
    assert set(double.indexes) == {"forum", "forum-00000001", "forum-00000009"}


def test_an_index_that_somebody_has_deleted_is_no_version(
    double: OpenSearchDouble, connection: OpenSearchConnection, tmp_path: Path
) -> None:
    write(connection, tmp_path, OLD)
    assert connection.version() == "version of 3"
    del double.indexes["forum-00000001"]
    assert connection.version() is None


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ({"number": "2.3.0", "distribution": "opensearch"}, "2.4 or newer"),
        ({"number": "8.17.0"}, "is not OpenSearch"),
        ("1.0", "is not OpenSearch"),
    ],
)
def test_another_server_or_version_is_a_message(
    double: OpenSearchDouble, connection: OpenSearchConnection, version: object, message: str
) -> None:
    double.version = version
    with pytest.raises(SearchServerError, match=message):
        connection.version()
    with pytest.raises(QueryError, match=message), connection.reader():
        pass


@pytest.mark.parametrize(
    ("status", "message", "tries"),
    [
        (401, "wrong user or password", 1),
        (403, "may not do that: as the test wants", 1),
        (413, "http.max_content_length", 1),
        (429, "too busy", 4),
        (503, "503 as the test wants", 4),
        (500, "500 as the test wants", 1),
    ],
)
def test_an_error_of_the_server_is_a_message(
    double: OpenSearchDouble, connection: OpenSearchConnection, status: int, message: str, tries: int
) -> None:
    double.fault = lambda _, __: (status, False)
    with pytest.raises(SearchServerError, match=message):
        connection.version()
    assert len(double.requests) == tries


def test_the_user_and_the_password_are_sent(running: tuple[OpenSearchDouble, str]) -> None:
    double, url = running
    double.login = f"Basic {b64encode(b'ada:p@ss').decode()}"
    assert version_at(url.replace("//", "//ada:p%40ss@")) is None
    with pytest.raises(SearchServerError, match="wrong user or password") as error:
        version_at(url.replace("//", "//ada:secret@"))
    assert "secret" not in str(error.value)


def version_at(url: str) -> str | None:
    connection = OpenSearchConnection(check_search_server(url))
    try:
        return connection.version()
    finally:
        connection.close()


def test_the_certificate_of_the_server_is_verified(tmp_path: Path) -> None:
    certificate = make_certificate(tmp_path)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate)
    with run_double(tls=tls) as (double, url):
        with pytest.raises(SearchServerError, match=r"(?i)certificate"):
            version_at(url)
        assert version_at(f"{url}?ca={certificate}") is None
        with pytest.raises(SearchServerError, match=r"(?i)certificate"):
            version_at(f"{url.replace('localhost', '127.0.0.1')}?ca={certificate}")
    assert len(double.requests) == 2  # of the one that was verified


def make_certificate(folder: Path) -> Path:
    """A certificate of a server named localhost, which it has signed itself, with its key."""
    pytest.importorskip("cryptography", reason="needs the PyPI package cryptography")
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    dates = now - timedelta(days=1), now + timedelta(days=1)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), *dates)
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
    signed = made.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    place = folder / "certificate.pem"
    place.write_bytes(signed.public_bytes(pem) + private)
    return place


def test_an_answer_that_is_too_large_or_no_json_is_a_message(
    running: tuple[OpenSearchDouble, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    double, url = running
    monkeypatch.setattr(session, "_LARGEST", 10)
    with pytest.raises(SearchServerError, match="too much"):
        version_at(url)
    monkeypatch.setattr(double, "answer", lambda *_: "no object")
    monkeypatch.setattr(session, "_LARGEST", 100)
    with pytest.raises(SearchServerError, match="no JSON object"):
        version_at(url)


def test_batches_are_bounded(
    double: OpenSearchDouble, connection: OpenSearchConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "_MOST", 2)
    write(connection, tmp_path, OLD)
    kept = len(documents(double))
    assert kept > 10
    assert sum("_bulk" in target for _, target in double.requests) == kept / 2
    monkeypatch.setattr(bulk, "_FULL", 1)
    write(connection, tmp_path, NEW)
    assert counted(connection, tmp_path)["solar"] == 1


def test_terms_of_one_place_are_there_and_other_places_are_where_they_were() -> None:
    one = Occurrences(positions=(0, 3), words=2, impact=9)
    assert _placed({"数据": one, "数": one, "run!en": one, "walk!en": one}) == "数据|数|run!en walk!en _ 数据|数"


@pytest.mark.parametrize("kind", ["double", pytest.param("lucene", marks=pytest.mark.slow)])
def test_phrases_over_scripts_and_parts_of_words_are_found_as_on_disk(project: Project, kind: str) -> None:
    """The last character of a run is at the place of its pair, as parts of names are at that of the name."""
    project.write("content/a.md", "# A\n\n## Ada {#p1}\n\n数据库 abc 数据库 x.y c++ setPosition 数 end\n")
    queries = ['"库 abc"', '"数据库 abc 数据库"', '"库 abc 数据库 x"', '"abc 库"', '"据库 x"', "c++", '"数 abc"']
    queries += ['"setposition 数 end"', '"position 数"', '"set 数"', '"position end"', '"库 x" -abc']
    project.build()
    on_disk = {query: project.search(query) for query in queries}
    assert {bool(found.total) for found in on_disk.values()} == {True, False}
    with run_server(kind) as place:
        project.write("archiver.toml", f'[search]\nserver = "{place("a")}"\naddress = "https://search.example/"\n')
        project.build()
        assert {query: project.search(query) for query in queries} == on_disk
        disconnect()


def test_alternatives_that_are_rounded_are_measured(
    connection: OpenSearchConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without spare candidates a second look is taken; the first posts of few are those of many."""
    monkeypatch.setattr(ranking, "_SPARE", 0)
    texts = [f"{'setposition ' * (at % 3)}set position{' lamp' * (at % 7)}" for at in range(40)]
    posts = (make_post(text, number=number) for number, text in enumerate(texts, 1))
    others = (make_post("kettle", number=number) for number in range(1, 41))
    write(connection, tmp_path, (make_thread("a", *posts), make_thread("b", *others)))
    index = ServerIndex(tmp_path, connection)
    every = index.search("setPosition lamp", limit=50, zone=ZoneInfo("UTC")).hits
    looks: list[int] = []
    measured = ranking._Ranking._measured

    def look(self: ranking._Ranking, found: ranking.Candidates) -> list[ranking.RankedPost]:
        looks.append(len(found.posts))
        return measured(self, found)

    monkeypatch.setattr(ranking._Ranking, "_measured", look)
    for limit in (10, 11, 17):
        assert index.search("setPosition lamp", limit=limit, zone=ZoneInfo("UTC")).hits == every[:limit]
    assert len(looks) == 3
    assert all(10 <= posts < 40 for posts in looks)


def test_a_query_with_more_terms_than_the_server_takes_is_measured_in_parts(
    connection: OpenSearchConnection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(connection, tmp_path, OLD)
    index = ServerIndex(tmp_path, connection)
    query, zone = "a* OR r* OR p*", ZoneInfo("UTC")
    whole = index.search(query, limit=9, zone=zone)
    monkeypatch.setattr(ranking, "_AT_ONCE", 3)
    assert index.search(query, limit=9, zone=zone) == whole
    monkeypatch.setattr("archiver.search.server.opensearch.queries.MOST_LEAVES", 3)
    with pytest.raises(QueryError, match="too many words"):
        index.search(query, limit=9, zone=zone)
