"""What a page of another site gets from the preview, in a browser: nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser import PATIENCE, open_context, preview, serve_folder
from tests.conftest import Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ATTEMPTS = """async (preview) => {
  const element = (name, attributes) => new Promise((settle) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.onload = () => settle("loaded");
    made.onerror = () => settle("refused");
    document.head.append(made);
  });
  const stream = new Promise((settle) => {
    const source = new EventSource(`${preview}/_archiver/events?page=/`);
    source.onmessage = () => settle("read");
    source.onerror = () => settle("refused");
  });
  const read = (address, options) => fetch(address, options).then((reply) => reply.text()).then(
    (text) => (text ? "read" : "empty"), () => "refused");
  return {
    events: await stream,
    page: await read(`${preview}/space/lamps/`),
    state: await read(`${preview}/_archiver/page?page=/space/lamps/`),
    opaque: await read(`${preview}/space/lamps/index.json`, { mode: "no-cors" }),
    search: await read(`${preview}/search/data/answers?q=trial`),
    script: await element("script", { src: `${preview}/_archiver/live.js` }),
    "a script of the theme": await element("script", { src: `${preview}/assets/site.js` }),
    style: await element("link", { rel: "stylesheet", href: `${preview}/assets/style.css` }),
    image: await element("img", { src: `${preview}/assets/icon.svg` }),
  };
}"""


def test_a_page_of_another_site_reads_nothing(project: Project, browser: Browser, tmp_path: Path) -> None:
    project.write("content/space/lamps.md", "Streetlamps on again\n\nThe trial is over.\n")
    strangers = tmp_path / "strangers"
    strangers.mkdir()
    (strangers / "index.html").write_text("<!doctype html><title>Strangers</title>")
    with preview(project.root) as address, serve_folder(strangers) as other, open_context(browser) as context:
        page = context.new_page()
        page.goto(f"{other}/")
        outcomes = page.evaluate(ATTEMPTS, address)
        assert set(outcomes.values()) <= {"refused", "empty"}, outcomes
        page.set_content(f'<a href="{address}/space/lamps/">the thread</a>')
        page.get_by_text("the thread").click()
        page.get_by_text("The trial is over.").wait_for(timeout=PATIENCE)  # links lead to pages
