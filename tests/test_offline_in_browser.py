"""A site with the setting `offline`, out of its zip and opened as files: no server is there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import pytest

from tests.agreement.places import ANSWERED
from tests.browser import PATIENCE, Complaints, open_context, preview, serve_folder, wait_until_read
from tests.conftest import Project
from tests.offline_site import add_linking_threads, build_and_unpack, offline, without_host
from tests.page_kinds import FURTHER, KINDS, LEADS_AWAY, build_site_of_all_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

QUERIES = (
    *(
        "streetlamps",
        '"the trial did not fail"',
        "author:bolometer",
        "title:moon",
        "quoted:lamps",
        "met*",
        "月亮",
        "晩",
    ),
    *("moon OR kettle", "moon -kettle", "date:2019", "is:first board:space", "moon order:newest", "moon order:oldest"),
    *("teh streetlampps", "streetlamps marmalade", "tag:meteors group:none", "streetlampps~", "קשת", "xyzzy", "kettle"),
)
THREAD = "# Moon talk\n\n## Ada · 2024-05-01 {#p1}\n\nThe moon is high.\n"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, unpacked from a zip."""
    return build_and_unpack(tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("elsewhere") / "a #1 %20 é")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the same site on a server, without the setting."""
    root = tmp_path_factory.mktemp("online")
    site = build_site_of_all_kinds(root, configure=without_host)
    add_linking_threads(Project(root))
    Project(root).build()
    with serve_folder(site) as address:
        yield f"{address}/"


@pytest.fixture
def complaints(page: Page) -> Complaints:
    """What the pages complain of."""
    heard = Complaints()
    heard.listen(page)
    return heard


def test_no_kind_of_page_complains(page: Page, complaints: Complaints, unpacked: Path) -> None:
    kinds = [path for template, path in KINDS.items() if template not in LEADS_AWAY]
    for path in (*kinds, *FURTHER, "guide/"):
        page.goto(file(unpacked, path))
        page.wait_for_load_state("networkidle")
        assert page.locator("#_scheme").is_visible(), f"no script has run on {path}"
        assert page.evaluate("getComputedStyle(document.body).fontFamily").count(",") > 1, f"no style is on {path}"
    assert complaints.heard == []


def test_links_are_followed_from_page_to_page(page: Page, complaints: Complaints, unpacked: Path) -> None:
    page.goto(file(unpacked, ""))
    for name, path in (
        ("Tags", "tags/"),
        ("meteors", "tags/meteors/"),
        ("Authors", "authors/"),
        ("Dates", "dates/"),
        ("2019", "dates/2019/"),
        ("The Lantern Archive", ""),
        ("Space", "space/"),
        ("Most quoted", "space/page-quoted/"),
        ("Newest", "space/"),
    ):
        page.get_by_role("link", name=re.compile(f"^{name}")).first.click()
        page.wait_for_url(file(unpacked, path))
    page.goto(file(unpacked, "space/linking/"))
    page.get_by_role("link", name="that", exact=True).click()
    page.get_by_role("link", name="the code", exact=True).click()
    page.wait_for_url(f"{file(unpacked, 'space/code/')}#p2")
    page.goto(file(unpacked, "moved/"))
    page.wait_for_url(file(unpacked, "space/moved/"))
    page.goto(f"{file(unpacked, 'viewtopic.php/')}?t=7")
    page.wait_for_url(file(unpacked, "space/moved/"))
    assert complaints.heard == []


def test_a_post_on_another_page_of_its_thread_is_jumped_to(page: Page, complaints: Complaints, unpacked: Path) -> None:
    first = file(unpacked, "space/betelgeuse-by-eye/")
    page.goto(first)
    page.keyboard.press("#")
    page.locator("#_post").fill("35")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"page-2/index\.html#"))
    page.keyboard.press("#")
    page.locator("#_post").fill("1")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(re.escape(first) + "#"))
    assert complaints.heard == []


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_finds_what_it_finds_on_a_server(
    browser: Browser, complaints: Complaints, page: Page, unpacked: Path, served: str, query: str
) -> None:
    here = answer(page, file(unpacked, "search/"), query)
    with open_context(browser) as context:
        there = answer(context.new_page(), f"{served}search/index.html", query)
    assert here == there
    assert complaints.heard == []


def test_the_search_box_suggests_and_its_suggestion_leads_to_a_file(
    page: Page, complaints: Complaints, unpacked: Path
) -> None:
    page.goto(file(unpacked, "space/before-it/"))
    page.keyboard.press("/")
    page.keyboard.type("linke")
    page.get_by_role("option", name="Linked thread").click()
    page.wait_for_url(file(unpacked, "space/linked/"))
    page.keyboard.press("/")
    page.keyboard.type("bolom")
    page.get_by_role("option", name=re.compile("bolometer author")).click()
    page.wait_for_url(re.compile(r"/search/index\.html\?q=author"))
    expected(page.get_by_role("status")).to_have_text(ANSWERED, timeout=PATIENCE)
    page.get_by_role("link", name="oldest first").click()
    page.wait_for_url(re.compile("order%3Aoldest"))
    page.locator("#_results a.hit").first.click()
    page.wait_for_url(re.compile(r"/index\.html#p"))
    page.go_back()
    expected(page.get_by_role("status")).to_have_text(ANSWERED, timeout=PATIENCE)
    assert complaints.heard == []


def test_a_random_thread_is_one_of_the_index(page: Page, complaints: Complaints, unpacked: Path) -> None:
    seen = set()
    for _ in range(4):
        page.goto(file(unpacked, ""))
        page.locator("#_random").click()
        page.wait_for_selector("main .post")
        seen.add(page.url)
    assert len(seen) > 1
    assert complaints.heard == []


def test_the_scheme_is_chosen_where_storage_is_forbidden_too(
    browser: Browser, page: Page, complaints: Complaints, unpacked: Path
) -> None:
    page.goto(file(unpacked, ""))
    page.locator("#_scheme").select_option("dark")
    page.goto(file(unpacked, "tags/"))
    assert page.locator("html").get_attribute("data-scheme") == "dark"
    with open_context(browser) as context:
        context.add_init_script(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError') } })"
        )
        other = context.new_page()
        complaints.listen(other)
        other.goto(file(unpacked, ""))
        other.locator("#_scheme").select_option("dark")
        assert other.locator("html").get_attribute("data-scheme") == "dark"
    assert complaints.heard == []


def test_lost_search_data_is_told(page: Page, project: Project) -> None:
    project.write("content/space/moon.md", THREAD)
    project.write("archiver.toml", "offline = true\n")
    project.build()
    for path in (project.root / "site/search/data/t").iterdir():
        path.write_text("var archiver=1;")
    page.goto(f"{file(project.root / 'site', 'search/')}?q=moon")
    expected(page.get_by_role("status")).to_contain_text("could not be read", timeout=PATIENCE)


def test_a_site_for_servers_says_why_nothing_is_found_in_its_files(page: Page, project: Project) -> None:
    project.write("content/space/moon.md", THREAD)
    project.build()
    page.goto(file(project.root / "site", "search/"))
    expected(page.get_by_text("This page was opened as a file")).to_be_visible(timeout=PATIENCE)


def test_the_preview_has_the_same_pages_and_searches(page: Page, complaints: Complaints, project: Project) -> None:
    project.write("content/space/moon.md", THREAD)
    project.write("content/space/salt.md", THREAD.replace("Moon", "Salt"))
    project.write("archiver.toml", offline(""))
    with preview(project.root) as address:
        wait_until_read(address)
        page.goto(f"{address}/")
        page.get_by_role("link", name="Moon talk").first.click()
        page.wait_for_url(f"{address}/space/moon/index.html")
        project.write("content/space/moon.md", THREAD.replace("high", "low"))
        expected(page.get_by_text("The moon is low.")).to_be_visible(timeout=PATIENCE)
        page.goto(f"{address}/search/index.html?q=title:moon")
        page.locator("#_results a.hit").click()
        page.wait_for_url(f"{address}/space/moon/index.html#p1")
        assert complaints.heard == []
        page.close()


def file(site: Path, path: str) -> str:
    """The address of the file of a page."""
    return (site / path).as_uri() if path.endswith(".html") else (site / path / "index.html").as_uri()


def answer(page: Page, search: str, query: str) -> list[str]:
    """What the search page shows of a query: its status, hits, excerpts, advice and facets, all links from the root."""
    page.goto("about:blank")
    page.goto(f"{search}?q={quote(query, safe='')}")
    expected(page.get_by_role("status")).to_have_text(ANSWERED, timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    root = search.removesuffix("search/index.html")
    links = page.locator("main a").evaluate_all("links => links.map((link) => link.href)")
    texts = page.locator("#_status, #_results, #_advice, #_facets").all_inner_texts()
    return [*texts, *(unquote(link.removeprefix(root).replace("index.html", "")) for link in links)]


def expected(what: Locator):  # type: ignore[no-untyped-def]  # noqa: ANN201  of what is imported where it is used
    from playwright.sync_api import expect

    return expect(what)
