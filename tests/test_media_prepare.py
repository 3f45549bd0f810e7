"""Files of the content folder become media and files to publish; whatever they are, memory is bounded."""

import os
import subprocess
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from PIL import Image

from archiver import urls
from archiver.libraries import library_version
from archiver.media.options import MediaOptions, processing_key
from archiver.media.prepare import PreparedFile, prepare_file
from archiver.media.variants import WIDTHS
from archiver.model import MediaKind, Output, StreamedOutput, digest_of
from archiver.publish import stage
from tests import picture_samples
from tests.test_media_variants import ORIENTATION, PLACE, photograph, png_of, saved

pytestmark = pytest.mark.builds

STRIP, KEEP = MediaOptions(keeps_metadata=False), MediaOptions(keeps_metadata=True)
SECRET = b"where somebody lives"
FILM = b"\0\0\0\x18ftypmp42" + bytes(range(256)) * 200
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"><script>x()</script><path d="M0 0h9"/></svg>'


@pytest.fixture(scope="module")
def jpeg() -> bytes:
    """A large photograph that is to be turned by 90 degrees, and has a secret in its EXIF data."""
    exif = Image.Exif()
    exif[ORIENTATION], exif[PLACE] = 6, SECRET.decode()
    return saved(photograph(1800, 900), "JPEG", quality=95, exif=exif)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "state/media"


def prepared(folder: Path, content: bytes, name: str = "a", options: MediaOptions = STRIP) -> PreparedFile:
    (folder / name).write_bytes(content)
    return prepare_file(folder / name, options, folder / "state/media")


def bytes_of(output: Output | StreamedOutput) -> bytes:
    return output.content if isinstance(output, Output) else b"".join(output.read())


def test_a_photograph_is_published_without_its_metadata_and_with_smaller_versions(tmp_path: Path, jpeg: bytes) -> None:
    assert SECRET in jpeg
    result = prepared(tmp_path, jpeg, "a.jpg")
    medium, outputs = result.medium, result.outputs
    assert (medium.kind, medium.mime_type, medium.width, medium.height) == (MediaKind.PICTURE, "image/jpeg", 900, 1800)
    assert result.digest == digest_of(jpeg)
    assert [SECRET in bytes_of(output) for output in outputs] == [False, False]
    assert medium.size == outputs[0].size == len(bytes_of(outputs[0])) < len(jpeg)
    assert [variant.width for variant in medium.variants] == [720]
    assert [medium.url, medium.variants[0].url] == [f"/{output.path}" for output in outputs]
    assert Image.open(BytesIO(bytes_of(outputs[1]))).size == (720, 1440)


@pytest.mark.parametrize(
    "damaged",
    [
        picture_samples.jpeg().replace(b"\xff\xc0", b"\xff\xc9"),  # arithmetic coding
        picture_samples.jpeg()[: picture_samples.jpeg().index(b"\xff\xda")],
        picture_samples.jpeg()[: picture_samples.jpeg().index(picture_samples.SECRET) + 30],
    ],
    ids=["arithmetic", "without pixels", "cut off in EXIF"],
)
def test_a_photograph_that_no_browser_shows_loses_its_metadata_too(tmp_path: Path, damaged: bytes) -> None:
    assert picture_samples.SECRET in damaged
    file = prepared(tmp_path, damaged)
    assert (file.medium.kind, file.medium.mime_type) == (MediaKind.FILE, "image/jpeg")
    assert picture_samples.SECRET not in bytes_of(file.outputs[0])
    kept = prepared(tmp_path, damaged, options=KEEP)
    assert bytes_of(kept.outputs[0]) == damaged


def test_metadata_is_kept_if_the_settings_say_so(tmp_path: Path, jpeg: bytes) -> None:
    result = prepared(tmp_path, jpeg, options=KEEP)
    assert bytes_of(result.outputs[0]) == jpeg
    assert result.medium.url == urls.media_url(digest_of(jpeg), "jpg")
    assert (result.medium.width, result.medium.height) == (900, 1800)
    assert [SECRET in bytes_of(output) for output in result.outputs] == [True, False]


def test_each_output_is_named_by_the_digest_of_its_bytes(tmp_path: Path, jpeg: bytes) -> None:
    for content in (jpeg, FILM, SVG, b"", b"words"):
        for output in prepared(tmp_path, content).outputs:
            assert urls.media_digest(output.path) == output.digest == digest_of(bytes_of(output))


def test_equal_files_of_any_name_are_published_once(tmp_path: Path, jpeg: bytes) -> None:
    first, second = (prepared(tmp_path, jpeg, name) for name in ("a.jpg", "b.html"))
    assert first.outputs == second.outputs
    assert first.medium == second.medium


