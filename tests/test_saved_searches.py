"""Saved searches, the tables `[[feeds]]`: Atom feeds of what a query finds, which builds keep up to date."""

import re
from pathlib import Path

import pytest

from archiver.build import build
from archiver.config import read_config
from archiver.errors import ConfigError
from tests.conftest import Project
from tests.preview_session import previewed

FEED = "site/search/heat/feed.xml"
CONFIG = 'title = "Probes"\n[[feeds]]\nname = "heat"\nquery = "heat shield -rover"\n'
POST = "# {title}\n\n## ada · 2022-07-{day:02} {{#p1}}\n\n{text}\n"


def write(project: Project, name: str, day: int, text: str) -> None:
    project.write(f"content/space/{name}.md", POST.format(title=name, day=day, text=text))


def titles(project: Project) -> list[str]:
    """The titles of the feed and of its entries."""
    return re.findall(r'<title type="text">(.*)</title>', project.read(FEED))


@pytest.fixture
def probes(project: Project) -> Project:
    """A project with a saved search, which finds two of its three posts."""
    project.write("archiver.toml", CONFIG)
    write(project, "first", 1, "The heat shield held.")
    write(project, "second", 2, "A shield against heat.")
    write(project, "third", 3, "The rover has a heat shield.")
    project.build()
    return project


def test_a_feed_has_the_newest_posts_that_the_query_finds(probes: Project) -> None:
    assert titles(probes) == ["heat shield -rover · Probes", "second", "first"]
    feed = probes.read(FEED)
    assert "<name>ada</name>" in feed
    assert "/space/second/#p1" in feed
    assert "<updated>2022-07-02" in feed


def test_a_feed_is_as_a_clean_build_has_it_after_each_edit(probes: Project) -> None:
    edits = (
        lambda: write(probes, "third", 3, "The orbiter has a heat shield."),
        lambda: write(probes, "first", 1, "Nothing to see."),
        lambda: probes.write("archiver.toml", f'{CONFIG}title = "What holds"\n'),
        (probes.root / FEED).unlink,
        lambda: write(probes, "fourth", 4, "Heat again; the shield, too."),
        lambda: probes.write("archiver.toml", 'title = "Probes"\n'),
        lambda: probes.write("archiver.toml", CONFIG),
    )
    for edit in edits:
        edit()
        probes.build()
        after, has_feed = probes.tree(), (probes.root / FEED).exists()
        build(probes.config, clean=True)
        assert probes.tree() == after
        assert has_feed == ("[[feeds]]" in probes.read("archiver.toml"))
    assert titles(probes)[1:] == ["fourth", "third", "second"]


def test_a_second_build_writes_nothing(probes: Project) -> None:
    assert probes.build().written == ()


def test_a_query_that_finds_nothing_has_no_feed(probes: Project) -> None:
    probes.write("archiver.toml", CONFIG.replace("heat shield", "unheard"))
    report = probes.build()
    assert report.problems == ()
    assert not (probes.root / FEED).exists()


def test_the_preview_serves_the_feed(probes: Project) -> None:
    with previewed(probes.root) as preview:
        assert preview.text(FEED.removeprefix("site/")) == probes.read(FEED)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('query = "a"', 'a [[feeds]] needs "name"'),
        ('name = "heat"', 'a [[feeds]] needs "query"'),
        ('name = "Heat!"\nquery = "a"', "a name of small letters"),
        ('name = "heat"\nquery = "heat newer:6m"', "a query without newer:"),
        ('name = "heat"\nquery = " "', "a query without newer:"),
        ('name = "heat"\nquery = "a"\nword = "b"', 'there is no "word" in [[feeds]]'),
        ('name = "heat"\nquery = "a"\n[[feeds]]\nname = "heat"\nquery = "b"', 'two [[feeds]] have the name "heat"'),
        ('name = "heat"\nquery = "a"\n[search]\nenabled = false', "[search] enabled = false"),
    ],
)
def test_what_is_wrong_with_a_table_is_told_with_its_line(tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "archiver.toml").write_text(f"[[feeds]]\n{table}\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        read_config(tmp_path)
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.line
