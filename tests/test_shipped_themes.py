"""The themes `mail` and `plain`, which are the default one with a few files of their own; a site without scripts."""

import json
import re
import shutil

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from archiver.build.verify import verify
from archiver.urls import without_digest
from tests.conftest import REPOSITORY, Project
from tests.page_kinds import THEMES

pytestmark = pytest.mark.builds

THREAD = """---
tags: [night]
aliases: ["/viewtopic.php?t=7"]
---
# Moon

## ada · 2022-07-01T10:00Z {#p1}

The moon is up, and nobody has said so yet.

## ben · 2022-07-02T11:00Z {#p2 reply-to=p1 subject="Re: <Moon>"}

Ada wrote:

> The moon is up, and nobody has said so yet.

Now somebody has.

## cid · 2022-07-03 {#p3 reply-to=p2 deleted}

Still.

## dot · 2022-07-04 {#p4 reply-to=p1}

Gone.
"""
DATA = {"application/json", "application/ld+json"}
WITHOUT_SCRIPTS = ('theme = "plain"\n', "[theme_options]\nscripts = false\n")
COPIED = {"templates/home.html", "templates/thread.html", "templates/base.html", "templates/post.html"}
"""Templates that no theme needs to have for itself."""


@pytest.fixture
def site(project: Project) -> Project:
    project.write("content/space/moon.md", THREAD)
    project.write("content/space/sun.md", "# Sun\n\n## ada · 2021-07-01 {#p1}\n\nUp.\n")
    return project


def configure(project: Project, text: str) -> None:
    project.write("archiver.toml", f'base_url = "https://a.example/"\n{text}')
    assert not project.build().problems


def html_pages(project: Project) -> dict[str, str]:
    return {path: content.decode() for path, content in project.tree().items() if path.endswith(".html")}


@pytest.mark.parametrize("settings", WITHOUT_SCRIPTS)
def test_a_site_without_scripts_has_none_and_nothing_that_needs_one(site: Project, settings: str) -> None:
    configure(site, settings)
    pages = html_pages(site)
    assert len(pages) > 15
    for path, html in pages.items():
        tree = LexborHTMLParser(html)
        assert {script.attributes.get("type") for script in tree.css("script")} <= DATA, path
        assert not tree.css("[hidden], button, dialog, form, input, noscript, [onclick]"), path
    files = site.tree()
    assert not [path for path in files if path.endswith(".js") or path.startswith("search/data/")]
    assert "search" not in files["llms.txt"].decode().lower()
    assert "moon" in site.run("search", "moon").stdout


@pytest.mark.parametrize("settings", WITHOUT_SCRIPTS)
def test_the_search_page_of_such_a_site_says_so_and_offers_what_there_is(site: Project, settings: str) -> None:
    configure(site, settings)
    page = LexborHTMLParser(site.read("site/search/index.html"))
    words = text_of(page, "main")
    assert "The pages of this archive have no scripts, so they answer no searches." in words
    assert "archiver search WORDS" in words
    targets = {link.attributes["href"] for link in page.css("main a")}
    assert targets >= {"../space/", "../all/", "../tags/", "../authors/", "../dates/", "../statistics/"}
    assert "search/" not in site.read("site/index.html")


def test_scripts_go_and_come_back_with_the_option(site: Project) -> None:
    configure(site, "")
    before = site.tree()
    for settings in (*WITHOUT_SCRIPTS, 'theme = "mail"\n'):
        configure(site, settings)
        assert verify(site.config, site.build()) == ()
    configure(site, "")
    assert site.tree() == before


def test_a_script_of_the_project_itself_is_published_on_a_site_without_ours(site: Project) -> None:
    site.write("themes/mine/theme.toml", 'extends = "plain"\n')
    site.write("themes/mine/assets/count.js", "count();\n")
    block = '{% block scripts %}<script defer src="{{ "count.js"|asset }}"></script>{% endblock %}'
    site.write("themes/mine/templates/base.html", '{% extends "!default/base.html" %}\n' + block)
    configure(site, 'theme = "mine"\n')
    scripts = {without_digest(path) for path in site.tree() if path.endswith(".js")}
    assert scripts == {"assets/count.js"}


