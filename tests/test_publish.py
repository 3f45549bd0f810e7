"""Files that are staged from memory or streamed, and media of which all records are lost."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver import urls
from archiver.files import read_chunks
from archiver.model import Output, PublishOutcome, StagedFile, StreamedOutput, Url, digest_of, digest_of_chunks
from archiver.publish import Publisher, open_staging, stage
from tests.conftest import Project

FILM = bytes(range(256)) * 1000
PATH = urls.output_path(urls.media_url(digest_of(FILM), "mp4"))


def streamed(content: bytes, *chunks: bytes, size: int = 0) -> StreamedOutput:
    return StreamedOutput(
        path=urls.output_path(urls.media_url(digest_of(content), "mp4")),
        digest=digest_of(content),
        size=size or len(content),
        read=lambda: iter(chunks or (content,)),
    )


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "site/.archiver-staging"
    folder.mkdir(parents=True)
    return folder


def publisher(staging: Path) -> Publisher:
    return Publisher(folder=staging.parent, staging=staging, ours=set())


def test_a_streamed_file_is_staged_and_published_as_one_from_memory(staging: Path) -> None:
    outputs = streamed(FILM, FILM[:7], FILM[7:]), Output(path="a/index.html", content=b"a page")
    film, page = stage(outputs, {}, staging)
    assert (film.digest, film.size, page.size) == (digest_of(FILM), len(FILM), 6)
    site = publisher(staging)
    assert [site.publish(file) for file in (film, page)] == [PublishOutcome.WRITTEN] * 2
    assert (staging.parent / PATH).read_bytes() == FILM
    assert (staging.parent / "a/index.html").read_bytes() == b"a page"


def test_what_two_attempts_at_a_task_stage_is_apart(staging: Path) -> None:
    (first,), (second,) = (stage([Output(path="a/index.html", content=b"a page")], {}, staging) for _ in range(2))
    assert first.staged
    assert second.staged
    assert Path(first.staged).parent != Path(second.staged).parent


def test_who_still_writes_when_a_build_has_ended_finds_no_folder(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / ".archiver-staging.removed/left/by").mkdir(parents=True)  # a build that was killed at the end
    with open_staging(site, tmp_path) as folder:
        assert [path.name for path in site.iterdir() if path.name.startswith(".archiver-")] == [folder.name]
        (file,) = stage([Output(path="a/index.html", content=b"a page")], {}, folder)
    assert file.staged
    with pytest.raises(FileNotFoundError):
        Path(file.staged).write_bytes(b"late")
    assert [path.name for path in site.iterdir()] == [".archiver"]


def test_a_streamed_file_that_the_site_has_is_not_read(staging: Path) -> None:
    def read() -> Iterator[bytes]:
        raise AssertionError("it was read")

    output = StreamedOutput(path=PATH, digest=digest_of(FILM), size=len(FILM), read=read)
    assert stage([output], {PATH: digest_of(FILM)}, staging) == (
        StagedFile(path=PATH, digest=digest_of(FILM), size=len(FILM), staged=None),
    )


@pytest.mark.parametrize(
    "chunks", [(FILM, b"more"), (FILM[:-1],), (FILM[:-1], b"?")], ids=["longer", "shorter", "other"]
)
def test_a_file_that_changes_while_it_is_read_is_an_error(staging: Path, chunks: tuple[bytes, ...]) -> None:
    with pytest.raises(OSError, match=f"{PATH} changed while it was read"):
        stage([streamed(FILM, *chunks)], {}, staging)


def test_a_streamed_file_of_another_size_than_announced_is_an_error(staging: Path) -> None:
    with pytest.raises(OSError, match="changed while it was read"):
        stage([streamed(FILM, size=1)], {}, staging)


def test_a_medium_of_two_threads_is_staged_by_both_and_published_once(staging: Path) -> None:
    files = [file for _ in range(2) for file in stage([streamed(FILM)], {}, staging)]
    site = publisher(staging)
    assert [site.publish(file) for file in files] == [PublishOutcome.WRITTEN, PublishOutcome.UNCHANGED]
    assert (staging.parent / PATH).read_bytes() == FILM


@pytest.mark.parametrize("size", [0, 1, 1 << 16, (1 << 16) + 1, 300_000])
def test_the_digest_of_a_file_in_chunks_is_that_of_all_its_bytes(tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    (tmp_path / "a").write_bytes(content)
    assert digest_of_chunks(read_chunks(tmp_path / "a")) == digest_of(content)


def test_the_digest_of_a_medium_is_in_its_path() -> None:
    assert urls.media_digest(PATH) == digest_of(FILM)
    assert urls.output_path(Url(f"/{PATH}")) == PATH
    for path in (
        PATH.replace(".mp4", ""),
        f"x/{PATH}",
        PATH.upper(),
        PATH + "/index.html",
        PATH.replace(".", "/../a."),
    ):
        assert urls.media_digest(path) is None


def write(site: Path, path: str, content: bytes) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_bytes(content)


def test_media_without_records_are_known_by_the_digest_in_their_name(tmp_path: Path) -> None:
    other = PATH.replace(".mp4", ".jpg")
    write(tmp_path, PATH, FILM)
    write(tmp_path, other, b"edited by somebody")
    write(tmp_path, "assets/media/cat.jpg", FILM)
    elsewhere = urls.output_path(urls.media_url(digest_of(b"linked"), "jpg"))
    write(tmp_path / "outside", "cat", b"linked")
    (tmp_path / elsewhere).parent.mkdir()
    (tmp_path / elsewhere).symlink_to(tmp_path / "outside/cat")
    assert list(Publisher(folder=tmp_path, staging=tmp_path, ours=set()).media()) == [PATH]


def test_a_medium_of_a_lost_build_is_removed_and_a_foreign_file_beside_it_stays(project: Project) -> None:
    project.write("content/a.md", "Balloons\n\nHelium.\n")
    project.build()
    foreign = PATH.replace(".mp4", ".txt")
    write(project.config.output, PATH, FILM)
    write(project.config.output, foreign, b"a note")
    shutil.rmtree(project.config.state)
    project.build()
    assert not (project.config.output / PATH).exists()
    assert (project.config.output / foreign).read_bytes() == b"a note"


IN_BOUNDED_MEMORY = """
import resource, sys
from pathlib import Path
from archiver.model import StreamedOutput, StagedFile
from archiver.model import digest_of_chunks
from archiver.publish import Publisher, stage
from archiver.files import read_chunks
source, staging = map(Path, sys.argv[1:])
digest = digest_of_chunks(read_chunks(source))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for _ in range(2):
    size = source.stat().st_size
    output = StreamedOutput(path="film.mp4", digest=digest, size=size, read=lambda: read_chunks(source))
    site = Publisher(folder=staging.parent, staging=staging, ours=set())
    print(*(site.publish(file).name for file in stage([output], {}, staging)))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.builds
def test_a_large_film_is_never_in_memory(staging: Path, tmp_path: Path) -> None:
    with (tmp_path / "film").open("wb") as film:
        film.truncate(200_000_000)
    command = [sys.executable, "-c", IN_BOUNDED_MEMORY, str(tmp_path / "film"), str(staging)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    first, second, grown = done.stdout.split()
    assert (first, second) == ("WRITTEN", "UNCHANGED")
    assert int(grown) < 4_000  # KiB
