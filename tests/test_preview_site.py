"""What the preview serves: each file as a clean build would publish it, as soon as its source has changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.picture_samples import png
from tests.preview_session import PreviewedProject, previewed

LAMPS = """---
tags: [light]
---
# Lamps

## ada · 2024-05-01 {{#p1}}

{0}

## bob · 2024-05-02 {{#p2}}

> {0}

Yes.
"""
MOON = "# Moon\n\n## ada · 2024-06-01 {#p1}\n\nThe moon is up.\n"
PAGE, LIST = "space/lamps/index.html", "space/index.html"
SOURCE = "content/space/lamps.md"
BROKEN = "{% extends '!default/thread.html' %}{% block title %}{{ page.nothing }}{% endblock %}"
TITLE = "{{% extends '!default/thread.html' %}}{{% block title %}}{}{{% endblock %}}"


@pytest.fixture
def site(project: Project) -> Iterator[PreviewedProject]:
    save(project, "They are on.")
    project.write("content/space/moon.md", MOON)
    with previewed(project.root) as site:
        yield site


def save(project: Project, words: str, age: float = 10) -> None:
    """Write the source of a thread, as if it had been written `age` seconds ago."""
    path = project.write(SOURCE, LAMPS.format(words))
    then = time.time() - age
    os.utime(path, (then, then))


def test_every_file_of_a_clean_build_is_served_with_its_bytes(project: Project) -> None:
    write_archive(project)
    with previewed(project.root) as site:
        project.build()
        published = {path: content for path, content in project.tree().items() if not is_of_the_search(path)}
        assert {path: read(site, path) for path in published} == published


def test_there_is_no_other_file(site: PreviewedProject) -> None:
    for path in ("space/sun/index.html", "space/lamps/page-2/index.html", "space/lamps/x", "tags/x/index.html", ".x"):
        assert site.file(path) is None
    assert site.session.page("/nothing/").status == HTTPStatus.OK  # the site's own page for missing files


def test_a_changed_source_is_drawn_though_nothing_tells_of_it(project: Project, site: PreviewedProject) -> None:
    assert "They are on." in site.text(PAGE)
    save(project, "They are off.", age=5)
    assert "They are off." in site.text(PAGE)


def test_a_file_that_is_just_being_written_is_read_when_it_is_told_of(project: Project, site: PreviewedProject) -> None:
    assert "They are on." in site.text(PAGE)
    save(project, "They are off.", age=0)
    assert "They are on." in site.text(PAGE)
    site.change(SOURCE)
    assert "They are off." in site.text(PAGE)


def test_an_edit_changes_no_other_page_before_lists_and_never_other_threads(
    project: Project, site: PreviewedProject
) -> None:
    versions = {page: site.session.page(page).version for page in ("/space/lamps/", "/space/moon/", "/")}
    save(project, "They are off.", age=5)
    site.change(SOURCE)
    assert site.session.page("/space/lamps/").version != versions["/space/lamps/"]
    site.record()
    assert site.session.page("/space/moon/").version == versions["/space/moon/"]
    assert "They are off." in site.text("index.html")


def test_sources_that_come_and_go_do_so_at_once_and_in_lists_later(project: Project, site: PreviewedProject) -> None:
    project.write("content/space/sun.md", MOON.replace("Moon", "Sun"))
    (project.root / "content/space/moon.md").unlink()
    site.change("content/space/sun.md", "content/space/moon.md")
    assert "<h1" in site.text("space/sun/index.html")
    assert site.file("space/moon/index.html") is None
    assert "/moon/" in site.text(LIST) or "moon/" in site.text(LIST)
    site.record()
    assert "sun/" in site.text(LIST)
    assert "moon/" not in site.text(LIST)


def test_a_template_is_used_at_once_for_all_pages(project: Project, site: PreviewedProject) -> None:
    write_theme(project, TITLE.format("A new title"))
    site.change("themes/default/templates/thread.html")
    assert "A new title" in site.text(PAGE)
    assert "A new title" in site.text("space/moon/index.html")


def test_a_setting_is_used_at_once_for_all_pages(project: Project, site: PreviewedProject) -> None:
    project.write("archiver.toml", 'title = "Lights at night"\n')
    site.change("archiver.toml")
    assert "Lights at night" in site.text(PAGE)
    assert "Lights at night" in site.text("index.html")


def test_the_last_good_page_stays_while_a_template_is_broken(project: Project, site: PreviewedProject) -> None:
    good = site.text(PAGE)
    write_theme(project, BROKEN)
    site.change("themes/default/templates/thread.html")
    assert site.text(PAGE) == good
    assert any("nothing" in message for message in site.messages())
    assert site.file("space/moon/index.html") is not None
    write_theme(project, TITLE.format("Mended"))
    site.change("themes/default/templates/thread.html")
    assert "Mended" in site.text(PAGE)
    assert site.messages() == []


def test_a_page_that_was_never_drawn_says_so_until_its_template_is_mended(project: Project) -> None:
    save(project, "They are on.")
    write_theme(project, BROKEN)
    with previewed(project.root) as site:
        broken = site.file(PAGE)
        assert broken
        assert broken.status == HTTPStatus.INTERNAL_SERVER_ERROR
        write_theme(project, TITLE.format("Mended"))
        site.change("themes/default/templates/thread.html")
        assert "Mended" in site.text(PAGE)


def test_the_last_good_page_stays_while_a_source_is_broken(project: Project, site: PreviewedProject) -> None:
    good = site.text(PAGE)
    project.write(SOURCE, b"---\ntags: [light\n---\n# Lamps\n")
    site.settle()
    assert site.text(PAGE) == good
    assert [problem.path for problem in site.session.problems()] == [SOURCE]
    save(project, "Mended.", age=5)
    site.change(SOURCE)
    assert "Mended." in site.text(PAGE)
    assert site.messages() == []


def test_a_broken_configuration_at_the_start_is_told_and_mended(project: Project) -> None:
    save(project, "They are on.")
    project.write("archiver.toml", "title = 3\n")
    with previewed(project.root) as site:
        assert site.session.page("/space/lamps/").status == HTTPStatus.INTERNAL_SERVER_ERROR
        assert len(site.messages()) == 1
        project.write("archiver.toml", 'title = "Mended"\n')
        site.settle()
        assert "Mended" in site.text(PAGE)
        assert site.messages() == []


def test_a_broken_configuration_leaves_the_site_as_it_is(project: Project, site: PreviewedProject) -> None:
    good = site.text(PAGE)
    project.write("archiver.toml", "title = 3\n")
    site.change("archiver.toml")
    assert site.text(PAGE) == good
    assert [problem.path for problem in site.session.problems()] == ["archiver.toml"]


def test_a_picture_is_served_before_it_is_recorded(project: Project, site: PreviewedProject) -> None:
    project.write("content/space/lamp.png", png(size=(40, 30)))
    save(project, "![a lamp](lamp.png)", age=5)
    site.change("content/space/lamp.png", SOURCE)
    address = site.text(PAGE).partition('<img src="')[2].partition('"')[0]
    path = os.path.normpath(f"space/lamps/{address}")
    before = site.session.site.static_file(path)
    assert isinstance(before, Path)
    content = before.read_bytes()
    site.record()
    after = site.session.site.static_file(path)
    assert isinstance(after, Path)
    assert after != before
    assert after.read_bytes() == content


def test_former_versions_are_known_for_a_while(project: Project, site: PreviewedProject) -> None:
    before = site.session.page("/space/lamps/")
    save(project, "They are off.", age=5)
    after = site.session.page("/space/lamps/")
    assert site.session.former("/space/lamps/", before.version) == before.content
    assert site.session.former("/space/lamps/", after.version) == after.content
    assert site.session.former("/space/moon/", after.version) is None


def test_the_line_of_a_post_is_known(site: PreviewedProject) -> None:
    assert site.session.source_of("/space/lamps/", 2) == (SOURCE, 10)
    assert site.session.source_of("/space/lamps/", 0) == (SOURCE, 1)
    assert site.session.source_of("/space/", 1) is None


def test_open_pages_that_have_changed_are_named(project: Project, site: PreviewedProject) -> None:
    pages = ("/space/lamps/", "/space/moon/")
    site.session.state_of(pages)
    save(project, "They are off.", age=5)
    assert site.session.draw_open(pages) == ("/space/lamps/",)


def test_drafts_are_shown_if_they_are_asked_for(project: Project) -> None:
    project.write("content/a.md", "---\ndraft: true\n---\n# A\n\n## ada · 2024-05-01\n\nNot yet.\n")
    with previewed(project.root) as site:
        assert site.file("a/index.html") is None
    with previewed(project.root, drafts=True) as site:
        assert "Not yet." in site.text("a/index.html")


def write_theme(project: Project, thread: str) -> None:
    project.write("themes/default/theme.toml", 'extends = "default"\n')
    project.write("themes/default/templates/thread.html", thread)


def write_archive(project: Project) -> None:
    """Threads of which each kind of page is made."""
    project.write("archiver.toml", 'base_url = "https://example.org/sub/"\n[pages]\nthreads = 2\nposts = 3\n')
    for number in range(7):
        posts = "\n\n".join(f"## ada · 2024-0{number + 1}-0{post + 1}\n\nPost {post}." for post in range(number + 1))
        front = f"---\ntags: [öl, b{number % 2}]\naliases: [/old/{number}/]\n---\n"
        project.write(f"content/space/sub {number % 3}/t{number}.md", f"{front}# Thread {number}\n\n{posts}\n")
    project.write("content/space/lamp.png", png(size=(1200, 30)))
    project.write("content/space/picture.md", "# P\n\n## bob · 2023-01-01\n\n![a lamp](lamp.png)\n")
    project.write("content/space/draft.md", "---\ndraft: true\n---\n# D\n\n## bob · 2023-01-01\n\nNo.\n")


def is_of_the_search(path: str) -> bool:
    return path.startswith(("search/data/", "assets/stemmers/")) or path == ".archiver"


def read(site: PreviewedProject, path: str) -> bytes | None:
    static = site.session.site.static_file(path)
    if static is not None:
        return static if isinstance(static, bytes) else static.read_bytes()
    file = site.file(path)
    return file.content if file else None