@pytest.mark.parametrize(
    ("content", "name", "kind", "mime_type"),
    [
        (FILM, "a.jpg", MediaKind.VIDEO, "video/mp4"),
        (b"<!DOCTYPE html><script>x()</script>", "a.html", MediaKind.FILE, "text/plain"),
        (b"x()", "a.js", MediaKind.FILE, "text/plain"),
        (b"\0\1\2", "a.png", MediaKind.FILE, "application/octet-stream"),
        (b"%PDF-1.7\n", "a.pdf", MediaKind.FILE, "application/pdf"),
        (b"", "a.png", MediaKind.FILE, "text/plain"),
        (SVG.replace(b"</svg>", b""), "a.svg", MediaKind.FILE, "text/plain"),
        (SVG + b" " * 2_000_000, "a.svg", MediaKind.FILE, "text/plain"),
        (b"\xff\xd8\xff\xe0 no more of it", "a.jpg", MediaKind.FILE, "image/jpeg"),
    ],
)
def test_a_file_is_what_its_bytes_are(
    tmp_path: Path, content: bytes, name: str, kind: MediaKind, mime_type: str
) -> None:
    result = prepared(tmp_path, content, name)
    assert (result.medium.kind, result.medium.mime_type) == (kind, mime_type)
    assert (result.medium.width, result.medium.height, result.medium.variants) == (0, 0, ())
    assert [bytes_of(output) for output in result.outputs] == [content]


def test_an_svg_is_cleaned(tmp_path: Path) -> None:
    result = prepared(tmp_path, SVG)
    assert (result.medium.kind, result.medium.width, result.medium.height) == (MediaKind.PICTURE, 30, 20)
    (output,) = result.outputs
    assert output.path.endswith(".svg")
    assert b"path" in bytes_of(output)
    assert b"script" not in bytes_of(output)
    assert result.medium.size == len(bytes_of(output))


