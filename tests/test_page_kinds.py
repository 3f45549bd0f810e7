"""Every kind of page in a browser: accessible (axe-core, WCAG 2.2 AA, contrast of text AAA) in light and in dark, on a
narrow phone and on a desk; by keyboard; without a shift of its parts; from right to left.

All three themes, in six languages. Not each page is looked at in each of the 18 pairs of theme and language: in English
those of the site of all kinds are, in each theme; in the five other languages the pages of `looks`, which cover each
theme with each kind of page and with each language, and each language with each kind of page. All that is looked at is
seen in light and in dark, and at both widths.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from archiver.pages.contexts import OF_EXPORTS
from tests.browser import open_context, serve_folder
from tests.npm_packages import fetch_packages
from tests.page_kinds import (
    FURTHER,
    KINDS,
    LANGUAGES,
    LEADS_AWAY,
    SMALL_FURTHER,
    SMALL_KINDS,
    THEMES,
    build_site_of_all_kinds,
    build_small_site,
    looks,
)
from tests.test_templates import CONTEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

pytestmark = pytest.mark.browser

AXE = "axe-core@4.14.1"
NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 800}
PAGES = (*(path for template, path in KINDS.items() if template not in LEADS_AWAY), *FURTHER)
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice", "cat.color"],
    "rules": {"color-contrast-enhanced": {"enabled": True}},
    "resultTypes": ["violations"],
}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "color-contrast-enhanced"]}}
FIND = """async (options) => {
  const { violations } = await axe.run(document, options);
  return violations.map(({ id, nodes: [first, ...others] }) => {
    return `${id}: ${first.html.slice(0, 200)} ${first.any[0]?.message ?? ""} (and ${others.length} more)`;
  });
}"""
WATCH_SHIFTS = """
  window._shifts = [];
  let whole = Infinity;
  document.addEventListener("readystatechange", () => (whole = Math.min(whole, performance.now())));
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (!entry.hadRecentInput && entry.startTime >= whole) window._shifts.push(entry.value);
  }).observe({ type: "layout-shift", buffered: true });
"""
"""Collects the shifts of a page from when all of it has come: a busy machine may paint a half of it before."""
_PAINTED = 0.1  # seconds until a script comes: the page is painted without it, and what it moves is seen
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const isSeen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
  const isMarked = outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
  window._walked ??= new Set();
  const isNew = !window._walked.has(element);
  window._walked.add(element);
  return { isSeen, isMarked, isNew, html: element.outerHTML.slice(0, 120) };
}"""
STEPS = 30  # of the keyboard on each page
_LEAVING = frozenset(SMALL_KINDS[template] for template in LEADS_AWAY)


@pytest.fixture(scope="module", params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, theme: str) -> Iterator[str]:
    """Where the site of all kinds is served."""
    with served(tmp_path_factory.mktemp("kinds"), theme=theme) as address:
        yield address


@contextmanager
def served(root: Path, lang: str = "en", theme: str = "default") -> Iterator[str]:
    with serve_folder(build_site_of_all_kinds(root, lang, theme)) as address:
        yield address


def test_every_kind_of_page_is_looked_at() -> None:
    kinds = {name for name in CONTEXTS if name.endswith(".html")} - OF_EXPORTS
    assert KINDS.keys() == kinds == SMALL_KINDS.keys()
    seen, pages = looks(), (*SMALL_KINDS.values(), *SMALL_FURTHER)
    assert {(look.theme, look.lang) for look in seen} == {(theme, lang) for theme in THEMES for lang in LANGUAGES}
    assert {(look.theme, look.page) for look in seen} == {(theme, page) for theme in THEMES for page in pages}
    assert {(look.lang, look.page) for look in seen} == {(lang, page) for lang in LANGUAGES for page in pages}


