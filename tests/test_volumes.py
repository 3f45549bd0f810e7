"""Archives that are built in volumes: the site is that of one build, and one volume can be built alone."""

import shutil
from pathlib import Path

import pytest

from archiver.build import Report, build, build_volumes
from archiver.build.locking import lock_archive
from archiver.config import read_config
from archiver.errors import ConfigError
from archiver.source import find_volumes
from tests.conftest import Project
from tests.laws.media_files import FILES
from tests.laws.small_site import thread

pytestmark = pytest.mark.builds

SETTINGS = 'volumes = ["*"]\nbase_url = "https://a.example/"\n[theme_options]\nrelated = false\n'
OLD = "https://forum.example/t/9"


@pytest.fixture
def site(project: Project) -> Project:
    """Threads of three volumes and of none, which link to each other, and show files of each other."""
    project.write("archiver.toml", SETTINGS)
    moon = "See [salt](../kitchen/salt.md#p2), [that](/plain.md), " + OLD + " and ![a pan](/kitchen/pan.png)."
    project.write("content/space/moon.md", thread("Moon talk", "The moon is up.", moon))
    project.write(
        "content/kitchen/salt.md", thread("Salt talk", "How much salt?", "By weight. ![](pan.png)", tags="salt")
    )
    project.write("content/kitchen/pan.png", FILES["picture"])
    project.write("content/garden/rose.md", f"---\nsource: {OLD}\n---\n# Rose\n\n## ada · 2021-01-01 {{#p1}}\n\nRed.\n")
    project.write("content/plain.md", "Plain talk\n\nFirst, about the moon.\n\n\nSecond. [Salt](kitchen/salt.md).\n")
    project.write("content/_pages/about.md", "# About\n\n[Salt](../kitchen/salt.md#p2), ![](../kitchen/pan.png)\n")
    return project


