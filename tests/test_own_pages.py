"""Pages that are no threads and no lists: files in content/_pages/, and templates of the theme."""

import re
import time

import pytest

from archiver.build.own_page_files import OwnPageReader, ReadOwnPage
from archiver.build.verify import verify
from archiver.model import Slug, SourceFile
from tests.conftest import Project
from tests.picture_samples import png
from tests.preview_session import previewed

pytestmark = pytest.mark.builds

PNG, OTHER_PNG = png(), png(size=(3, 4))

THREAD = "# Moon\n\n## ada · 2022-07-01 {#p1}\n\nUp.\n"
ABOUT = (
    "---\ntitle: About us\n---\n\nWho keeps this.\n\n## Since\n\n> Long ago.\n\n"
    "![the map](/assets/icon.svg) [all](/all/)\n"
)


@pytest.fixture
def site(project: Project) -> Project:
    project.write("archiver.toml", 'base_url = "https://a.example/sub/"\n')
    project.write("content/space/moon.md", THREAD)
    project.write("content/_pages/about.md", ABOUT)
    return project


def is_as_clean(project: Project) -> bool:
    return verify(project.config, project.build()) == ()


def sitemap(project: Project) -> str:
    return project.read("site/sitemap.xml")


def test_a_file_is_a_page_with_the_frame_of_the_site(site: Project) -> None:
    assert not site.build().problems
    page = site.read("site/about/index.html")
    assert "<title>About us · Archive</title>" in page
    assert "<h1" in page
    assert '<h2 dir="auto">Since</h2>' in page
    assert "<p" in page
    assert "Who keeps this." in page
    assert "<blockquote>" in page
    assert '<img src="../assets/icon.svg" alt="the map">' in page
    assert 'href="../all/"' in page
    assert '<meta name="description" content="Who keeps this.' in page
    assert "<loc>https://a.example/sub/about/</loc>" in sitemap(site)
    assert [path for path in site.tree() if path.startswith("about/")] == ["about/index.html"]
    assert "About us" not in site.read("site/all/index.html")


def test_what_headings_look_like_posts_is_one_page(site: Project) -> None:
    site.write("content/_pages/about.md", "# About\n\n## ada · 2022-07-01 {#p1}\n\nUp.\n\n\n\nOn.\n")
    site.build()
    page = site.read("site/about/index.html")
    assert "Up." in page
    assert "On." in page
    assert "2 posts" not in site.read("site/index.html")


def test_pages_come_change_and_go_as_in_a_clean_build(site: Project) -> None:
    site.build()
    site.write("content/_pages/about.md", ABOUT.replace("Who keeps", "Who kept"))
    report = site.build()
    assert {reason.what for reason in report.reasons} == {"about/index.html"}
    assert "Who kept" in site.read("site/about/index.html")
    assert is_as_clean(site)
    site.write("content/_pages/guide/start.md", "# Start\n\nHere.\n")
    assert "sitemap.xml" in site.build().written
    assert "/sub/guide/start/</loc>" in sitemap(site)
    assert is_as_clean(site)
    (site.root / "content/_pages/about.md").rename(site.root / "content/_pages/us.md")
    site.build()
    assert not (site.root / "site/about").exists()
    assert "/about/" not in sitemap(site)
    assert (site.root / "site/us/index.html").is_file()
    assert is_as_clean(site)
    (site.root / "site/us/index.html").unlink()
    site.build()
    assert (site.root / "site/us/index.html").is_file()
    assert not site.build().written
    for path in ("us.md", "guide/start.md"):
        (site.root / "content/_pages" / path).unlink()
    site.build()
    assert not (site.root / "site/us").exists()
    assert is_as_clean(site)


def test_a_template_of_the_theme_is_a_page_with_or_without_a_file(site: Project) -> None:
    site.write("archiver.toml", 'theme = "mine"\nbase_url = "https://a.example/"\n')
    site.write("themes/mine/theme.toml", 'extends = "default"\n')
    site.write(
        "themes/mine/templates/pages/contact.html",
        '{% extends "page.html" %}{% block content %}<h1>{{ page.title }}</h1>{{ page.html|safe }}{% endblock %}',
    )
    site.build()
    assert "<title>Contact · Archive</title>" in site.read("site/contact/index.html")
    assert "<h1>Contact</h1>" in site.read("site/contact/index.html")
    assert "/contact/</loc>" in sitemap(site)
    site.write("content/_pages/contact.md", "# Write to us\n\nHere.\n")
    site.build()
    assert "<h1>Write to us</h1>" in site.read("site/contact/index.html")
    assert "Here." in site.read("site/contact/index.html")
    assert is_as_clean(site)
    (site.root / "themes/mine/templates/pages/contact.html").unlink()
    site.build()
    assert "Here." in site.read("site/contact/index.html")
    assert is_as_clean(site)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("space/moon.md", 'the address "/space/moon/" is that of content/space/moon.md; rename one of the two'),
        ("space.md", 'the address "/space/" is that of the board "space"; rename one of the two'),
        ("about.mkd", 'the address "/about/" is that of content/_pages/about.md; rename one of the two'),
        ("Tags.md", 'the address "/tags/" is that of a page of the site; rename the file'),
        ("!!!.md", "its path has a name without letters and digits, so it has no address; rename it"),
    ],
)
def test_a_page_takes_no_address_of_others(site: Project, path: str, message: str) -> None:
    site.write(f"content/_pages/{path}", "# Ours\n\nWords.\n")
    assert [str(problem) for problem in site.build().problems] == [f"content/_pages/{path}: {message}"]
    assert "Ours" not in site.read("site/space/moon/index.html")
    (site.root / "content/space/moon.md").unlink()
    site.build()
    assert is_as_clean(site)


