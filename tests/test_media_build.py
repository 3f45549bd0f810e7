"""Files beside threads: published, shown, replaced and removed with the threads that use them."""

import os
import re
import shutil
import struct
import time
import zlib
from pathlib import Path

import pytest

from archiver.build.scanning import Names, scan_originals
from archiver.config import Config
from archiver.media.media_store import MediaStore
from archiver.source import SourceScan
from tests.conftest import Project

LATER = time.time_ns() + 10_000_000_000
"""By then all files have rested, so that their stat signatures tell that they have not changed."""
SHARED = "content/shared/plan.pdf"
PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def png(color: int = 0, width: int = 3, height: int = 2) -> bytes:
    """A picture in one shade of grey."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = zlib.compress((b"\0" + bytes([color]) * width) * height)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def thread(body: str, front: str = "") -> str:
    return f"{front}# Talk\n\n## ada · 2022-07-01T14:03:00Z {{#p1}}\n\n{body}\n"


def media(project: Project) -> list[str]:
    """The published media, with short names."""
    return sorted(re.sub(r"\w+/\w+\.", "*.", path[13:]) for path in project.tree() if path.startswith("assets/media/"))


def images(project: Project, page: str = "site/t/index.html") -> list[Path]:
    """The files that the pictures of a page are loaded from."""
    folder = (project.root / page).parent
    return [(folder / source).resolve() for source in re.findall(r'<img src="([^"]+)"', project.read(page))]


@pytest.fixture
def talk(project: Project) -> Project:
    """A built project with one thread that shows a picture and links to a file."""
    project.write("content/t.md", thread("![the map](files/map.png) and [plan](shared/plan.pdf)"))
    project.write("content/files/map.png", png())
    project.write(SHARED, PDF)
    assert not project.build().problems
    return project


def test_a_picture_beside_a_thread_is_shown(talk: Project) -> None:
    (image,) = images(talk)
    assert image.read_bytes() == png()
    tag = 'width="3" height="2" alt="the map" class="small" loading="lazy" decoding="async">'
    assert tag in talk.read("site/t/index.html")


def test_other_files_are_links_with_type_and_size(talk: Project) -> None:
    page = talk.read("site/t/index.html")
    assert re.search(
        r'<a href="\.\./assets/media/\w\w/\w+\.pdf" download="plan\.pdf" type="application/pdf">plan</a>', page
    )
    assert f"(PDF,\u00a0{len(PDF)}\u00a0B)" in page


def test_a_build_with_nothing_to_do_writes_nothing(talk: Project) -> None:
    report = talk.build()
    assert (report.drawn, report.written, report.removed) == (0, (), 0)


def test_a_changed_file_is_published_anew_and_the_old_one_goes(talk: Project) -> None:
    talk.write("content/files/map.png", png(200))
    report = talk.build()
    assert [str(reason.why) for reason in report.reasons][:1] == ["files/map.png has changed"]
    (image,) = images(talk)
    assert image.read_bytes() == png(200)
    assert media(talk) == ["*.pdf", "*.png"]


def test_a_file_that_was_only_touched_draws_nothing(talk: Project) -> None:
    os.utime(talk.root / "content/files/map.png", (1, 1))
    report = talk.build()
    assert (report.drawn, report.written) == (0, ())


def test_a_missing_file_is_a_warning_with_its_line_and_a_placeholder(project: Project) -> None:
    project.write("content/t.md", thread("A line.\n\n![the map](files/map%20one.png)\n\n[plan](plan.pdf) [page](page)"))
    report = project.build()
    assert [str(problem) for problem in report.problems] == [
        "content/t.md:7: warning: there is no file files/map%20one.png; put it there, or correct the address",
        "content/t.md:9: warning: there is no file plan.pdf; put it there, or correct the address",
    ]
    page = project.read("site/t/index.html")
    assert '<span class="missing" title="files/map%20one.png">the map ' in page
    assert "(picture not in this archive: map one.png)" in page
    assert '<a href="page">page</a>' in page


def test_a_missing_file_that_comes_is_shown_and_one_that_goes_is_missing(project: Project) -> None:
    project.write("content/t.md", thread("![the map](map.png)"))
    assert project.build().problems
    project.write("content/map.png", png())
    assert not project.build().problems
    assert len(images(project)) == 1
    (project.root / "content/map.png").unlink()
    assert project.build().problems
    assert media(project) == []
    assert not (project.root / "site/assets/media").exists()


def test_a_file_in_two_threads_is_published_once_and_stays_while_one_has_it(talk: Project) -> None:
    talk.write("content/u/v.md", thread("> ![](../files/copy.png)\n\n- [the plan](/shared/plan.pdf)"))
    talk.write("content/files/copy.png", png())
    talk.build()
    assert media(talk) == ["*.pdf", "*.png"]
    (talk.root / "content/t.md").unlink()
    talk.build()
    assert media(talk) == ["*.pdf", "*.png"]
    (talk.root / "content/u/v.md").unlink()
    report = talk.build()
    assert media(talk) == []
    assert not report.foreign


def test_a_draft_and_a_thread_without_its_picture_take_the_file_along(talk: Project) -> None:
    talk.write("content/t.md", thread("![the map](files/map.png)"))
    talk.build()
    assert media(talk) == ["*.png"]
    talk.write("content/t.md", thread("![the map](files/map.png)", "---\ndraft: true\n---\n"))
    talk.build()
    assert media(talk) == []


def test_a_thread_that_cannot_be_drawn_keeps_its_pictures(talk: Project) -> None:
    before = talk.tree()
    talk.write("content/t.md", b"\xff")
    talk.write("content/files/map.png", png(9))
    assert talk.build().errors
    after = talk.tree()
    assert {path: after.get(path) for path in before if "/media/" in path or path.startswith("t/")} == {
        path: content for path, content in before.items() if "/media/" in path or path.startswith("t/")
    }


def test_a_published_file_that_is_lost_is_published_again(talk: Project) -> None:
    before = talk.tree()
    (image,) = images(talk)
    image.unlink()
    talk.build()
    assert talk.tree() == before


def test_a_published_file_that_somebody_has_edited_stays_and_is_reported(talk: Project) -> None:
    (image,) = images(talk)
    image.write_bytes(b"by hand")
    warned = [problem.path for problem in talk.build().warnings]
    assert warned == [image.relative_to(talk.root).as_posix()]
    assert image.read_bytes() == b"by hand"


def test_foreign_files_among_the_media_stay(talk: Project) -> None:
    talk.write("site/assets/media/note.txt", "theirs")
    (talk.root / "content/t.md").unlink()
    assert talk.build().foreign == ("assets/media/",)
    assert talk.read("site/assets/media/note.txt") == "theirs"


def test_lost_records_do_not_make_media_foreign(talk: Project) -> None:
    talk.write("content/t.md", thread("No picture."))
    (talk.root / ".archiver/manifest.sqlite").unlink()
    report = talk.build()
    assert media(talk) == []
    assert not report.foreign


def test_pages_link_to_media_from_where_they_are(project: Project) -> None:
    posts = "\n".join(f"## ada · 2022-07-0{n}T14:03:00Z {{#p{n}}}\n\n![](map.png)\n" for n in (1, 2))
    project.write("content/a/t.md", f"# Talk\n\n{posts}")
    project.write("content/a/map.png", png())
    project.write("archiver.toml", "[pages]\nposts = 1\njson = true\n")
    project.build()
    for page in ("site/a/t/index.html", "site/a/t/page-2/index.html"):
        (image,) = images(project, page)
        assert image.is_file()
    (source, _) = re.findall(r'<img src=\\"([^"\\]+)', project.read("site/a/t/index.json"))
    assert (project.root / "site/a/t" / source).resolve() == image


def test_a_file_beside_the_source_wins_over_the_original_page(project: Project) -> None:
    front = "---\nsource: https://forum.example/t/1\nformat: html\n---\n"
    project.write("content/t.md", thread('<img src="map.png" alt="m"> <img src="other.png" alt="o">', front))
    project.write("content/map.png", png())
    assert not project.build().problems
    page = project.read("site/t/index.html")
    assert len(images(project)) == 1
    assert 'href="https://forum.example/t/other.png"' in page


def test_links_out_of_the_content_folder_are_not_followed(project: Project) -> None:
    secret = project.write("secret.png", png())
    project.write("content/t.md", thread("![a](../secret.png) ![b](link.png) ![c](linked/secret.png)"))
    (project.root / "content/link.png").symlink_to(secret)
    (project.root / "content/linked").symlink_to(project.root)
    report = project.build()
    assert media(project) == []
    assert len([p for p in report.warnings if p.line]) == 3


def test_a_folder_in_place_of_a_file_is_a_missing_file(talk: Project) -> None:
    (talk.root / "content/files/map.png").unlink()
    (talk.root / "content/files/map.png").mkdir()
    (problem,) = talk.build().problems
    assert "there is no file files/map.png" in problem.message
    assert media(talk) == ["*.pdf"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_a_warning_and_a_placeholder(talk: Project) -> None:
    talk.write("content/files/map.png", png(7)).chmod(0)
    (problem,) = talk.build().problems
    assert "cannot be read" in problem.message


@pytest.mark.parametrize("name", ["page.html", "page.svg", "page.xml", "run.js", "x.php", ".htaccess"])
def test_what_could_run_is_published_as_text_or_not_at_all(project: Project, name: str) -> None:
    project.write("content/t.md", thread(f"[the file]({name}) ![again]({name})"))
    project.write(f"content/{name}", '<?xml version="1.0"?><html><script>alert(1)</script></html>')
    project.build()
    assert {path.rpartition(".")[2] for path in media(project)} <= {"txt", "bin"}
    assert "<script>alert" not in project.read("site/t/index.html")


def test_check_names_missing_files_and_not_those_that_are_used(talk: Project) -> None:
    talk.write("content/t.md", thread("![no](no.png) [page](notes.html)"))
    talk.write("content/notes.html", "<p>Notes.")
    talk.write("content/other.html", "<p>Other.")
    lines = talk.run("check").stdout + talk.run("check").stderr
    assert "content/t.md:5: warning: there is no file no.png" in lines
    assert "other.html" in lines
    assert "notes.html" not in lines


def test_ignored_files_are_warned_of_unless_a_post_links_to_them(talk: Project) -> None:
    talk.write("content/notes.html", "<p>Notes.")
    (problem,) = talk.build().problems
    assert "1 .html file is not Markdown and not read: notes.html" in problem.message
    talk.write("content/t.md", thread("[notes](notes.html)"))
    assert not talk.build().problems


def test_several_processes_give_what_one_gives(talk: Project, tmp_path: Path) -> None:
    for n in range(40):
        talk.write(f"content/b{n % 3}/t{n}.md", thread(f"![a](../files/map.png) ![b](p{n % 7}.png) ![c](none.png)"))
        talk.write(f"content/b{n % 3}/p{n % 7}.png", png(n % 5))
    talk.build(jobs=1)
    serial = talk.tree()
    for path in (talk.root / "site", talk.root / ".archiver"):
        path.rename(tmp_path / f"{path.name}-serial")
    talk.build(jobs=3)
    assert talk.tree() == serial


def test_a_picture_that_changed_while_its_thread_could_not_be_drawn_is_shown_when_it_can(talk: Project) -> None:
    good = talk.read("content/t.md")
    talk.write("content/t.md", b"\xff")
    talk.write("content/files/map.png", png(9))
    for _ in range(2):
        assert talk.build(now_ns=LATER).errors
    talk.write("content/t.md", good)
    talk.build(now_ns=LATER)
    (image,) = images(talk)
    assert image.read_bytes() == png(9)


def replace_after_the_scan(patch: pytest.MonkeyPatch, file: Path, instead: str) -> None:
    """Let the next builds find something else in place of a file than their scan of the content folder has found."""

    def scan_and_replace(config: Config, names: Names, *, now_ns: int = 0) -> tuple[SourceScan, Names]:
        found = scan_originals(config, names, now_ns=now_ns)
        file.unlink()
        if instead == "folder":
            file.mkdir()
        elif instead == "link":
            file.symlink_to(file.parents[1] / "secret.png")
        elif instead == "pipe":
            os.mkfifo(file)
        return found

    patch.setattr("archiver.build.thread_stages.scan_originals", scan_and_replace)


@pytest.mark.parametrize("instead", ["nothing", "folder", "link", "pipe"])
def test_a_file_that_is_replaced_while_the_build_is_at_work_is_looked_for_again(
    project: Project, monkeypatch: pytest.MonkeyPatch, instead: str
) -> None:
    project.write("content/t.md", thread("![the map](map.png)"))
    project.write("secret.png", png(9))
    picture = project.write("content/map.png", png())
    with monkeypatch.context() as patch:
        replace_after_the_scan(patch, picture, instead)
        (problem,) = project.build(now_ns=LATER).problems
    assert problem.line == 5
    assert "map.png cannot be read" in problem.message
    assert media(project) == []
    (problem,) = project.build(now_ns=LATER).problems
    assert "there is no file map.png" in problem.message
    picture.rmdir() if instead == "folder" else picture.unlink(missing_ok=True)
    project.write("content/map.png", png(7))
    assert not project.build(now_ns=LATER).problems
    assert len(images(project)) == 1


def test_a_used_file_that_becomes_a_pipe_while_the_build_compares_files_is_not_waited_for(
    talk: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = talk.root / "content/files/map.png"
    os.utime(picture, (1, 1))
    replace_after_the_scan(monkeypatch, picture, "pipe")
    assert "cannot be read" in talk.build().problems[0].message


def test_batches_of_one_process_share_a_file(talk: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archiver.build.threads._LARGEST_BATCH", 2)
    monkeypatch.setattr("archiver.build.threads._SMALLEST_BATCH", 1)
    for n in range(5):
        talk.write(f"content/t{n}.md", thread("![a](files/map.png)"))
    assert not talk.build(jobs=1).problems
    assert media(talk) == ["*.pdf", "*.png"]


def test_a_hint_at_another_file_follows_that_file(project: Project) -> None:
    project.write("content/t.md", thread("![the map](map.png)"))
    assert "there is Map.png" not in str(project.build().problems)
    other = project.write("content/Map.png", png())
    assert "there is Map.png" in str(project.build().problems)
    other.unlink()
    assert "there is Map.png" not in str(project.build().problems)


def test_a_thread_that_cannot_be_drawn_keeps_its_pictures_when_the_records_are_lost(talk: Project) -> None:
    good = talk.read("content/t.md")
    (image,) = images(talk)
    talk.write("content/t.md", b"\xff")
    shutil.rmtree(talk.root / ".archiver")
    for n in range(2):
        assert talk.build().errors
        assert images(talk) == [image]
        assert media(talk) == ["*.pdf", "*.png"]
        talk.write("content/t.md", b"\xff\n" * (n + 2))
    talk.write("content/t.md", good.replace("[plan]", "[no plan]").replace("plan.pdf", "none"))
    talk.build()
    assert media(talk) == ["*.png"]


DAMAGED = "content/_media/addresses.jsonl:{}: warning: not a row of the table"


def test_a_damaged_table_of_files_from_elsewhere_is_told_by_each_build(talk: Project) -> None:
    talk.write("content/_media/addresses.jsonl", "{}\n\nno row\n")
    for report in (talk.build(now_ns=LATER), talk.build(now_ns=LATER)):
        assert [str(problem).partition(";")[0] for problem in report.problems] == [DAMAGED.format(n) for n in (1, 3)]
        assert report.drawn == 0
    assert DAMAGED.format(1) in talk.run("check").stderr


@pytest.mark.parametrize("place", ["_media", "_media/addresses.jsonl"])
@pytest.mark.parametrize("kind", ["link", "pipe"])
def test_a_link_or_pipe_in_place_of_the_table_is_not_read(project: Project, place: str, kind: str) -> None:
    project.write("content/t.md", thread("![a](https://x.example/map.png)"))
    project.write("content/map.png", png())
    elsewhere = project.root / "elsewhere"
    with MediaStore(elsewhere) as store:
        store.add_bytes("https://x.example/map.png", png())
    target = project.root / "content" / place
    target.parent.mkdir(exist_ok=True)
    if kind == "link":
        target.symlink_to(elsewhere / place)
    else:
        os.mkfifo(target)
    (problem,) = project.build().problems
    assert problem.path.startswith("content/_media")
    assert media(project) == []
