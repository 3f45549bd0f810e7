"""Projects whose content and site are in buckets, which are folders here: what commands do, and what they refuse."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.build.verify import verify
from archiver.cli import cli
from archiver.config import read_config
from archiver.errors import BucketError, ConfigError, OutputError
from archiver.publish.bucket_intents import OWN
from tests.conftest import Project

pytestmark = pytest.mark.builds

MOON = "---\ntags: [moon]\n---\n# Moon\n\n## Ada · 2024-05-01 {#p1}\n\nThe moon is up.\n\n![It](moon.png)\n"
SUN = "# Sun\n\n## Bob · 2024-05-02 {#p1}\n\nThe sun is up. See [the moon](moon.md).\n"
PICTURE = (Path(__file__).parents[1] / "themes/default/screenshot-phone.png").read_bytes()
CONTENT = {
    "space/moon.md": MOON.encode(),
    "space/sun.md": SUN.encode(),
    "space/moon.png": PICTURE,
    "space/notes.txt": b"What is no thread is told.",
    "_pages/about.md": b"# About\n\nUs, and [the moon](../space/moon.md).\n\n![It](map.png)\n",
    "_pages/map.png": PICTURE,
    "_pages/.hidden.md": b"# No\n",
    "_drafts/no.md": b"# No\n",
    ".git/no.md": b"# No\n",
    "private/no.md": b"# No\n",
}
SETTINGS = 'exclude = ["private/*"]\n'


@pytest.fixture
def local(tmp_path: Path) -> Project:
    """The project in folders."""
    project = Project(tmp_path / "local")
    project.write("archiver.toml", SETTINGS)
    for path, content in CONTENT.items():
        project.write(f"content/{path}", content)
    return project


@pytest.fixture
def remote(tmp_path: Path) -> Project:
    """The project in buckets, which are the folders `in` and `out` beside it."""
    project = Project(tmp_path / "remote")
    for path, content in CONTENT.items():
        project.write(f"../in/{path}", content)
    (tmp_path / "out").mkdir()
    places = f'content = "{(tmp_path / "in").as_uri()}"\noutput = "{(tmp_path / "out").as_uri()}"\n'
    project.write("archiver.toml", SETTINGS + places)
    return project


def site_of(folder: Path) -> dict[str, bytes]:
    """The files of a site, without what is archiver's own."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: content for path, content in found.items() if not f"{path}/".startswith(OWN)}


def out(project: Project) -> Path:
    return project.root.parent / "out"


def test_the_site_and_the_problems_are_those_of_folders(remote: Project, local: Project) -> None:
    report, of_local = remote.build(), local.build()
    assert site_of(out(remote)) == site_of(local.config.output)
    place = (out(remote).parent / "in").as_uri()
    assert [str(p).replace(place, "content") for p in report.problems] == [str(p) for p in of_local.problems]
    assert set(report.written) == set(of_local.written)
    assert [p.name for p in (remote.root / ".archiver").iterdir() if p.name == "copies"] == []


def test_a_second_build_writes_nothing_and_an_edit_only_what_it_touches(remote: Project, local: Project) -> None:
    remote.build()
    local.build()
    times = {path: path.stat().st_mtime_ns for path in out(remote).rglob("*")}
    assert remote.build().written == ()
    assert {path: path.stat().st_mtime_ns for path in out(remote).rglob("*")} == times
    for project, folder in ((remote, "../in"), (local, "content")):
        project.write(f"{folder}/space/moon.md", MOON.replace("is up", "is down"))
        (project.root / folder / "space/sun.md").unlink()
    report, of_local = remote.build(), local.build()
    assert (set(report.written), report.removed) == (set(of_local.written), of_local.removed)
    assert site_of(out(remote)) == site_of(local.config.output)
    assert verify(remote.config, report) == ()


def test_what_was_edited_or_put_by_others_stays_and_is_told(remote: Project, local: Project) -> None:
    remote.build()
    (out(remote) / "space/moon/index.html").write_bytes(b"edited")
    (out(remote) / "space/sun/index.html").unlink()
    remote.write("../out/mine/index.html", b"mine")
    remote.write("../in/mine.md", SUN)
    report = remote.build()
    told = {problem.path.removeprefix(f"{out(remote).as_uri()}/") for problem in report.problems}
    assert {"space/moon/index.html", "mine/index.html"} <= told
    assert (out(remote) / "space/moon/index.html").read_bytes() == b"edited"
    assert (out(remote) / "mine/index.html").read_bytes() == b"mine"
    assert (out(remote) / "space/sun/index.html").exists()
    for path in ("space/moon/index.html", "mine/index.html"):
        (out(remote) / path).unlink()
    remote.build()
    local.write("content/mine.md", SUN)
    local.build()
    assert site_of(out(remote)) == site_of(local.config.output)


