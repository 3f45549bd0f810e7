"""Law 6: every problem at once."""

from pathlib import Path

import pytest

from tests.conftest import Project
from tests.laws.small_site import found, thread, times, tree_of_clean_build, write_small_site

BAD_SOURCES = {
    "content/bytes.md": (b"# T\n\n## ada {#p1}\n\nmoon \xff\n", 5),
    "content/endless.md": (b"---\ntitle: T\n\n## ada {#p1}\n\nmoon\n", 1),
    "content/list.md": (b"---\n- a\n---\n# T\n\n## ada {#p1}\n\nmoon\n", 2),
    "content/yaml.md": (b"---\ntags: [a\n---\n# T\n\n## ada {#p1}\n\nmoon\n", 3),
    "content/key.md": (b"---\ntitel: x\n---\n# T\n\n## ada {#p1}\n\nsalt\n", 2),
}
BAD_TEMPLATES = {
    "themes/default/templates/search.html": (b"\n\n{{ nothing }}\n", 3),
    "themes/default/templates/tags.html": (b"\n{% if %}\n", 2),
}
STOPPED = ["bytes/index.html", "endless/index.html", "list/index.html", "yaml/index.html"]


def write_good(project: Project) -> None:
    write_small_site(project)
    project.write("themes/default/theme.toml", 'extends = "default"\n')
    for path in BAD_SOURCES:
        project.write(path, thread("Good talk", "Still good."))


def write_bad(project: Project) -> None:
    for path, (content, _) in (BAD_SOURCES | BAD_TEMPLATES).items():
        project.write(path, content)


def test_all_problems_are_told_at_once_with_their_lines(project: Project) -> None:
    write_good(project)
    write_bad(project)
    places = [f"{path}:{line}" for path, (_, line) in sorted((BAD_SOURCES | BAD_TEMPLATES).items())]
    for _ in range(2):
        done = project.run("build")
        assert done.returncode == 1
        shown = [line for line in done.stderr.splitlines()[:-1] if not line.startswith(" ")]  # without hints
        assert [":".join(line.partition(": ")[0].split(":")[:2]) for line in shown] == places  # without columns
    report = project.build()
    assert [f"{problem.path}:{problem.line}" for problem in report.problems] == places


def test_what_is_bad_stops_no_other_page(project: Project) -> None:
    write_good(project)
    write_bad(project)
    project.build()
    tree = project.tree()
    assert not set(tree) & {*STOPPED, "search/index.html", "tags/index.html"}
    assert {"space/moon/index.html", "key/index.html", "index.html", "tags/night/index.html"} <= set(tree)
    assert found(project)["title:talk"] == {"/space/moon/#p1", "/kitchen/brine/#p1", "/plain/#1"}


def test_the_last_good_output_stays_until_the_source_is_mended(project: Project, elsewhere: Path) -> None:
    write_good(project)
    project.build()
    good, answers = project.tree(), found(project)
    write_bad(project)
    for _ in range(2):
        assert len(project.build().errors) == len(BAD_SOURCES | BAD_TEMPLATES)
        tree = project.tree()
        assert {path: tree[path] for path in STOPPED} == {path: good[path] for path in STOPPED}
        assert tree["tags/index.html"] == good["tags/index.html"]
        assert {"/bytes/#p1", "/yaml/#p1"} <= found(project)["title:talk"]
    write_good(project)
    for path in BAD_TEMPLATES:
        (project.root / path).unlink()
    assert not project.build().problems
    assert (project.tree(), found(project)) == (good, answers)
    assert project.tree() == tree_of_clean_build(project, elsewhere)


@pytest.mark.parametrize("page", ["plain/index.html", "tags/index.html"])
def test_a_lost_page_that_cannot_be_drawn_again_stops_no_other(site: Project, page: str) -> None:
    site.write("content/plain.md", b"\xff")
    site.write("themes/default/theme.toml", 'extends = "default"\n')
    site.write("themes/default/templates/tags.html", "{{ nothing }}")
    site.write("content/new.md", "New\n\nHello.\n")
    (site.root / "site" / page).unlink()
    for _ in range(2):
        assert len(site.build().errors) == 2
        assert (site.root / "site/new/index.html").exists()


def test_a_template_that_all_threads_need_is_one_problem(site: Project) -> None:
    good = site.tree()
    site.write("themes/default/theme.toml", 'extends = "default"\n')
    site.write("themes/default/templates/thread.html", "{% block %}")
    report = site.build()
    assert [(p.path, p.line) for p in report.problems] == [("themes/default/templates/thread.html", 1)]
    assert site.tree() == good


def test_a_content_folder_that_cannot_be_read_keeps_its_pages(site: Project) -> None:
    """A disk that isn't mounted is a problem, and not the wish to have every page removed."""
    good = site.tree()
    (site.root / "content").rename(site.root / "away")
    assert site.build().errors
    assert site.tree()["space/moon/index.html"] == good["space/moon/index.html"]
    (site.root / "away").rename(site.root / "content")
    assert not site.build().problems
    assert site.tree() == good


def test_settings_that_are_wrong_are_all_told_and_nothing_is_written(site: Project) -> None:
    before = times(site.config.output)
    site.write("archiver.toml", 'titel = "x"\nlang = 3\n[pages]\nposts = 0\n')
    done = site.run("build")
    assert done.returncode == 2
    assert [line.partition(": ")[0] for line in done.stderr.splitlines()] == [f"archiver.toml:{n}" for n in (1, 2, 4)]
    assert times(site.root / "site") == before
