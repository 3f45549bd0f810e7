"""Addresses of other systems that lead on: `redirects.csv`, and `[[former_site]]`."""

import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.errors import Severity
from archiver.urls import OldAddress, parse_old_address, part_of_fragment
from tests.conftest import Project

NODE = shutil.which("node")
SCRIPT = Path(__file__).parents[1] / "themes/default/assets/former.js"
LUNAR = """---
id: probe
source: https://forum.example/t/lost-probe/991
---
# Lunar

## ada · 2022-07-01 {#p1 url=https://forum.example/t/lost-probe/991/1}

The moon is up.

## ben · 2022-07-02 {#p2 url=https://forum.example/t/lost-probe/991/2}

So it is.

## ada · 2022-07-03 {#p3 url=https://forum.example/t/lost-probe/991/5}

And the stars.
"""
SITE = """[[former_site]]
address = "https://forum.example/"
thread = ["/t/{slug}/{id}", "/t/{id}"]
post = ["/t/{slug}/{id}/{post}", "/t/{id}/{post}"]
"""


@pytest.fixture
def old(project: Project) -> Project:
    """A project of two threads, one of which has two pages."""
    project.write("archiver.toml", 'base_url = "https://a.example/"\n[pages]\nposts = 2\n[search]\nenabled = false\n')
    project.write("content/space/lunar.md", LUNAR)
    project.write("content/salt.md", "# Salt\n\n## cleo · 2022-07-01 {#p1}\n\nSalt by weight.\n")
    return project


def leads(project: Project, path: str) -> str:
    """Where the page at a path leads, and which fragments lead elsewhere."""
    page = project.read(f"site/{path}")
    target = re.search(r'http-equiv="refresh" content="0; url=([^"]*)"', page)
    posts = re.search(r'data-posts="([^"]*)"', page)
    return f"{target and target[1]} {posts[1] if posts else ''}".strip()


@pytest.mark.parametrize(
    ("row", "page", "target"),
    [
        ("/t/991,space/lunar.md", "t/991/index.html", "../../space/lunar/"),
        ("t/991/2,/space/lunar/#p2", "t/991/2/index.html", "../../../space/lunar/#p2"),
        ("https://forum.example/a.html,probe#p3", "a.html", "space/lunar/page-2/#p3"),
        ("/a,space/lunar#p1", "a/index.html", "../space/lunar/#p1"),
        ("/a,content/space/lunar.md", "a/index.html", "../space/lunar/"),
        ("/a,https://a.example/salt/", "a/index.html", "../salt/"),
        ("/a,/space/", "a/index.html", "../space/"),
        ("/a,/authors/ada/", "a/index.html", "../authors/ada/"),
        ("viewtopic.php?t=7&p=5,salt", "viewtopic.php/~p=5&t=7/index.html", "../../salt/"),
        ("/2003-May/012345.html,salt", "2003-May/012345.html", "../salt/"),
        ("/grüße/1,salt", "grüße/1/index.html", "../../salt/"),
    ],
)
def test_an_old_address_leads_to_what_a_row_names(old: Project, row: str, page: str, target: str) -> None:
    old.write("redirects.csv", f"from,to\n{row}\n")
    assert not old.build().problems
    assert leads(old, page) == target


def test_addresses_that_differ_in_their_fragments_share_a_page(old: Project) -> None:
    old.write("redirects.csv", "/talk.html,salt\n/talk.html#c1,probe#p1\n/talk.html#c2,probe#p3\n")
    assert not old.build().problems
    assert leads(old, "talk.html") == "salt/ c1=space/lunar/#p1 c2=space/lunar/page-2/#p3"