def test_a_template_takes_no_address_of_others(site: Project) -> None:
    site.write("archiver.toml", 'theme = "mine"\n')
    site.write("themes/mine/theme.toml", 'extends = "default"\n')
    site.write("themes/mine/templates/pages/space.html", '{% extends "page.html" %}')
    (problem,) = site.build().problems
    assert str(problem) == (
        'themes/mine/templates/pages/space.html: the address "/space/" is that of the board "space";'
        " rename one of the two"
    )


@pytest.mark.parametrize("alias", ["/about/", "/about", "/About/index.html"])
def test_an_alias_takes_no_address_of_a_page(site: Project, alias: str) -> None:
    site.write("content/space/moon.md", f"---\naliases: [{alias}]\n---\n{THREAD}")
    for _ in range(2):
        (problem,) = site.build().problems
        assert problem.path == "content/space/moon.md"
        assert problem.message.endswith("is the address of content/_pages/about.md; remove one")
    assert "Who keeps this" in site.read("site/about/index.html")
    assert is_as_clean(site)
    (site.root / "content/_pages/about.md").unlink()
    assert not site.build().problems
    assert not (site.root / "site/about/index.html").exists() or "moon" in site.read("site/about/index.html")
    assert is_as_clean(site)


def test_pictures_and_files_beside_pages_are_published(site: Project) -> None:
    (site.root / "content/_pages/files").mkdir()
    (site.root / "content/_pages/files/map.png").write_bytes(PNG)
    site.write("content/_pages/plan.txt", "The plan.\n")
    site.write("content/_pages/about.md", "# About\n\n![The map](files/map.png)\n\n[The plan](plan.txt)\n")
    for _ in range(2):
        assert not site.build().problems
    page = site.read("site/about/index.html")
    (medium,) = re.findall(r'<img src="\.\./(assets/media/[^"]+)"', page)
    assert (site.root / "site" / medium).is_file()
    assert re.search(r'<a href="\.\./assets/media/[^"]+\.txt"', page)
    assert is_as_clean(site)
    (site.root / "site" / medium).unlink()
    site.build()
    assert (site.root / "site" / medium).is_file()
    (site.root / "content/_pages/files/map.png").write_bytes(OTHER_PNG)
    site.build()
    assert medium not in site.read("site/about/index.html")
    assert not (site.root / "site" / medium).exists()
    assert is_as_clean(site)
    (site.root / "content/_pages/files/map.png").unlink()
    (problem,) = site.build().problems
    assert str(problem).startswith("content/_pages/about.md:3: warning: there is no file files/map.png")
    assert "files/map.png" in site.run("check").stderr
    assert is_as_clean(site)
    (site.root / "content/_pages/about.md").unlink()
    site.build()
    assert not [path for path in site.tree() if path.startswith("assets/media/")]
    assert is_as_clean(site)


def test_the_preview_shows_pictures_beside_pages(site: Project) -> None:
    (site.root / "content/_pages/map.png").write_bytes(PNG)
    site.write("content/_pages/about.md", "# About\n\n![The map](map.png)\n")
    with previewed(site.root) as preview:
        (medium,) = re.findall(r'<img src="\.\./(assets/media/[^"]+)"', preview.text("about/index.html"))
        assert preview.session.site.static_file(medium)


