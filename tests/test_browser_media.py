"""Pictures, sounds and other files in a browser: they appear, nothing moves while they load, and nothing is fetched
from other hosts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from tests.browser import Complaints, open_context, serve_folder
from tests.conftest import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

MOON, CLOCK = "space/cardboard-moon", "workshop/wanduhr"
SCREENS: dict[str, dict[str, Any]] = {
    "a phone": {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 3},
    "a narrow phone, lying": {"viewport": {"width": 640, "height": 320}},
    "a desktop": {"viewport": {"width": 1280, "height": 900}},
    "a dark desktop": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}
SLOW = 0.25  # seconds that the host takes for each file
WATCH_SHIFTS = """
  window._shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const moved = entry.sources.map(({ node }) => (node instanceof Text ? node.parentElement : node));
      window._shifts.push(...moved.filter((node) => node?.closest("main")).map((node) => node.outerHTML));
    }
  }).observe({ type: "layout-shift", buffered: true });
"""
PICTURES = """() => [...document.querySelectorAll(".body img")].map((image) => {
  const box = image.getBoundingClientRect();
  return { alt: image.alt, natural: image.naturalWidth / image.naturalHeight, shown: box.width / box.height,
           width: box.width, loaded: image.complete && image.naturalWidth > 0, used: image.currentSrc };
})"""
MISSING = "The view\n\nHere: ![the old map](map.png) and [the plan](plan.pdf), and ![](https://x.example/cat.png).\n"
HOSTILE_SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" viewBox="0 0 90 60">
<script>document.documentElement.setAttribute("ran", "script")</script>
<rect width="90" height="60" fill="green" onload="document.documentElement.setAttribute('ran', 'handler')"/>
<image href="https://evil.example/spy.png" width="9" height="9"/></svg>"""


