"""The setting `[authors] addresses`: mail addresses that no file of the site has as they are."""

import shutil
from pathlib import Path

import pytest

from tests.conftest import Project

SETTINGS = '[authors]\naddresses = "{}"\n[pages]\njson = true\nfeeds = true\n'
SOURCE = """---
format: {form}
tags: [tide]
extra: {{keeper: ada.alt@mail.example}}
---
# Asked by ben@mail.example

## ada.alt@mail.example · 2001-01-01T10:00:00Z {{#k-7 subject="To cy@mail.example" address="ada.alt@mail.example" \
x-by="dee@mail.example"}}

Signed-off-by: Ada Alt <ada.alt@mail.example>, git@code.example:tide/clock

## Ben · 2001-01-02T10:00:00Z {{#k-8 reply-to=k-7}}

> Signed-off-by: Ada Alt <ada.alt@mail.example>, git@code.example:tide/clock

Write to eve@mail.example.
""".replace("\\\n", "")
NAMES = (b"ada.alt@", b"ben@", b"cy@", b"dee@", b"eve@", b"ada.alt%40", b"eve%40")


def files_with_addresses(project: Project) -> list[str]:
    return [path for path, content in project.tree().items() if any(name in content for name in NAMES)]


@pytest.mark.parametrize("form", ["text", "markdown", "mixed", "bbcode"])
@pytest.mark.parametrize(("choice", "shown"), [("mask", "a…@mail.example"), ("drop", "…")])
def test_no_file_of_the_site_has_an_address(project: Project, form: str, choice: str, shown: str) -> None:
    project.write("archiver.toml", SETTINGS.format(choice))
    project.write("content/t.md", SOURCE.format(form=form))
    project.write("content/u.md", SOURCE.format(form=form).replace("k-", "l-"))  # its neighbour, and related
    assert project.build().problems == ()
    assert files_with_addresses(project) == []
    page = project.read("site/t/index.html")
    assert f"Signed-off-by: Ada Alt &lt;{shown}&gt;, git@code.example:tide/clock" in page
    assert "· exact</span>" in page
    assert 'in reply to <a href="#k-7"' in page
    assert f"<{shown}>" in project.read("site/t/index.md")


def test_a_title_a_patch_and_a_page_of_the_sites_own_have_none_and_code_stays(project: Project) -> None:
    patch = (
        "```diff\n@@ -1,3 +1,3 @@ Ada <ada.alt@mail.example>\n-@app.route('/')\n+git clone git@code.example:a/b\n```"
    )
    project.write("archiver.toml", SETTINGS.format("mask"))
    project.write("content/t.md", f"# From ben@mail.example\n\n## Ben · 2001-01-01 {{#p1}}\n\n{patch}\n")
    project.write("content/_pages/about.md", "# About\n\nWrite to eve@mail.example.\n")
    assert project.build().problems == ()
    assert files_with_addresses(project) == []
    source = project.read("site/t/index.md")
    assert "@@ -1,3 +1,3 @@ Ada <a…@mail.example>\n-@app.route('/')\n+git clone git@code.example:a/b" in source
    for kind in ("mbox", "epub", "html", "md", "json"):
        assert project.run("export", "t", "--to", kind, "-o", str(project.root / f"t.{kind}")).returncode == 0
        content = (project.root / f"t.{kind}").read_bytes()
        assert not any(name in content for name in (b"ben@mail", b"ada.alt@mail"))


def test_addresses_are_shown_unless_the_setting_is_made(project: Project) -> None:
    project.write("archiver.toml", "[pages]\njson = true\n")
    project.write("content/t.md", SOURCE.format(form="text"))
    project.build()
    assert {"t/index.html", "t/index.md"} <= set(files_with_addresses(project))


def test_after_the_setting_changes_the_site_is_that_of_a_clean_build(
    project: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    project.write("content/t.md", SOURCE.format(form="text"))
    for choice in ("keep", "mask", "drop", "keep"):
        settings = SETTINGS.format(choice) + "[quotes]\nacross_threads = true\n"
        project.write("archiver.toml", settings)
        project.build()
        folder: Path = tmp_path_factory.mktemp("clean") / "project"
        shutil.copytree(project.root, folder, ignore=shutil.ignore_patterns("site", ".archiver"))
        clean = Project(folder)
        clean.build()
        assert project.tree() == clean.tree()
