"""How people keep their archives, a small project for each way: what a reader sees of it."""

import re

import pytest

from tests.conftest import Project

SAM = "## sam · 2015-01-01T10:00:00Z {#1}\n\n"
KIM = "## kim · 2015-01-02T10:00:00Z {#2}\n\n"
RAW = 'post = "^(?P<author>\\\\S+) \\\\| (?P<date>[^|]+) \\\\| #(?P<id>\\\\d+)$"\n'
TRAM = "The tram to the harbour is late again."


def body_of(page: str, post_id: str) -> str:
    """The HTML of a post's body."""
    (found,) = re.findall(
        rf'<article class="post" id="{re.escape(post_id)}".*?<div class="body">(.*?)</article>', page, re.S
    )
    return str(found)


def build(project: Project, path: str, source: str, settings: str = "") -> str:
    """The page of the only thread; builds that tell of problems fail."""
    project.write("archiver.toml", settings)
    project.write(f"content/{path}.md", source)
    assert project.build().problems == ()
    return project.read(f"site/{path}/index.html")


@pytest.mark.parametrize(
    "quote",
    [
        f"> sam hat geschrieben:\n> {TRAM}\n\nWhich one?",
        f"> sam wrote:\\\n> {TRAM}\n\nWhich one?",
        f"> sam 发表于 2015-1-1 10:00\n>\n> {TRAM}\n\nWhich one?",
        f"> <div>\n>\n> sam hat geschrieben:\\\n> {TRAM}\\\n>\n> </div>\n\n\\\nWhich one?",
        f'[quote="sam"]{TRAM}[/quote]\nWhich one?',
        f'[quote="sam, post:1, topic:7"]\n{TRAM}\n[/quote]\nWhich one?',
    ],
)
def test_a_quote_with_its_attribution_inside_is_exact(project: Project, quote: str) -> None:
    page = build(project, "t", f"# Tram\n\n{SAM}{TRAM}\n\n{KIM}{quote}\n")
    body = body_of(page, "2")
    assert "</a> · exact</span>" in body
    assert body.count(TRAM) == 1
    assert "Which one?" in body.partition("</figure>")[2]


@pytest.mark.parametrize(
    "quote",
    [
        f'<blockquote><a href="https://forum.example/goto=1">sam 发表于 2015-1-1 10:00</a><br><br>{TRAM}</blockquote>',
        f"<blockquote><div><cite>sam wrote:</cite>{TRAM}</div></blockquote>",
    ],
)
def test_a_rendered_quote_with_its_attribution_inside_is_exact(project: Project, quote: str) -> None:
    page = build(project, "t", f"---\nformat: html\n---\n# Tram\n\n{SAM}<p>{TRAM}</p>\n\n{KIM}{quote}\n<p>Which?</p>\n")
    assert "</a> · exact</span>" in body_of(page, "2")


@pytest.mark.parametrize("form", ["markdown", "mixed", "bbcode"])
def test_bbcode_of_an_older_forum(project: Project, form: str) -> None:
    words = (
        "The pump needs [b]two[/b] valves. [img]https://pictures.example/a.png[/img]\n\n[code]\nint x = 1;\n[/code]\n\n"
        "[spoiler]It leaks.[/spoiler] [url=https://x.example/]here[/url]\n\n"
    )
    answer = '[quote="sam"]The pump needs two valves.[/quote]\nWhy two?\n\n[details="Long log"]\nline\n[/details]\n'
    page = build(project, "t", f"---\nformat: {form}\n---\n# Pump\n\n{SAM}{words}{KIM}{answer}")
    first, second = body_of(page, "1"), body_of(page, "2")
    assert "<strong>two</strong>" in first
    assert 'href="https://pictures.example/a.png" class="picture"' in first
    assert "<code>int x = 1;" in first
    assert '<a href="https://x.example/" rel="nofollow ugc noopener">here</a>' in first
    assert "[/" not in first + second
    assert '<blockquote>\n<p dir="auto">The pump needs two valves.</p>' in second
    assert ("</a> · exact<" in second, "</a> · trimmed<" in second) == (True, False)
    assert '<summary dir="auto">Long log</summary>' in second


def test_markdown_with_rendered_quotes(project: Project) -> None:
    settings = (
        "[[source]]\nglob = '*'\ntitle = '^# (.+)$'\npost = '^## (?P<author>\\S+) (?P<date>\\S+)$'\nformat = 'mixed'\n"
    )
    table = "|name|points|\n|---|---|\n|kim|+1|"
    first = f"{TRAM}\n\nSee the [plan](https://a.example/).\n\n{table}"
    second = f'<blockquote>{TRAM}</blockquote>\nYes.<img src="https://s.example/smile.gif">\n\nAnd on Sundays.'
    page = build(project, "t", f"# Tram\n\n## sam 2022-01-01\n\n{first}\n\n## kim 2022-01-02\n\n{second}\n", settings)
    assert "<table>" in body_of(page, "1")
    assert body_of(page, "1").count("<p ") == 2
    assert "· exact</span>" in body_of(page, "2")
    assert '<p dir="auto">And on Sundays.</p>' in body_of(page, "2")