def test_no_page_grows_with_the_number_of_addresses(old: Project) -> None:
    rows = "".join(f"https://groups.example/forum/#!topic/py/{n:x},probe#p{n % 3 + 1}\n" for n in range(3_000))
    old.write("redirects.csv", f"{rows}/talk.html#c1,salt\n/forum/~~1/,salt\n")
    assert not old.build().problems
    pages = sorted((old.root / "site/forum~~").iterdir(), key=lambda page: int(page.name))
    assert [page.name for page in pages] == [f"{n}" for n in range(24)]
    files = [page / "index.html" for page in (*pages, old.root / "site/forum")]
    assert max(file.stat().st_size for file in files) < 15_000
    posts = [leads(old, f"forum~~/{page.name}/index.html").split()[1:] for page in pages]
    assert posts[part_of_fragment("!topic/py/3e7", 24)].count("!topic/py/3e7=../../space/lunar/#p1") == 1
    assert sum(map(len, posts)) == 3_000 - 1
    assert 'data-part="../forum~~/0/" data-parts="24"' in old.read("site/forum/index.html")
    assert leads(old, "forum/index.html") == "../space/lunar/ !topic/py/0=../space/lunar/#p1"


@pytest.mark.skipif(NODE is None, reason="there is no node on the PATH")
@pytest.mark.parametrize("fragment", ["!topic/py/3e7", "!topic/py/0", "c.9", "none"])
def test_the_script_finds_the_page_of_a_fragment(old: Project, fragment: str) -> None:
    names = [*(f"!topic/py/{n:x}" for n in range(1_000)), "c.9"]
    rows = "".join(f"https://groups.example/forum/#{name},probe#p3\n" for name in names)
    old.write("redirects.csv", f"/forum/,salt\n{rows}")
    assert not old.build().problems
    address, seen = f"/forum/#{fragment}", 0
    while "/space/" not in address and "/salt/" not in address:
        address, seen = followed(old, address), seen + 1
    assert (address, seen) == ("/salt/#none" if fragment == "none" else "/space/lunar/page-2/#p3", 2)


def followed(project: Project, address: str) -> str:
    """Where a browser goes from a redirect page."""
    path, _, fragment = address.partition("#")
    data = dict(re.findall(r'data-(target|posts|parts?)="([^"]*)"', project.read(f"site{path}index.html")))
    globals_ = {"document": {"currentScript": {"dataset": data}}, "location": {"hash": f"#{fragment}"}}
    script = f"""
        Object.assign(globalThis, {json.dumps(globals_)});
        document.documentElement = {{ hasAttribute: () => false }};
        location.replace = (to) => console.log(to);
        require({json.dumps(str(SCRIPT))});
    """
    result = subprocess.run([str(NODE), "-e", script], capture_output=True, text=True, check=True)
    return urljoin(address, result.stdout.strip())


