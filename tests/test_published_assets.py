"""The names of assets as files of the site: digests in them, what names what, and pages that are renamed only."""

import re
from pathlib import Path

import pytest

from archiver.buckets import headers_of, is_named_by_content
from archiver.build.renaming import rename_in_page
from archiver.build.site_writer import SiteWriter
from archiver.build.verify import verify
from archiver.manifest import OutputRecord
from archiver.model import Digest, StagedFile, digest_of
from archiver.theme.published_assets import PublishedAsset, name_assets
from archiver.urls import is_named_by_digest, without_digest
from tests.conftest import Project

RENAMES = {"assets/style.11111111.css": "assets/style.22222222.css"}


def published(folder: Path, **texts: str) -> dict[str, PublishedAsset]:
    """Assets with these texts; `__` in a name is a slash, and `_` a dot."""
    found = {name.replace("__", "/").replace("_", "."): text for name, text in texts.items()}
    for name, text in found.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    paths = {name: folder / name for name in found}
    return name_assets(paths, {str(path): digest_of(path.read_bytes()) for path in paths.values()})


def test_a_stylesheet_names_the_digested_files_and_its_own_digest_covers_them(tmp_path: Path) -> None:
    style = "@import 'base.css'; a { background: url(../dot.svg?x#y) } b { src: url(https://x.example/dot.svg) }"
    first = published(tmp_path, css__style_css=style, css__base_css="p {}", dot_svg="<svg/>")
    dot, base = first["dot.svg"].name, first["css/base.css"].name.removeprefix("css/")
    expected = style.replace("base.css", base).replace("../dot.svg", f"../{dot}")
    assert first["css/style.css"].read().decode() == expected
    second = published(tmp_path, css__style_css=style, css__base_css="p {}", dot_svg="<svg>2</svg>")
    assert second["css/base.css"].name == first["css/base.css"].name
    assert second["css/style.css"].name != first["css/style.css"].name
    assert is_named_by_digest(f"assets/{second['css/style.css'].name}", digest_of(second["css/style.css"].read()))


def test_a_script_names_what_follows_assets_in_a_text(tmp_path: Path) -> None:
    script = 'load("../assets/box.js"); load(`assets/${name}.js`); say("box.js"); say("see assets/box.js")'
    made = published(tmp_path, site_js=script, box_js="1")
    assert made["site.js"].read().decode() == script.replace('"../assets/box.js"', f'"../assets/{made["box.js"].name}"')


def test_assets_in_a_circle_name_each_other_by_their_own_names(tmp_path: Path) -> None:
    made = published(tmp_path, a_css='@import "b.css"; @import "c.css"', b_css='@import "a.css"', c_css="p {}")
    assert made["a.css"].read().decode() == f'@import "b.css"; @import "{made["c.css"].name}"'
    assert made["b.css"].read() == b'@import "a.css"'


def test_icons_and_what_no_page_loads_keep_their_names(tmp_path: Path) -> None:
    made = published(
        tmp_path, icon_svg="<svg/>", favicon_ico="x", icons__icon_png="x", terms_pdf="x", logo_svg="<svg/>"
    )
    assert [name for name, asset in made.items() if asset.name == name] == [*made][:4]
    assert without_digest(made["logo.svg"].name) == "logo.svg"


def test_bytes_that_are_no_text_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "a.css").write_bytes(b"\xff url(b.svg)")
    (tmp_path / "b.svg").write_bytes(b"<svg/>")
    paths = {name: tmp_path / name for name in ("a.css", "b.svg")}
    made = name_assets(paths, {str(path): digest_of(path.read_bytes()) for path in paths.values()})
    assert made["a.css"].read() == b"\xff url(%b)" % made["b.svg"].name.encode()


@pytest.mark.parametrize(
    "page",
    [
        b"<head></head><p>assets/style.11111111.css</p>",
        b'<head><link href="assets/style.11111111.css"></head><p>assets/style.22222222.css</p>',
    ],
    ids=["a post names the old one", "a post names the new one"],
)
def test_a_page_that_says_the_name_is_not_renamed(page: bytes) -> None:
    assert rename_in_page(page, RENAMES) is None


def test_pages_are_only_renamed_and_are_as_if_drawn(project: Project) -> None:
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    style = project.write("themes/mine/assets/style.css", "p {}\n")
    project.write("content/a.md", "# A\n\n## ada · 2024-01-01\n\nWords.\n")
    project.build()
    name = next(path for path in project.tree() if path.startswith("assets/style.") and path != "assets/style.css")
    project.write("content/b.md", f"# B\n\n## ada · 2024-01-01\n\nThe name is {name}.\n")
    project.build()
    before = project.search("words").hits
    style.write_text("p { color: red }\n")
    report = project.build()
    assert {reason.why for reason in report.reasons} == {"the asset style.css changed"}
    assert (report.drawn, name in project.tree(), name in project.read("site/b/index.html")) == (2, False, True)
    assert verify(project.config, report) == ()
    assert project.search("words").hits == before


def test_a_build_publishes_a_style_before_the_pages_that_name_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []
    move = SiteWriter.move

    def note(site: SiteWriter, file: StagedFile, record: OutputRecord) -> None:
        moved.append(file.path)
        move(site, file, record)

    monkeypatch.setattr(SiteWriter, "move", note)
    project.write("content/a.md", "# A\n\n## ada · 2024-01-01\n\nWords.\n")
    project.build()
    named = {f"assets/{name}" for name in re.findall(r"assets/([^\"]+)\"", project.read("site/a/index.html"))}
    digested = {path for path in named if without_digest(path) != path}
    assert len(digested) > 1
    assert max(map(moved.index, digested)) < moved.index("a/index.html")


def test_what_is_named_by_digest_is_kept_for_ever(project: Project) -> None:
    project.write("content/a.md", "# A\n\n## ada · 2024-01-01\n\nWords.\n")
    project.build()
    digests = {path: digest_of(content) for path, content in project.tree().items() if path.startswith("assets/s")}
    kept = {path for path, digest in digests.items() if "immutable" in cache_control(path, digest)}
    own = {path for path in digests if without_digest(path) == path}
    assert kept == digests.keys() - own
    assert {without_digest(path) for path in kept} == {path for path in own if "/stemmers/" not in path}


def cache_control(path: str, digest: Digest) -> str:
    return headers_of(path, immutable=is_named_by_content(path, digest), compress=False).cache_control
