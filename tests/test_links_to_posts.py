"""Links to posts of other sources lead to the pages that these are on, and what is wrong with a link is told."""

from dataclasses import replace

import pytest

from archiver.build import build
from archiver.build.verify import verify
from tests.conftest import Project
from tests.preview_session import previewed

pytestmark = pytest.mark.builds

MOON = "{}# Moon\n\n## ada · 2022-07-01 {{#p1}}\n\n{}\n"
DRAFT = "---\ndraft: true\n---\n"


def tides(ids: range, front: str = "") -> str:
    posts = (f"## ben {{#p{id_}}}\n\nThey rise {id_}.\n\n" for id_ in ids)
    return f"{front}# Tides\n\n{''.join(posts)}"


@pytest.fixture
def site(project: Project) -> Project:
    """A thread of seven posts, two on a page, and one that links to it."""
    project.write("archiver.toml", "pages.posts = 2\n")
    project.write("content/space/tides.md", tides(range(1, 8)))
    write_moon(project, "See [t](tides.md#p5).")
    return project


def write_moon(project: Project, words: str, front: str = "") -> None:
    project.write("content/space/moon.md", MOON.format(front, words))


def page(project: Project) -> str:
    return project.read("site/space/moon/index.html")


def problems(project: Project) -> list[str]:
    return [str(problem) for problem in project.build().problems]


def is_as_clean(project: Project) -> bool:
    return verify(project.config, project.build()) == ()


@pytest.mark.parametrize(
    ("body_format", "words", "html"),
    [
        ("markdown", "[t](tides.md#p2)", '<a href="../tides/#p2">t</a>'),
        ("markdown", "[t](tides.md#p3)", '<a href="../tides/page-2/#p3">t</a>'),
        ("markdown", '[t](/space/tides.md#p7 "Now")', '<a href="../tides/page-4/#p7" title="Now">t</a>'),
        ("markdown", "> [t](tides.md#p7)", '<a href="../tides/page-4/#p7">t</a>'),
        ("markdown", "[t]\n\n[t]: <tides.md#p7>", '<a href="../tides/page-4/#p7">t</a>'),
        ("html", '<a href="tides.md#p5">t</a>', '<a href="../tides/page-3/#p5">t</a>'),
        ("bbcode", "[url=tides.md#p5]t[/url]", '<a href="../tides/page-3/#p5">t</a>'),
        ("mixed", '<a href="TIDES.markdown#p5">t</a>', "TIDES.markdown"),
        ("markdown", "[t](<../Sea Side/High water.MD#p3>)", '<a href="../../sea-side/high-water/page-2/#p3">t</a>'),
    ],
)
def test_a_link_leads_to_the_page_of_its_post(site: Project, body_format: str, words: str, html: str) -> None:
    site.write("content/Sea Side/High water.MD", tides(range(1, 4)))
    write_moon(site, words, f"---\nformat: {body_format}\nsource: https://f.example/t/\n---\n")
    site.build()
    assert html in page(site)


def test_a_link_leads_to_the_page_of_a_footnote(site: Project) -> None:
    site.write("content/space/tides.md", tides(range(1, 4)) + "They rise.[^1]\n\n[^1]: Twice.\n")
    write_moon(site, "See [t](tides.md#p3:fn1).")
    assert problems(site) == []
    assert '<a href="../tides/page-2/#p3:fn1">t</a>' in page(site)


def test_a_post_that_moves_to_another_page_is_followed(site: Project) -> None:
    site.build()
    assert '<a href="../tides/page-3/#p5">t</a>' in page(site)
    site.write("content/space/tides.md", tides(range(3, 8)))
    assert "content/space/moon.md" in {reason.what for reason in site.build().reasons}
    assert '<a href="../tides/page-2/#p5">t</a>' in page(site)
    assert is_as_clean(site)
    site.write("archiver.toml", "pages.posts = 100\n")
    site.build()
    assert '<a href="../tides/#p5">t</a>' in page(site)
    assert is_as_clean(site)
    assert not site.build().written


def test_an_edit_that_moves_no_linked_post_draws_no_thread_that_links_to_it(site: Project) -> None:
    site.build()
    site.write("content/space/tides.md", tides(range(1, 10)))
    assert "content/space/moon.md" not in {reason.what for reason in site.build().reasons}
    assert is_as_clean(site)


