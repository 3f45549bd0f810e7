"""What pages tell chat windows, networks, phones and programs of themselves."""

import json
import re
import shutil
import struct
from html import unescape
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY, Project
from tests.picture_samples import encoded, image

pytestmark = pytest.mark.builds

ADDRESS = "https://x.example/a/"
THEME = REPOSITORY / "themes/default"


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample archive, built."""
    root = tmp_path_factory.mktemp("sample")
    shutil.copytree(REPOSITORY / "content", root / "content")
    shutil.copy(REPOSITORY / "archiver.toml", root)
    project = Project(root)
    project.build()
    return project


def head_of(project: Project, page: str) -> dict[str, str]:
    """The contents of the `<meta>` elements of a page, by their names."""
    return metadata(project.read(f"site/{page}index.html"))


def metadata(html: str) -> dict[str, str]:
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)"', html)
    return {name: unescape(content) for name, content in found}


def test_each_page_of_the_sample_has_a_description_of_its_own(sample: Project) -> None:
    seen: dict[str, Path] = {}
    for path in sorted((sample.root / "site").rglob("index.html")):
        html = path.read_text(encoding="utf-8")
        if 'name="robots" content="noindex"' in html:
            continue
        description = metadata(html)["description"]
        assert 3 < len(description) <= 450
        assert description not in seen, f"{path} and {seen.get(description)} have one description"
        seen[description] = path


def test_a_further_page_of_a_thread_is_described_by_its_first_post(project: Project) -> None:
    project.write("archiver.toml", "[pages]\nposts = 1\n")
    project.write("content/a.md", "# T\n\n## Ada {#p1}\n\nOne.\n\n## Ben {#p2}\n\nTwo.\n\n## Cid {#p3}\n\n> One.\n")
    project.build()
    assert head_of(project, "a/")["description"] == "One."
    assert head_of(project, "a/page-2/")["description"] == "Two."
    assert head_of(project, "a/page-3/")["description"] == "T, page 3"


def test_a_list_is_described_by_what_it_lists(project: Project) -> None:
    project.write("archiver.toml", '[pages]\nthreads = 1\n[boards.space]\ndescription = "On <space>."\n')
    for number in range(3):
        project.write(
            f"content/space/{number}.md", f"# Lamp {number}\n\n## Ada · {2020 + number}-01-01 {{#p1}}\n\nW.\n"
        )
    project.build()
    assert head_of(project, "space/")["description"] == "On <space>."
    assert head_of(project, "space/page-1/")["description"] == "space, part 1 · 1 thread · 1 post · Lamp 0"
    assert head_of(project, "authors/ada/")["description"] == "Ada · 3 posts"
    assert head_of(project, "authors/")["description"] == "Authors · Ada"
    assert head_of(project, "dates/2020/")["description"] == "2020 · January 2020"
    assert head_of(project, "")["description"] == "Archive · 3 threads · 3 posts · Lamp 2 · Lamp 1"


def test_networks_are_told_of_a_thread(project: Project) -> None:
    project.write("archiver.toml", f'base_url = "{ADDRESS}"\nlang = "pt-BR"\n')
    project.write("content/files/small.png", encoded(image(199, 400), "PNG"))
    project.write("content/files/large.png", encoded(image(400, 300), "PNG"))
    project.write(
        "content/a.md",
        "# T\n\n## Ada · 2020-01-01 {#p1 edited=2020-02-03}\n\n![no](files/small.png) ![A “cat”](files/large.png)\n\n"
        "## Ben · 2020-01-02 {#p2}\n\nWords.\n",
    )
    assert not project.build().problems
    head = head_of(project, "a/")
    assert head["og:locale"] == "pt_BR"
    assert head["twitter:card"] == "summary_large_image"
    assert (head["article:published_time"], head["article:modified_time"]) == ("2020-01-01", "2020-02-03")
    assert head["og:image:alt"] == "A “cat”"
    assert (project.root / "site" / head["og:image"].removeprefix(ADDRESS)).is_file()


def test_a_page_without_a_picture_has_the_icon_of_the_site(project: Project) -> None:
    project.write("archiver.toml", f'base_url = "{ADDRESS}"\n')
    project.write("content/a.md", "T\n\nWords.\n")
    project.build()
    for page in ("", "a/", "tags/"):
        head = head_of(project, page)
        assert (head["og:image"], head["twitter:card"]) == (f"{ADDRESS}assets/icon.png", "summary")
        assert "article:published_time" not in head


def test_a_site_without_an_address_names_none(project: Project) -> None:
    project.write("content/a.md", "T\n\nWords.\n")
    project.build()
    assert {name for name in head_of(project, "a/") if ":" in name} == set()


def test_a_phone_gets_the_name_and_the_icons_of_the_site(project: Project) -> None:
    project.write("archiver.toml", 'title = "Lamps & </script>"\n')
    project.write("content/a/b.md", "T\n\nWords.\n")
    project.build()
    manifest = json.loads(project.read("site/site.webmanifest"))
    assert manifest["name"] == "Lamps & </script>"
    assert all((project.root / "site" / icon["src"]).is_file() for icon in manifest["icons"])
    html = project.read("site/a/b/index.html")
    assert '<link rel="manifest" href="../../site.webmanifest">' in html
    assert '<link rel="apple-touch-icon" href="../../assets/icon.png">' in html
    icon = (project.root / "site/assets/icon.png").read_bytes()
    assert struct.unpack(">II", icon[16:24]) == (512, 512)


def test_the_bar_of_a_phone_has_the_colours_of_the_paper(project: Project) -> None:
    css = (THEME / "assets/style.css").read_text(encoding="utf-8")
    paper = re.search(r"--paper: light-dark\((#\w+), (#\w+)\)", css)
    assert paper
    project.write("content/a.md", "# Moon\n\nUp.\n")
    project.build()
    home = project.read("site/index.html")
    colours = re.findall(r'<meta name="theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)">', home)
    assert colours == [(paper[1], "light"), (paper[2], "dark")]


def test_programs_find_the_boards_and_the_markdown_of_threads(project: Project) -> None:
    project.write("archiver.toml", f'title = "A [b]"\nbase_url = "{ADDRESS}"\n[boards.space]\ntitle = "Space & sky"\n')
    project.write("content/space/lamps.md", "# Lamps\n\n## Ada · 2020-01-01 {#p1}\n\nWords.\n")
    project.build()
    text = project.read("site/llms.txt")
    assert text.startswith("# A \\[b\\]\n\nAn archive")
    assert f"\n- [Space & sky]({ADDRESS}space/)\n" in text
    links = re.findall(r"^- \[(?:[^\]]+)\]\(([^)]+)\)(?:: .+)?$", text, re.MULTILINE)
    assert len(links) == text.count("\n- ") == 7
    for link in links:
        path = link.removeprefix(ADDRESS)
        assert (project.root / "site" / (path if "." in path else f"{path}index.html")).is_file(), link
    assert "\n\n\n" not in text
    assert "JSON" not in text
    page = project.read("site/space/lamps/index.html")
    assert '<link rel="alternate" type="text/markdown" href="index.md">' in page
    assert (project.root / "site/space/lamps/index.md").is_file()


def test_an_added_post_leaves_the_files_for_programs_as_they_are(project: Project) -> None:
    project.write("content/space/lamps.md", "# Lamps\n\n## Ada · 2020-01-01 {#p1}\n\nWords.\n")
    project.build()
    project.write("content/space/lamps.md", "# Lamps\n\n## Ada · 2020-01-01 {#p1}\n\nWords.\n\n## Ben {#p2}\n\nYes.\n")
    written = set(project.build().written)
    assert "space/lamps/index.html" in written
    assert written.isdisjoint({"llms.txt", "site.webmanifest", "robots.txt"})
