"""`archiver media` and `archiver media fetch` as a person or a program meets them, killed and interrupted, too."""

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.media.at_home import read_table
from archiver.model import digest_of
from tests.conftest import Project
from tests.media_server import MediaServer, answer, endless, ranged, serve_media

PNG = b"\x89PNG\r\n\x1a\n" + b"a picture of a cat" * 100
LARGE = PNG + bytes(range(256)) * 40_000


@pytest.fixture
def server() -> Iterator[MediaServer]:
    with serve_media() as server:
        yield server


def write_source(project: Project, *addresses: str, name: str = "a") -> None:
    pictures = "\n\n".join(f"![]({address})" for address in addresses)
    project.write(f"content/{name}.md", f"A thread\n\n{pictures}\n")


def fetch(project: Project, *options: str) -> "subprocess.CompletedProcess[str]":
    return project.run("media", "fetch", "--allow-private", *options)


@pytest.mark.usefixtures("measured")
def test_a_list_says_what_is_where(project: Project, server: MediaServer) -> None:
    server.answers["/cat.png"] = answer(PNG)
    cat, dog = server.url("/cat.png"), server.url("/dog.png")
    write_source(project, cat, dog, "upload://r3AYqES.png", "files/local.png")
    project.write("content/b.md", f"Another\n\nIt says\n\n![]({cat})\n")
    assert fetch(project).returncode == 1
    listed = project.run("media")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert listed.stdout.splitlines() == [
        cat,
        "  at home: content/a.md:3 and 1 other post",
        dog,
        "  not found (404): content/a.md:5",
        "upload://r3AYqES.png",
        "  not fetched: content/a.md:7",
        "",
        "     all  at home to fetch   failed  host",
        f"       2        1        0        1  127.0.0.1:{server.port}",
        "       1        0        1        0  uploads of Discourse (upload://)",
        "",
        "3 addresses: 1 at home, 1 not fetched, 1 failed for good",
    ]
    only = project.run("media", "--host", "127.0.0.2")
    assert only.stdout == "sources show nothing from other sites\n"


def test_programs_get_json(project: Project, server: MediaServer) -> None:
    server.answers["/cat.png"] = answer(PNG)
    write_source(project, server.url("/cat.png"), server.url("/dog.png"))
    fetched = fetch(project, "--json")
    fetched_cat, fetched_dog, summary = map(json.loads, fetched.stdout.splitlines())
    assert (fetched_cat["address"], fetched_cat["size"]) == (server.url("/cat.png"), len(PNG))
    assert (fetched_dog["address"], fetched_dog["failure"]) == (server.url("/dog.png"), "not found")
    assert summary == {
        "fetched": 1,
        "size": len(PNG),
        "failures": {"not found": 1},
        "left": 0,
        "at_home": 0,
        "failed_for_good": 0,
    }
    cat, dog, total = map(json.loads, project.run("media", "--json").stdout.splitlines())
    assert cat | {"time": ""} == {
        "address": server.url("/cat.png"),
        "posts": 1,
        "path": "content/a.md",
        "line": 3,
        "state": "at home",
        "file": f"{digest_of(PNG)[:2]}/{digest_of(PNG)}.png",
        "size": len(PNG),
        "time": "",
    }
    assert (dog["state"], dog["failure"], dog["detail"]) == ("failed for good", "not found", "404")
    assert total["states"]["at home"] == 1


def test_a_terminal_of_80_columns_shows_short_addresses(project: Project) -> None:
    write_source(project, f"https://x.example/{'long/' * 60}cat.png")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "archiver", "-C", str(project.root), "media"]
    environment = os.environ | {"NO_COLOR": "1", "COLUMNS": "80"}
    subprocess.run(command, stdout=theirs, stderr=theirs, timeout=60, check=True, env=environment)
    os.close(theirs)
    lines = os.read(ours, 10_000).decode().splitlines()
    os.close(ours)
    assert max(map(len, lines)) <= 80
    assert lines[0].startswith("https://x.example/long")
    assert lines[0].endswith("long/cat.png")


