"""What `media/` publishes, as Chromium shows it."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archiver.media.file_types import HEAD_SIZE, file_type_of
from archiver.media.formats import read_picture
from archiver.media.pieces import read_pieces
from archiver.media.svg import read_svg
from tests.browser import serve_folder
from tests.picture_samples import animated, avif, encoded, image, jpeg, png, webp_picture
from tests.test_media_svg import ATTRIBUTES, DROPPED, svg

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

ORIENTED: dict[str, Callable[[int], bytes]] = {
    "jpeg": jpeg,
    "png": png,
    "webp": webp_picture,
    "avif": avif,
}
ANIMATED = ("GIF", "PNG", "WEBP", "AVIF")
SIZES = "[...document.images].map(i => [i.src.split('/').pop(), [i.naturalWidth, i.naturalHeight]])"


def test_pictures_are_as_wide_as_their_headers_say(page: "Page", tmp_path: Path) -> None:
    pictures = {f"{name}{number}": make(number) for name, make in ORIENTED.items() for number in range(1, 9)}
    pictures |= {f"animated-{name}": animated(name) for name in ANIMATED}
    pictures["bmp"] = encoded(image(), "BMP")
    expected = {}
    for name, content in pictures.items():
        header = read_picture(BytesIO(content), file_type_of(content[:HEAD_SIZE], ""), keeps_metadata=False)
        assert header is not None
        (tmp_path / f"{name}-original").write_bytes(content)
        (tmp_path / name).write_bytes(b"".join(read_pieces(BytesIO(content), header.pieces)))
        expected[name] = expected[f"{name}-original"] = [header.width, header.height]
    (tmp_path / "index.html").write_text("<!doctype html>" + "".join(f'<img src="{name}">' for name in expected))
    with serve_folder(tmp_path) as address:
        page.goto(f"{address}/index.html")
        assert dict(page.evaluate(SIZES)) == expected


def test_a_hostile_svg_that_is_opened_as_a_page_runs_and_loads_nothing(page: "Page", tmp_path: Path) -> None:
    """The same file, not cleaned, runs a script and loads a picture: the test can fail."""
    live = '<script>document.documentElement.setAttribute("ran", "")</script><image href="loaded.png"/>'
    hostile = svg(live + "".join(DROPPED.values()) + "".join(f"<rect {values}/>" for values in ATTRIBUTES.values()))
    clean = read_svg(hostile)
    assert clean is not None
    (tmp_path / "live.svg").write_bytes(svg(live))
    (tmp_path / "clean.svg").write_bytes(clean.content)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url.rpartition("/")[2]))
    page.on("dialog", lambda dialog: loaded.append(dialog.message))
    with serve_folder(tmp_path) as address:
        page.goto(f"{address}/live.svg", wait_until="networkidle")
        assert page.evaluate("document.documentElement.hasAttribute('ran')")
        assert "loaded.png" in loaded
        loaded.clear()
        page.goto(f"{address}/clean.svg", wait_until="networkidle")
        assert not page.evaluate("document.documentElement.hasAttribute('ran')")
        assert [name for name in loaded if name != "favicon.ico"] == ["clean.svg"]
