"""An index that is not as it was left gives the right answer or says that it is damaged; the next build mends it."""

import json
import os
import pickle
import random
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
import whoosh

from archiver.build import build
from archiver.build.previous import Fact
from archiver.cli.show import print_report, report_fields
from archiver.errors import DamagedIndex, QueryError
from archiver.manifest import open_manifest
from archiver.model import SearchResults, Slug
from archiver.search.index import current as current_index
from archiver.search.index.commit_point import CommitPoint, new_name
from archiver.search.index.whoosh_version import forks_in
from archiver.search.whoosh_index import WhooshTransaction
from tests.conftest import Project
from tests.laws.small_site import IS_DEEP
from tests.stock_index import Edit, post, thread, write_stock

NOTE = "the search index was not as the last build had left it; it was made anew"
QUERIES = ("helium", '"in the regolith"', "-probe order:newest", "author:ada", "数据库", "runs", "heli*", "title:bread")
THREADS = {
    "space/probe.md": "# Probe\n\n## Ada · 2022-07-05 {#p1}\n\nHelium in the regolith.\n\n## bob\n\n> Helium\n\nRun.\n",
    "space/data.md": "# 全文\n\n## Ada · 2023-01-02 {#p1}\n\n全文数据库索引 and helium.\n",
    "bread.md": "Bread\n\nHelium bread, running rye.\n\n\nA crust.\n",
}
SETTINGS = 'lang = "ja"\n[pages]\njson = false\nfeeds = false\n'  # what takes the least time
Damage = Callable[[Path, list[Path], random.Random], None]


def _truncate(file: Path, others: list[Path], chance: random.Random) -> None:
    content = file.read_bytes()
    file.write_bytes(content[: chance.randrange(len(content))])


def _flip(file: Path, others: list[Path], chance: random.Random) -> None:
    content = bytearray(file.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def _append(file: Path, others: list[Path], chance: random.Random) -> None:
    file.write_bytes(file.read_bytes() + chance.randbytes(chance.randint(1, 2000)))


def _overwrite(file: Path, others: list[Path], chance: random.Random) -> None:
    content = file.read_bytes()
    at = chance.randrange(len(content))
    file.write_bytes(content[:at] + bytes(len(content) - at) + b"\1")


def _swap(file: Path, others: list[Path], chance: random.Random) -> None:
    other = chance.choice(others)
    mine, theirs = file.read_bytes(), other.read_bytes()
    file.write_bytes(theirs)
    other.write_bytes(mine)


def _replace(file: Path, others: list[Path], chance: random.Random) -> None:
    shutil.copyfile(chance.choice(others), file)


def _delete(file: Path, others: list[Path], chance: random.Random) -> None:
    file.unlink()


def _empty(file: Path, others: list[Path], chance: random.Random) -> None:
    file.write_bytes(b"")


def _make_folder(file: Path, others: list[Path], chance: random.Random) -> None:
    file.unlink()
    file.mkdir()


DAMAGES = (_truncate, _flip, _append, _overwrite, _swap, _replace, _delete, _empty, _make_folder)


def ask(project: Project) -> list[SearchResults]:
    """Answers of an index that is opened anew."""
    current_index._open.cache_clear()
    return [project.search(query) for query in QUERIES]


def ask_damaged(project: Project, right: list[SearchResults]) -> None:
    try:
        answers = ask(project)
    except QueryError as error:
        said = str(error)
        assert "\n" not in said
        assert "damaged" in said or "no search index yet" in said
        assert "`archiver build" in said
    else:
        assert answers == right


def files_of(project: Project) -> list[Path]:
    return sorted(path for path in (project.config.state / "search").rglob("*") if path.is_file())


def play(project: Project, damage: Damage, times: int) -> None:
    """Damage, ask, build, ask, again and again; in between the index has several segments, and deleted posts."""
    chance = random.Random(damage.__name__)  # noqa: S311  the same damages in each run
    for number in range(times):
        if number % 8 == 0:
            for path, text in THREADS.items():
                project.write(f"content/{path}", f"{text}\nEdit {number}, it runs.\n")
                assert project.build().messages == ()
        right = ask(project)
        current_index._open.cache_clear()
        files = files_of(project)
        file = files[0] if number % 5 == 0 else chance.choice(files)
        others = [other for other in files if other.read_bytes() != file.read_bytes()]
        time.sleep(0.01)  # the clock of the file system has gone on
        damage(file, others, chance)
        ask_damaged(project, right)
        report = project.build()
        assert report.messages == (NOTE,), f"{damage.__name__} {file.name} {number}"
        assert ask(project) == right, f"{damage.__name__} {file.name} {number}"
    assert project.build().drawn == 0


@pytest.fixture
def built(project: Project) -> Project:
    project.write("archiver.toml", SETTINGS)
    for path, text in THREADS.items():
        project.write(f"content/{path}", text)
    assert project.build().messages == ()
    return project


pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Whoosh leaves files open


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__[1:])
def test_damage_is_told_of_and_mended(built: Project, damage: Damage) -> None:
    play(built, damage, 7)


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__[1:])
def test_much_damage_is_told_of_and_mended(built: Project, damage: Damage) -> None:
    play(built, damage, 112 if IS_DEEP else 40)


