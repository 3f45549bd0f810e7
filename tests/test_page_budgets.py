"""What pages load, in each theme: how many bytes of styles and scripts; in `plain` no script and no colour."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.browser import open_context, serve_folder
from tests.conftest import REPOSITORY
from tests.page_kinds import FURTHER, KINDS, LEADS_AWAY, THEMES, build_site_of_all_kinds

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Request

pytestmark = pytest.mark.browser

PAGES = (*(path for template, path in KINDS.items() if template not in LEADS_AWAY), *FURTHER)
BUDGET = {"stylesheet": 10_000, "script": 5_000}
"""The most bytes that a page loads of each kind, as a server sends them: each file made small by gzip."""
SEARCH_SCRIPT = 5_500
"""The most bytes of scripts that the search page loads before somebody asks: it is not a page that is read."""
PLAIN_STYLE = 3_000
"""The most bytes of the style sheet of the theme `plain`, as it is."""
NO_SCRIPTS = frozenset({"plain"})
"""The themes whose pages load none."""


@pytest.mark.parametrize("theme", THEMES)
def test_no_page_loads_more_than_its_budget(browser: Browser, tmp_path: Path, theme: str) -> None:
    over = {}
    wanted = BUDGET.keys() - ({"script"} if theme in NO_SCRIPTS else set())
    with serve_folder(build_site_of_all_kinds(tmp_path, theme=theme)) as address:
        for path in PAGES:
            loaded = loaded_by(browser, f"{address}/{path}")
            assert loaded.keys() & BUDGET.keys() == wanted, f"{path} was measured with other files than it has"
            most = BUDGET | ({"script": SEARCH_SCRIPT} if path == "search/" else {})
            if any(loaded[kind] >= most[kind] for kind in BUDGET):
                over[path] = dict(loaded)
    assert over == {}


def test_the_plain_theme_has_a_small_style_sheet_without_colours() -> None:
    style = (REPOSITORY / "themes/plain/assets/style.css").read_bytes()
    assert len(style) <= PLAIN_STYLE
    assert not re.search(rb"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklab|oklch|color|light-dark|color-mix)\(", style)


def loaded_by(browser: Browser, url: str) -> Counter[str]:
    """How many bytes a page loads of each kind of files, by the names that browsers have for them."""
    with open_context(browser) as context:
        page = context.new_page()
        requests: list[Request] = []

        def note(request: Request) -> None:
            requests.append(request)

        page.on("requestfinished", note)
        page.goto(url, wait_until="networkidle" if url.endswith("/search/") else "load")
        sizes: Counter[str] = Counter()
        for request in requests:
            if response := request.response():
                sizes[request.resource_type] += len(gzip.compress(response.body(), 9))
        assert page.locator("style, [style], script:not([src], [type*='json'])").count() == 0, (
            "what is in it counts, too"
        )
    return sizes
