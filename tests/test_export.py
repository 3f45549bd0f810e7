"""Threads and boards as one file: which threads are meant, where the file goes, and the formats that are text."""

import json
import os
import shutil
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from archiver.cli import cli
from archiver.errors import ExportError, UnknownNameError
from archiver.export import FORMATS, ExportTask, export
from tests.conftest import REPOSITORY, Project
from tests.exporting import HOSTILE, export_bytes, exported, read_threads, without_places

LUNAR = "# Lunar\n\n## Ada · 2022-07-05 {#p1}\n\nRound.\n\n## Bo · 2022-07-06 {#p2 reply-to=p1}\n\n> Round.\n\nFull.\n"


@pytest.fixture
def space(project: Project) -> Project:
    """A board of two threads with a board below it, and a thread elsewhere."""
    project.write(
        "archiver.toml", 'base_url = "https://a.example/sub/"\n[pages]\nposts = 1\n[boards.space]\ntitle = "The Sky"\n'
    )
    project.write("content/space/lunar.md", LUNAR)
    project.write("content/space/comet.md", "# Comet\n\n## Ada · 2021-01-01 {#p1}\n\nBright.\n")
    project.write("content/space/deep/void.md", "# Void\n\n## Ada · 2020-01-01 {#p1}\n\nNothing.\n")
    project.write("content/tea.md", "# Tea\n\n## Ada · 2023-01-01 {#p1}\n\nHot.\n")
    return project


@pytest.fixture
def sample(tmp_path: Path) -> Project:
    """The sample archive."""
    shutil.copytree(REPOSITORY / "content", tmp_path / "content")
    shutil.copy(REPOSITORY / "archiver.toml", tmp_path)
    return Project(tmp_path)


def titles(project: Project, *names: str) -> list[str]:
    found = json.loads(export_bytes(project, *names, to="json"))
    return [thread["title"] for thread in (found if isinstance(found, list) else [found])]


@pytest.mark.parametrize(
    "name",
    [
        "content/space/lunar.md",
        "space/lunar.md",
        "space/lunar",
        "/space/lunar/",
        "/space/lunar/page-2/#p2",
        "/space/lunar/index.html",
        "space/lunar#p2",
        "https://a.example/sub/space/lunar/",
        "http://127.0.0.1:8000/sub/space/lunar/",
    ],
)
def test_a_thread_has_many_names(space: Project, name: str) -> None:
    assert titles(space, name) == ["Lunar"]


@pytest.mark.parametrize("name", ["space", "/space/", "content/space", "content/space/", "the sky", "The Sky"])
def test_a_board_has_many_names_and_its_threads_are_in_order(space: Project, name: str) -> None:
    assert titles(space, name) == ["Comet", "Lunar", "Void"]


def test_several_names_and_the_whole_archive(space: Project) -> None:
    assert titles(space, "tea", "space/deep") == ["Tea", "Void"]
    assert titles(space, "space/lunar", "space") == ["Lunar", "Comet", "Void"]
    assert titles(space, "content") == titles(space, "/") == ["Tea", "Comet", "Lunar", "Void"]


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("space/lunr", "space/lunar"),
        ("lunar", "space/lunar"),
        ("spcae", "space"),
        ("content/space/lunra.md", "space/lunar"),
        ("https://a.example/sub/lunar/", "space/lunar"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest(space: Project, name: str, nearest: str) -> None:
    with pytest.raises(UnknownNameError, match=f"no thread or board {name} .*did you mean .*{nearest}"):
        export_bytes(space, name, to="json")


@pytest.mark.parametrize("name", ["", "\0", "../etc", "https://[", "https://b.example/space/lunar/", "a" * 5000])
def test_what_names_nothing_is_an_error_for_users(space: Project, name: str) -> None:
    with pytest.raises(UnknownNameError):
        export_bytes(space, name, to="json")


def test_check_explains_a_thread_by_any_of_its_names(space: Project) -> None:
    by_path = space.run("check", "--explain", "content/space/lunar.md").stdout
    assert "2 posts" in by_path
    assert space.run("check", "--explain", "https://a.example/sub/space/lunar/").stdout == by_path
    wrong = space.run("check", "--explain", "space/lunr")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "did you mean space/lunar?" in wrong.stderr


def test_drafts_are_not_exported(space: Project) -> None:
    space.write("content/space/secret.md", "---\ndraft: true\n---\n# Secret\n\n## Ada {#p1}\n\nHush.\n")
    assert "Secret" not in titles(space, "space")
    for form in FORMATS:
        assert b"Hush" not in export_bytes(space, "/", to=form)
        with pytest.raises(ExportError, match="only drafts"):
            export_bytes(space, "space/secret", to=form)


@pytest.mark.parametrize("form", FORMATS)
def test_addresses_are_hidden_as_on_pages(project: Project, form: str) -> None:
    project.write("archiver.toml", '[authors]\naddresses = "mask"\n')
    text = "# By ada@x.example\n\n## ada@x.example · 2022-07-05 {#p1 address=ada@x.example}\n\nMail ada@x.example!\n"
    project.write(
        "content/a.md", text + "\n## Bo · 2022-07-05 {#p2 address=bo@y.example format=text}\n\nbo@y.example\n"
    )
    for names in (("a",), ("/",)):
        content = export_bytes(project, *names, to=form)
        parts = [content]
        if content.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(content)) as packed:
                parts = [packed.read(name) for name in packed.namelist()]
        assert not any(address in part for part in parts for address in (b"ada@x.example", b"bo@y.example"))


