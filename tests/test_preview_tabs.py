"""Pages of the preview that are open: any number at once, killed, frozen, or while the preview is started again."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.browser import PATIENCE, open_context, preview
from tests.conftest import Project
from tests.fake_preview import FakePreview, serve_fake
from tests.ports import own_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

BEFORE, AFTER = "It never began.", "It has only just begun."
LAMPS = f"Streetlamps on again\n\nThe trial is over.\n\n\n{BEFORE}\n"
TABS = 8  # browsers open six connections to a host
NO_WORKER = "delete window.SharedWorker"
BLOCKED_WORKER = "SharedWorker = class extends SharedWorker { constructor() { super('/_archiver/nothing.js') } }"
SILENT_WORKER = "SharedWorker = class { port = { postMessage() {}, close() {} } }"
PLAIN = f"<!doctype html><html><title>Page</title><body><p>{BEFORE}</p></body></html>"
PING = "20_000"  # milliseconds between questions whether a page is still there
CONNECTED = "script[data-connected]"
MARK = "() => { window.isSame = true }"


@pytest.mark.parametrize(
    "script",
    ["", NO_WORKER, BLOCKED_WORKER, SILENT_WORKER],
    ids=["a worker", "no worker", "a blocked worker", "a silent worker"],
)
def test_an_edit_is_seen_without_loading_the_page_again(project: Project, browser: Browser, script: str) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address, open_context(browser) as context:
        context.add_init_script(script)
        page = open_page(context, f"{address}/space/lamps/")
        project.write("content/space/lamps.md", LAMPS.replace(BEFORE, AFTER))
        visible(page, AFTER)
        assert is_same(page)


def test_any_number_of_tabs_can_be_open_and_each_shows_the_edit(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address, open_context(browser) as context:
        pages = [open_page(context, f"{address}/space/lamps/") for _ in range(TABS)]
        pages.pop().goto(f"{address}/")
        pages.pop().close()
        project.write("content/space/lamps.md", LAMPS.replace(BEFORE, AFTER))
        for page in pages:
            visible(page, AFTER)
            assert is_same(page)


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
    with own_port() as port, open_context(browser) as context:
        with preview(project.root, port) as address:
            page = open_page(context, f"{address}/space/lamps/")
        project.write("content/space/lamps.md", LAMPS.replace(BEFORE, AFTER))
        with preview(project.root, port):
            visible(page, AFTER)


def test_a_page_stays_as_it_is_over_a_restart_that_changes_nothing(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with own_port() as port, open_context(browser) as context:
        with preview(project.root, port) as address:
            page = open_page(context, f"{address}/space/lamps/")
        with preview(project.root, port):
            page.wait_for_timeout(2000)
            assert is_same(page)
            project.write("content/space/lamps.md", LAMPS.replace(BEFORE, AFTER))
            visible(page, AFTER)


def test_a_page_that_was_loaded_while_the_preview_ended_is_loaded_again(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with open_context(browser) as context:
        page = context.new_page()
        page.route("**/_archiver/align.js", lambda route: route.abort())
        with preview(project.root) as address:
            page.goto(f"{address}/space/lamps/")
            page.unroute("**/_archiver/align.js")
            page.locator(CONNECTED).wait_for(state="attached")


def test_a_list_shows_a_new_thread_and_a_removed_one_comes_back(project: Project, browser: Browser) -> None:
    source = project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address, open_context(browser) as context:
        page = open_page(context, f"{address}/space/lamps/")
        board = context.new_page()
        board.goto(f"{address}/space/")
        board.locator(CONNECTED).wait_for(state="attached")
        board.evaluate(MARK)
        project.write("content/space/owls.md", "Owls\n\nOnly owls here.\n")
        visible(board, "Owls")
        assert is_same(board)
        source.unlink()
        page.get_by_text(BEFORE).wait_for(state="detached")
        project.write("content/space/lamps.md", LAMPS)
        visible(page, BEFORE)


def test_a_template_and_a_stylesheet_change_the_open_page_in_place(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/assets/mine.css", "h1 { color: rgb(1, 2, 3) }")
    link = '{% block head %}<link rel="stylesheet" href="{{ "mine.css"|asset }}">{{ super() }}{% endblock %}'
    template = f'{{% extends "!default/thread.html" %}}{link}'
    project.write("themes/mine/templates/thread.html", template)
    with preview(project.root) as address, open_context(browser) as context:
        page = open_page(context, f"{address}/space/lamps/")
        project.write(
            "themes/mine/templates/thread.html", f"{template}{{% block footer %}}<p>Our foot</p>{{% endblock %}}"
        )
        visible(page, "Our foot")
        project.write("themes/mine/assets/mine.css", "h1 { color: rgb(4, 5, 6) }")
        until(page, "() => getComputedStyle(document.querySelector('h1')).color === 'rgb(4, 5, 6)'")
        assert is_same(page)


def test_a_key_says_where_a_post_is_written(project: Project, browser: Browser) -> None:
    project.write("content/space/lamps.md", LAMPS)
    with preview(project.root) as address, open_context(browser) as context:
        page = open_page(context, f"{address}/space/lamps/")
        page.keyboard.press("e")
        visible(page, "content/space/lamps.md:3")


def test_the_stream_names_the_pages_that_are_open(browser: Browser) -> None:
    pages = {"/one/": PLAIN, "/two/": PLAIN, "/three/": PLAIN}
    with serve_fake(FakePreview(pages=pages)) as fake, open_context(browser) as context:
        tabs = [open_page(context, f"{fake.address}{path}") for path in pages]
        wait_for_streams(fake, ["/one/", "/three/", "/two/"])
        tabs[0].goto(f"{fake.address}/two/")
        wait_for_streams(fake, ["/three/", "/two/"])
        fake.write_page("/two/", PLAIN.replace(BEFORE, AFTER))
        for tab in tabs[:2]:
            visible(tab, AFTER)


def test_a_page_that_was_killed_is_not_followed_for_ever(browser: Browser) -> None:
    from playwright.sync_api import Error

    fake = FakePreview(pages={"/one/": PLAIN, "/two/": PLAIN}, replaced={PING: "200"})
    assert PING in FakePreview().script("worker.js")
    with serve_fake(fake), open_context(browser) as context:
        one, two = (open_page(context, f"{fake.address}{path}") for path in fake.pages)
        wait_for_streams(fake, ["/one/", "/two/"])
        with pytest.raises(Error):
            two.goto("chrome://crash")
        wait_for_streams(fake, ["/one/"])
        fake.write_page("/one/", PLAIN.replace(BEFORE, AFTER))
        visible(one, AFTER)


def test_a_page_that_comes_back_from_the_cache_is_brought_up_to_date(browser: Browser) -> None:
    with serve_fake(FakePreview(pages={"/one/": PLAIN})) as fake, open_context(browser) as context:
        page = open_page(context, f"{fake.address}/one/")
        wait_for_streams(fake, ["/one/"])
        # What a browser tells a page that it freezes; headless ones load it again instead.
        page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))")
        wait_for_streams(fake)
        fake.write_page("/one/", PLAIN.replace(BEFORE, AFTER))
        page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
        visible(page, AFTER)
        assert is_same(page)


def test_without_a_worker_only_pages_that_are_seen_have_a_stream(browser: Browser) -> None:
    pages = {f"/{n}/": PLAIN for n in range(TABS)}
    with serve_fake(FakePreview(pages=pages)) as fake, open_context(browser) as context:
        context.add_init_script(NO_WORKER)
        hide = "Object.defineProperty(document, 'hidden', { get: () => window.isHidden ?? false, configurable: true })"
        context.add_init_script(hide)  # headless browsers hide no page
        tabs = []
        for path in pages:
            tabs.append(open_page(context, f"{fake.address}{path}"))
            wait_for_streams(fake, [path])
            change_visibility(tabs[-1], is_hidden=True)
            wait_for_streams(fake)
        fake.write_page("/0/", PLAIN.replace(BEFORE, AFTER))
        change_visibility(tabs[0], is_hidden=False)
        visible(tabs[0], AFTER)


def change_visibility(page: Page, *, is_hidden: bool) -> None:
    script = "(isHidden) => { window.isHidden = isHidden; document.dispatchEvent(new Event('visibilitychange')) }"
    page.evaluate(script, is_hidden)


def open_page(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    visible(page, BEFORE)
    page.locator(CONNECTED).wait_for(state="attached")
    page.evaluate(MARK)
    return page


def visible(page: Page, words: str) -> None:
    page.get_by_text(words).first.wait_for(timeout=PATIENCE)


def is_same(page: Page) -> bool:
    """If the page was not loaded again."""
    return bool(page.evaluate("() => window.isSame === true"))


def until(page: Page, script: str) -> None:
    """Wait until a script of the page gives true; the page's policy forbids to wait in it."""
    for _ in range(PATIENCE // 20):
        if page.evaluate(script):
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"it never came true: {script}")


def wait_for_streams(fake: FakePreview, *streams: list[str]) -> None:
    """Wait until exactly these streams are open, by the pages that they name."""
    for _ in range(PATIENCE // 20):
        if fake.streams == list(streams):
            return
        time.sleep(0.02)
    raise AssertionError(f"{fake.streams} is not {list(streams)}")