def test_the_system_chooses_what_browsers_draw_around_plain_pages(site: Project) -> None:
    configure(site, 'theme = "plain"\n')
    assert 'name="theme-color"' not in site.read("site/index.html")
    assert not {"theme_color", "background_color"} & json.loads(site.read("site/site.webmanifest")).keys()
    configure(site, 'theme = "mail"\n')
    colors = re.findall(r'<meta name="theme-color" content="(\S+)" media', site.read("site/index.html"))
    assert colors == ["#ffffff", "#111111"]
    configure(site, 'theme = "mail"\n[theme_options]\ncolors.paper = "#eee"\n')
    assert 'name="theme-color"' not in site.read("site/index.html")


def test_posts_of_the_mail_theme_have_the_headers_of_mails(site: Project) -> None:
    configure(site, 'theme = "mail"\n')
    first, second, third, _ = LexborHTMLParser(site.read("site/space/moon/index.html")).css("article")
    assert lines(first, "header") == ["#1 From: ada", "Date: 1 July 2022, 10:00 UTC"]
    assert lines(second, "header") == [
        "#2 From: ben",
        "Date: 2 July 2022, 11:00 UTC",
        "Subject: Re: <Moon>",
        "in reply to #1 ada",
    ]
    assert lines(third, "header")[-1] == "This post is marked as deleted."
    assert "#1" in text_of(second, "figure figcaption")
    assert [number.attributes["href"] for number in second.css("h2 .number")] == ["#p2"]


def test_the_mail_theme_has_one_line_for_each_thread_and_the_tree_of_replies(site: Project) -> None:
    configure(site, 'theme = "mail"\n[theme_options]\nlists = "excerpts"\n')
    for page in ("", "space/", "all/", "tags/night/"):
        tree = LexborHTMLParser(site.read(f"site/{page}index.html"))
        assert tree.css("ol.lines > li")
        assert not tree.css("ol.rows > li h2, ol.rows > li h3")
    entries = LexborHTMLParser(site.read("site/space/moon/index.html")).css(".outline .entries a")
    depths = {link.text().split()[0]: len(link.parent.css("li")) for link in entries if link.parent}
    assert depths == {"#1": 4, "#2": 2, "#3": 1, "#4": 1}


def text_of(node: LexborHTMLParser | LexborNode, selector: str) -> str:
    """The text of the only element of a selector."""
    [found] = node.css(selector)
    return str(found.text())


def lines(node: LexborNode, selector: str) -> list[str]:
    return [" ".join(line.split()) for line in text_of(node, selector).splitlines() if line.strip()]


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_that_is_shipped_has_no_faults(project: Project, theme: str) -> None:
    """As a theme of the project, since those of this program are not looked into."""
    for name in THEMES:
        shutil.copytree(REPOSITORY / "themes" / name, project.root / "themes" / name)
    checked = project.run("theme", "check", theme, "--strict")
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_other_themes_have_no_copies() -> None:
    shipped = {path.parent.name for path in (REPOSITORY / "themes").glob("*/theme.toml")}
    assert shipped == {*THEMES}
    for theme in shipped - {"default"}:
        folder = REPOSITORY / "themes" / theme
        names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
        assert not names & COPIED
        assert len(names) <= 4


def test_the_setting_tells_of_the_themes_that_there_are(project: Project) -> None:
    told = " ".join(project.run("build", "--help").stdout.split())
    assert f"the theme: {', '.join(THEMES)}, or your own (default)" in told
    document = (REPOSITORY / "themes/README.md").read_text(encoding="utf-8")
    assert all(f"`{theme}`" in document for theme in THEMES)
