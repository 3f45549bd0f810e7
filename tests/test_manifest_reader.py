"""Reading the manifest while builds write it."""

import sqlite3
import subprocess
import sys
from datetime import UTC
from functools import partial

import pytest

from archiver.build.cross_thread import update_cross_thread_origins
from archiver.build.openings import update_openings
from archiver.errors import StateError
from archiver.manifest import ManifestReader, open_manifest, open_reader, read_generation
from archiver.manifest.clean_close import is_cleanly_closed
from archiver.model import ALL_PATHS, ALL_THREADS
from archiver.pool import Pool
from archiver.source import scan_sources
from tests.conftest import Project

MOON = "# Moon talk\n\n## ada · 2022-07-01T14:03:00Z {#p1}\n\nThe moon is up.\n"
QUOTED = "the night sky was as clear as I have ever seen it over the old harbour"

_BUILDER = """
import sys
from pathlib import Path
from archiver.build import build
from archiver.config import read_config

def wait(*_):
    print("building", flush=True)
    sys.stdin.readline()

build(read_config(Path(sys.argv[1])), jobs=1, progress=wait)
"""


def titles(reader: ManifestReader) -> list[str]:
    summaries = (reader.summary(source) for source, _, _ in reader.groups.thread_urls())
    return [summary.title for summary in summaries if summary]


def test_before_the_first_build_there_is_nothing_to_read(project: Project) -> None:
    with open_reader(project.config.state, UTC) as reader:
        assert reader is None
    assert read_generation(project.config.state) is None
    assert not project.config.state.exists()


def test_what_a_build_writes_is_read_when_it_has_been_committed(project: Project) -> None:
    project.write("content/moon.md", MOON)
    project.build()
    state = project.config.state
    project.write("content/moon.md", MOON.replace("talk", "chat"))
    project.write("content/sun.md", MOON.replace("Moon", "Sun"))
    command = [sys.executable, "-c", _BUILDER, str(project.root)]
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as builder,
        open_reader(state, UTC) as before,
    ):
        assert builder.stdin
        assert builder.stdout
        assert before
        assert builder.stdout.readline() == b"building\n"
        with open_reader(state, UTC) as during:
            assert during
            assert (titles(during), during.generation) == (["Moon talk"], before.generation)
        builder.communicate(b"\n" * 1000)
        assert builder.returncode == 0
        assert (titles(before), read_generation(state) == before.generation) == (["Moon talk"], False)
        with open_reader(state, UTC) as after:
            assert after
            assert (titles(after), after.generation) == (["Moon chat", "Sun talk"], read_generation(state))
            assert (group := after.groups.group(ALL_THREADS))
            assert group.threads == 2


def test_a_reader_that_stays_open_makes_no_build_look_for_damage(project: Project) -> None:
    project.write("content/moon.md", MOON)
    project.build()
    state = project.config.state
    with open_reader(state, UTC):
        project.write("content/moon.md", MOON.replace("talk", "chat"))
        project.build()
        assert (state / "manifest.sqlite-wal").stat().st_size
        assert is_cleanly_closed(state / "manifest.sqlite")
    with (state / "manifest.sqlite-wal").open("r+b") as log:  # as if somebody had damaged it
        log.seek(100)
        log.write(b"?")
    assert not is_cleanly_closed(state / "manifest.sqlite")
    assert project.build().threads == 1


def test_a_manifest_that_is_made_anew_has_another_generation(project: Project) -> None:
    project.write("content/moon.md", MOON)
    project.build()
    state = project.config.state
    with open_reader(state, UTC) as before:
        assert before
        with sqlite3.connect(state / "manifest.sqlite") as connection:
            connection.execute("PRAGMA user_version = 1")
        connection.close()
        with open_reader(state, UTC) as other_version:
            assert other_version is None
        project.build()
        assert titles(before) == ["Moon talk"]
        assert read_generation(state) not in {None, before.generation}


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"?" * 4096])
def test_a_damaged_manifest_is_not_read(project: Project, content: bytes) -> None:
    project.config.state.mkdir()
    (project.config.state / "manifest.sqlite").write_bytes(content)
    with open_reader(project.config.state, UTC) as reader:
        assert reader is None
    assert read_generation(project.config.state) is None


def test_damage_that_is_found_while_reading_is_an_error_of_the_state(project: Project) -> None:
    project.write("content/moon.md", MOON)
    project.build()
    with sqlite3.connect(project.config.state / "manifest.sqlite") as connection:
        connection.execute("DROP TABLE groups")
    connection.close()

    def read() -> None:
        with open_reader(project.config.state, UTC) as reader:
            assert reader
            reader.groups.group(ALL_THREADS)

    with pytest.raises(StateError, match="cannot read"):
        read()


def test_the_origins_of_quotes_in_other_threads_are_recorded(project: Project) -> None:
    project.write("archiver.toml", "[quotes]\nacross_threads = true\n")
    project.write("content/old.md", f"# Old\n\n## ada · 2022-07-01T14:03:00Z {{#p1}}\n\nYes, {QUOTED}, and warm.\n")
    new = f"# New\n\n## ben · 2022-08-01T14:03:00Z {{#p1}}\n\n> {QUOTED}\n\nOh?\n"
    project.write("content/new.md", new)
    project.build()
    config, read = project.config, partial(open_reader, project.config.state, project.config.zone)
    with Pool(1) as pool, open_manifest(config.state, config.zone, config.root) as manifest:
        sources = scan_sources(config).sources
        records = update_openings(sources, config, manifest, pool, ALL_PATHS, with_terms=False)
        found = update_cross_thread_origins(sources, records, config, manifest, pool)
    with read() as reader:
        assert reader
        assert list(found) == ["new.md"]
        assert repr(reader.cross_thread_of("new.md").origins) == repr(found["new.md"])
        assert reader.cross_thread_of("old.md").origins == {}
        assert not reader.cross_thread_of("none.md")
    project.write("content/new.md", new.replace("night", "day").replace("clear", "dark").replace("harbour", "port"))
    (project.root / "content/old.md").unlink()
    project.build()
    with read() as reader:
        assert reader
        assert reader.cross_thread_of("new.md").origins == {}
