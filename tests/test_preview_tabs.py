"""Pages of the preview that are open at once, or while the preview is started again."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.browser import PATIENCE, open_context, preview
from tests.conftest import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

BEFORE, AFTER = "It never began.", "It has only just begun."
LAMPS = f"Streetlamps on again\n\nThe trial is over.\n\n\n{BEFORE}\n"
TABS = 8  # browsers open six connections to a host
NO_WORKER = "delete window.SharedWorker"
BLOCKED_WORKER = "SharedWorker = class extends SharedWorker { constructor() { super('/_archiver/nothing.js') } }"


@pytest.mark.parametrize("script", ["", NO_WORKER, BLOCKED_WORKER], ids=["a worker", "no worker", "a blocked worker"])
def test_an_edit_reloads_the_open_page(project: Project, browser: Browser, script: str) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address, open_context(browser) as context:
        context.add_init_script(script)
        page = open_page(context, f"{address}/space/lamps/")
        project.write("content/space/lamps.md", LAMPS.replace(BEFORE, AFTER))
        visible(page, AFTER)


def test_any_number_of_tabs_can_be_open_and_each_is_reloaded(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address, open_context(browser) as context:
        pages = [open_page(context, f"{address}/space/lamps/") for _ in range(TABS)]
        pages.pop().goto(f"{address}/")
        pages.pop().close()
        project.write("content/space/lamps.md", LAMPS.replace(BEFORE, AFTER))
        for page in pages:
            visible(page, AFTER)


def test_all_tabs_show_a_problem_until_it_is_mended(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address, open_context(browser) as context:
        pages = [open_page(context, f"{address}/space/lamps/") for _ in range(2)]
        project.write("content/space/lamps.md", LAMPS.encode() + b"\xff\n")
        for page in [*pages, open_page(context, f"{address}/space/lamps/")]:
            page.get_by_role("alert").wait_for(timeout=PATIENCE)
        project.write("content/space/lamps.md", LAMPS)
        for page in pages:
            page.get_by_role("alert").wait_for(timeout=PATIENCE, state="detached")


def test_an_open_page_shows_what_was_changed_while_no_preview_ran(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with open_context(browser) as context:
        with preview(project.root) as address:
            page = open_page(context, f"{address}/space/lamps/")
        project.write("content/space/lamps.md", LAMPS.replace(BEFORE, AFTER))
        with preview(project.root, urlsplit(address).port):
            visible(page, AFTER)


def open_page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    visible(page, BEFORE)
    return page


def visible(page: Page, words: str) -> None:
    page.get_by_text(words).wait_for(timeout=PATIENCE)