def test_what_is_too_large_for_memory_is_streamed_with_equal_results(
    tmp_path: Path, jpeg: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    for options in (STRIP, KEEP):
        for content in (jpeg, FILM, SVG * 100):
            monkeypatch.undo()
            in_memory = prepared(tmp_path, content, options=options)
            monkeypatch.setattr("archiver.media.prepare.MOST_IN_MEMORY", 5000)
            streamed = prepare_file(tmp_path / "a", options, tmp_path / "state/media")
            assert isinstance(streamed.outputs[0], StreamedOutput)
            assert (streamed.medium, streamed.digest) == (in_memory.medium, in_memory.digest)
            assert [*map(bytes_of, streamed.outputs)] == [*map(bytes_of, in_memory.outputs)]


@pytest.fixture
def streamed_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StreamedOutput:
    monkeypatch.setattr("archiver.media.prepare.MOST_IN_MEMORY", 5000)
    (output,) = prepared(tmp_path, FILM, "film.mp4").outputs
    assert isinstance(output, StreamedOutput)
    return output


def test_a_streamed_file_is_staged(tmp_path: Path, streamed_film: StreamedOutput) -> None:
    (tmp_path / "staging").mkdir()
    (file,) = stage([streamed_film], {}, tmp_path / "staging")
    assert file.staged
    assert Path(file.staged).read_bytes() == FILM


@pytest.mark.parametrize("how", ["other size", "other bytes", "replaced", "a link"])
def test_a_streamed_file_that_has_changed_is_not_published(
    tmp_path: Path, streamed_film: StreamedOutput, how: str
) -> None:
    film = tmp_path / "film.mp4"
    if how == "other size":
        film.write_bytes(FILM[:-1])
    elif how == "other bytes":
        stat = film.stat()
        film.write_bytes(FILM[:-1] + b"?")
        os.utime(film, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    elif how == "replaced":
        (tmp_path / "new").write_bytes(FILM)
        (tmp_path / "new").replace(film)
    else:
        film.rename(tmp_path / "moved")
        film.symlink_to(tmp_path / "moved")
    (tmp_path / "staging").mkdir()
    with pytest.raises(OSError, match=r"changed while it was read|symbolic links"):
        stage([streamed_film], {}, tmp_path / "staging")


def test_only_regular_files_are_read(tmp_path: Path, store: Path) -> None:
    (tmp_path / "secret").write_bytes(SECRET)
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", "folder", "pipe", "missing"):
        with pytest.raises(OSError, match=name):
            prepare_file(tmp_path / name, STRIP, store)
    with pytest.raises(OSError, match="null is not a regular file"):
        prepare_file(Path("/dev/null"), STRIP, store)


def test_no_file_stays_open(tmp_path: Path, store: Path, jpeg: bytes, streamed_film: StreamedOutput) -> None:
    before = len(list(Path("/dev/fd").iterdir()))
    for path in (Path("/dev/null"), tmp_path):
        with pytest.raises(OSError, match="not a regular file"):
            prepare_file(path, STRIP, store)
    prepared(tmp_path, jpeg)
    assert b"".join(streamed_film.read()) == FILM
    assert len(list(Path("/dev/fd").iterdir())) == before


def test_pictures_that_move_have_no_smaller_versions(tmp_path: Path) -> None:
    pictures = [photograph(1000, 900), photograph(1000, 900).rotate(90)]
    for file_format in ("GIF", "PNG", "WEBP"):
        result = prepared(tmp_path, saved(pictures[0], file_format, save_all=True, append_images=pictures[1:]))
        assert result.medium.kind is MediaKind.PICTURE
        assert (result.medium.width, result.medium.variants) == (1000, ())


def test_a_picture_that_claims_to_be_huge_is_a_file_to_download(tmp_path: Path) -> None:
    result = prepared(tmp_path, png_of(100_000, 100_000, [b"\0" * 300_001] * 100))
    assert (result.medium.kind, result.medium.mime_type) == (MediaKind.FILE, "image/png")
    assert len(result.outputs) == 1


@pytest.fixture
def without_pillow(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(sys.modules, "PIL", None)
    library_version.cache_clear()
    yield
    library_version.cache_clear()


def test_without_pillow_all_but_the_smaller_versions_is_the_same(
    tmp_path: Path, jpeg: bytes, request: pytest.FixtureRequest
) -> None:
    with_pillow, key = prepared(tmp_path, jpeg), processing_key(STRIP)
    request.getfixturevalue("without_pillow")
    result = prepared(tmp_path, jpeg)
    assert result.medium == replace(with_pillow.medium, variants=())
    assert result.outputs == with_pillow.outputs[:1]
    assert processing_key(STRIP) != key


def test_the_key_has_the_options_and_the_version_of_pillow() -> None:
    assert processing_key(STRIP) != processing_key(KEEP)
    assert f"pillow-{Image.__version__}" in processing_key(STRIP)  # type: ignore[attr-defined]


WITHOUT_PILLOW = """
import sys
from pathlib import Path
from archiver.media.options import MediaOptions, processing_key
from archiver.media.prepare import prepare_file
processing_key(MediaOptions(keeps_metadata=False))
prepare_file(Path(sys.argv[1]), MediaOptions(keeps_metadata=False), Path(sys.argv[2]))
print("PIL" in sys.modules)
"""


def test_pillow_is_imported_only_where_a_large_picture_has_no_stored_versions(tmp_path: Path, jpeg: bytes) -> None:
    (tmp_path / "small").write_bytes(saved(photograph(), "JPEG"))
    (tmp_path / "large").write_bytes(jpeg)

    def imports_pillow(name: str) -> str:
        command = [sys.executable, "-c", WITHOUT_PILLOW, str(tmp_path / name), str(tmp_path / "store")]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert [imports_pillow(name) for name in ("small", "large", "large")] == ["False", "True", "False"]


def test_all_widths_are_made_of_a_picture_that_is_wide_enough(tmp_path: Path) -> None:
    result = prepared(tmp_path, saved(photograph(1750, 700), "JPEG", quality=95))
    assert tuple(variant.width for variant in result.medium.variants) == WIDTHS


IN_BOUNDED_MEMORY = """
import re, sys
from pathlib import Path
from archiver.media.options import MediaOptions
from archiver.media.prepare import prepare_file
from archiver.publish import stage
from tests import picture_samples
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1000
before = peak()
result = prepare_file(Path(sys.argv[1]), MediaOptions(keeps_metadata=False), Path(sys.argv[2]))
Path(sys.argv[2]).mkdir()
stage(result.outputs, {}, Path(sys.argv[2]))
print(result.medium.size, peak() - before)
"""


def test_a_large_file_takes_bounded_memory(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is measured as Linux tells it")
    with (tmp_path / "film.mp4").open("wb") as film:
        film.write(FILM)
        film.truncate(300_000_000)
    command = [sys.executable, "-c", IN_BOUNDED_MEMORY, str(tmp_path / "film.mp4"), str(tmp_path / "staging")]
    size, megabytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert int(size) == 300_000_000
    assert int(megabytes) < 30