@pytest.fixture
def requests(page: Page) -> list[str]:
    """The addresses that the page asks for, as they come."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def scroll_through(page: Page) -> None:
    """Scroll to the end of a page in steps, as a reader does, so that all pictures are loaded."""
    height = page.evaluate("document.documentElement.scrollHeight")
    for y in range(0, height, 300):
        page.evaluate(f"window.scrollTo(0, {y})")
        page.wait_for_timeout(30)
    page.wait_for_load_state("networkidle")
    for _ in range(100):
        if all(picture["loaded"] for picture in page.evaluate(PICTURES)):
            return
        page.wait_for_timeout(50)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("thread", [MOON, CLOCK])
def test_all_pictures_appear_undistorted_and_nothing_moves_while_they_load(
    browser: Browser, published_site: str, screen: str, thread: str
) -> None:
    def answer_slowly(route: Route) -> None:
        time.sleep(SLOW)
        route.continue_()

    complaints = Complaints()
    with open_context(browser, **SCREENS[screen]) as context:
        context.add_init_script(WATCH_SHIFTS)
        context.route("**/assets/media/**", answer_slowly)
        page = context.new_page()
        complaints.listen(page)
        page.goto(f"{published_site}/{thread}/", wait_until="domcontentloaded")
        scroll_through(page)
        pictures = page.evaluate(PICTURES)
        assert pictures
        assert [picture for picture in pictures if not picture["loaded"]] == []
        assert [picture for picture in pictures if not picture["alt"]] == []
        widest = page.evaluate("document.querySelector('.body').clientWidth")
        assert [picture for picture in pictures if picture["width"] > widest + 1] == []
        assert page.evaluate("window._shifts") == []
        if "lying" not in screen:  # there a picture that is higher than the window has edges
            assert [p for p in pictures if p["shown"] != pytest.approx(p["natural"], rel=0.02)] == []
    assert complaints.heard == []


def test_nothing_is_fetched_from_other_hosts_and_no_sound_before_it_is_played(
    page: Page, requests: list[str], published_site: str
) -> None:
    page.goto(f"{published_site}/{CLOCK}/")
    scroll_through(page)
    page.goto(f"{published_site}/{MOON}/")
    scroll_through(page)
    assert {urlsplit(url).netloc for url in requests} == {urlsplit(published_site).netloc}
    assert [url for url in requests if url.endswith(".wav")] == []


def test_a_phone_gets_a_smaller_version_of_a_large_picture(browser: Browser, published_site: str) -> None:
    used = {}
    for density in (1, 3):
        with open_context(browser, viewport={"width": 390, "height": 844}, device_scale_factor=density) as context:
            page = context.new_page()
            page.goto(f"{published_site}/{MOON}/")
            page.wait_for_load_state("networkidle")
            used[density] = page.evaluate(PICTURES)[0]["used"]
    assert used[1] != used[3]


def test_a_picture_leads_to_its_full_size_and_a_thumbnail_to_its_picture(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/{MOON}/")
    for name, width in (("The Moon at first quarter", 1600), ("A thin crescent", 720)):
        picture = page.get_by_role("link", name=re.compile(name)).first
        picture.scroll_into_view_if_needed()
        with page.expect_navigation() as navigation:
            picture.click()
        assert navigation.value.headers["content-type"] == "image/jpeg"
        assert page.evaluate("document.images[0].naturalWidth") == width
        page.go_back()


def test_a_sound_can_be_played(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/{CLOCK}/")
    players = page.locator("audio")
    assert players.count() == 2
    assert (
        players.evaluate_all("all => all.map((a) => [a.controls, a.autoplay, a.preload])")
        == [[True, False, "none"]] * 2
    )
    seconds = players.first.evaluate("(audio) => audio.play().then(() => audio.duration)")
    assert seconds == pytest.approx(3, abs=0.1)
    assert page.get_by_role("link", name=re.compile("Tick und Tack")).get_attribute("download") == "nachher.wav"


def test_on_paper_there_are_pictures_and_links_in_place_of_players(page: Page, published_site: str) -> None:
    page.goto(f"{published_site}/{CLOCK}/")
    page.emulate_media(media="print")
    assert not page.locator("audio").first.is_visible()
    assert page.get_by_role("link", name=re.compile("auf jedes Tick")).is_visible()
    page.goto(f"{published_site}/{MOON}/")
    assert page.pdf().count(b"/Subtype /Image") >= 6  # Chromium loads what is not loaded yet


def test_a_missing_file_is_told_of_in_words_and_nothing_is_fetched(
    project: Project, page: Page, requests: list[str]
) -> None:
    project.write("content/view.md", MISSING)
    project.build()
    with serve_folder(project.root / "site") as address:
        page.goto(f"{address}/view/")
        missing = page.locator(".missing")
        assert missing.all_inner_texts() == [
            "the old map (picture not in this archive: map.png)",
            "the plan (file not in this archive: plan.pdf)",
        ]
        assert page.get_by_role("link", name="cat.png").get_attribute("href") == "https://x.example/cat.png"
        assert [url for url in requests if url.endswith((".png", ".pdf"))] == []


def test_a_picture_of_vectors_runs_nothing_and_fetches_nothing_when_it_is_opened(
    project: Project, page: Page, requests: list[str]
) -> None:
    project.write("content/view.md", "The view\n\n![green](green.svg)\n")
    project.write("content/green.svg", HOSTILE_SVG)
    project.build()
    (published,) = published_files(project, ".svg")
    with serve_folder(project.root / "site") as address:
        page.goto(f"{address}/{published}")
        page.wait_for_load_state("networkidle")
        assert page.locator("svg").get_attribute("ran") is None
        assert {urlsplit(url).netloc for url in requests} == {urlsplit(address).netloc}
        page.goto(f"{address}/view/")
        scroll_through(page)
        assert page.evaluate(PICTURES)[0]["loaded"]


def published_files(project: Project, suffix: str) -> Iterator[str]:
    site = project.root / "site"
    yield from (
        path.relative_to(site).as_posix()
        for path in sorted(Path(site / "assets").rglob(f"*{suffix}"))
        if "media" in path.parts
    )
