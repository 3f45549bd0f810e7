"""Pages of authors: what each has written, in which years and boards, whom they answer, who quotes them."""

import re

from archiver.build.verify import verify
from tests.conftest import Project

WORDS = "The moon is up there all night, and nobody counts its craters."
MOON = f"""---
lang: fr
---
# Moon

## Ada · 2019-12-31T23:30Z {{#p1}}

{WORDS}

## Ben · 2020-01-01 {{#p2 reply-to=p1}}

I count them.

## cleo · 2020-01-02 {{#p3}}

> {WORDS}

So it is.

## ADA · 2021-05-01 {{#p4 reply-to=p2}}

Ben, how many?
"""
FIFTH = "\n## Ada · 2022-01-01 {#p5}\n\nNone?\n"
SIXTH = "\n## Ada · 2022-01-02 {#p6}\n\nNone.\n"
SALT = """# Salt

## ada · 2020-06-01 {#p1}

Salt for the soup.

## Ada {#p2 reply-to=p1}

No more of it.
"""


def write_site(project: Project, settings: str = "") -> None:
    project.write("archiver.toml", f'timezone = "Europe/Berlin"\n{settings}')
    project.write("content/space/moon.md", MOON)
    project.write("content/kitchen/salt.md", SALT)


def page(project: Project, url: str = "authors/ada") -> str:
    return project.read(f"site/{url}/index.html").partition("<main")[2]


def posts(html: str) -> list[str]:
    """The links and titles of the posts on a page of an author."""
    titles = re.findall(r'<h3 [^>]*><a href="([^"]*)">([^<#]*)(?:<span class="amount">)?(#\d+)', html)
    return [f"{url.replace('../', '')} {title}{number}" for url, title, number in titles]


def amounts(html: str, heading: str) -> list[tuple[str, str]]:
    part = html.partition(f"<dt>{heading}</dt>")[2].partition("</div>")[0]
    return re.findall(r'<a [^>]*>([^<]*)</a> <span class="amount">(\d+)', part)


def test_a_page_of_an_author_has_the_author_s_posts_and_words_the_newest_first(project: Project) -> None:
    write_site(project)
    project.build()
    assert posts(page(project)) == [
        "space/moon/#p4 Moon #4",
        "kitchen/salt/#p1 Salt #1",
        "space/moon/#p1 Moon #1",
        "kitchen/salt/#p2 Salt #2",
    ]
    assert re.findall(r'class="excerpt"[^>]*>([^<]*)', page(project)) == [
        "Ben, how many?",
        "Salt for the soup.",
        WORDS,
        "No more of it.",
    ]
    assert "4 posts · 2 threads" in page(project)


def test_a_long_post_is_cut_between_words(project: Project) -> None:
    project.write("content/a.md", "# T\n\n## ada {#p1}\n\n" + f"> {WORDS}\n\n{'word ' * 300}\n")
    project.build()
    excerpt = re.findall(r'class="excerpt"[^>]*>([^<]*)', page(project))
    assert excerpt == ["word " * 32 + "…"]


def test_the_years_of_an_author_lead_to_their_newest_posts(project: Project) -> None:
    write_site(project, "[pages]\nthreads = 2\n")
    project.build()
    bars = page(project).partition('class="bars"')[2].partition("</ol>")[0]
    assert re.findall(r'href="([^"]*)">(\d+)<', bars) == [("#_2020", "2020"), ("#_2021", "2021")]
    project.write("archiver.toml", "[pages]\nthreads = 2\n")  # in UTC, the first post is of another year
    project.build()
    bars = page(project).partition('class="bars"')[2].partition("</ol>")[0]
    assert re.findall(r'href="([^"]*)">(\d+)<', bars) == [
        ("page-1/#_2019", "2019"),
        ("#_2020", "2020"),
        ("#_2021", "2021"),
    ]
    assert re.findall(r'<li id="([^"]*)"', page(project)) == ["_2021", "_2020"]
    assert re.findall(r'<li id="([^"]*)"', page(project, "authors/ada/page-1")) == ["_2019"]


def test_whom_an_author_answers_and_who_quotes_them(project: Project) -> None:
    write_site(project)
    project.build()
    assert amounts(page(project), "Replies to") == [("Ben", "1")]
    assert amounts(page(project), "Quoted by") == [("cleo", "1")]
    assert amounts(page(project), "Posts in") == [("kitchen", "2"), ("space", "2")]
    assert amounts(page(project, "authors/ben"), "Replies to") == [("Ada", "1")]
    assert amounts(page(project, "authors/cleo"), "Replies to") == [("Ada", "1")], "since it quotes her"


def test_spellings_of_a_name_are_one_person_by_the_commonest_of_them(project: Project) -> None:
    answers = [f"## Ben {{#b{n} reply-to=a{n}}}\n\nYes.\n" for n in range(3)]
    asked = [f"## {name} {{#a{n}}}\n\nWhy?\n" for n, name in enumerate(("ADA", "Ada", "Ada"))]
    project.write("content/a.md", "# T\n\n" + "\n".join([*asked, *answers]))
    project.build()
    assert amounts(page(project, "authors/ben"), "Replies to") == [("Ada", "3")]


def test_a_new_post_changes_the_unnumbered_page_of_its_author_alone(project: Project) -> None:
    write_site(project, "[pages]\nthreads = 2\n")
    project.build()
    project.write("content/space/moon.md", MOON + FIFTH)
    written = {path for path in project.build().written if path.startswith("authors/")}
    assert written == {"authors/ada/index.html", "authors/ada/feed.xml", "authors/index.html"}
    project.write("content/space/moon.md", MOON + FIFTH + SIXTH)
    project.build()
    assert posts(page(project, "authors/ada/page-2")) == ["space/moon/#p4 Moon #4", "kitchen/salt/#p1 Salt #1"]
    assert verify(project.config, project.build()) == ()


def test_an_edit_that_no_summary_tells_of_changes_the_pages_of_its_authors(project: Project) -> None:
    write_site(project)
    project.build()
    project.write("content/space/moon.md", MOON.replace("I count them.", "We count it.").replace("=p2", "=p3"))
    written = {path for path in project.build().written if path.startswith("authors/")}
    assert written == {"authors/ada/index.html", "authors/ben/index.html", "authors/ben/feed.xml"}
    assert amounts(page(project), "Replies to") == [("cleo", "1")]
    assert verify(project.config, project.build()) == ()


def test_posts_of_a_thread_that_is_gone_or_cannot_be_parsed(project: Project) -> None:
    write_site(project)
    project.build()
    before = page(project)
    project.write("content/space/moon.md", "---\ndraft: true\nlang: fr\n---\n" + MOON.partition("---\n# ")[2])
    project.build()
    assert posts(page(project)) == ["kitchen/salt/#p1 Salt #1", "kitchen/salt/#p2 #2"]
    project.write("content/space/moon.md", MOON)
    project.build()
    assert page(project) == before
    project.write("content/space/moon.md", "---\ntags: [\n---\n# Moon\n")
    assert project.build().errors
    assert page(project) == before, "its pages stay, too"
    (project.root / "content/space/moon.md").unlink()
    project.build()
    assert "authors/cleo/index.html" not in project.tree()
    assert verify(project.config, project.build()) == ()


def test_the_feed_of_an_author_has_the_latest_posts(project: Project) -> None:
    write_site(project)
    project.build()
    feed = project.read("site/authors/ada/feed.xml")
    assert re.findall(r'<title type="text">(.*? #\d)</title>', feed) == ["Moon #4", "Salt #1", "Moon #1"]
    assert "<updated>2021-04-30T22:00:00Z</updated>" in feed