def test_rows_may_lead_to_one_another(old: Project) -> None:
    old.write("redirects.csv", "/a,/b\n/b,/c\n/c,probe#p2\n")
    assert not old.build().problems
    assert {leads(old, f"{name}/index.html") for name in "abc"} == {"../space/lunar/#p2"}


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("/a,nowhere", "there is no 'nowhere' to lead to"),
        ("/a,space/lunar#p9", 'content/space/lunar.md has no post "p9"'),
        ("/a,javascript:alert(1)", "is on another site"),
        ("/a,//evil.example/x", "is on another site"),
        ("/a,https://evil.example/x", "is on another site"),
        ("/a,data:text/html;x", "is on another site"),
        ("javascript:alert(1),salt", "is no path and no http or https address"),
        ("/../a,salt", "leads upwards"),
        ("/x/%2e%2e/a,salt", "leads upwards"),
        ('"/a\tb",salt', "control characters"),
        ("/a%0Ab,salt", "control characters"),
        ("/a\\b,salt", "backslashes"),
        ("/a", "no row of two columns"),
        ("/a,salt,1", "no row of two columns"),
        (",salt", "no row of two columns"),
        ("/salt,probe", "is the address of content/salt.md"),
        ("/space,salt", 'is the address of the board "space"'),
        ("/tags/x,salt", "is the address of a page of the site itself"),
        ("/,salt", "is the address of a page of the site itself"),
        ("https://forum.example/,salt", "is the address of a page of the site itself"),
        ("/feed.xml,salt", "is the address of a file of the site itself"),
        ("/robots.txt,salt", "is the address of a file of the site itself"),
        ("/sitemap-tags.xml,salt", "is the address of a file of the site itself"),
        ("/space/feed.xml,salt", 'is the address of a file of the board "space"'),
        ("/salt/index.md,salt", "is the address of a file of content/salt.md"),
        ("/a,/b\n/b,/a", "lead to each other"),
        ("/a,/a", "lead to each other"),
        ("/b,salt\n/B,probe", "is also the address of line 2"),
        ("/b,salt\n/b/,probe", "is also the address of line 2"),
        ("/a.html,salt\n/a.html/b,salt", "is below the address of another row"),
        ("/a.php?p=1,salt\n/a.php,salt", "since other rows have it with a query"),
        ("/a,/../etc/passwd", "leads upwards"),
    ],
)
def test_a_row_that_cannot_lead_is_told_with_its_line(old: Project, rows: str, message: str) -> None:
    old.write("redirects.csv", f"from,to\n{rows}\n/fine,salt\n")
    for _ in range(2):
        problems = old.build().errors
        assert problems
        assert {(problem.path, problem.line in {2, 3}) for problem in problems} == {("redirects.csv", True)}
        assert any(message in problem.message for problem in problems), problems
    assert leads(old, "fine/index.html") == "../salt/"
    assert not any(".." in path for path in old.tree())


def test_bytes_that_are_no_text_are_told(old: Project) -> None:
    (old.root / "redirects.csv").write_bytes(b"/a\xff,salt\n/n\0,salt\n/fine,salt\n")
    assert {problem.line for problem in old.build().errors} == {1, 2}
    assert leads(old, "fine/index.html") == "../salt/"


@given(st.text(max_size=30))
def test_no_address_has_a_file_outside(text: str) -> None:
    found = parse_old_address(text)
    if isinstance(found, OldAddress) and found.path:
        segments = found.path.split("/")
        assert not any(segment in {"", ".", ".."} or segment.startswith(".") for segment in segments)
        assert "\\" not in found.path


def test_pages_follow_their_rows(old: Project) -> None:
    old.write("redirects.csv", "/a,salt\n/v.php?p=1,salt\n")
    old.build()
    assert not old.build().written
    old.write("redirects.csv", "/b,salt\n")
    old.build()
    assert leads(old, "b/index.html") == "../salt/"
    assert not (old.root / "site/a").exists()
    assert not (old.root / "site/v.php").exists()
    (old.root / "redirects.csv").unlink()
    old.build()
    assert not (old.root / "site/b").exists()


def test_an_edit_of_words_plans_no_row_again(old: Project) -> None:
    old.write("redirects.csv", "/a,probe#p3\n")
    old.build()
    old.write("content/space/lunar.md", LUNAR.replace("So it is.", "So it was."))
    assert not [path for path in old.build().written if path.startswith("a/")]
    old.write("content/space/lunar.md", LUNAR.replace("## ben", "## dora · 2022-07-01 {#p0}\n\nNew.\n\n## ben"))
    old.build()
    assert leads(old, "a/index.html") == "../space/lunar/page-2/#p3"


def test_a_row_leads_to_what_became_of_a_thread(old: Project) -> None:
    old.write("redirects.csv", "/a,space/lunar.md#p2\n/b,/salt/\n/c,salt.md#p1\n")
    assert old.run("lock").returncode == 0
    (old.root / "content/space/lunar.md").rename(old.root / "content/luna.md")
    (old.root / "content/salt.md").unlink()
    assert not old.build().problems
    assert leads(old, "a/index.html") == "../luna/#p2"
    assert leads(old, "b/index.html") == leads(old, "c/index.html") == "../salt/"
    assert "no longer here" in old.read("site/salt/index.html")