def test_a_link_to_a_post_that_does_not_exist_is_told_until_it_does(site: Project) -> None:
    write_moon(site, "Words.\n\nSee [t](tides.md#p999).")
    message = "content/space/moon.md:7: warning: tides.md#p999: the source has no post with this id"
    for _ in range(2):
        (problem,) = problems(site)
        assert problem.startswith(message)
    assert message in site.run("check").stderr
    assert '<a href="../tides/#p999">t</a>' in page(site)
    assert is_as_clean(site)
    site.write("content/space/tides.md", tides(range(998, 1002)))
    assert problems(site) == []
    assert is_as_clean(site)


def test_a_link_to_a_draft_leads_nowhere_and_is_told(site: Project) -> None:
    for address in ("tides.md", "tides.md#p5"):
        write_moon(site, f"See [the tides]({address}).")
        site.write("content/space/tides.md", tides(range(1, 8), DRAFT))
        (problem,) = problems(site)
        assert problem.startswith(f"content/space/moon.md:5: warning: {address} leads to a draft, which has no page")
        assert problem.partition(": ")[2] in site.run("check").stderr
        assert "the tides" in page(site)
        assert "/tides/" not in page(site).partition("<article")[2].partition("</article>")[0]
        assert is_as_clean(site)
        assert build(replace(site.config, drafts=True)).problems == ()
        assert '<a href="../tides/' in page(site)
        assert is_as_clean(site)
        site.write("content/space/tides.md", tides(range(1, 8)))
        assert problems(site) == []
        assert '<a href="../tides/' in page(site)
        assert is_as_clean(site)


def test_a_link_to_a_page_that_is_a_draft_is_told(site: Project) -> None:
    site.write("content/_pages/about.md", f"{DRAFT}# About\n\nWords.\n")
    write_moon(site, "See [us](../_pages/about.md).")
    (problem,) = problems(site)
    assert problem.startswith("content/space/moon.md:5: warning: ../_pages/about.md leads to a draft")
    assert is_as_clean(site)
    site.write("content/_pages/about.md", "# About\n\nWords.\n")
    assert problems(site) == []
    assert is_as_clean(site)


def test_a_source_that_cannot_be_parsed_has_its_page_still(site: Project) -> None:
    site.build()
    site.write("content/space/tides.md", b"# Tides\n\n\xff\n")
    assert [problem.split(":")[0] for problem in problems(site)] == ["content/space/tides.md"]
    assert '<a href="../tides/#p5">t</a>' in page(site)


def test_a_link_within_a_thread_leads_to_the_page_of_its_post(site: Project) -> None:
    site.write("content/space/tides.md", tides(range(1, 6)) + "[a](#p1) [b](#p5 'Here') [c](tides.md#p3) > [d](#p4)\n")
    assert problems(site) == []
    shown = site.read("site/space/tides/page-3/index.html")
    assert '<a href="../#p1">a</a> <a href="#p5" title="Here">b</a> <a href="../page-2/#p3">c</a>' in shown
    assert '<a href="../page-2/#p4">d</a>' in shown
    assert is_as_clean(site)


def test_a_link_to_no_place_of_its_thread_is_told(site: Project) -> None:
    write_moon(site, "[top](#top) [one](#p1)[^1]\n\n> See [two](#two) and [two](#two).\n\n[^1]: Note.")
    (problem,) = problems(site)
    assert problem.startswith("content/space/moon.md:7: warning: #two: there is no such place here")
    assert problem in site.run("check").stderr


def test_a_link_in_html_to_no_place_of_its_thread_is_left_alone(site: Project) -> None:
    site.write("content/space/moon.md", '---\nformat: html\n---\n# Moon\n\n## ada {#p1}\n\n<a href="#two">two</a>\n')
    assert problems(site) == []


def test_the_preview_follows_a_post_to_its_page_and_tells_what_is_wrong(site: Project) -> None:
    def change(source: str) -> str:
        site.write("content/space/tides.md", source)
        preview.change("content/space/tides.md")
        preview.record()
        return preview.text("space/moon/index.html")

    with previewed(site.root) as preview:
        assert '<a href="../tides/page-3/#p5">t</a>' in preview.text("space/moon/index.html")
        assert '<a href="../tides/#p5">t</a>' in change(tides(range(4, 8)))
        assert 'href="../tides/#p5"' not in change(tides(range(4, 8), DRAFT))
        assert any("leads to a draft" in message for message in preview.messages())
        assert '<a href="../tides/#p5">t</a>' in change(tides(range(6, 8)))
        assert any("no post with this id" in message for message in preview.messages())