def test_nothing_but_the_file_is_written(space: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    space.build()
    before = {path: path.stat().st_mtime_ns for path in space.root.rglob("*") if path.is_file()}
    (space.root / "out").mkdir()
    monkeypatch.chdir(space.root / "out")
    for form, kind in FORMATS.items():
        report = export(ExportTask(config=space.config, names=("space",), format=kind), None, replaces=False)
        assert report.file is not None
        assert report.file.path == Path(f"space.{kind.suffix_of_several}"), form
        export(ExportTask(config=space.config, names=("space/lunar",), format=kind), None, replaces=False)
    after = {path: path.stat().st_mtime_ns for path in space.root.rglob("*") if path.is_file()}
    assert {path: time for path, time in after.items() if path in before} == before
    new = {path.relative_to(space.root).as_posix() for path in after.keys() - before.keys()}
    assert {name for name in new if not name.startswith(".archiver/templates/")} == {
        *(f"out/space.{end}" for end in ("mbox", "epub", "html", "zip", "json")),
        *(f"out/lunar.{end}" for end in ("mbox", "epub", "html", "md", "json")),
    }


def test_a_file_that_is_there_is_kept_unless_it_is_to_be_replaced(space: Project) -> None:
    target = space.write("mine.json", "mine")
    done = space.run("export", "tea", "--to", "json", "-o", str(target))
    assert done.returncode == 2
    assert "is there already; --force replaces it" in done.stderr
    assert target.read_text() == "mine"
    done = space.run("export", "tea", "--to", "json", "-o", str(target), "--force")
    assert done.returncode == 0
    assert json.loads(target.read_bytes())["title"] == "Tea"
    assert f"1 thread, 1 post → {target} (0.0 MB)" in done.stdout
    assert [path.name for path in space.root.iterdir() if "mine" in path.name] == ["mine.json"]


@pytest.mark.parametrize(("place", "message"), [("content", "is a folder"), ("no/such/a.json", "there is no folder")])
def test_a_place_for_no_file_is_told(space: Project, place: str, message: str) -> None:
    task = ExportTask(config=space.config, names=("tea",), format=FORMATS["json"])
    with pytest.raises(ExportError, match=message):
        export(task, space.root / place, replaces=True)


def test_a_source_that_cannot_be_read_is_told_and_the_others_are_exported(space: Project) -> None:
    space.write("content/space/broken.md", "---\ntitle: never ends\n## Ada {#p1}\n\nWords.\n")
    content, report = exported(space, "space", to="json")
    assert [thread["title"] for thread in json.loads(content)] == ["Comet", "Lunar", "Void"]
    assert [problem.path for problem in report.problems] == ["content/space/broken.md"]
    with pytest.raises(ExportError, match=r"no thread could be read(.|\n)*broken\.md"):
        export_bytes(space, "space/broken", to="json")
    assert b"never ends" not in export_bytes(space, "space", to="html")
    done = space.run("export", "space", "--to", "json", "-o", "-")
    assert done.returncode == 1
    assert len(json.loads(done.stdout)) == 3
    assert "3 threads" in done.stderr


@pytest.mark.parametrize("form", FORMATS)
def test_equal_threads_give_equal_bytes(space: Project, form: str) -> None:
    space.write("content/space/hostile.md", HOSTILE)
    assert export_bytes(space, "space", to=form) == export_bytes(space, "space", to=form)


def test_the_command_knows_all_formats() -> None:
    export_command = cli.commands["export"]
    choice = next(parameter for parameter in export_command.params if parameter.name == "format_name")
    assert list(choice.type.choices) == list(FORMATS)  # type: ignore[attr-defined]


def test_json_is_what_the_site_has(sample: Project) -> None:
    settings = sample.read("archiver.toml")
    sample.write("archiver.toml", f"{settings}\n[pages]\njson = true\nposts = 20\n[quotes]\nacross_threads = true\n")
    sample.build()
    threads = {path.removesuffix("/index.json"): text for path, text in sample.tree().items() if path.endswith(".json")}
    assert len(threads) > 20
    for slug in ("space/cardboard-moon", "space/betelgeuse-by-eye", "lists/struck-twice-at-one-twenty"):
        assert export_bytes(sample, slug, to="json") == threads[slug]
    whole = json.loads(export_bytes(sample, "/", to="json"))
    assert {thread["url"]: thread for thread in whole} == {
        (thread := json.loads(text))["url"]: thread for text in threads.values()
    }


def test_a_source_in_our_format_stays_as_it_is(space: Project) -> None:
    assert export_bytes(space, "space/lunar", to="md").decode() == LUNAR


def test_all_sources_of_the_sample_are_read_back_as_equal_threads(sample: Project, tmp_path: Path) -> None:
    packed = export_bytes(sample, "/", to="md")
    other = Project(tmp_path / "other")
    other.write("archiver.toml", 'base_url = "https://archive.example/"\n')
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        archive.extractall(other.root / "content")
    before, after = read_threads(sample), read_threads(other)
    before = {slug: thread for slug, thread in before.items() if not thread.draft}
    assert before.keys() == after.keys()
    for slug, thread in before.items():
        assert without_places(after[slug]) == without_places(thread), slug
    assert other.build().problems == ()


PARTS = """
[[source]]
glob = "old/**"
thread = '^old/(?P<thread>[^/]+)/'
post = '^=== (?P<id>\\d+) (?P<author>\\S+) (?P<date>\\S+)$'
format = "{format}"
"""


@pytest.mark.parametrize("format_", ["markdown", "text", "bbcode", "html", "mixed"])
def test_a_thread_of_several_files_in_another_convention_is_read_back_as_an_equal_one(
    project: Project, tmp_path: Path, format_: str
) -> None:
    project.write("archiver.toml", PARTS.format(format=format_))
    front = '---\ntitle: "A: [b]"\ntags: [x, "y, z"]\ndir: rtl\nlang: ar\nbreaks: false\nviews: 3\nclosed: true\n'
    front += "source: https://f.example/t/1\naliases: [/t/1]\nextra:\n  k: [a, {b: c}]\n---\n"
    one = "=== 4 ada 2022-07-05T14:03:00Z\n\nOne\n## not · 2022-01-01 {#a heading}\n\n=== 5 bo 2022-07-05T15:00:00Z\n"
    project.write("content/old/one/1.md", front + one + "\n> One\n\nTwo <b>b</b> [b]b[/b] **b**\nnext line\n")
    project.write(
        "content/old/one/2.md", "=== 9 ada 2022-07-06T14:03:00+02:00\n\n    code\n\n[quote=bo]Two[/quote]\nThree\n"
    )
    (thread,) = read_threads(project).values()
    assert len(thread.posts) == 3
    other = Project(tmp_path / "other")
    other.write("content/x.md", export_bytes(project, "content/old/one/2.md", to="md"))
    (again,) = read_threads(other).values()
    assert without_places(again) == without_places(thread)


def test_a_post_with_files_is_read_back_as_an_equal_one(project: Project, tmp_path: Path) -> None:
    project.write("archiver.toml", '[[source]]\nglob = "*.md"\nencoding = "latin-1"\n')
    heading = '## Ada · 2022-07-05 {#p1 format=text files="f/a%20b.png f/plan.pdf" x-poll="Yes 3" score=-2}'
    project.write("content/a.md", f"# Ö\n\n{heading}\n\nSee é.\n".encode("latin-1"))
    (thread,) = read_threads(project).values()
    other = Project(tmp_path / "other")
    other.write("content/x.md", export_bytes(project, "a", to="md"))
    (again,) = read_threads(other).values()
    assert without_places(again) == without_places(thread)
    assert "é" in other.read("content/x.md")


def test_pictures_of_a_board_come_without_metadata_where_its_sources_name_them(sample: Project) -> None:
    with zipfile.ZipFile(BytesIO(export_bytes(sample, "space", to="md"))) as packed:
        names = packed.namelist()
        assert {"space/cardboard-moon.md", "space/cardboard-moon/first-light.jpg"} <= {*names}
        assert b"Exif" not in packed.read("space/cardboard-moon/may-15.jpg")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_project_that_cannot_be_written_is_exported(sample: Project) -> None:
    sample.root.chmod(0o500)
    try:
        _, report = exported(sample, "space/cardboard-moon", to="html")
    finally:
        sample.root.chmod(0o700)
    assert report.problems == ()


def test_a_long_thread_is_exported_whole_in_each_format(project: Project) -> None:
    posts = [f"## Ada · 2022-07-05T14:03:00Z {{#p{n} reply-to=p{n - 1}}}\n\nWords {n}.\n" for n in range(1, 1001)]
    project.write("content/long.md", "# Long\n\n" + "\n".join(posts))
    for form in FORMATS:
        _, report = exported(project, "long", to=form)
        assert (report.threads, report.posts) == (1, 1000)
