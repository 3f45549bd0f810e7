"""What the preview shows over a page: problems, progress, and where the page is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser import open_context
from tests.fake_preview import FakePreview, serve_fake

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page

pytestmark = pytest.mark.browser

POST = '<article class="post" id="{0}"><a class="number">#{0}</a><p>Post {0}</p>' + "<br>" * 15 + "</article>"
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'"
PAGE = (
    f'<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>Owls</title>'
    f'<body><input id="_q">{"".join(POST.format(n) for n in range(1, 21))}</body></html>'
)
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202e&amp;"


def problem(severity: str = "error", **fields: Any) -> dict[str, Any]:
    empty = {"line": 0, "column": 0, "hint": "", "example": "", "lines": [], "chain": [], "editor": ""}
    return {"severity": severity, "path": "content/owls.md", "message": "It is broken", **empty, **fields}


@pytest.fixture
def fake() -> Iterator[FakePreview]:
    with serve_fake(FakePreview(pages={"/owls/": PAGE})) as made:
        yield made


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    with open_context(browser) as made:
        yield made


def open_page(context: BrowserContext, fake: FakePreview) -> Page:
    page = context.new_page()
    page.goto(f"{fake.address}/owls/")
    page.locator("script[data-connected]").wait_for(state="attached")
    return page


def alert(page: Page) -> Locator:
    return page.get_by_role("alert")


def test_a_problem_is_shown_with_all_that_is_known_of_it(context: BrowserContext, fake: FakePreview) -> None:
    lines = [[2, "the line before", False], [3, "the line itself", True]]
    known = problem(
        line=3,
        column=7,
        hint="A hint",
        example="while drawing /owls/",
        lines=lines,
        chain=["thread.html:12", "post.html:7"],
    )
    fake.tell(problems=[known, problem("warning"), problem("warning", message="A word of warning")])
    shown = alert(open_page(context, fake))
    shown.get_by_text("It is broken").first.wait_for()
    words = shown.inner_text()
    for part in [
        "1 error",
        "content/owls.md:3:7",
        "A hint",
        "while drawing /owls/",
        "thread.html:12 › post.html:7",
        "2 warnings",
    ]:
        assert part in words
    assert shown.locator("mark").inner_text().split(None, 2) == [">", "3", "the line itself\n"]
    assert "A word of warning" not in words
    shown.get_by_text("2 warnings").click()
    shown.get_by_text("A word of warning").wait_for()


def test_problems_come_and_go_and_stay_hidden_until_they_change(context: BrowserContext, fake: FakePreview) -> None:
    page = open_page(context, fake)
    fake.tell(problems=[problem()])
    alert(page).wait_for()
    fake.tell(problems=[])
    alert(page).wait_for(state="detached")
    fake.tell(problems=[problem()])
    alert(page).get_by_role("button", name="Hide").press("Enter")
    alert(page).wait_for(state="detached")
    page.reload()
    fake.write_page("/owls/", PAGE.replace("Post 3", "Post three"))
    page.get_by_text("Post three").wait_for()
    assert alert(page).count() == 0
    fake.tell(problems=[problem(), problem(message="Another")])
    alert(page).get_by_text("Another").wait_for()
    page.keyboard.press("Tab")
    alert(page).get_by_role("button").focus()
    page.keyboard.press("Escape")
    alert(page).wait_for(state="detached")


def test_texts_of_strangers_are_text(context: BrowserContext, fake: FakePreview) -> None:
    page = open_page(context, fake)
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    texts: dict[str, Any] = dict.fromkeys(["path", "message", "hint", "example"], HOSTILE)
    fake.tell(problems=[problem(line=1, lines=[[1, HOSTILE, True]], chain=[HOSTILE], **texts)])
    alert(page).wait_for()
    assert alert(page).locator("img, script").count() == 0
    assert alert(page).inner_text().count("<script>alert(2)</script>") == 6
    assert dialogs == []


@pytest.mark.parametrize(
    ("editor", "links"),
    [
        ("vscode://file//a/b.md:3:1", 1),
        ("http://localhost:63342/api/file/b.md:3", 1),
        ("javascript:alert(1)", 0),
        (" JavaScript:alert(1)", 0),
        ("java\tscript:alert(1)", 0),
        ("data:text/html,<script>alert(1)</script>", 0),
        ("http://[", 0),
        ("", 0),
    ],
)
def test_the_place_of_a_problem_opens_the_editor(
    context: BrowserContext, fake: FakePreview, editor: str, links: int
) -> None:
    fake.tell(problems=[problem(line=3, editor=editor)])
    shown = alert(open_page(context, fake))
    shown.get_by_text("content/owls.md:3").wait_for()
    assert [link.get_attribute("href") for link in shown.get_by_role("link").all()] == [editor] * links


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_problems_are_readable_on_a_phone_and_leave_some_of_the_page(
    browser: Browser, fake: FakePreview, scheme: str
) -> None:
    wide = "a very long line " * 40
    fake.tell(problems=[problem(message="w" * 300, line=n, lines=[[n, wide, True]]) for n in range(1, 80)])
    size = {"width": 375, "height": 667}
    with open_context(browser, viewport=size, color_scheme=scheme) as context:
        page = open_page(context, fake)
        alert(page).get_by_text("and 29 others").wait_for()
        box = alert(page).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= size["width"]
        assert box["height"] <= size["height"] / 2
        assert page.evaluate("() => document.documentElement.scrollWidth") == size["width"]
        alert(page).get_by_role("button", name="Hide").click()
        alert(page).wait_for(state="detached")


def test_progress_is_a_line_that_goes(context: BrowserContext, fake: FakePreview) -> None:
    page = open_page(context, fake)
    fake.tell(progress={"done": 1200, "total": 10_000})
    page.get_by_text("1,200 of 10,000 threads read").wait_for()
    box = page.get_by_role("progressbar").bounding_box()
    assert box is not None
    assert box["height"] <= 24
    fake.tell(progress=None)
    page.get_by_role("progressbar").wait_for(state="detached")
    assert page.locator("[data-archiver]").count() == 0


def test_a_key_says_where_the_first_post_that_is_seen_is_written(context: BrowserContext, fake: FakePreview) -> None:
    page = open_page(context, fake)
    fake.tell(source={"path": "content/owls.md", "line": 41, "editor": "javascript:alert(1)"})
    for key in ["Control+e", "Shift+E", "x"]:
        page.keyboard.press(key)
    page.locator("#_q").press("e")
    page.locator("#_q").blur()
    page.get_by_text("Post 7").evaluate("(element) => scrollBy(0, element.getBoundingClientRect().top + 100)")
    page.keyboard.press("e")
    page.get_by_text("content/owls.md:41").wait_for()
    asked = [request for request in fake.requests if "/source?" in request]
    assert asked == ["/_archiver/source?page=%2Fowls%2F&post=7"]


def test_a_key_opens_the_editor(context: BrowserContext, fake: FakePreview) -> None:
    fake.tell(source={"path": "content/owls.md", "line": 41, "editor": f"{fake.address}/editor?owls.md:41"})
    page = open_page(context, fake)
    page.locator("body").press("e")
    page.wait_for_url("**/editor?owls.md:41")


def test_a_page_without_a_source_says_so(context: BrowserContext, fake: FakePreview) -> None:
    page = open_page(context, fake)
    page.locator("body").press("e")
    page.get_by_text("no source of its own").wait_for()
