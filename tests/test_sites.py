"""Whole tiny sites, each with the output that it must have, file by file."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Project

SITES = Path(__file__).parent / "sites"
_OTHERWISE_HELD = ("search/data/", "assets/stemmers/")
"""What is made of the index, and of a library: tests of their own look at it."""


def build_site(name: str, root: Path) -> Project:
    shutil.copytree(
        SITES / name, root, ignore=shutil.ignore_patterns("expected", ".archiver", "site"), dirs_exist_ok=True
    )
    project = Project(root)
    project.build()
    return project


@pytest.mark.parametrize("name", sorted(path.name for path in SITES.iterdir()))
def test_a_site_comes_out_as_expected(name: str, tmp_path: Path) -> None:
    expected = SITES / name / "expected"
    files = {p.relative_to(expected).as_posix(): p.read_text("utf-8") for p in expected.rglob("*") if p.is_file()}
    built = build_site(name, tmp_path).tree()
    pages = {path: content for path, content in built.items() if not path.startswith(_OTHERWISE_HELD)}
    assert {path: content.decode() for path, content in pages.items() if path != ".archiver"} == files


def test_a_theme_may_change_one_template_of_another(project: Project) -> None:
    project.write("archiver.toml", 'theme = "mine"\n[theme_options]\nfooter = "Kept by us"\n')
    project.write("themes/mine/theme.toml", 'name = "mine"\nextends = "default"\n')
    project.write(
        "themes/mine/templates/home.html",
        '{% extends "!default/home.html" %}{% block title %}Mine: {{ super() }}{% endblock %}',
    )
    project.write("themes/mine/assets/style.css", "body { color: red }")
    project.write("content/a.md", "T\n\nWords.\n")
    assert not project.build().problems
    assert "<title>Mine: Archive</title>" in project.read("site/index.html")
    assert "Kept by us" in project.read("site/a/index.html")
    assert project.read("site/assets/style.css") == "body { color: red }"
    assert "site.js" in {path.rpartition("/")[2] for path in project.tree()}


def test_a_theme_may_extend_the_built_in_one_of_its_own_name(project: Project) -> None:
    project.write("themes/default/theme.toml", 'name = "default"\nextends = "default"\n')
    project.write("themes/default/templates/robots.txt", "# ours\n")
    project.write("content/a.md", "T\n\nWords.\n")
    assert not project.build().problems
    assert project.read("site/robots.txt") == "# ours\n"


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, 'archiver.toml:1: there is no theme "mine"'),
        (
            {"themes/mine/theme.toml": '# one\nextends = "deflt"'},
            'themes/mine/theme.toml:2: there is no theme "deflt"; did you mean "default"?',
        ),
        (
            {"themes/mine/theme.toml": '\nextends = "mine"'},
            'themes/mine/theme.toml:2: the theme "mine" extends itself',
        ),
        (
            {"themes/mine/theme.toml": 'extend = "default"'},
            'themes/mine/theme.toml:1: a theme has no "extend"; did you mean "extends"?',
        ),
        ({"themes/mine/theme.toml": 'name = "yours"'}, 'themes/mine/theme.toml:1: "name" is not that of its folder'),
        ({"themes/mine/theme.toml": "extends ="}, "themes/mine/theme.toml:1:10: cannot be read"),
        ({"themes/mine/theme.toml": "extends = 5"}, 'themes/mine/theme.toml:1: "extends" takes the name of a theme'),
    ],
)
def test_a_wrong_theme_is_told_of(project: Project, files: dict[str, str], message: str) -> None:
    project.write("archiver.toml", 'theme = "mine"\n')
    for path, text in files.items():
        project.write(path, text)
    built = project.run("build")
    assert built.returncode == 2
    assert message in built.stderr


def test_an_unknown_theme_option_names_the_nearest(project: Project) -> None:
    project.write("archiver.toml", "[theme_options]\nfoter = 1\n")
    message = 'the theme "default" has no option "foter"; did you mean "footer"?'
    assert f"archiver.toml:2: {message}" in project.run("build").stderr
    project.write("archiver.toml", 'lang = "en"\ntheme_options = {foter = 1}\n')
    assert f"archiver.toml:2: {message}" in project.run("build").stderr


def test_a_new_output_folder_gets_the_whole_site(project: Project) -> None:
    project.write("content/a.md", "T\n\nWords.\n")
    project.build()
    before = project.tree()
    project.write("archiver.toml", 'output = "public"\n')
    project.build()
    assert project.tree() == before
    assert (project.root / "site/a/index.html").is_file()


def test_names_that_lose_letters_share_no_page_with_others(project: Project) -> None:
    names = ["C++", "c f4dc9948", "page 2", "page-2", "a b", "a-b", "A  B", "!!!"]
    posts = "".join(f"## {name} {{#p{n}}}\n\nWords.\n" for n, name in enumerate(names))
    project.write("content/a.md", f"---\ntags: {names}\n---\n# T\n\n{posts}")
    assert not project.build().problems
    for kind in ("authors", "tags"):
        pages = {path for path in project.tree() if path.startswith(f"{kind}/") and path.count("/") == 2}
        assert len([path for path in pages if path.endswith("index.html")]) == len(names) - 1  # "a b" is there twice


def test_a_board_may_be_called_by_its_folder(project: Project) -> None:
    project.write("archiver.toml", '[boards."Space Talk"]\ntitle = "On space"\n')
    project.write("content/Space Talk/a.md", "T\n\nWords.\n")
    project.build()
    assert "On space" in project.read("site/space-talk/index.html")