def test_a_formula_stands_once(project: Project) -> None:
    formula = (
        '<span class="katex"><span class="katex-mathml"><math><semantics><mrow><mi>a</mi></mrow>'
        '<annotation encoding="application/x-tex">a = b^2</annotation></semantics></math></span>'
        '<span class="katex-html" aria-hidden="true"><span class="mord">a</span></span></span>'
    )
    page = build(project, "t", f"---\nformat: html\n---\n# Sum\n\n{SAM}<p>Let {formula} hold.</p>\n")
    assert r'<p dir="auto">Let <span class="math" dir="ltr">\(a = b^2\)</span> hold.</p>' in body_of(page, "1")


def test_lines_of_mails_have_their_measure(project: Project) -> None:
    lines = "\n".join(["The keeper of the harbour's clock writes seventy-six characters on each line,"] * 3)
    assert '<p class="text wrapped" dir="auto">' in build(
        project, "t", f"---\nformat: text\n---\n# Clock\n\n{SAM}{lines}\n"
    )


def test_the_interface_has_the_language_of_the_forum(project: Project) -> None:
    page = build(project, "t", f"# Uhr\n\n{SAM}Sie geht vor.\n\n{KIM}Nein.\n", 'lang = "de"\n')
    assert '<html lang="de"' in page
    assert all(words in page for words in ("2 Beiträge", "1. Januar 2015", "Startseite"))


def test_a_post_has_the_number_that_it_had_although_others_are_gone(project: Project) -> None:
    source = "sam | 2020-01-01 10:00:00 UTC | #1\n\nOne.\n\nkim | 2020-01-02 10:00:00 UTC | #3\n\nThree.\n"
    page = build(project, "t", source, f'[[source]]\nglob = "*"\n{RAW}')
    assert re.findall(r'<a class="number" href="([^"]*)">([^<]*)<', page) == [("#1", "#1"), ("#3", "#3")]


def test_a_name_made_of_an_address_is_the_title(project: Project) -> None:
    settings = f"[[source]]\nglob = \"*\"\n{RAW}path = '(?P<title>[^/]+)[.]\\d+[.]md$'\n"
    project.write("archiver.toml", settings)
    project.write("content/why-is-it-late.991.md", "sam | 2020-01-01 10:00:00 UTC | #1\n\nWhy?\n")
    assert project.build().problems == ()
    assert '<h1 dir="auto">Why is it late</h1>' in project.read("site/why-is-it-late-991/index.html")


IDS = (
    "<k$7@node.example>",
    "0f8fad5b-d9cb-469f-a165-70867728950e",
    "list/2001-May/000017.html",
    "第 三 帖",
    "a b",
    "a  b",
    "a+b",
    "a/b",
    "A/B",
    "a%2Fb",
    "é",
    "e\u0301",
    "#",
    "?x=1&y=2",
    "«»",
    '"quoted"',
    "x" * 300,
    "x" * 299 + "y",
    "..",
    "007",
)


def test_a_reply_finds_the_post_whatever_its_id_is(project: Project) -> None:
    settings = "[[source]]\nglob = '*'\npost = '^= (?P<author>\\w+) = (?P<id>.+?) =(?: (?P<reply_to>.+) =)?$'\n"
    posts = [f"= sam = {post_id} =\n\nOn {n}.\n" for n, post_id in enumerate(IDS)]
    replies = [f"= kim = r{n} = {post_id} =\n\nYes, {n}.\n" for n, post_id in enumerate(IDS)]
    page = build(project, "t", "\n".join(["# Odd", *posts, *replies]), settings)
    articles = re.findall(r'<article class="post" id="([^"]*)">(.*?)</article>', page, re.S)
    anchors = {n: anchor for n in range(len(IDS)) for anchor, html in articles if f">On {n}.<" in html}
    assert len(set(anchors.values())) == len(IDS)
    assert all(re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", anchor) for anchor in anchors.values())
    answered = {n: html for n in range(len(IDS)) for _, html in articles if f">Yes, {n}.<" in html}
    assert {n: f'in reply to <a href="#{anchors[n]}"' in html for n, html in answered.items()} == dict.fromkeys(
        anchors, True
    )