def test_a_site_whose_records_are_lost_is_taken_over_and_nothing_is_lost(remote: Project, local: Project) -> None:
    remote.build()
    for path in sorted((remote.root / ".archiver").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (out(remote) / "space/moon/index.html").write_bytes(b"edited")
    report = remote.build()
    local.build()
    assert site_of(out(remote)) == site_of(local.config.output)
    assert [path.read_bytes() for path in (out(remote) / ".archiver/replaced").rglob("*") if path.is_file()] == [
        b"edited"
    ]
    assert any("all records are lost" in problem.message for problem in report.problems)


def test_a_bucket_with_files_of_others_is_not_built_into(remote: Project) -> None:
    remote.write("../out/mine.html", b"mine")
    with pytest.raises(OutputError, match=r"has files that archiver did not put there \(mine\.html\)"):
        remote.build()
    assert site_of(out(remote)) == {"mine.html": b"mine"}


def test_pages_stay_while_their_bucket_is_away_or_empty(remote: Project) -> None:
    remote.build()
    before = site_of(out(remote))
    content = out(remote).parent / "in"
    content.rename(content.with_name("away"))
    with pytest.raises(BucketError, match="No such file or directory"):
        remote.build()
    content.mkdir()
    with pytest.raises(BucketError, match=r"has no files; put threads there, or correct content in archiver\.toml"):
        remote.build()
    assert site_of(out(remote)) == before


def run(project: Project, *arguments: str) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(cli, ["-C", str(project.root), *arguments])


def test_what_works_with_folders_only_says_so(remote: Project) -> None:
    remote.build()
    for command in ("import x.mbox", "media fetch --dry-run", "media", "deploy file:///tmp", "check --host netlify"):
        assert isinstance(error := run(remote, *command.split()).exception, ConfigError), command
        assert "is a bucket" in str(error)
    packed = run(remote, "build", "--zip", "x.zip")
    assert (packed.exit_code, "output in archiver.toml is a bucket" in packed.output) == (2, True)


def test_what_reads_sources_and_records_works(remote: Project, local: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    remote.build()
    local.build()
    place = (out(remote).parent / "in").as_uri()
    for command in ("check --json", "stats --json", "search moon --json", "export space/sun --to md"):
        results = []
        for project in (remote, local):
            monkeypatch.chdir(project.root)
            results.append(run(project, *command.split()))
        assert [result.exit_code for result in results] == [0, 0], results
        assert results[0].stdout.replace(place, "content") == results[1].stdout
    assert (remote.root / "sun.md").read_bytes() == (local.root / "sun.md").read_bytes()
    explained = run(remote, "check", "--explain", f"{place}/space/moon.md", "--json")
    assert json.loads(explained.stdout)["url"] == "/space/moon/"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('content = "s3://"', "a folder of the project, or an address as s3://bucket/prefix"),
        ('content = "http://host/x"', "a folder of the project, or an address as s3://bucket/prefix"),
        ('content = "s3://b/../x"', "a folder of the project, or an address as s3://bucket/prefix"),
        ('content = "s3://b//x"', "a folder of the project, or an address as s3://bucket/prefix"),
        ('output = "file://host/x"', "a folder of the project, or an address as s3://bucket/prefix"),
        ('output = "s3://name:PIN@b"', "the address of a bucket alone: keys are read from the environment"),
        ('output = "s3://b/x?key=PIN"', "the address of a bucket alone: keys are read from the environment"),
        ('content = "s3://b/x"\noutput = "s3://b/x/y"', "content and output lie in one another"),
        ('content = "s3://b/x/"\noutput = "s3://b/x"', "content and output lie in one another"),
    ],
)
def test_a_wrong_place_is_told_without_what_is_in_it(project: Project, text: str, message: str) -> None:
    project.write("archiver.toml", text)
    with pytest.raises(ConfigError, match=message) as wrong:
        read_config(project.root)
    assert "PIN" not in str(wrong.value)


def test_neighbouring_prefixes_do_not_lie_in_one_another(project: Project) -> None:
    project.write("archiver.toml", 'content = "s3://b/x"\noutput = "s3://b/x-site"')
    assert read_config(project.root).output_name == "s3://b/x-site"
