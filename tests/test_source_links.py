"""Links from source to source lead to the pages of these, and are followed anew when a source comes, goes or moves."""

import pytest

from archiver.build.verify import verify
from tests.conftest import Project
from tests.preview_session import previewed

pytestmark = pytest.mark.builds

TIDES = "# Tides\n\n## ben · 2022-07-02 {#p1}\n\nThey rise.\n\n## ada · 2022-07-03 {#p3}\n\nThey fall.\n"
MOON = "# Moon\n\n## ada · 2022-07-01 {#p1}\n\n{}\n"
LINKS = (
    ("markdown", "[t](tides.md)", '<a href="../tides/">t</a>'),
    ("markdown", "[t](tides.md#p3)", '<a href="../tides/#p3">t</a>'),
    ("markdown", "[t](../space/tides.md#p3)", '<a href="../tides/#p3">t</a>'),
    ("markdown", "[t](/space/tides.md)", '<a href="../tides/">t</a>'),
    ("markdown", "[*the* tides](./tides.md)", '<a href="../tides/"><em>the</em> tides</a>'),
    ("markdown", '[t](../Sea%20Side/High%20water.md "Now")', '<a href="../../sea-side/high-water/" title="Now">t</a>'),
    ("markdown", "> [t](tides.md)", '<a href="../tides/">t</a>'),
    ("markdown", "[t]\n\n[t]: tides.md", '<a href="../tides/">t</a>'),
    ("markdown", "[us](../_pages/about.md)", '<a href="../../about/">us</a>'),
    ("html", '<a href="tides.md#p1">t</a>', '<a href="../tides/#p1">t</a>'),
    ("bbcode", "[url=tides.md]t[/url]", '<a href="../tides/">t</a>'),
    ("mixed", '<a href="tides.md">t</a>', '<a href="../tides/">t</a>'),
)


@pytest.fixture
def site(project: Project) -> Project:
    project.write("content/space/tides.md", TIDES)
    project.write("content/Sea Side/High water.md", "# High water\n\n## ben {#p1}\n\nNow.\n")
    project.write("content/_pages/about.md", "# About\n\n[The moon](../space/moon.md#p1) and ![no](no.png).\n")
    write_moon(project, "See [t](tides.md).")
    return project


def write_moon(project: Project, words: str, front: str = "") -> None:
    project.write("content/space/moon.md", f"{front}{MOON.replace('{}', words)}")


def page(project: Project) -> str:
    return project.read("site/space/moon/index.html")


def warnings(project: Project) -> list[str]:
    return [str(p) for p in project.build().problems if "no.png" not in str(p)]


def is_as_clean(project: Project) -> bool:
    return verify(project.config, project.build()) == ()


@pytest.mark.parametrize(("body_format", "words", "html"), LINKS, ids=[f"{kind} {words}" for kind, words, _ in LINKS])
def test_a_link_to_a_source_leads_to_its_page(site: Project, body_format: str, words: str, html: str) -> None:
    write_moon(site, words, f"---\nformat: {body_format}\n---\n")
    assert warnings(site) == []
    assert html in page(site)


def test_a_link_to_a_source_stays_here_though_the_original_was_elsewhere(site: Project) -> None:
    write_moon(
        site, '<a href="tides.md">t</a> <a href="x.php">x</a>', "---\nformat: html\nsource: https://f.example/t/\n---\n"
    )
    site.build()
    assert '<a href="../tides/">t</a>' in page(site)
    assert 'href="https://f.example/t/x.php"' in page(site)


def test_a_link_to_no_source_is_a_warning_with_its_line(site: Project) -> None:
    write_moon(site, "Words.\n\nSee [t](tidse.md#p3).")
    for _ in range(2):
        (warning,) = warnings(site)
        assert warning.startswith("content/space/moon.md:7: warning: there is no file tidse.md#p3")
    assert "tidse.md" in page(site)
    assert '<a href="tidse.md' not in page(site)
    assert "content/space/moon.md:7" in site.run("check").stderr


def test_what_comes_goes_or_moves_is_followed_anew(site: Project) -> None:
    site.build()
    (site.root / "content/space/tides.md").rename(site.root / "content/space/high.md")
    site.build()
    assert "tides.md" in page(site)
    assert is_as_clean(site)
    write_moon(site, "See [t](high.md) and [m](moon.md#p1).")
    site.build()
    assert '<a href="../high/">t</a>' in page(site)
    assert '<a href="./#p1">m</a>' in page(site) or '<a href="#p1">m</a>' in page(site)
    assert is_as_clean(site)
    site.write("content/space/High.md", "# Another\n\nFirst in order, so that it has the address.\n")
    site.build()
    assert is_as_clean(site)
    (site.root / "content/space/High.md").unlink()
    site.write("content/space/high.png", b"no picture")
    site.build()
    assert is_as_clean(site)
    (site.root / "content/space/high.md").unlink()
    site.build()
    assert '<a href="../high/">t</a>' not in page(site)
    assert is_as_clean(site)
    site.write("content/space/high.md", TIDES)
    site.build()
    assert '<a href="../high/">t</a>' in page(site)
    assert is_as_clean(site)
    assert not site.build().written


def test_a_source_elsewhere_that_has_gone_is_why_a_thread_is_drawn(site: Project) -> None:
    site.write("archiver.toml", "[theme_options]\nrelated = false\n")
    write_moon(site, "See [h](<../Sea Side/High water.md>).")
    site.build()
    (site.root / "content/Sea Side/High water.md").unlink()
    reason = ("content/space/moon.md", "a thread that it links to has come, gone or moved")
    assert reason in site.build().reasons
    assert is_as_clean(site)


def test_edits_of_a_linked_thread_draw_no_thread_that_links_to_it(site: Project) -> None:
    site.build()
    site.write("content/space/tides.md", TIDES + "\n## ben {#p4}\n\nStill.\n")
    assert "content/space/moon.md" not in {reason.what for reason in site.build().reasons}


def test_pages_of_ones_own_link_to_sources(site: Project) -> None:
    problems = [str(problem) for problem in site.build().problems]
    assert '<a href="../space/moon/#p1">The moon</a>' in site.read("site/about/index.html")
    assert len(problems) == 1
    assert problems[0].startswith("content/_pages/about.md:3: warning: there is no file no.png")
    (site.root / "content/space/moon.md").unlink()
    problems = [str(problem) for problem in site.build().problems]
    assert problems[0].startswith("content/_pages/about.md:3: warning: there is no file ../space/moon.md#p1")
    assert is_as_clean(site)


def test_the_preview_follows_links_to_what_has_just_come(site: Project) -> None:
    (site.root / "content/space/tides.md").unlink()
    with previewed(site.root) as preview:
        assert '<a href="../tides/">t</a>' not in preview.text("space/moon/index.html")
        site.write("content/space/tides.md", TIDES)
        preview.change("content/space/tides.md")
        assert '<a href="../tides/">t</a>' in preview.text("space/moon/index.html")
