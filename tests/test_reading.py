"""Moving about in a thread in a browser: keys, the way to a post, the outline, links to copy."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tests.browser import PATIENCE, Complaints, open_context, serve_folder, wait_until_true
from tests.conftest import Project
from tests.test_scripts import THEME

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

CODE = "/workshop/crc-below-zero/"
TABLES = ("/languages/arabic-calligraphy-fonts/", "/kitchen/hydration-argument/")
PHONE = {"width": 320, "height": 800}
LONG = "/space/betelgeuse-by-eye/"
MOST = 5_000  # bytes of scripts on a page of a thread as a server sends them


def test_the_scripts_of_a_page_of_a_thread_are_small() -> None:
    scripts = [(THEME / "assets" / name).read_bytes() for name in ("theme.js", "site.js", "reading.js")]
    assert sum(len(gzip.compress(script, 9)) for script in scripts) < MOST


@pytest.mark.browser
def test_keys_lead_from_post_to_post_and_from_page_to_page(page: Page, published_site: str) -> None:
    complaints = Complaints()
    complaints.listen(page)
    page.goto(published_site + LONG)
    for _ in range(3):
        page.keyboard.press("j")
    assert focused(page) == "#3"
    page.keyboard.press("k")
    assert focused(page) == "#2"
    page.keyboard.press("]")
    page.wait_for_url(f"**{LONG}page-2/", timeout=PATIENCE)
    page.keyboard.press("[")
    page.wait_for_url(f"**{LONG}", timeout=PATIENCE)
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_url("**/space/", timeout=PATIENCE)
    assert complaints.heard == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "arrives"),
    [
        ("7", "#p7"),
        ("#101", "page-2/#p101"),
        ("124", "page-2/#p124"),
        ("999", "page-2/#p125"),
        ("2019-10-06", "#p9"),
        ("2020-05", "page-2/#p124"),
        ("1999-01", "#p1"),
        ("2020-02-15", "page-2/"),
    ],
)
def test_a_number_or_a_date_leads_to_its_post(typed: str, arrives: str, page: Page, published_site: str) -> None:
    page.goto(published_site + LONG)
    page.keyboard.press("#")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{LONG}{arrives}", timeout=PATIENCE)


@pytest.mark.browser
def test_the_outline_marks_the_post_that_is_read_and_follows(page: Page, published_site: str) -> None:
    page.goto(published_site + LONG)
    page.evaluate("location.hash = '#p90'")
    page.locator(".entries [href$='#p90'][aria-current]").wait_for(timeout=PATIENCE)
    assert page.locator(".entries [aria-current]").count() == 1
    assert page.evaluate("document.querySelector('.entries').scrollTop") > 0


@pytest.mark.browser
def test_the_outline_folds_at_the_top_of_a_phone_without_scripts(browser: Browser, published_site: str) -> None:
    with open_context(browser, viewport={"width": 390, "height": 844}, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(published_site + LONG)
        entry = page.locator(".entries a").first
        assert not entry.is_visible()
        page.locator(".outline summary").click()
        assert entry.is_visible()
        box = page.locator(".outline").bounding_box()
        assert box is not None
        assert box["y"] < page.locator(".post").first.bounding_box()["y"]  # type: ignore[index]
        assert box["height"] < 844
        assert not page.locator(".jump").is_visible()


@pytest.mark.browser
def test_the_keys_are_listed_and_can_be_turned_off(page: Page, published_site: str) -> None:
    page.goto(published_site + LONG)
    page.keyboard.press("?")
    sheet = page.get_by_role("dialog")
    sheet.wait_for(timeout=PATIENCE)
    sheet.get_by_role("checkbox").uncheck()
    sheet.get_by_role("button").click()
    page.keyboard.press("j")
    assert focused(page) != "#1"
    page.reload()
    page.keyboard.press("?")
    assert not sheet.is_visible()
    page.get_by_role("button", name="Keys").click()
    assert not sheet.get_by_role("checkbox").is_checked()


@pytest.mark.browser
def test_the_link_of_a_post_is_copied(browser: Browser, published_site: str) -> None:
    with open_context(browser, permissions=["clipboard-read", "clipboard-write"]) as context:
        page = context.new_page()
        page.goto(published_site + LONG)
        page.locator("#p2").hover()
        page.get_by_role("button", name="Copy link: #2", exact=True).click()
        page.get_by_text("Link copied").wait_for(timeout=PATIENCE)
        assert page.evaluate("navigator.clipboard.readText()") == f"{published_site}{LONG}#p2"


@pytest.mark.browser
def test_code_is_copied_by_a_key_and_without_scripts_there_is_no_button(browser: Browser, published_site: str) -> None:
    for has_scripts in (True, False):
        with open_context(
            browser, permissions=["clipboard-read", "clipboard-write"], java_script_enabled=has_scripts
        ) as context:
            page = context.new_page()
            page.goto(published_site + CODE)
            buttons = page.locator(".body button")
            assert buttons.count() == (page.locator(".body pre").count() if has_scripts else 0)
            if has_scripts:
                assert page.locator(".code > pre .k").count()
                buttons.first.focus()
                page.keyboard.press("Enter")
                page.get_by_role("status").get_by_text("Code copied").wait_for(timeout=PATIENCE)
                code = page.locator(".body pre").first.text_content()
                assert page.evaluate("navigator.clipboard.readText()") == (code or "").removesuffix("\n")


NARROW = """
() => Math.min(...[...document.querySelectorAll(".body td")].map((cell) => cell.getBoundingClientRect().width))
"""
GAPS = """
() => [...document.querySelectorAll(".body tr")].flatMap((row) => {
  const boxes = [...row.cells].map((cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  });
  return boxes.slice(1).map((box, index) => Math.max(box.left - boxes[index].right, boxes[index].left - box.right));
})
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_cells_of_tables_stand_apart_in_both_directions(browser: Browser, published_site: str, width: int) -> None:
    with open_context(browser, viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for address in TABLES:
            page.goto(published_site + address)
            assert min(page.evaluate(GAPS)) >= 16


@pytest.mark.browser
def test_cells_on_a_phone_have_room_for_words_and_their_table_scrolls_by_keys(browser: Browser, tmp_path: Path) -> None:
    cells = " | ".join(["源ノ明朝は本文に使うのが良いでしょう"] * 6)
    rule = " | ".join(["---"] * 6)
    project = Project(tmp_path)
    project.write(
        "content/fonts.md", f"---\nlang: ja\n---\n# Fonts\n\n## {{#p1}}\n\n| {cells} |\n| {rule} |\n| {cells} |\n"
    )
    project.build()
    with serve_folder(tmp_path / "site") as address, open_context(browser, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(f"{address}/fonts/")
        assert page.evaluate(NARROW) > 100
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        page.locator(".table").focus()
        page.keyboard.press("ArrowRight")
        wait_until_true(lambda: page.evaluate("document.querySelector('.table').scrollLeft > 0"))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))
