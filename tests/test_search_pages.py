"""Search as people have it on a static host under a subpath: the box on every page, and the page that answers."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

from archiver.search import ADVICE_SENTENCES
from tests.browser import PATIENCE, Complaints, open_context, preview, serve_folder, wait_until_read
from tests.conftest import Project

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page, Route

pytestmark = pytest.mark.browser

ENGINE = "**/assets/search/engine.*.js"
SHIFTS = """
new PerformanceObserver((list) => {
  window.shifted = (window.shifted ?? 0) + list.getEntries().reduce((sum, entry) => sum + entry.value, 0);
}).observe({ type: "layout-shift", buffered: true });
"""


def test_a_query_in_the_address_is_answered_and_can_be_sorted_narrowed_and_left(
    page: Page, published_site: str
) -> None:
    complaints = Complaints()
    complaints.listen(page)
    page.goto(f"{published_site}/search/?q=moon")
    expected_text(page.get_by_role("status"), re.compile(r"^\d+ posts in \d+ threads$"))
    assert rows(page).locator("mark").first.inner_text().lower() == "moon"
    page.get_by_role("link", name="newest first").click()
    arrives(page, f"{published_site}/search/?q=moon%20order%3Anewest")
    page.locator("#_facets").get_by_role("link", name="2019").click()
    arrives(page, f"{published_site}/search/?q=moon%20order%3Anewest%20date%3A2019")
    expected_text(rows(page).first.locator("time").first, re.compile("2019$"))
    page.locator("#_facets").get_by_role("link", name="2019").click()  # it is chosen no more
    arrives(page, f"{published_site}/search/?q=moon%20order%3Anewest")
    for _ in range(3):
        page.go_back()
    arrives(page, f"{published_site}/search/?q=moon")
    rows(page).first.get_by_role("link").first.click()
    expected(page.locator("article:target")).to_be_in_viewport(timeout=PATIENCE)
    assert complaints.heard == []


def test_dates_of_results_are_written_as_the_setting_says(project: Project, page: Page) -> None:
    for lang, expected_date in (("en", "05.July.2022 %"), ("de", "05.Juli.2022 %")):
        project.write("archiver.toml", f'lang = "{lang}"\ndate_format = "%d.%B.%Y %%"\n')
        project.write("content/kiln.md", "# Kiln\n\n## Ada · 2022-07-05T23:30Z {#p1}\n\nCold.\n")
        project.build()
        with serve_folder(project.root / "site") as address:
            page.goto(f"{address}/search/?q=cold")
            expected_text(rows(page).first.locator("time").first, expected_date)
            page.goto(f"{address}/")
            expected_text(page.locator("time").first, expected_date)


def test_the_answer_follows_the_typing_and_enter_keeps_it(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/search/")
    expected(page.get_by_role("heading", name="Browse")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("brine")
    arrives(page, f"{published_site}/search/?q=brine")
    page.keyboard.press("Enter")
    page.keyboard.type(" salt")
    arrives(page, f"{published_site}/search/?q=brine%20salt")
    expected(page.get_by_role("heading", name="Browse")).to_be_hidden()
    page.go_back()
    arrives(page, f"{published_site}/search/?q=brine")
    expected(page.get_by_role("searchbox")).to_have_value("brine")


def test_results_are_walked_through_with_the_keyboard(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/search/?q=the")
    hits = page.locator("#_results .hit")
    expected(hits.nth(3)).to_be_visible(timeout=PATIENCE)
    page.get_by_role("searchbox").focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    expected(hits.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expected(hits.nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expected(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    arrives(page, f"{published_site}/search/")
    expected(page.get_by_role("searchbox")).to_have_value("")


def test_more_threads_come_behind_those_that_are_shown(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/search/?q=the")
    more = page.get_by_role("button", name="More threads")
    expected(more).to_be_visible(timeout=PATIENCE)
    before = rows(page).locator("h2").all_inner_texts()
    more.click()
    expected(rows(page).nth(len(before)).get_by_role("link").first).to_be_focused(timeout=PATIENCE)
    after = rows(page).locator("h2").all_inner_texts()
    assert after[: len(before)] == before
    assert len(set(after)) == len(after) > len(before)


def test_where_nothing_is_found_it_says_what_to_ask_instead(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/search/?q=betelgeuze")
    expected_text(page.get_by_role("status"), "No posts match.")
    expected(page.get_by_role("heading", name="Browse")).to_be_visible()
    page.get_by_text("Did you mean").get_by_role("link", name="betelgeuse").click()
    arrives(page, f"{published_site}/search/?q=betelgeuse")
    expected(rows(page).first).to_be_visible(timeout=PATIENCE)
    page.goto(f"{published_site}/search/?q=moon%20xyzzy")
    expected_text(page.get_by_role("status"), re.compile(r"^No posts match; \d+ posts with some of the words$"))
    expected_text(rows(page).first.locator(".notes").first, re.compile("without: xyzzy"))
    expected(page.get_by_text("without “xyzzy”").get_by_role("link", name="moon")).to_be_visible(timeout=PATIENCE)
    expected(page.get_by_role("heading", name="Browse")).to_be_hidden()


def test_a_site_whose_index_is_missing_says_so_and_can_be_browsed(page: Page, published_site: str) -> None:
    page.route("**/search/data/**", lambda route: route.fulfill(status=404))
    page.goto(f"{published_site}/search/?q=moon")
    expected_text(page.get_by_role("status"), re.compile("could not be read"))
    expected(page.get_by_role("heading", name="Browse")).to_be_visible()


def test_a_site_whose_engine_cannot_be_loaded_says_so_and_can_be_browsed(page: Page, published_site: str) -> None:
    page.route(ENGINE, lambda route: route.abort())
    page.goto(f"{published_site}/search/?q=moon")
    expected_text(page.get_by_role("status"), re.compile("could not be read"))
    expected(page.get_by_role("heading", name="Browse")).to_be_visible()
    page.goto(f"{published_site}/search/")
    page.get_by_role("searchbox").fill("moon")
    expected_text(page.get_by_role("status"), re.compile("could not be read"))
    page.goto(f"{published_site}/space/betelgeuse-by-eye/")
    page.locator("#_scheme:visible").wait_for(timeout=PATIENCE)
    page.keyboard.press("/")
    page.keyboard.type("moon")
    expected_text(
        page.locator(".find").get_by_role("option"), [re.compile("in this thread"), re.compile("in this board")]
    )


def test_what_answers_is_loaded_when_somebody_is_about_to_ask(page: Page, published_site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(published_site)))
    page.goto(f"{published_site}/search/", wait_until="networkidle")
    assert not [url for url in asked if "/search/data/" in url or "/stemmers/" in url or "engine" in url]
    with page.expect_request(ENGINE):
        page.get_by_role("searchbox").focus()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/stemmers/" in url]
    page.keyboard.type("brine")
    expected(rows(page).first).to_be_visible(timeout=PATIENCE)
    stemmers = {url for url in asked if "/stemmers/" in url}
    assert "/assets/stemmers/en.js" in stemmers
    assert "/assets/stemmers/ar.js" not in stemmers, "the query has no word in its script"


def test_what_is_typed_before_the_scripts_are_there_is_answered_when_they_are(page: Page, published_site: str) -> None:
    page.add_init_script(SHIFTS)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    for script in ("**/assets/search/search.*.js", ENGINE):
        page.route(script, hold)
    page.goto(f"{published_site}/search/", wait_until="commit")
    page.get_by_role("searchbox").press_sequentially("bri")
    let_go(page, held, 1)
    arrives(page, f"{published_site}/search/?q=bri")
    expected(page.locator("#_results")).to_have_attribute("aria-busy", "true")
    page.keyboard.type("ne")
    arrives(page, f"{published_site}/search/?q=brine")
    let_go(page, held, 1)
    expected(rows(page).locator("mark").first).to_have_text(re.compile("brine", re.IGNORECASE), timeout=PATIENCE)
    expected(page.locator("#_results")).to_have_attribute("aria-busy", "false")
    expected(page.get_by_role("searchbox")).to_have_value("brine")
    assert page.evaluate("window.shifted ?? 0") < 0.1


def let_go(page: Page, held: list[Route], count: int) -> None:
    """Wait until so many requests are held up, and let them go on."""
    waited = 0
    while len(held) < count and waited < PATIENCE:
        page.wait_for_timeout(50)
        waited += 50
    assert len(held) == count
    while held:
        held.pop().continue_()


def test_without_javascript_the_page_says_what_it_takes_and_lets_one_browse(
    browser: Browser, published_site: str
) -> None:
    with open_context(browser, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{published_site}/space/")
        page.get_by_role("searchbox").fill("moon")
        page.keyboard.press("Enter")
        arrives(page, f"{published_site}/search/?q=moon")
        assert "<noscript>" in page.content(), "that Chromium shows what is in it only where scripts are off for good"
        expected(page.get_by_role("heading", name="Browse")).to_be_visible()


def test_opened_as_a_file_the_page_says_that_it_needs_a_web_server(
    page: Page, project: Project, published_site: str
) -> None:
    project.write("content/a.md", "Moon\n\nThe moon is up.\n")
    project.build()
    page.goto(f"{(project.root / 'site/search/index.html').as_uri()}?q=moon")
    expected(page.get_by_text("only from a web server")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{published_site}/search/?q=moon")
    expected(rows(page).first).to_be_visible(timeout=PATIENCE)
    expected(page.get_by_text("only from a web server")).to_be_hidden()


def test_the_box_suggests_a_thread_and_an_author_and_enter_opens_it(page: Page, published_site: str) -> None:
    complaints = Complaints()
    complaints.listen(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{published_site}/space/")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/search/" in url], "who only reads loads nothing"
    page.locator("#_scheme:visible").wait_for(timeout=PATIENCE)  # scripts have run
    page.keyboard.press("/")
    page.keyboard.type("Betel")
    options = page.locator(".find").get_by_role("option")
    expected_text(options.nth(1), re.compile("Betelgeuse by eye"))
    page.keyboard.press("ArrowDown")
    expected(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expected(options).to_have_count(0)
    page.keyboard.type("g")
    expected(options.nth(1)).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expected(page.get_by_role("heading", level=1)).to_contain_text("Betelgeuse", timeout=PATIENCE)
    page.locator("#_scheme:visible").wait_for(timeout=PATIENCE)
    page.keyboard.press("/")
    page.keyboard.type("gudrun")
    page.locator(".find").get_by_role("option", name="Gudrun Feld author").click()
    arrives(page, re.compile(r"/search/\?q=author"))
    expected_text(rows(page).first.locator(".notes").first, re.compile("Gudrun Feld"))
    assert complaints.heard == []


def test_the_box_searches_the_thread_or_the_board_that_the_page_shows(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/space/betelgeuse-by-eye/")
    page.keyboard.press("/")
    page.keyboard.type("moon")
    expected(page.locator(".find").get_by_role("option", name="moon in this board")).to_be_visible(timeout=PATIENCE)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    arrives(page, f"{published_site}/search/?q=moon%20thread%3Aspace%2Fbetelgeuse-by-eye")
    expected_text(page.get_by_role("status"), re.compile("in 1 thread$"))
    page.get_by_role("link", name="in the whole archive").click()
    arrives(page, f"{published_site}/search/?q=moon")
    expected(page.get_by_role("link", name="in the whole archive")).to_have_count(0)
    page.goto(f"{published_site}/kitchen/")
    page.keyboard.press("/")
    page.keyboard.type("brine")
    page.locator(".find").get_by_role("option", name="brine in this board").click()
    arrives(page, f"{published_site}/search/?q=brine%20board%3Akitchen")
    page.goto(f"{published_site}/tags/")
    page.keyboard.press("/")
    page.keyboard.type("brine")
    expected(page.locator(".find").get_by_role("option").first).to_be_visible(timeout=PATIENCE)
    expected(page.locator(".find").get_by_role("option", name="in this")).to_have_count(0)


def test_before_a_query_the_page_has_examples_that_find_posts(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/search/")
    examples = page.locator(".examples a")
    queries = examples.all_inner_texts()
    assert [query for query in queries if query.startswith(("author:", "board:", "tag:", "date:"))] == queries[-4:]
    for query in queries:
        page.goto(f"{published_site}/search/")
        examples.get_by_text(query, exact=True).click()
        expected(page.get_by_role("searchbox")).to_have_value(query)
        expected_text(page.get_by_role("status"), re.compile(r"^\d+ posts? in"))
        expected(page.get_by_role("heading", name="How to ask")).to_be_hidden()


def hit(number: int, **fields: object) -> dict[str, object]:
    """A hit as the preview answers it."""
    made = {"url": f"/t/#p{number}", "thread": "/t/", "title": [["T", False]], "board": "", "number": number}
    made |= {"author": "ada", "date": None, "lang": "", "excerpt": [["moon", True]]}
    return made | {"isPartial": True, "without": [], "inThread": [], "quotedAuthors": []} | fields


def answer(page: Page, rows: list[list[dict[str, object]]], **fields: object) -> None:
    """Let a page have this answer to all queries."""
    facets = {"years": [], "authors": [["ada", 1]], "boards": []}
    hints = ["in words", ['there is no "%(field)s:"; known are %(fields)s', {"field": ["a name", {}], "fields": "x:"}]]
    fields |= {"order": "relevance", "group": "thread", "groups": len(rows), "hints": hints, **facets, "rows": rows}
    page.route("**/search/data/meta.bin", lambda route: route.fulfill(body='{"server": "answers"}'))
    page.route("**/search/data/answers?**", lambda route: route.fulfill(body=json.dumps(fields)))


def test_posts_with_some_of_the_words_follow_a_line_and_tell_what_they_lack(page: Page, published_site: str) -> None:
    complaints = Complaints()
    complaints.listen(page)
    whole = [hit(1, isPartial=False, quotedAuthors=["ben", "eva"])]
    partial = [hit(2, without=["x<y"]), hit(3, without=[*"abcdefgh"], inThread=["b"])]
    advice = [{"message": ADVICE_SENTENCES["spelling"], "query": "moon dust"}]
    answer(page, [whole, partial], total=1, threads=1, partial=2, sizes=[5, 5], advice=advice)
    page.goto(f"{published_site}/search/?q=moon")
    expected_text(page.get_by_role("status"), "1 post in 1 thread; 2 more with some of the words")
    expected(page.get_by_text("Did you mean moon dust?")).to_be_visible()
    assert page.locator("#_advice p").all_inner_texts()[:2] == ["in words", 'there is no "a name:"; known are x:']
    listed = page.locator("#_results > li").all_inner_texts()
    assert "#1 ada · more like this · quoting ben, eva · 2 more in this thread" in listed[0]
    assert listed[1].strip() == "Posts with some of the words"
    assert "#2 ada · more like this · without: x<y" in listed[2]
    assert "#3 ada · without: a, c, d, e, f, g, … · b: elsewhere in this thread" in listed[2]
    assert "more in this thread" not in listed[2]
    assert complaints.heard == []


def test_where_no_post_has_all_words_the_page_says_so(page: Page, published_site: str) -> None:
    rows = [[hit(2, without=["x"])], [hit(3, without=["x"])]]
    answer(page, rows, total=0, threads=0, partial=2, sizes=[1, 1], advice=[])
    page.goto(f"{published_site}/search/?q=moon")
    expected_text(page.get_by_role("status"), "No posts match; 2 posts with some of the words")
    expected(page.get_by_role("heading", name="Posts with some")).to_have_count(0)
    expected(page.get_by_role("heading", name="Browse")).to_be_hidden()


def test_enter_in_the_box_without_a_choice_searches(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/kitchen/")
    page.keyboard.press("/")
    page.keyboard.type("brine")
    page.keyboard.press("Enter")
    arrives(page, f"{published_site}/search/?q=brine")
    expected(rows(page).first).to_be_visible(timeout=PATIENCE)


def test_answers_move_nothing_that_is_being_read(page: Page, published_site: str) -> None:
    page.add_init_script(SHIFTS)
    for query, status in (("the%20moon", "threads?$"), ("moon%20xyzzy", "words$"), ("xyzzy", "match.$")):
        page.goto(f"{published_site}/search/?q={query}")
        expected_text(page.get_by_role("status"), re.compile(status))
        assert page.evaluate("window.shifted ?? 0") < 0.1, query


def test_answers_fit_on_a_narrow_phone_and_in_pages_from_right_to_left(browser: Browser, published_site: str) -> None:
    with open_context(browser, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        for query in ("the", "betelgeuze%20clouds", "author:%22Gudrun%20Feld%22"):
            page.goto(f"{published_site}/search/?q={query}")
            expected_text(page.get_by_role("status"), re.compile("post"))
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            page.evaluate("document.documentElement.dir = 'rtl'")
            assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_the_site_the_preview_and_the_command_line_say_the_same(
    page: Page, published: Path, published_site: str
) -> None:
    project, missing = Project(published.parent), list[str]()
    with preview(project.root) as address:
        wait_until_read(address)
        for query in (
            "moon",
            "moon xyzzy",
            "betelgeuze clouds",
            "find -lGL",
            "order:up a* #find",
            "untranslatable saudade",
        ):
            shown = [shown_for(page, site, query) for site in (published_site, address)]
            assert shown[0] == shown[1], query
            missing += shown[0]["missing"]
            said = project.run("search", "--", query).stdout
            assert shown[0]["status"] in said, query
            for line in (*shown[0]["advice"], *shown[0]["missing"]):
                assert line in said, query
    assert missing


def test_the_preview_links_to_threads_like_each_and_the_site_says_that_it_cannot_find_them(
    page: Page, published: Path, published_site: str
) -> None:
    link = page.get_by_role("link", name="more like this")
    with preview(Project(published.parent).root) as address:
        wait_until_read(address)
        page.goto(f"{address}/search/?q=moon")
        thread = rows(page).first.get_attribute("data-thread")
        assert thread
        link.first.click()
        arrives(page, f"{address}/search/?q={quote(f'like:{thread[1:-1]}', safe='')}")
        expected(page.locator(f'[data-thread="{thread}"]')).to_have_count(0, timeout=PATIENCE)
        expected(rows(page).first).to_be_visible(timeout=PATIENCE)
    page.goto(f"{published_site}/search/?q=moon")
    expected_text(page.get_by_role("status"), re.compile(r"^\d+ posts in \d+ threads$"))
    expected(link).to_have_count(0)
    page.goto(f"{published_site}/search/?q=like:{thread[1:-1]}")
    expected_text(page.get_by_role("status"), "No posts match.")
    expected_text(page.locator("#_advice p"), '"like:" is answered on the command line and in the preview')


def shown_for(page: Page, site: str, query: str) -> dict[str, Any]:
    """What the search page shows for a query: of rows the first three, since the preview answers more at once."""
    page.goto(f"{site}/search/?q={quote(query)}")
    expected_text(page.get_by_role("status"), re.compile("thread|words|match"))
    page.wait_for_timeout(1000)  # the rest of the answer
    missing = (page.locator("#_results .notes").all_inner_texts())[:3]
    return {
        "status": page.get_by_role("status").inner_text(),
        "advice": page.locator("#_advice p").all_inner_texts(),
        "facets": page.locator("#_facets li").all_inner_texts(),
        "rows": [row.replace(" · more like this", "") for row in rows(page).all_inner_texts()[:3]],
        "missing": [text for notes in missing for text in re.findall("without: \\w+", notes)],
    }


def test_who_comes_back_finds_the_answer_as_it_was_left(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/search/?q=the")
    page.get_by_role("button", name="More threads").click()
    expected(rows(page).nth(12)).to_be_visible(timeout=PATIENCE)
    count = rows(page).count()
    last = page.locator("#_results .hit").last
    last.scroll_into_view_if_needed()
    top = page.evaluate("scrollY")
    last.click()
    expected(page.locator("article:target")).to_be_visible(timeout=PATIENCE)
    page.go_back()
    expected(rows(page)).to_have_count(count, timeout=PATIENCE)
    page.wait_for_function(f"Math.abs(scrollY - {top}) < 50", timeout=PATIENCE)


FAULTS = """
() => {
  const all = (selector) => [...document.querySelectorAll(selector)];
  const nameOf = (element) =>
    element.ariaLabel || element.labels?.[0]?.textContent || element.textContent.trim() || element.title;
  const ids = all("[id]").map(({ id }) => id);
  const levels = all("h1, h2, h3, h4").filter((h) => h.checkVisibility()).map(({ tagName }) => Number(tagName[1]));
  const shown = "a, button, input, summary, [role=listbox], [role=option]";
  const named = ["aria-controls", "aria-activedescendant", "aria-labelledby", "for"];
  return [
    ...all(shown).filter((e) => !nameOf(e)).map((e) => e.outerHTML),
    ...ids.filter((id, i) => ids.indexOf(id) !== i),
    ...named.flatMap((name) => all(`[${name}]`).filter((e) => !document.getElementById(e.getAttribute(name)))),
    ...all("[role=option]").filter((e) => e.parentElement.role !== "listbox").map((e) => e.outerHTML),
    ...all("ol > :not(li), ul > :not(li), dl > :not(div, dt, dd)").map((e) => e.outerHTML),
    ...levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1).map((level) => `a heading of level ${level}`),
    ...all("[aria-expanded=true]").filter((e) => !document.getElementById(e.getAttribute("aria-controls")).children[0]),
  ].map(String);
}
"""
"""What a reader with a screen reader would stumble over."""


def test_names_roles_and_headings_are_there_for_those_who_do_not_see(page: Page, published_site: str) -> None:
    for address in ("/search/", "/search/?q=the", "/search/?q=xyzzy"):
        page.goto(published_site + address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate(FAULTS) == [], address
    answer(page, [[hit(1, isPartial=False)], [hit(2)]], total=1, threads=1, partial=1, sizes=[1, 1], advice=[])
    page.goto(f"{published_site}/search/?q=moon")
    expected(rows(page).first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate(FAULTS) == []
    page.goto(f"{published_site}/space/betelgeuse-by-eye/")
    page.locator("#_scheme:visible").wait_for(timeout=PATIENCE)
    page.keyboard.press("/")
    page.keyboard.type("moon")
    expected(page.locator(".find").get_by_role("option").first).to_be_visible(timeout=PATIENCE)
    assert page.evaluate(FAULTS) == []
    page.keyboard.press("ArrowDown")
    assert page.evaluate(FAULTS) == []
    page.keyboard.press("Tab")
    expected(page.locator(".find").get_by_role("option")).to_have_count(0)
    expected(page.locator("#_q")).not_to_be_focused()


def rows(page: Page) -> Locator:
    return page.locator("#_results > li")


def expected(what: Locator):  # type: ignore[no-untyped-def]  # noqa: ANN201  of what is imported where it is used
    from playwright.sync_api import expect

    return expect(what)


def expected_text(what: Locator, text: str | re.Pattern[str] | list[re.Pattern[str]]) -> None:
    expected(what).to_have_text(text, timeout=PATIENCE)


def arrives(page: Page, address: str | re.Pattern[str]) -> None:
    from playwright.sync_api import expect

    expect(page).to_have_url(address, timeout=PATIENCE)