def test_what_pages_link_to_moves_and_is_followed(site: Project) -> None:
    site.write("archiver.toml", "pages.posts = 1\n")
    site.write("content/_pages/about.md", "# About\n\n[The moon](../space/moon.md#p2) [here](#since)\n")
    link = '<a href="../space/moon/{}#p2">The moon</a>'
    problems = [str(problem) for problem in site.build().problems]
    assert problems[0].startswith("content/_pages/about.md:3: warning: #since: there is no such place here")
    assert problems[1].startswith("content/_pages/about.md:3: warning: ../space/moon.md#p2: the source has no post")
    second = "## ben {#p2}\n\nDown.\n"
    with previewed(site.root) as preview:
        for posts, page in ((THREAD + second, "page-2/"), (f"# Moon\n\n{second}", "")):
            site.write("content/space/moon.md", posts)
            assert len(site.build().problems) == 1
            assert link.format(page) in site.read("site/about/index.html")
            assert is_as_clean(site)
            preview.change("content/space/moon.md")
            assert link.format(page) in preview.text("about/index.html")


def test_pages_are_parsed_only_where_something_has_changed(site: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    site.write("content/_pages/us.md", "# Us\n\n[The moon](../space/moon.md#p1)\n")
    site.build(now_ns=time.time_ns() + 10**10)
    read = OwnPageReader.read
    parsed: list[str] = []

    def read_and_note(reader: OwnPageReader, file: SourceFile, slug: Slug) -> ReadOwnPage:
        parsed.append(file.path)
        return read(reader, file, slug)

    monkeypatch.setattr(OwnPageReader, "read", read_and_note)
    site.build(now_ns=time.time_ns() + 10**10)
    assert parsed == []
    site.write("content/_pages/about.md", ABOUT + "More.\n")
    site.build(now_ns=time.time_ns() + 10**10)
    assert parsed == ["_pages/about.md"]
    site.write("content/space/moon.md", THREAD.replace("p1", "p9"))
    assert len(site.build(now_ns=time.time_ns() + 10**10).problems) == 1
    assert parsed == ["_pages/about.md", "_pages/us.md"]
    assert len(site.build(now_ns=time.time_ns() + 10**10).problems) == 1
    assert len(parsed) == 2


def test_faults_are_told_at_each_build_and_stop_no_other_page(site: Project) -> None:
    site.write("content/_pages/bad.md", "---\ntags: [\n---\n# Bad\n")
    site.write("content/_pages/files.md", "# F\n\n![x](map.png)\n")
    for _ in range(2):
        problems = [str(problem) for problem in site.build().problems]
        assert len(problems) == 2
        assert problems[0].startswith("content/_pages/bad.md:")
        assert problems[1].startswith("content/_pages/files.md:3: warning: there is no file map.png")
    assert (site.root / "site/about/index.html").is_file()
    assert (site.root / "site/files/index.html").is_file()


def test_drafts_and_hidden_files_are_no_pages(site: Project) -> None:
    site.write("content/_pages/soon.md", "---\ndraft: true\n---\n# Soon\n\nWords.\n")
    site.write("content/_pages/_kept.md", "# Kept\n")
    site.write("content/_pages/.hidden/a.md", "# Hidden\n")
    site.build()
    assert not {"soon/index.html", "_kept/index.html", "kept/index.html", "a/index.html"} & site.tree().keys()


def test_the_preview_serves_what_builds_publish(site: Project) -> None:
    with previewed(site.root) as preview:
        site.build()
        assert preview.text("about/index.html") == site.read("site/about/index.html")
        path = site.write("content/_pages/about.md", "# About\n\nChanged.\n")
        preview.session.change((path,))
        preview.session.scan()
        assert "Changed." in preview.text("about/index.html")
        path.unlink()
        preview.session.change((path,))
        preview.session.scan()
        assert preview.file("about/index.html") is None
        site.write("content/_pages/bad.md", "---\ntags: [\n---\n")
        preview.session.change()
        preview.session.scan()
        assert "content/_pages/bad.md" in {problem.path for problem in preview.session.problems()}


@pytest.mark.parametrize(
    ("body_format", "text"),
    [
        ("markdown", "### Since\n\n> # Quoted\n\n<h3>typed\n\n##### Below\n"),
        ("html", "<h3>Since</h3><blockquote><h1>Quoted</h1></blockquote><p>&lt;h3&gt;typed</p><h5>Below</h5>"),
        ("mixed", "### Since\n\n> # Quoted\n\n&lt;h3>typed\n\n<h5>Below</h5>\n"),
    ],
)
def test_headings_of_any_format_are_below_the_title(site: Project, body_format: str, text: str) -> None:
    site.write("content/_pages/about.md", f"---\nformat: {body_format}\n---\n# About\n\n{text}")
    site.build()
    page = site.read("site/about/index.html")
    for heading in ('<h1 dir="auto">About</h1>', '<h2 dir="auto">Quoted</h2>', '<h3 dir="auto">Since</h3>'):
        assert heading in page
    assert '<h4 dir="auto">Below</h4>' in page
    assert "&lt;h3&gt;typed" in page