def test_a_site_that_is_replaced_has_its_addresses_here(old: Project) -> None:
    old.write("archiver.toml", f"{old.read('archiver.toml')}{SITE}")
    assert not old.build().problems
    assert leads(old, "t/lost-probe/991/index.html") == "../../../space/lunar/"
    assert leads(old, "t/991/index.html") == "../../space/lunar/"
    assert leads(old, "t/991/5/index.html") == "../../../space/lunar/page-2/#p3"
    assert leads(old, "t/lost-probe/991/2/index.html") == "../../../../space/lunar/#p2"
    assert not (old.root / "site/t/991/3").exists()


def test_without_pages_only_rules_lead_on(old: Project) -> None:
    old.write("archiver.toml", f"{old.read('archiver.toml')}[links]\nredirect_pages = false\n")
    old.write("redirects.csv", "/a,salt\n/v.php?p=1,salt\n")
    assert not old.build().problems
    assert not (old.root / "site/a").exists()
    rules = old.run("redirects", "--for", "nginx").stdout
    assert 'location = "/a" { return 301 /salt/; }' in rules
    assert 'map "=$arg_p" $former_1 { default ""; "=1" "/salt/"; }' in rules


def test_without_pages_rows_keep_off_what_the_site_has(old: Project) -> None:
    old.write("archiver.toml", f"{old.read('archiver.toml')}[links]\nredirect_pages = false\n")
    old.write("redirects.csv", "/salt/,probe\nhttps://forum.example/,probe\n/salt/feed.xml,probe\n/fine,probe\n")
    assert [problem.line for problem in old.build().errors] == [1, 2, 3]
    assert 'location = "/salt/"' not in (rules := old.run("redirects", "--for", "nginx").stdout)
    assert 'location = "/fine"' in rules


TAKEN_DOWN = '[[takedown]]\nthread = "salt"\ndate = 2026-01-01\n'


def test_rows_follow_what_is_taken_down(old: Project) -> None:
    old.write("redirects.csv", "/a,salt.md\n")
    old.write("takedowns.toml", TAKEN_DOWN)
    old.build()
    assert leads(old, "a/index.html") == "../salt/"
    (old.root / "content/salt.md").unlink()
    told = old.build().errors
    shutil.rmtree(old.root / ".archiver")
    assert [one.message for one in told] == [one.message for one in old.build().errors]


def test_a_row_follows_a_thread_that_is_added_and_taken_down(old: Project) -> None:
    old.write("redirects.csv", "/a,late.md\n")
    assert old.build().errors
    old.write("content/late.md", "# Late\n\n## cleo · 2022-07-01 {#p1}\n\nLate.\n")
    old.write("takedowns.toml", TAKEN_DOWN.replace("salt", "late"))
    old.build()
    assert leads(old, "a/index.html") == "../late/"


def test_a_row_follows_the_note_in_place_of_a_post(old: Project) -> None:
    old.write("archiver.toml", old.read("archiver.toml").replace("posts = 2", "posts = 9"))
    old.write("redirects.csv", "/a,space/lunar.md#p2\n")
    old.run("lock")
    old.write("content/space/lunar.md", re.sub(r"## ben.*?(?=## ada)", "", LUNAR, flags=re.DOTALL))
    assert not old.build().errors
    assert leads(old, "a/index.html") == "../space/lunar/#p2"
    (old.root / "archive.lock").unlink()
    old.run("lock")
    assert [one.message for one in old.build().errors] == ['content/space/lunar.md has no post "p2"; correct it']