def record(project: Project) -> Path:
    return project.config.state / "search/current"


def rewrite_record(project: Project, **changes: Any) -> None:
    """Write the commit point with some changed values, as another version of the program would, and its checksum."""
    text = json.dumps({**json.loads(record(project).read_bytes().partition(b"\n")[2]), **changes}).encode()
    record(project).write_bytes(b"%08x\n" % crc32(text) + text)


@pytest.mark.parametrize("changes", [{"version": 2}, {"library": "whoosh 3.54.0"}, {"name": "../../content"}])
def test_the_index_of_another_program_is_made_anew(built: Project, changes: dict[str, Any]) -> None:
    right = ask(built)
    rewrite_record(built, **changes)
    with pytest.raises(QueryError, match=r"^the search index is damaged: .*`archiver build.*` makes it anew$"):
        ask(built)
    assert built.build().messages == (NOTE,)
    assert ask(built) == right


def test_when_another_fork_is_installed_the_next_build_makes_the_index_anew(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = ask(built)
    monkeypatch.setattr("whoosh.__version__", (9, 9, 9))
    with pytest.raises(QueryError, match=r"wrote it, and this is whoosh 9\.9\.9"):
        ask(built)
    assert built.build().messages == (NOTE,)
    assert ask(built) == right
    assert built.build().drawn == 0


def test_a_foreign_index_in_its_place_is_not_opened(built: Project) -> None:
    right = ask(built)
    shutil.rmtree(built.config.state / "search")
    write_stock(built.config.state / "search", [Edit(((thread("theirs", post("helium")),),))])
    with pytest.raises(QueryError, match="no search index yet"):
        ask(built)
    assert built.build().messages == (NOTE,)
    assert ask(built) == right
    assert {path.name for path in files_of(built)} == {*json.loads(record(built).read_bytes()[9:])["files"], "current"}


def test_a_foreign_segment_with_our_name_is_not_opened(built: Project) -> None:
    """Files of Whoosh are pickles: nothing of them is read before it is known to be ours."""
    (table,) = (built.config.state / "search").rglob("*.toc")
    table.write_bytes(pickle.dumps(_Exploding()))
    with pytest.raises(QueryError, match="damaged"):
        ask(built)
    assert built.build().messages == (NOTE,)


class _Exploding:
    def __reduce__(self) -> tuple[Any, ...]:
        return pytest.fail, ("it was opened",)


@pytest.mark.parametrize("place", ["search", "search/current"])
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_stands_in_the_place_of_the_index_goes(built: Project, place: str, what: str) -> None:
    right = ask(built)
    path = built.config.state / place
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    path.write_bytes(b"x") if what == "file" else path.mkdir()
    ask_damaged(built, right)
    assert built.build().messages == (NOTE,)
    assert ask(built) == right


def test_bits_that_rot_unseen_are_told_of_by_a_search_and_mended_by_the_next_build(built: Project) -> None:
    """A disk that loses a bit changes no time: a build sees nothing, but a search does."""
    right = ask(built)
    for file in files_of(built):
        if file.suffix == ".pst":
            _flip(file, [], random.Random(1))  # noqa: S311
    folder = built.config.state / "search"
    current = CommitPoint.read(folder)
    assert current
    with open_manifest(
        built.config.state, built.config.zone, built.config.root
    ) as manifest:  # as if the times were those of before
        manifest.commit({Fact.INDEX: current.state(folder)})
    assert built.build().drawn == 0
    with pytest.raises(QueryError, match="`archiver build` makes it anew"):
        ask(built)
    report = built.build()
    assert (report.messages, report.drawn) == ((NOTE,), 0)
    assert ask(built) == right
    assert built.build().messages == ()


def test_a_build_tells_of_an_index_that_was_lost_and_of_no_other(built: Project) -> None:
    assert build(built.config, clean=True).messages == ()
    built.write("archiver.toml", f"{SETTINGS}[search]\nenabled = false\n")
    assert built.build().messages == ()
    built.write("archiver.toml", SETTINGS)
    assert built.build().messages == ()
    record(built).unlink()
    assert build(built.config, clean=True).messages == ()
    shutil.rmtree(built.config.state)
    assert built.build().messages == ()


def test_the_terminal_shows_the_note(built: Project, capsys: pytest.CaptureFixture[str]) -> None:
    record(built).unlink()
    report = built.build()
    print_report(report, built.config)
    assert capsys.readouterr().out.count(f"{NOTE}\n") == 1
    assert report_fields(report)["notes"] == (NOTE,)


@pytest.mark.parametrize("names", [["whoosh-2.7.4"], ["Whoosh_Reloaded-2.7.5", "whoosh3-3.54.0", "whoosh_docs-1.0"]])
def test_forks_that_are_installed_over_each_other_are_seen(tmp_path: Path, names: list[str]) -> None:
    for name in names:
        (tmp_path / f"{name}.dist-info").mkdir()
        owned = "docs/whoosh.md" if "docs" in name else "whoosh/__init__.py"
        (tmp_path / f"{name}.dist-info/RECORD").write_text(f"{owned},sha256=x,9\n")
    (tmp_path / "Whoosh-2.7.3.dist-info").mkdir()  # what pip leaves of one that is gone
    forks_in.cache_clear()  # a folder of the same name may have been looked at before
    said = forks_in(tmp_path)
    assert len(said) == len(names) // 2
    assert all("Whoosh_Reloaded 2.7.5 and whoosh3 3.54.0 have overwritten each other" in line for line in said)


def test_forks_that_are_installed_over_each_other_are_told_of(
    built: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path = tmp_path_factory.mktemp("forks")
    for name in ("Whoosh_Reloaded-2.7.5", "whoosh3-3.54.0"):
        (tmp_path / f"{name}.dist-info").mkdir()
        (tmp_path / f"{name}.dist-info/RECORD").write_text("whoosh/__init__.py,sha256=x,9\n")
    monkeypatch.setattr(whoosh, "__file__", str(tmp_path / "whoosh/__init__.py"))
    message = (
        "Whoosh_Reloaded 2.7.5 and whoosh3 3.54.0 have overwritten each other; uninstall them all, then install one of"
        " them"
    )
    assert built.search("helium").hints == (message,)
    assert built.build().messages == ()  # nothing was written
    built.write("content/bread.md", "Bread\n\nNew.\n")
    assert built.build().messages == (message,)


@pytest.mark.parametrize("edit", ["Bread\n\nHelium.\n", THREADS["bread.md"]], ids=["edited", "taken back"])
def test_what_a_killed_build_has_left_is_in_nobodys_way(built: Project, edit: str) -> None:
    folder = built.config.state / "search"
    transaction = WhooshTransaction(folder, CommitPoint.read(folder))
    transaction.remove(Slug("bread"))
    assert transaction.prepare()
    (folder / "new").write_bytes(b"")
    (folder / new_name()).mkdir()  # here it was killed
    assert built.search("helium").total == 3
    built.write("content/bread.md", edit)
    report = built.build()
    assert (report.problems, report.messages) == ((), ())
    assert built.search("helium").total == 3
    current = CommitPoint.read(folder)
    assert current
    assert {path.name for path in folder.rglob("*")} == {"current", current.name, *current.files}


def test_what_has_rotted_is_not_merged_into_what_is_whole(built: Project) -> None:
    (segment,) = (built.config.state / "search").rglob("*.pst")
    _flip(segment, [], random.Random(2))  # noqa: S311
    folder = built.config.state / "search"
    transaction = WhooshTransaction(folder, CommitPoint.read(folder), merge_policy=list)
    transaction.remove(Slug("bread"))
    with pytest.raises(DamagedIndex, match=r"\.pst is not as it was written"):
        transaction.prepare()


def snapshot(project: Project) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in sorted(project.config.output.rglob("*")) if path.is_file()}


def test_a_rotten_byte_in_any_file_for_browsers_is_mended_and_draws_no_page(built: Project) -> None:
    right = snapshot(built)
    chance = random.Random(3)  # noqa: S311
    files = sorted(path for path in (built.config.output / "search/data").rglob("*") if path.stat().st_size > 0)
    files = [path for path in files if path.is_file()]
    assert len(files) > 5
    for file in files:
        time.sleep(0.01)  # the clock of the file system has gone on
        _flip(file, [], chance)
        report = built.build()
        assert (report.drawn, report.problems) == (0, ())
        assert report.written == (file.relative_to(built.config.output).as_posix(),)
    assert snapshot(built) == right
    assert built.build().written == ()


@pytest.mark.parametrize("extension", [".toc", ".trm", ".pst", ".date.col", ".posts"])
def test_bits_that_rot_unseen_are_in_no_edits_way(built: Project, extension: str) -> None:
    chance = random.Random(extension)  # noqa: S311
    folder = built.config.state / "search"
    for number in range(4):
        for file in folder.rglob(f"*{extension}"):
            _flip(file, [], chance)
        current = CommitPoint.read(folder)
        assert current
        with open_manifest(
            built.config.state, built.config.zone, built.config.root
        ) as manifest:  # as if the times were those of before
            manifest.commit({Fact.INDEX: current.state(folder)})
        built.write("content/bread.md", f"Bread\n\nHelium {number}.\n")
        report = built.build()
        assert report.drawn <= 1
        assert report.problems == ()
        with suppress(QueryError):  # then the next build makes it anew
            ask(built)
        assert built.build().drawn == 0
        assert built.search(f"helium {number}").total == 1
        assert built.build().messages == ()


def test_a_search_that_may_not_write_tells_of_damage_all_the_same(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, content: bytes) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    (segment,) = (built.config.state / "search").rglob("*.pst")
    _flip(segment, [], random.Random(4))  # noqa: S311
    monkeypatch.setattr("archiver.search.index.commit_point.replace_bytes", refuse)
    with pytest.raises(QueryError, match="damaged"):
        ask(built)


def copy_without_times(project: Path, other: Path) -> None:
    shutil.copytree(project, other, copy_function=shutil.copyfile)


def copy_with_times(project: Path, other: Path) -> None:
    shutil.copytree(project, other)


def move(project: Path, other: Path) -> None:
    project.rename(other)


def check_out_anew_and_restore_from_a_cache(project: Path, other: Path) -> None:
    """As CI does: sources are new files, `.archiver/` and `site/` come from an archive with times in whole seconds."""
    copy_without_times(project, other)
    for name in (".archiver", "site"):
        shutil.rmtree(other / name)
        packed = shutil.make_archive(str(other / name.strip(".")), "tar", project / name)
        shutil.unpack_archive(packed, other / name)
        Path(packed).unlink()
        for path in (other / name).rglob("*"):
            os.utime(path, (1_700_000_000, 1_700_000_000))


COPIES = (copy_without_times, copy_with_times, move, check_out_anew_and_restore_from_a_cache)


@pytest.mark.parametrize("copy", COPIES, ids=lambda copy: copy.__name__)
def test_an_index_in_another_place_is_taken_as_it_is(
    built: Project, tmp_path_factory: pytest.TempPathFactory, copy: Callable[[Path, Path], None]
) -> None:
    right, asked = snapshot(built), [result.hits for result in ask(built)]
    other = Project(tmp_path_factory.mktemp("other") / "place")
    time.sleep(0.01)  # the clock of the file system has gone on
    copy(built.root, other.root)
    for _ in range(2):
        report = other.build()
        assert (report.drawn, report.written, report.messages, report.problems) == (0, (), (), ())
    assert list(snapshot(other).values()) == list(right.values())
    assert [result.hits for result in ask(other)] == asked
    other.write("content/bread.md", "Bread\n\nHelium once more.\n")
    report = other.build()
    assert (report.drawn, report.messages) == (1, ())
    assert other.search('"helium once"').total == 1