def built_at_once(project: Project, folder: Path) -> tuple[dict[str, bytes], Report]:
    """The site and the report of a clean build of the same project without volumes."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("site", ".archiver"))
    whole = Project(folder)
    whole.write("archiver.toml", project.read("archiver.toml").replace('volumes = ["*"]\n', "\n"))
    report = whole.build(jobs=1)
    return whole.tree(), report


def check_equal(project: Project, folder: Path) -> Report:
    """Build in volumes; the site, and all that is told, is as that of one build."""
    report = project.build(jobs=1)
    tree, whole = built_at_once(project, folder)
    assert project.tree() == tree
    assert (report.problems, report.foreign) == (whole.problems, whole.foreign)
    assert (report.threads, report.posts) == (whole.threads, whole.posts)
    assert project.build(jobs=1).written == ()
    return report


def test_the_site_is_that_of_one_build(site: Project, tmp_path: Path) -> None:
    check_equal(site, tmp_path / "whole")
    moon = site.read("site/space/moon/index.html")
    for address in (
        'href="../../kitchen/salt/#p2"',
        'href="../../plain/"',
        'href="../../garden/rose/"',
        "assets/media/",
    ):
        assert address in moon
    assert site.search("salt").hits == Project(tmp_path / "whole").search("salt").hits


def test_a_thread_that_moves_to_another_volume_is_followed(site: Project, tmp_path: Path) -> None:
    site.build(jobs=1)
    (site.root / "content/kitchen/salt.md").rename(site.root / "content/space/salt.md")
    report = check_equal(site, tmp_path / "whole")
    assert any("../kitchen/salt.md#p2" in str(problem) for problem in report.problems)
    (site.root / "content/space/salt.md").rename(site.root / "content/kitchen/salt.md")
    check_equal(site, tmp_path / "whole")


def test_volumes_come_and_go(site: Project, tmp_path: Path) -> None:
    site.build(jobs=1)
    site.write("content/sea/tide.md", thread("Tide talk", "High. [Salt](../kitchen/salt.md)"))
    (site.root / "content/garden/rose.md").unlink()
    check_equal(site, tmp_path / "whole")
    (site.root / "content/sea/tide.md").unlink()
    (site.root / "content/sea").rmdir()
    check_equal(site, tmp_path / "whole")


def test_one_volume_is_built_alone(site: Project, tmp_path: Path) -> None:
    site.build(jobs=1)
    site.write("content/space/mars.md", thread("Mars talk", "Red, too."))
    site.write("content/kitchen/salt.md", thread("Salt talk", "How much salt?", "None.", tags="salt"))
    report = build_volumes(site.config, ["space"], jobs=1)
    assert "space/mars/index.html" in report.written
    assert "kitchen/salt/index.html" not in report.written
    assert "Mars talk" in site.read("site/index.html")
    check_equal(site, tmp_path / "whole")


def test_a_file_of_a_volume_that_is_not_built_is_followed_later(site: Project, tmp_path: Path) -> None:
    site.build(jobs=1)
    site.write("content/kitchen/pan.png", FILES["turned picture"])
    build_volumes(site.config, ["space"], jobs=1)
    check_equal(site, tmp_path / "whole")


@pytest.mark.parametrize(
    "change",
    [
        lambda project: project.write("archiver.toml", f'title = "Other"\n{SETTINGS}'),
        lambda project: project.write("takedowns.toml", '[[takedown]]\nauthor = "ben"\ndate = 2022-08-01\n'),
        lambda project: (project.root / ".archiver/search/current").unlink(),
    ],
    ids=["settings", "takedowns", "index"],
)
def test_all_volumes_are_built_where_pages_of_all_may_be_wrong(site: Project, tmp_path: Path, change: object) -> None:
    site.build(jobs=1)
    assert callable(change)
    change(site)
    report = build_volumes(site.config, ["space"], jobs=1)
    assert any("all volumes are built" in message for message in report.messages)
    tree, _ = built_at_once(site, tmp_path / "whole")
    assert site.tree() == tree


def test_what_is_taken_down_is_withheld_from_all_volumes(site: Project, tmp_path: Path) -> None:
    words = "The quick brown moon is up and will not come down before the morning is here."
    site.write("content/space/moon.md", thread("Moon talk", words))
    site.write("content/kitchen/salt.md", thread("Salt talk", f"> {words}\n\nSo who?", "By weight."))
    site.build(jobs=1)
    site.write("takedowns.toml", '[[takedown]]\nthread = "space/moon"\npost = "p1"\ndate = 2022-08-01\n')
    check_equal(site, tmp_path / "whole")
    assert "will not come down" not in site.read("site/kitchen/salt/index.html")


def test_people_have_one_name_or_another_in_all_volumes(site: Project, tmp_path: Path) -> None:
    site.write("content/kitchen/a-pan-of-cleo-vane.md", "# A pan\n\n## Cleo Vane · 2021-01-01 {#p1}\n\nMine, ada.\n")
    site.write("content/space/dark.md", "# Dark\n\n## ben · 2021-02-01 {#p1}\n\nAs Cleo Vane said, and ada.\n")
    site.write("content/_pages/about.md", "# About\n\nCleo Vane, ben and [salt](../kitchen/salt.md#p2).\n")
    site.build(jobs=1)
    site.write(
        "authors.toml",
        '[[author]]\nname = "Ada Lovelace"\nalso = ["ada"]\n\n[[author]]\nname = "ben"\npseudonym = "The salter"\n',
    )
    site.write("takedowns.toml", '[[takedown]]\nauthor = "Cleo Vane"\ndate = 2022-08-01\n')
    check_equal(site, tmp_path / "whole")
    tree = site.tree()
    assert not [path for path, content in tree.items() if "cleo" in path or b"Vane" in content]
    assert b"Ada Lovelace" in tree["space/moon/index.html"]
    assert b"The salter" in tree["space/dark/index.html"]
    (site.root / "takedowns.toml").unlink()
    (site.root / "authors.toml").unlink()
    check_equal(site, tmp_path / "whole")


def test_a_lock_knows_threads_in_other_volumes_again(site: Project, tmp_path: Path) -> None:
    site.build(jobs=1)
    lock_archive(site.config, "2022-08-01")
    (site.root / "content/kitchen/salt.md").rename(site.root / "content/garden/salt.md")
    check_equal(site, tmp_path / "whole")
    assert "garden/salt" in site.read("site/kitchen/salt/index.html")


def test_folders_with_one_url_are_one_volume(project: Project) -> None:
    for path in ("Space Age/a.md", "space-age/b.md", "lists/x/c.md", "lists/y/d.md", "_pages/e.md", ".hidden/f.md"):
        project.write(f"content/{path}", "# T\n\nwords\n")
    project.write("archiver.toml", 'volumes = ["space-age", "lists/*"]\n')
    rest, *volumes = find_volumes(project.config)
    assert [volume.folders for volume in volumes] == [("lists/x/",), ("lists/y/",), ("Space Age/", "space-age/")]
    assert rest.ranges == (
        ("", "Space Age/"),
        ("Space Age0", "lists/x/"),
        ("lists/x0", "lists/y/"),
        ("lists/y0", "space-age/"),
        ("space-age0", "\U0010ffff"),
    )


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('volumes = ["*"]\n', "related = false"),
        ('volumes = ["*"]\n[quotes]\nacross_threads = true\n', "across_threads"),
        ('volumes = ["*"]\ncontent = "s3://bucket/x"\n', "in a bucket"),
        ('volumes = ["../x"]\n', "globs of folders"),
        (SETTINGS + "[[source]]\nglob = '*'\nthread = '/{title}'\n", "is not in its volume"),
    ],
)
def test_what_cannot_be_built_in_volumes_is_refused(project: Project, settings: str, message: str) -> None:
    project.write("archiver.toml", settings)
    project.write("content/space/moon.md", thread("Moon talk", "Up."))
    with pytest.raises(ConfigError, match=message):
        build(read_config(project.root), jobs=1)
    assert not (project.root / "site/index.html").exists()


def test_addresses_of_other_systems_are_refused(site: Project) -> None:
    site.write("redirects.csv", "https://forum.example/t/8,/plain/\n")
    with pytest.raises(ConfigError, match="addresses of other systems"):
        site.build(jobs=1)


def test_a_volume_that_is_not_there_is_told(site: Project) -> None:
    with pytest.raises(ConfigError, match='no volume "spcae"; did you mean "space"'):
        build_volumes(site.config, ["spcae"], jobs=1)
    site.write("archiver.toml", "")
    with pytest.raises(ConfigError, match="there are no volumes"):
        build_volumes(site.config, ["space"], jobs=1)