def test_links_in_posts_lead_to_the_post_here(old: Project) -> None:
    old.write("archiver.toml", f"{old.read('archiver.toml')}{SITE}")
    old.write("redirects.csv", "viewtopic.php?p=7,probe#p2\nhttps://list.example/m/1.html,probe#p3\n")
    links = "https://forum.example/viewtopic.php?p=7#p7 https://list.example/m/1.html https://forum.example/t/991/5"
    old.write("content/salt.md", f"# Salt\n\n## cleo · 2022-07-01 {{#p1}}\n\n{links} https://else.example/m/1.html\n")
    assert not old.build().problems
    page = old.read("site/salt/index.html")
    found = re.findall(r'<a href="([^"]*)"[^>]*>https?://', page)
    assert found[:3] == ["../space/lunar/#p2", "../space/lunar/page-2/#p3", "../space/lunar/page-2/#p3"]
    assert found[3] == "https://else.example/m/1.html"
    assert "salt/#p1" in old.read("site/space/lunar/index.html")  # the post says which other one links to it
    old.write("redirects.csv", "")
    old.build()
    assert 'href="https://list.example/m/1.html"' in old.read("site/salt/index.html")


def test_links_of_pages_that_are_no_threads_follow(old: Project) -> None:
    old.write("redirects.csv", "https://list.example/m/1.html,probe#p3\n")
    old.write("content/_pages/about.md", "# About\n\nAs [they said](https://list.example/m/1.html#top).\n")
    assert not old.build().problems
    assert 'As <a href="../space/lunar/page-2/#p3">they said</a>' in old.read("site/about/index.html")
    assert not old.build().written
    old.write("redirects.csv", "https://list.example/m/1.html,probe#p1\n")
    old.build()
    assert 'As <a href="../space/lunar/#p1">they said</a>' in old.read("site/about/index.html")


def test_the_records_of_builds_are_not_needed(old: Project) -> None:
    old.write("archiver.toml", f"{old.read('archiver.toml')}{SITE}")
    old.write("redirects.csv", "/a,salt\n/v.php?p=1,probe#p3\n/talk.html#c1,salt\n")
    old.build()
    before = old.tree()
    shutil.rmtree(old.root / ".archiver")
    old.build()
    assert old.tree() == before
    assert all(one < other for one, other in pairwise(before))


@pytest.mark.parametrize("form", ["/t/{post}", "t/{id}", "/t/{id}/{id}", "/t/{name}", "/t/ {id}"])
def test_a_form_that_names_no_thread_is_told(old: Project, form: str) -> None:
    old.write("archiver.toml", f'[[former_site]]\naddress = "https://forum.example/"\nthread = ["{form}"]\n')
    run = old.run("build")
    assert run.returncode == 2
    assert "archiver.toml:3" in run.stderr


def test_nothing_leads_on_from_an_address_with_a_name_that_is_not_published(old: Project) -> None:
    old.write("content/talk.md", LUNAR.replace("ada ·", "Ada Quill ·").replace("lost-probe", "ada-quill-talks"))
    old.write("archiver.toml", old.read("archiver.toml") + SITE)
    rows = ("/u/ada-quill", "/show?by=Ada+Quill", "/~Ada%20Quill/a.html", "https://other.example/ada_quill")
    named = "".join(f"{row},salt.md\n" for row in rows)
    old.write("redirects.csv", f"{named}/u/adam,salt.md\n")
    assert old.build().problems == ()
    assert (old.root / "site/u/ada-quill/index.html").exists()
    old.write("takedowns.toml", '[[takedown]]\nauthor = "Ada Quill"\ndate = 2026-11-30\n')
    report = old.build()
    told = [problem for problem in report.problems if problem.path == "redirects.csv"]
    assert [(problem.line, problem.severity) for problem in told] == [(n, Severity.WARNING) for n in (1, 2, 3, 4)]
    published = b" ".join(path.encode() + content for path, content in old.tree().items()).lower()
    assert not re.search(rb"ada[ +_-]quill|ada%20quill", published)
    assert (old.root / "site/u/adam/index.html").exists()
    assert "quill" not in old.run("redirects", "--for", "nginx").stdout.lower()
    (old.root / "takedowns.toml").unlink()
    assert old.build().problems == ()
    assert (old.root / "site/u/ada-quill/index.html").exists()
