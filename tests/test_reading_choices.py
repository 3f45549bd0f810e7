"""What a reader may choose: the colour scheme, local time, all pages on paper; and what links and lists tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.browser import PATIENCE, Complaints, open_context, serve_folder, wait_until_true
from tests.conftest import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

SETTINGS = 'timezone = "Europe/Berlin"\n[pages]\nposts = 2\n'
LINKS = "See [it](https://kiln.example/a), https://kiln.example/b, `https://kiln.example/c` and [ours](kiln.md).\n"
PAPER = "(selector) => getComputedStyle(document.querySelector(selector)).backgroundColor"
MARK = "(selector) => getComputedStyle(document.querySelector(selector), '::after').content"
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
)
LIGHT, DARK = "rgb(252, 252, 250)", "rgb(20, 25, 28)"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with a thread of three pages, whose pictures lie beside it."""
    project = Project(tmp_path_factory.mktemp("choices"))
    (project.root / "content").mkdir()
    project.write("archiver.toml", SETTINGS)
    posts = [f"## Ada · 2022-07-05T14:0{n}Z {{#p{n}}}\n\nPost {n}. {LINKS if n == 1 else ''}" for n in range(1, 6)]
    posts[3] += "\n\n    code\n"
    posts[4] += "\n\n![a moon](files/moon.svg)"
    project.write("content/kiln.md", "# Kiln\n\n" + "\n\n".join(posts) + "\n")
    project.write("content/files/moon.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"/>')
    assert project.build().problems == ()
    with serve_folder(project.root / "site") as address:
        yield f"{address}/kiln/"


@pytest.mark.browser
@pytest.mark.parametrize("keeps", [True, False])
def test_the_scheme_is_that_of_the_system_or_the_one_that_is_chosen(
    browser: Browser,
    address: str,
    keeps: bool,  # noqa: FBT001  drawn by name
) -> None:
    complaints = Complaints()
    with open_context(browser, color_scheme="dark") as context:
        if not keeps:
            context.add_init_script(NO_STORAGE)
        page = context.new_page()
        complaints.listen(page)
        page.goto(address)
        switch = page.get_by_role("combobox", name="Colours")
        switch.wait_for(timeout=PATIENCE)
        assert [option.inner_text() for option in switch.locator("option").all()] == ["System", "Light", "Dark"]
        assert page.evaluate(PAPER, "body") == DARK
        switch.select_option("Light")
        assert page.evaluate(PAPER, "body") == LIGHT
        page.reload()
        switch.wait_for(timeout=PATIENCE)
        assert switch.input_value() == ("light" if keeps else "")
        assert page.evaluate(PAPER, "body") == (LIGHT if keeps else DARK)
        switch.focus()
        page.keyboard.press("ArrowDown")
        switch.select_option("System")
        assert page.evaluate(PAPER, "body") == DARK
        page.emulate_media(color_scheme="light")
        assert page.evaluate(PAPER, "body") == LIGHT
        page.reload()
        switch.wait_for(timeout=PATIENCE)
        assert switch.input_value() == ""
    assert complaints.heard == []


@pytest.mark.browser
def test_dates_are_told_in_local_time_if_the_reader_wants_it(browser: Browser, address: str) -> None:
    with open_context(browser, timezone_id="America/New_York") as context:
        page = context.new_page()
        page.goto(address)
        button, date = page.get_by_role("button", name="Local time"), page.locator(".post time").first
        button.wait_for(timeout=PATIENCE)
        before = date.inner_text()
        assert before == "5 July 2022, 16:01 UTC+2"
        button.click()
        assert re.fullmatch("5 July 2022.* 10:01 .+", date.inner_text())
        assert date.get_attribute("title") == "2022-07-05 16:01:00 UTC+2"
        page.goto(f"{address}page-2/")
        wait_until_true(lambda: "10:03" in date.inner_text())
        button.click()
        assert date.inner_text() == "5 July 2022, 16:03 UTC+2"
        page.goto(address)
        assert date.inner_text() == before


@pytest.mark.browser
def test_who_has_the_clock_of_the_page_is_offered_no_other(browser: Browser, address: str) -> None:
    with open_context(browser, timezone_id="Europe/Paris") as context:
        page = context.new_page()
        page.goto(address)
        page.locator("#_scheme:visible").wait_for(timeout=PATIENCE)
        page.get_by_role("button", name="Print all pages").wait_for(timeout=PATIENCE)
        assert not page.get_by_role("button", name="Local time").is_visible()


@pytest.mark.browser
def test_all_pages_of_a_thread_are_printed_as_one(page: Page, address: str) -> None:
    complaints = Complaints()
    complaints.listen(page)
    page.add_init_script("window.print = () => { window._isPrinting = true; }")
    page.goto(f"{address}page-2/")
    page.get_by_role("button", name="Print all pages").click()
    wait_until_true(lambda: page.evaluate("window._isPrinting === true"))
    assert ids(page) == ["p1", "p2", "p3", "p4", "p5"]
    assert page.evaluate("document.querySelector('#p5 img').naturalWidth") == 90
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "https://kiln.example/a" in page.evaluate(MARK, "#p1 p > a:nth-of-type(1)")
    assert "https" not in page.evaluate(MARK, "#p1 p > a:nth-of-type(2)")
    assert page.evaluate("getComputedStyle(document.querySelector('#p4 pre')).breakInside") == "auto", "it fills pages"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert ids(page) == ["p3", "p4"]
    assert complaints.heard == []


@pytest.mark.browser
def test_pages_that_cannot_be_loaded_are_told_and_nothing_is_printed(page: Page, address: str) -> None:
    page.add_init_script("window.print = () => { window._isPrinting = true; }")
    page.goto(address)
    page.route("**/page-3/", lambda route: route.abort())
    page.get_by_role("button", name="Print all pages").click()
    page.get_by_role("status").get_by_text("Not all pages could be loaded.").wait_for(timeout=PATIENCE)
    assert not page.evaluate("window._isPrinting")
    assert ids(page) == ["p1", "p2"]


@pytest.mark.browser
def test_links_to_other_sites_have_a_mark_and_code_and_links_of_the_site_have_none(page: Page, address: str) -> None:
    page.goto(address)
    marks = [page.evaluate(MARK, f"#p1 p > a:nth-of-type({n})") for n in (1, 2, 3)]
    assert ["↗" in mark for mark in marks] == [True, True, False]
    assert page.locator("#p1 p > a").first.inner_text() == "it"


@pytest.mark.parametrize("lists", ["compact", "excerpts"])
def test_lists_tell_which_threads_are_solved_closed_and_pinned_in_the_order_of_time(
    project: Project, lists: str
) -> None:
    project.write("archiver.toml", f'[theme_options]\nlists = "{lists}"\n')
    for day, keys in enumerate(("pinned: true", "closed: true\nsolved: true", "views: 3"), 1):
        project.write(
            f"content/b/t{day}.md", f"---\n{keys}\n---\n# T{day}\n\n## Ada · 2022-07-0{day} {{#p1}}\n\nYes.\n"
        )
    project.build()
    rows = LexborHTMLParser(project.read("site/b/index.html")).css(":is(.lines, .rows) > li")
    told = [(row.css("a")[0].text(), [state.text() for state in row.css(".state")]) for row in rows]
    assert told == [("T3", []), ("T2", ["closed", "solved"]), ("T1", ["pinned"])]


def ids(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.querySelectorAll('.post')].map((post) => post.id)")
    return found
