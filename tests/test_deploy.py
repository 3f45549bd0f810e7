"""A built site goes to a folder: what is put, what stays, what is told; interrupted at any moment, and two at once."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from archiver.buckets import StoredFile, Upload, Version
from archiver.buckets.folder import FolderBucket
from archiver.deploy import DeployOptions, DeployReport, DeployTarget, deploy
from archiver.deploy.record import RECORD_PATH, record_from_bytes
from archiver.deploy.targets import open_target
from archiver.errors import BucketError, DeployError, OvertakenError
from tests.conftest import Project

pytestmark = pytest.mark.builds

MOON = "---\ntags: [moon]\n---\n# Moon\n\n## Ada · 2024-05-01 {#p1}\n\nThe moon is up.\n"
SUN = "# Sun\n\n## Bob · 2024-05-02 {#p1}\n\nThe sun is up. See [the moon](moon.md).\n"
NOW = DeployOptions(grace=0)


class FolderTarget(FolderBucket):
    def publish(self) -> None:
        """Nothing is left to do."""


@pytest.fixture
def built(project: Project) -> Project:
    project.write("content/space/moon.md", MOON)
    project.write("content/space/sun.md", SUN)
    project.build()
    return project


@pytest.fixture
def www(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("www")


def files_of(folder: Path) -> dict[str, bytes]:
    """All files below a folder but those of archiver itself."""
    found = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path: content for path, content in found.items() if not path.startswith(".archiver")}


def put(project: Project, www: Path, options: DeployOptions = NOW) -> DeployReport:
    return deploy(project.config, FolderTarget(www), options)


def test_the_target_has_the_site_and_a_second_deployment_nothing_to_do(built: Project, www: Path) -> None:
    report = put(built, www)
    assert files_of(www) == files_of(built.config.output)
    assert len(report.put) == len(files_of(www))
    record = (www / RECORD_PATH).stat().st_mtime_ns
    assert (again := put(built, www)).put == again.removed == ()
    assert again.kept == len(report.put)
    assert (www / RECORD_PATH).stat().st_mtime_ns == record


def test_only_what_has_changed_is_put(built: Project, www: Path) -> None:
    put(built, www)
    built.write("content/space/moon.md", MOON.replace("is up", "is down"))
    before = files_of(built.config.output)
    built.build()
    after = files_of(built.config.output)
    assert set(put(built, www).put) == {path for path, content in after.items() if before.get(path) != content}
    assert files_of(www) == after


def test_what_is_gone_is_removed_after_a_while_and_at_once_on_request(built: Project, www: Path) -> None:
    put(built, www)
    (built.root / "content/space/sun.md").unlink()
    built.build()
    waiting = put(built, www, DeployOptions(grace=600))
    assert waiting.removed == ()
    assert waiting.waiting > 0
    assert (www / "space/sun/index.html").exists()
    assert "space/sun/index.html" in put(built, www).removed
    assert files_of(www) == files_of(built.config.output)
    assert not (www / "space/sun").exists()


def test_a_file_of_somebody_else_stays_and_is_told(built: Project, www: Path) -> None:
    (www / "index.html").write_text("mine")
    report = put(built, www)
    assert report.refused == ("index.html",)
    assert (www / "index.html").read_text() == "mine"
    assert put(built, www).refused == ("index.html",)  # it is told each time
    assert put(built, www, DeployOptions(overwrite=True)).refused == ()
    assert files_of(www) == files_of(built.config.output)


def test_a_file_that_somebody_edited_stays_and_is_told(built: Project, www: Path) -> None:
    put(built, www)
    for path in ("space/moon/index.html", "space/sun/index.html"):
        (www / path).write_text("edited")
    built.write("content/space/moon.md", MOON.replace("is up", "is down"))
    (built.root / "content/space/sun.md").unlink()
    built.build()
    assert put(built, www).refused == ("space/moon/index.html", "space/sun/index.html")
    assert (www / "space/moon/index.html").read_text() == (www / "space/sun/index.html").read_text() == "edited"


def test_an_equal_file_that_somebody_else_put_is_taken_over(built: Project, www: Path) -> None:
    (www / "index.html").write_bytes((built.config.output / "index.html").read_bytes())
    assert put(built, www).refused == ()


def test_a_file_that_somebody_removed_is_put_again_when_it_changes(built: Project, www: Path) -> None:
    put(built, www)
    (www / "space/moon/index.html").unlink()
    built.write("content/space/moon.md", MOON.replace("is up", "is down"))
    built.build()
    assert put(built, www).refused == ()
    assert files_of(www) == files_of(built.config.output)


def test_a_folder_and_a_link_in_the_way_are_somebody_elses(built: Project, www: Path) -> None:
    (www / "index.html").mkdir()
    (www / "404.html").symlink_to(www / "elsewhere")
    assert put(built, www).refused == ("404.html", "index.html")
    assert (www / "index.html").is_dir()
    assert (www / "404.html").is_symlink()


def test_files_beside_the_site_go_along_but_for_hidden_ones_and_links(built: Project, www: Path) -> None:
    site = built.config.output
    for path in ("CNAME", ".secret", ".well-known/security.txt", "space/more/a.txt", "space/more/.b"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(path)
    (site / "link").symlink_to("/etc/hostname")
    built.build()
    put(built, www)
    assert {"CNAME", ".well-known/security.txt", "space/more/a.txt"} <= files_of(www).keys()
    assert not {".secret", "space/more/.b", "link"} & files_of(www).keys()


def test_an_edited_page_of_the_site_goes_along_as_it_is(built: Project, www: Path) -> None:
    (built.config.output / "space/moon/index.html").write_text("edited")
    put(built, www)
    assert (www / "space/moon/index.html").read_text() == "edited"


def test_a_site_that_is_not_built_or_damaged_is_not_put(project: Project, www: Path) -> None:
    with pytest.raises(DeployError, match="there is no site yet; run archiver build"):
        put(project, www)
    project.write("content/a.md", MOON)
    project.build()
    (project.config.output / "a/index.html").unlink()
    with pytest.raises(DeployError, match="the site is not as the last build left it; run archiver build"):
        put(project, www)
    assert files_of(www) == {}


def test_a_file_that_changes_meanwhile_ends_the_deployment(built: Project, www: Path) -> None:
    class Meddling(FolderTarget):
        def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
            (built.config.output / "index.html").write_text("built again")
            return super().put(uploads)

    with pytest.raises(DeployError, match=r"index\.html of the site was changed while it was deployed; deploy again"):
        deploy(built.config, Meddling(www), NOW)


# Interruptions


class Interrupted(Exception):  # noqa: N818  what a person does
    pass


class Cut:
    """A target whose deployment ends at its `at`th request, after `before` it or with it. `look` sees each step."""

    def __init__(self, target: DeployTarget, at: int, look: Callable[[], None] = lambda: None) -> None:
        self._target = target
        self._left = at
        self._look = look

    def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
        versions: dict[str, Version] = {}
        for upload in uploads:
            versions |= self._target.put((upload,))
            self._step()
        return versions

    def read(self, path: str) -> StoredFile | None:
        return self._target.read(path)

    def remove(self, files: Mapping[str, Version]) -> frozenset[str]:
        stays = frozenset[str]()
        for path, version in files.items():
            stays |= self._target.remove({path: version})
            self._step()
        return stays

    def publish(self) -> None:
        self._target.publish()

    def _step(self) -> None:
        self._look()
        self._left -= 1
        if self._left == 0:
            raise Interrupted


def links_of(page: bytes, path: str) -> set[str]:
    """The files that a page links to or loads, by their paths in the site."""
    tree = LexborHTMLParser(page)
    found = [node.attributes.get(name) for name in ("href", "src") for node in tree.css(f"[{name}]")]
    targets = {urlsplit(urljoin(f"/{path}", address)).path for address in found if address and ":" not in address}
    return {f"{target}index.html".lstrip("/") if target.endswith("/") else target.lstrip("/") for target in targets}


def check_links(www: Path, visited: set[str]) -> None:
    """Follow all links from pages that readers may be on, `visited`: none leads to a missing file."""
    files, waiting, seen = files_of(www), set(visited), set[str]()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        assert path in files, path
        if path.endswith(".html"):
            waiting |= links_of(files[path], path) - seen - {""}


def test_interrupted_at_any_moment_it_is_resumed_and_no_link_is_ever_broken(built: Project, www: Path) -> None:
    put(built, www)
    visited = {path for path in files_of(www) if path.endswith(".html") and not path.startswith("space/sun/")}
    check_links(www, visited)
    built.write("content/space/mars.md", SUN.replace("Sun", "Mars").replace("sun", "red one"))
    built.write("content/space/moon.md", MOON.replace("is up", "is down"))
    (built.root / "content/space/sun.md").unlink()
    built.build()
    new = files_of(built.config.output)
    old = {path.relative_to(www): path.read_bytes() for path in www.rglob("*") if path.is_file()}
    options, at = DeployOptions(grace=0), 0
    while True:
        at += 1
        for path in [path for path in www.rglob("*") if path.is_file()]:
            path.unlink()
        for name, content in old.items():
            (www / name).parent.mkdir(parents=True, exist_ok=True)
            (www / name).write_bytes(content)
        try:
            deploy(built.config, Cut(FolderTarget(www), at, lambda: check_links(www, visited)), options)
        except Interrupted:
            assert put(built, www, options).refused == ()
            assert files_of(www) == new, at
            continue
        break
    assert at > 10  # there was something to interrupt


@dataclass
class Reader:
    """Walks a site all the while: from the home page along all links, and to all that pages load."""

    www: Path
    missing: list[str] = field(default_factory=list)
    walks: int = 0
    is_done: bool = False

    def walk(self) -> None:
        while not self.is_done or self.walks < 2:
            waiting, seen = {"index.html"}, set[str]()
            while waiting:
                path = waiting.pop()
                seen.add(path)
                try:
                    page = (self.www / path).read_bytes()
                except FileNotFoundError:
                    self.missing.append(path)
                    continue
                if path.endswith(".html"):
                    waiting |= links_of(page, path) - seen - {""}
            self.walks += 1


@contextmanager
def reader_of(www: Path) -> Iterator[Reader]:
    """Somebody who reads the site as long as the block takes, and a little longer."""
    reader = Reader(www)
    thread = Thread(target=reader.walk)
    thread.start()
    try:
        yield reader
    finally:
        reader.is_done = True
        thread.join()


def with_style(project: Project) -> Project:
    """A project with a stylesheet of its own, built."""
    project.write("archiver.toml", 'theme = "mine"\n')
    project.write("themes/mine/theme.toml", 'extends = "default"\n')
    project.write("themes/mine/assets/style.css", "p { color: red }")
    project.build()
    return project


def test_a_reader_finds_the_old_and_the_new_style_at_each_moment(built: Project, www: Path) -> None:
    put(with_style(built), www)
    built.write("themes/mine/assets/style.css", "p { color: blue }")
    built.build()
    visited = {path for path in files_of(www) if path.endswith(".html")}
    with reader_of(www) as reader:
        later = DeployOptions(grace=600)
        report = deploy(built.config, Cut(FolderTarget(www), -1, lambda: check_links(www, visited)), later)
    assert reader.missing == []
    styles = {path for path in files_of(www) if path.startswith("assets/style.")}
    assert len(styles) == 1 + 2, "its own name, the digest before and the digest now"
    assert report.waiting == 1
    assert len(put(built, www).removed) == 1


def test_what_an_interrupted_deployment_put_and_the_site_no_longer_has_is_removed(built: Project, www: Path) -> None:
    with pytest.raises(Interrupted):
        deploy(built.config, Cut(FolderTarget(www), len(files_of(built.config.output))), NOW)
    assert (www / "space/sun/index.html").exists()
    (built.root / "content/space/sun.md").unlink()
    built.build()
    assert put(built, www).refused == ()
    assert files_of(www) == files_of(built.config.output)


def test_an_interrupted_deployment_does_not_make_a_file_of_somebody_else_ours(built: Project, www: Path) -> None:
    (www / "404.html").write_text("mine")
    with pytest.raises(Interrupted):
        deploy(built.config, Cut(FolderTarget(www), len(files_of(built.config.output))), NOW)
    assert put(built, www).refused == ("404.html",)
    assert (www / "404.html").read_text() == "mine"


def test_of_two_at_once_the_one_that_began_last_wins(built: Project, www: Path) -> None:
    class Overtaken(FolderTarget):
        def put(self, uploads: Sequence[Upload]) -> Mapping[str, Version]:
            if any(upload.path == "index.html" for upload in uploads):
                put(built, www)
            return super().put(uploads)

    with pytest.raises(OvertakenError, match="another deployment to this target has begun"):
        deploy(built.config, Overtaken(www), NOW)
    assert files_of(www) == files_of(built.config.output)
    assert record_from_bytes((www / RECORD_PATH).read_bytes()).intents == {}


# The command


def test_the_command_says_what_it_did(built: Project, www: Path) -> None:
    url = www.as_uri()
    planned = built.run("deploy", url, "--dry-run")
    assert "put index.html\n" in planned.stdout
    assert files_of(www) == {}
    count = len(files_of(built.config.output))
    assert built.run("deploy", url).stdout.startswith(f"{count} files put, 0 kept, 0 removed in ")
    fields = json.loads(built.run("deploy", url, "--json").stdout)
    assert fields | {"seconds": 0} == {
        "put": 0,
        "kept": count,
        "removed": 0,
        "waiting": 0,
        "refused": [],
        "seconds": 0,
        "dry_run": False,
    }


def test_a_file_in_the_way_is_named_and_makes_the_exit_code_1(built: Project, www: Path) -> None:
    (www / "index.html").write_text("mine")
    run = built.run("deploy", www.as_uri())
    assert run.returncode == 1
    message = "not as archiver put it there, so left as it is: index.html; remove it, or use --overwrite\n"
    assert run.stderr == message
    assert built.run("deploy", www.as_uri(), "--overwrite").returncode == 0


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("ftp://x", "ftp://x is no target that archiver knows; a target begins with one of s3://, gs://"),
        ("file:///no/such/folder", "/no/such/folder is no folder; make it first"),
        ("file://host/x", "names no folder of this machine; write file:///srv/www"),
        ("file:x", "is no target that archiver knows"),
    ],
)
def test_a_wrong_target_is_told(target: str, message: str) -> None:
    with pytest.raises((BucketError, DeployError), match=message):
        open_target(target, Path("unused"), 1)
