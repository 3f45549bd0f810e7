"""Law 4: nothing of the user's is lost: which folders are read, written, and refused."""

from pathlib import Path

import pytest

from archiver.errors import ConfigError, OutputError
from tests.conftest import Project
from tests.laws.small_site import found, write_small_site

pytestmark = pytest.mark.builds


def test_a_first_build_refuses_a_folder_that_has_files(project: Project) -> None:
    write_small_site(project)
    project.write("site/index.html", "theirs")
    project.write("site/.well-known/x", "theirs")
    before = project.tree()
    with pytest.raises(OutputError, match=r"index\.html"):
        project.build()
    done = project.run("build")
    assert done.returncode == 2
    assert "index.html" in done.stderr
    assert "Traceback" not in done.stderr
    assert project.tree() == before


def test_the_refusal_says_how_to_mend_it(project: Project) -> None:
    project.write("site/photo.jpg", "theirs")
    with pytest.raises(OutputError) as refusal:
        project.build()
    assert str(refusal.value).count("(") == str(refusal.value).count(")")
    assert "records" not in str(refusal.value)
    assert "output" in str(refusal.value)


def test_a_first_build_takes_a_folder_with_hidden_files_only(project: Project) -> None:
    write_small_site(project)
    project.write("site/.git/HEAD", "theirs")
    assert project.build().foreign == (".git/",)
    assert project.read("site/.git/HEAD") == "theirs"


def test_an_output_folder_that_is_new_in_the_settings_is_refused_if_it_has_files(site: Project) -> None:
    site.write("docs/manual.html", "theirs")
    site.write("archiver.toml", 'output = "docs"\n')
    with pytest.raises(OutputError, match=r"manual\.html"):
        site.build()
    assert [p.name for p in (site.root / "docs").iterdir()] == ["manual.html"]


def test_an_output_folder_that_is_new_in_the_settings_gets_the_whole_site(site: Project) -> None:
    before, answers = site.tree(), found(site)
    site.write("archiver.toml", 'output = "docs"\n')
    assert not site.build().problems
    assert (site.tree(), found(site)) == (before, answers)


@pytest.mark.parametrize(
    "toml",
    [
        'output = "content/site"',
        'content = "site/content"',
        'output = "content"',
        'output = "."',
        'output = ".."',
        'content = "../elsewhere"',
        'output = "/tmp/elsewhere"',
        'output = "inside"',
        'content = "inside"',
    ],
)
def test_folders_in_one_another_or_outside_are_refused(tmp_path: Path, toml: str) -> None:
    project = Project(tmp_path / "project")
    write_small_site(project)
    (tmp_path / "elsewhere").mkdir()
    (project.root / "inside").symlink_to(tmp_path / "elsewhere")
    project.write("archiver.toml", toml + "\n")
    with pytest.raises(ConfigError):
        project.build()
    done = project.run("build")
    assert done.returncode == 2
    assert "archiver.toml:1: " in done.stderr
    assert not list((tmp_path / "elsewhere").iterdir())
    assert sorted(p.name for p in project.root.iterdir()) == ["archiver.toml", "content", "inside"]


def test_a_source_linked_from_outside_is_not_read(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    write_small_site(project)
    (tmp_path / "secret.md").write_text("Secret\n\nsesame\n")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/secret.md").write_text("Secret\n\nsesame\n")
    (project.root / "content/linked.md").symlink_to(tmp_path / "secret.md")
    (project.root / "content/linked").symlink_to(tmp_path / "folder")
    (project.root / "content/lost.md").symlink_to(tmp_path / "nowhere.md")
    report = project.build()
    assert {p.path for p in report.errors} == {"content/linked.md", "content/linked", "content/lost.md"}
    assert not [path for path, content in project.tree().items() if b"sesame" in content]
    assert report.threads == 3


def test_a_source_that_links_to_itself_is_a_problem_of_its_own(site: Project) -> None:
    (site.root / "content/loop.md").symlink_to("loop.md")
    report = site.build()
    assert [p.path for p in report.errors] == ["content/loop.md"]
    assert report.threads == 3