@pytest.mark.usefixtures("measured")
def test_what_failed_for_good_is_asked_for_again_only_if_told(project: Project, server: MediaServer) -> None:
    server.answers["/busy.png"] = answer(b"", "500 Oops")
    write_source(project, server.url("/gone.png"), server.url("/busy.png"))
    assert fetch(project).returncode == 1
    assert server.paths().count("/gone.png") == 1
    server.asked.clear()
    server.answers["/busy.png"] = answer(PNG)
    again = fetch(project)
    assert again.returncode == 0
    assert "1 file not asked for again: gone, too large or no picture (--retry asks again)" in again.stdout
    assert set(server.paths()) == {"/busy.png"}
    server.answers["/gone.png"] = answer(PNG)
    assert fetch(project, "--retry").returncode == 0
    server.asked.clear()
    done = fetch(project, "--retry")
    assert (done.returncode, done.stdout) == (0, "0 files brought home (0.0 MB)\n2 files at home already\n")
    assert server.asked == []


def test_this_machine_is_not_asked_without_the_option(project: Project, server: MediaServer) -> None:
    server.answers["/cat.png"] = answer(PNG)
    write_source(project, server.url("/cat.png"))
    refused = project.run("media", "fetch")
    assert refused.returncode == 1
    assert refused.stderr == "1 file could not be brought home: 1 refused address\n"
    assert server.asked == []
    assert fetch(project).returncode == 0


def test_uploads_come_from_their_forum(project: Project, server: MediaServer) -> None:
    server.answers["/uploads/short-url/r3AYqES.jpeg"] = answer(PNG)
    server.answers["/uploads/short-url/planQES.pdf"] = answer(b"%PDF-1.7 a plan")
    project.write(
        "content/a.md", "T\n\n![x|690x388](upload://r3AYqES.jpeg)\n\n[plan|attachment](upload://planQES.pdf)\n"
    )
    unknown = fetch(project)
    assert unknown.returncode == 1
    assert "2 files uploaded to a Discourse forum: name it with --discourse" in unknown.stderr
    assert fetch(project, "--discourse", server.url("")).returncode == 0
    table = read_table(project.root / "content")
    assert (table.find("upload://r3AYqES.jpeg") or "").endswith(".png")
    assert (table.find("upload://planQES.pdf") or "").endswith(".pdf")


def test_a_dry_run_asks_for_nothing(project: Project, server: MediaServer) -> None:
    write_source(project, server.url("/cat.png"), "http://y.example/dog.png")
    dry = fetch(project, "--dry-run", "--host", "http://Y.example/")
    assert (dry.returncode, dry.stdout) == (0, "http://y.example/dog.png\n1 file to fetch\n")
    assert project.run("media", "fetch", "--dry-run", "--json", "--host", "y.example").stdout.splitlines() == [
        '{"address": "http://y.example/dog.png", "url": "http://y.example/dog.png"}',
        '{"to_fetch": 1, "at_home": 0, "failed_for_good": 0}',
    ]
    assert server.asked == []
    assert not (project.root / "content/_media").exists()


def test_two_spellings_of_an_address_are_one_file(project: Project, server: MediaServer) -> None:
    server.answers["/a/cat.png"] = answer(PNG)
    write_source(project, server.url("/a/./cat.png#x"), server.url("/a/cat.png"))
    assert fetch(project).stdout.startswith("1 file brought home")
    assert len(server.asked) == 1
    assert project.run("media").stdout.count("at home: ") == 2


def test_a_source_that_cannot_be_read_is_a_problem(project: Project) -> None:
    (project.root / "content/a.md").symlink_to("/etc")
    for arguments in (["media"], ["media", "fetch"], ["media", "fetch", "--dry-run"]):
        done = project.run(*arguments)
        assert done.returncode == 1
        assert "content/a.md" in done.stderr


def test_files_of_a_saved_folder_need_no_server(project: Project, tmp_path: Path) -> None:
    write_source(project, "https://x.example/img/cat.png", "https://x.example/img/dog.png")
    saved = tmp_path / "saved/x.example/img"
    saved.mkdir(parents=True)
    (saved / "cat.png").write_bytes(PNG)
    found = project.run("media", "fetch", "--from", str(tmp_path / "saved"))
    assert found.returncode == 1
    assert found.stdout == "1 file brought home (0.0 MB)\nNow: archiver build\n"
    assert found.stderr == f"1 file not found in {tmp_path}/saved\n"


