"""A site with the setting `offline` is read as files: every link names one, and the search data is scripts."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from archiver.search import find_orphans
from archiver.search.browser.script_files import content_of_script, encode_script
from tests.conftest import Project, with_own_names
from tests.offline_site import add_linking_threads, broken_links, build_and_unpack, without_host
from tests.page_kinds import KINDS, build_site_of_all_kinds

THREAD = "# Moon talk\n\n## Ada · 2024-05-01 {#p1}\n\nThe moon is high.\n"
HOST = 'base_url = "https://archive.example/sub/"\n'


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages, unpacked from a zip."""
    return build_and_unpack(tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="module")
def online(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site as servers have it."""
    root = tmp_path_factory.mktemp("online")
    site = build_site_of_all_kinds(root, configure=without_host)
    add_linking_threads(Project(root))
    Project(root).build()
    return site


@pytest.fixture
def small(project: Project) -> Project:
    """A site of one thread."""
    project.write("content/space/moon.md", THREAD)
    project.write("archiver.toml", "offline = true\n")
    return project


@pytest.mark.builds
def test_every_link_of_every_page_leads_to_a_file(unpacked: Path) -> None:
    pages = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.html")}
    assert {path if path.endswith(".html") else f"{path}index.html" for path in KINDS.values()} <= pages
    assert list(broken_links(unpacked)) == []


@pytest.mark.builds
def test_links_in_posts_and_own_pages_name_files(unpacked: Path) -> None:
    linked = (unpacked / "space/linked/index.html").read_text(encoding="utf-8")
    assert '<a href="../code/index.html#p2">the code</a>' in linked
    assert '<a href="../before-it/index.html">what was said</a>' in linked
    linking = (unpacked / "space/linking/index.html").read_text(encoding="utf-8")
    assert '<a href="../linked/index.html">https://old.example/talk/9</a>' in linking
    assert '<a href="../linked/index.html">that</a>' in linking
    guide = (unpacked / "guide/index.html").read_text(encoding="utf-8")
    for target in (
        "../index.html",
        "../about/index.html",
        "../space/linked/index.html#p1",
        "../search/index.html?q=moon",
    ):
        assert f'<a href="{target}">' in guide
    assert 'url=../space/moved/index.html"' in (unpacked / "moved/index.html").read_text(encoding="utf-8")


@pytest.mark.builds
def test_the_search_data_is_that_of_a_server_in_scripts(unpacked: Path, online: Path) -> None:
    served = {path.relative_to(online).as_posix(): path.read_bytes() for path in (online / "search/data").rglob("*.*")}
    scripts = {path.relative_to(unpacked).as_posix(): path for path in (unpacked / "search/data").rglob("*.*")}
    assert scripts.keys() == {f"{path}.js" for path in served}
    assert {path: content_of_script(scripts[f"{path}.js"].read_bytes()) for path in served} == served


@pytest.mark.builds
def test_a_site_for_servers_has_none_of_it(online: Path) -> None:
    pages = "".join(path.read_text(encoding="utf-8") for path in online.rglob("*.html"))
    assert not re.search(r'index\.html[#?"]|data-offline|\'self\' file:', pages)
    assert not list(online.rglob("*.bin.js"))


def test_the_zip_has_the_files_of_the_site_in_its_folder_and_no_others(small: Project) -> None:
    small.build()
    small.write("site/theirs.txt", "theirs")
    done = small.run("build", "--zip", str(small.root / "moon.zip"))
    assert re.fullmatch(r"packed into .*moon\.zip \([0-9.]+ MB\)\n", done.stderr)
    ours = {path: content for path, content in small.tree().items() if path not in {"theirs.txt", ".archiver"}}
    with ZipFile(small.root / "moon.zip") as packed:
        names = packed.namelist()
        assert names == sorted(names)
        assert {name: packed.read(name) for name in names} == {f"moon/{path}": text for path, text in ours.items()}


def test_equal_sites_are_equal_zips(small: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = Project(tmp_path_factory.mktemp("other"))
    for path in ("content/space/moon.md", "archiver.toml"):
        other.write(path, small.read(path))
    zips = []
    for project in (small, other):
        assert project.run("build", "--zip", str(project.root / "moon.zip")).returncode == 0
        zips.append((project.root / "moon.zip").read_bytes())
    assert zips[0] == zips[1]


def test_a_zip_that_cannot_be_written_is_told_and_the_last_one_stays(small: Project) -> None:
    done = small.run("build", "--zip", str(small.root / "no such folder/moon.zip"))
    assert done.returncode != 0
    assert "No such file or directory" in done.stderr
    assert (small.root / "site/index.html").exists()


def test_a_zip_of_a_site_for_servers_says_how_its_pages_work_as_files(small: Project) -> None:
    small.write("archiver.toml", "")
    done = small.run("build", "--zip", str(small.root / "moon.zip"))
    assert "offline = true" in done.stderr


def test_the_setting_can_be_turned_on_and_off(small: Project, tmp_path_factory: pytest.TempPathFactory) -> None:
    for settings in (HOST, f"offline = true\n{HOST}", "offline = true\n", ""):
        small.write("archiver.toml", settings)
        small.build()
        clean = Project(tmp_path_factory.mktemp("clean"))
        clean.write("content/space/moon.md", THREAD)
        clean.write("archiver.toml", settings)
        clean.build()
        assert small.tree() == clean.tree()


def test_an_edit_changes_few_files_of_the_search_data(small: Project) -> None:
    for number in range(40):
        small.write(f"content/space/t{number}.md", THREAD.replace("Moon talk", f"Talk {number}"))
    small.build()
    small.write("content/space/t7.md", THREAD.replace("high", "low"))
    report = small.build()
    data = [path for path in report.written if path.startswith("search/data/")]
    assert report.drawn < 40
    assert "search/data/meta.bin.js" in data
    assert len(data) < len([path for path in small.tree() if path.startswith("search/data/")])


def test_addresses_on_the_host_stay_as_they_are(small: Project) -> None:
    small.write("archiver.toml", f"offline = true\n{HOST}")
    small.build()
    page = small.read("site/space/moon/index.html")
    assert '<link rel="canonical" href="https://archive.example/sub/space/moon/">' in page
    assert 'href="https://archive.example/sub/space/moon/"' in small.read("site/feed.xml")
    assert "<loc>https://archive.example/sub/space/moon/</loc>" in small.read("site/sitemap.xml")
    assert 'href="/sub/assets/style.css"' in with_own_names(small.read("site/404.html"))


def test_scripts_of_lost_records_are_known_by_their_contents(small: Project) -> None:
    small.build()
    data = {path for path in small.tree() if path.startswith("search/data/")}
    small.write("site/search/data/t/0123456789ab.bin.js", encode_script(b"theirs"))
    small.write("site/search/data/theirs.bin.js", "alert(1)")
    assert set(find_orphans(small.root / "site")) == data


@pytest.mark.parametrize("script", [b"", b"var archiver=1", encode_script(b"x")[:-4], encode_script(b"x") * 2])
def test_what_is_no_script_of_ours_has_no_content(script: bytes) -> None:
    assert content_of_script(script) is None


@pytest.mark.parametrize("content", [b"", b"\0", bytes(range(256))])
def test_a_script_hands_over_every_byte(content: bytes) -> None:
    assert content_of_script(encode_script(content)) == content