def test_axe_finds_nothing_in_light_and_dark_on_a_phone_and_a_desk(browser: Browser, address: str) -> None:
    script = (fetch_packages(AXE) / "axe-core/axe.min.js").read_text(encoding="utf-8")
    found = {}
    with open_context(browser) as context:
        context.add_init_script(script)
        page = context.new_page()
        for path in PAGES:
            page.goto(f"{address}/{path}")
            for size in (WIDE, NARROW):
                page.set_viewport_size(size)  # type: ignore[arg-type]  # its type is not public
                for scheme, options in (("light", EVERYTHING), ("dark", COLOURS)):
                    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # the same
                    if wrong := page.evaluate(FIND, options):
                        found[path, size["width"], scheme] = wrong
    assert found == {}


def test_nothing_shifts_and_nothing_is_wider_than_the_window(browser: Browser, address: str) -> None:
    assert list(look_at_widths(browser, address)) == []


def test_pages_from_right_to_left_fit_too(browser: Browser, tmp_path: Path) -> None:
    with served(tmp_path, "ar") as address:
        assert list(look_at_widths(browser, address, direction="rtl")) == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("theme", THEMES)
def test_an_interface_in_another_language_is_accessible_and_fits(
    browser: Browser, tmp_path: Path, theme: str, lang: str
) -> None:
    site = build_small_site(tmp_path, lang, theme).config.output
    script = (fetch_packages(AXE) / "axe-core/axe.min.js").read_text(encoding="utf-8")
    found = {}
    with serve_folder(site) as address, open_context(browser) as context:
        context.add_init_script(script)
        page = context.new_page()
        for look in looks():
            if (look.theme, look.lang) == (theme, lang) and look.page not in _LEAVING:
                page.goto(f"{address}/{look.page}")
                if wrong := list(wrong_in_both_schemes(page)):
                    found[look.page] = wrong
    assert found == {}


def wrong_in_both_schemes(page: Page) -> Iterator[str]:
    """What is wrong with an open page: in the light of a narrow phone, and in the dark of a desk."""
    for size, scheme, options in ((NARROW, "light", EVERYTHING), (WIDE, "dark", COLOURS)):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # its type is not public
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # the same
        yield from page.evaluate(FIND, options)
        if (widest := page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
            yield f"it is {widest} px wide"


def look_at_widths(browser: Browser, address: str, direction: str = "ltr") -> Iterator[tuple[str, int, str]]:
    """What is wrong with the layout of pages: their paths, widths of the window, and findings."""
    for size in (NARROW, WIDE):
        with open_context(browser, viewport=size) as context:
            context.add_init_script(WATCH_SHIFTS)
            page = context.new_page()
            page.route("**/assets/site.*js*", come_late)
            page.route("**/assets/reading.*js*", come_late)
            for path in PAGES:
                page.goto(f"{address}/{path}", wait_until="networkidle" if path == "search/" else "load")
                yield from ((path, size["width"], what) for what in wrong_layout(page, size["width"], direction))


def come_late(route: Route) -> None:
    time.sleep(_PAINTED)
    route.continue_()


def wrong_layout(page: Page, width: int, direction: str) -> Iterator[str]:
    widest = page.evaluate("document.documentElement.scrollWidth")
    if widest > width:
        yield f"it is {widest} px wide"
    if page.evaluate("document.documentElement.dir") != direction:
        yield "its direction is wrong"
    if shifts := page.evaluate("new Promise((done) => requestAnimationFrame(() => done(window._shifts)))"):
        yield f"it shifts by {sum(shifts):.3f}"


def test_the_keyboard_walks_from_the_skip_link_on_and_what_has_the_focus_is_seen(
    browser: Browser, address: str
) -> None:
    with open_context(browser, viewport=WIDE) as context:
        page = context.new_page()
        found = {path: wrong for path in PAGES if (wrong := list(walk(page, f"{address}/{path}")))}
    assert found == {}


def walk(page: Page, url: str) -> Iterator[str]:
    page.goto(url)
    for step in range(STEPS):
        page.keyboard.press("Tab")
        focused: dict[str, Any] | None = page.evaluate(FOCUSED)
        if focused is None or not focused["isNew"]:
            break  # it has left the page, or begins again
        if step == 0 and 'class="skip"' not in focused["html"]:
            yield f"the first is {focused['html']}"
        if not (focused["isSeen"] and focused["isMarked"]):
            yield f"not to be seen: {focused['html']}"
    else:
        return
    if step < 5:
        yield f"only {step} steps"