def test_without_the_libraries_one_sentence_names_the_extra(project: Project, tmp_path: Path) -> None:
    write_source(project, "https://x.example/cat.png")
    (tmp_path / "hidden").mkdir()
    (tmp_path / "hidden/aiohttp.py").write_text("raise ModuleNotFoundError(name='aiohttp')")
    path = os.pathsep.join([str(tmp_path / "hidden"), *sys.path])
    missing = project.run("media", "fetch", env=os.environ | {"PYTHONPATH": path})
    assert missing.returncode == 2
    expected = 'Error: this needs aiohttp, which comes with the extra "media": pip install "archiver[media]"\n'
    assert missing.stderr == expected
    assert project.run("media", env=os.environ | {"PYTHONPATH": path}).returncode == 0


def test_help_imports_no_library_for_requests(project: Project) -> None:
    code = "import sys, archiver.cli; print({'aiohttp', 'yarl', 'warcio', 'archiver.fetch'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "set()\n"


@pytest.mark.parametrize(
    "option", [["--max-size", "0"], ["--connections", "0"], ["--from", "nowhere"], ["--timeout", "x"]]
)
def test_a_wrong_option_is_exit_code_2(project: Project, option: list[str]) -> None:
    assert fetch(project, *option).returncode == 2


def test_options_before_the_subcommand_are_not_passed_over(project: Project) -> None:
    done = project.run("media", "--host", "x.example", "fetch")
    assert done.returncode == 2
    assert "come after its name: media fetch" in done.stderr


def test_a_second_fetch_at_the_same_time_is_refused(project: Project, server: MediaServer) -> None:
    server.answers["/slow.png"] = endless(b"HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n" + PNG, b"x", pause=0.1)
    write_source(project, server.url("/slow.png"))
    with Started(project) as first:
        _wait_for(lambda: bool(server.asked))
        second = fetch(project)
        assert second.returncode == 4
        assert "another command is writing to" in second.stderr
        first.kill()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_run_that_was_ended_goes_on_where_it_was(project: Project, server: MediaServer, how: signal.Signals) -> None:
    paths = [f"/{n}.png" for n in range(20)]
    server.answers |= {path: answer(PNG + path.encode()) for path in paths}
    head = b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Length: %d\r\n\r\n' % len(LARGE)
    server.answers["/large.png"] = endless(head + LARGE[:1_000_000], b"", pause=0.1)
    write_source(project, *map(server.url, paths), server.url("/large.png"))
    with Started(project) as first:
        _wait_for(lambda: len(server.asked) == 21 and bool(list(project.root.rglob("_media/partial/*.json"))))
        time.sleep(0.3)
        first.send_signal(how)
        assert first.wait(20) == (-9 if how is signal.SIGKILL else 130)
    server.asked.clear()
    server.answers["/large.png"] = ranged(LARGE)
    assert fetch(project).returncode == 0
    assert server.paths() == ["/large.png"]
    if how is signal.SIGINT:
        assert int(server.asked[0].headers["range"].removeprefix("bytes=").removesuffix("-")) > 500_000
    table = read_table(project.root / "content")
    assert (len(table.rows), table.problems) == (21, ())
    assert (project.root / "content" / (table.find(server.url("/large.png")) or "")).read_bytes() == LARGE
    names = {path.name for path in (project.root / "content/_media").rglob("*") if path.is_file()}
    assert len(names) == 22, "21 files and the table"


class Started:
    """A running command, which is killed at the end."""

    def __init__(self, project: Project) -> None:
        command = [sys.executable, "-m", "archiver", "-C", str(project.root), "media", "fetch", "--allow-private"]
        self._running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self) -> "subprocess.Popen[bytes]":
        return self._running

    def __exit__(self, *_: object) -> None:
        self._running.kill()
        self._running.wait(20)


def _wait_for(condition: "object", seconds: float = 20) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.slow
def test_3000_addresses(project: Project, server: MediaServer) -> None:
    paths = [f"/{n}.png" for n in range(3000)]
    server.answers |= {path: answer(PNG + path.encode()) for path in paths}
    write_source(project, *map(server.url, paths))
    done = fetch(project, "--per-host", "8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("3000 files brought home")
    assert sorted(server.paths()) == sorted(paths)
