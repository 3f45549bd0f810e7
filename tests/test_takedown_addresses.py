"""What is taken down may be named by each address that leads to it today, as by one of the forum that was there."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from archiver.cli import cli
from archiver.config import read_takedowns
from tests.conftest import Project

CONFIG = """\
base_url = "https://a.example/f/"

[[former_site]]
address = "https://forum.example/"
thread = ["/t/{slug}/{id}", "/t/{id}"]
post = ["/t/{slug}/{id}/{post}"]
"""
MOON = """\
---
source: https://forum.example/t/moon-rocks/991
aliases: [/old/moon/, '/viewtopic.php?t=4']
---
# Moon rocks

## ann · 2022-07-05T14:03:00Z {#p1}

How old are they?

## bob · 2022-07-05T15:03:00Z {#p2 url=https://list.example/msg/77.html}

Older than people.

## cyd · 2022-07-06T15:03:00Z {#p3}

Much older.
"""
ROWS = "https://list.example/v.php?p=12#p12,space/moon#p2\n/v.php?p=13,space/moon\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project whose one thread had other addresses, also in the lock, in which it was called lunar."""
    project = Project(tmp_path_factory.mktemp("moon"))
    project.write("archiver.toml", CONFIG)
    project.write("content/space/lunar.md", MOON)
    project.write("content/mars.md", "# Mars\n\n## dan · 2022-07-05T14:03:00Z {#p1}\n\nRed.\n")
    project.run("lock")
    (project.root / "content/space/lunar.md").rename(project.root / "content/space/moon.md")
    project.write("redirects.csv", ROWS)
    assert not project.build().problems
    return project


@pytest.fixture
def moon(built: Project, tmp_path: Path) -> Project:
    """A copy of it."""
    return Project(shutil.copytree(built.root, tmp_path / "moon"))


def run(project: Project, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["-C", str(project.root), "takedown", *arguments])
    return result.exit_code, str(result.exception) if result.exception else result.output


def taken(project: Project) -> list[str]:
    return [entry.target for entry in read_takedowns(project.root)[0].entries]


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://a.example/f/space/moon/#p2", "space/moon#p2"),
        ("https://a.example/f/space/moon/#p%32", "space/moon#p2"),
        ("https://forum.example/t/moon-rocks/991", "space/moon"),
        ("http://forum.example/t/moon-rocks/991/2", "space/moon#p2"),
        ("https://forum.example/t/renamed-since/991/2", "space/moon#p2"),
        ("https://forum.example/t/991", "space/moon"),
        ("https://list.example/msg/77.html", "space/moon#p2"),
        ("https://list.example/v.php?p=12#p12", "space/moon#p2"),
        ("https://a.example/f/v.php?p=13#p2", "space/moon#p2"),
        ("https://a.example/f/space/lunar/", "space/moon"),
        ("/space/lunar/#p2", "space/moon#p2"),
        ("https://a.example/f/old/moon", "space/moon"),
        ("/viewtopic.php?t=4#p2", "space/moon#p2"),
    ],
)
def test_each_address_that_leads_to_a_thread_or_post_names_it(moon: Project, address: str, target: str) -> None:
    assert run(moon, address)[0] == 0
    assert taken(moon) == [target]


def test_what_is_taken_down_is_still_named_so_to_lift_it(moon: Project) -> None:
    addresses = ["https://forum.example/t/991/", "https://list.example/msg/77.html", "/viewtopic.php?t=4#p1"]
    for address in addresses:
        assert run(moon, address)[0] == 0
    assert taken(moon) == ["space/moon", "space/moon#p2", "space/moon#p1"]
    moon.build()
    for address in addresses:
        assert run(moon, address, "--lift")[0] == 0
    assert taken(moon) == []


def test_a_post_that_has_moved_is_named_by_where_it_was(moon: Project) -> None:
    moon.run("lock")
    words, moved = moon.read("content/space/moon.md").split("## bob")
    moon.write("content/space/moon.md", words)
    moon.write("content/space/old.md", f"# Old\n\n## bob{moved}")
    moon.build()
    assert run(moon, "/space/moon/#p2")[0] == 0
    assert taken(moon) == ["space/old#p2"]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("/space/mon/#p1", "there is no thread /space/mon/ in content/; did you mean space/moon?"),
        ("/space/tides/", "there is no thread /space/tides/ in content/"),
        (
            "https://forum.example/t/mars/9",
            "nothing leads on from https://forum.example/t/mars/9; archiver build finds what does, by originals, "
            "redirects.csv and [[former_site]]",
        ),
        ("/space/moon/#p9", "there is no post p9 in /space/moon/"),
        ("/old/moon/#p9", "there is no thread /old/moon/ in content/; did you mean space/moon?"),
        ("dana", "no thread, post or author is called dana; name a post as /space/lunar/#p3"),
    ],
)
def test_what_leads_nowhere_is_told_with_names_that_are_similar(moon: Project, name: str, message: str) -> None:
    code, told = run(moon, name)
    assert (code, told) == (1, message)
    assert taken(moon) == []


def test_without_a_build_only_what_is_on_the_site_has_a_name(moon: Project) -> None:
    (moon.root / ".archiver/manifest.sqlite").unlink()
    assert run(moon, "https://forum.example/t/991")[1].startswith("nothing leads on from https://forum.example/t/991;")
    assert run(moon, "https://a.example/f/space/moon/#p2")[0] == 0
    assert run(moon, "https://a.example/f/space/moon/#p2", "--lift")[0] == 0
