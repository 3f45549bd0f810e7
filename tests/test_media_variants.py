"""Smaller versions of large pictures: their sizes and bytes, what has none, and how they are stored."""

import subprocess
import sys
import zlib
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from archiver.libraries import library_version
from archiver.media.scaling import MAX_PIXELS, MAX_PIXELS_WEBP, scale_picture
from archiver.media.variant_store import VariantFile, read_stored, remove_unused, write_stored
from archiver.media.variants import PublishedPicture, find_variants
from archiver.model import digest_of

pytestmark = pytest.mark.builds

SIZE, WIDTHS = (800, 600), (300, 500)
ORIENTATION, PLACE = 0x0112, 0x010E
BLACK, WHITE, RED = (0, 0, 0), (255, 255, 255), (255, 0, 0)


@cache
def photograph(width: int = 800, height: int = 600) -> Image.Image:
    """A picture of soft spots of many colours, with some noise."""
    random = Random(5)  # noqa: S311
    spots = Image.frombytes("RGB", (40, 30), random.randbytes(3600)).resize((width, height), Image.Resampling.BICUBIC)
    return Image.blend(spots, Image.effect_noise((width, height), 30).convert("RGB"), 0.05)


@cache
def screenshot(width: int = 800, height: int = 600) -> Image.Image:
    """Coloured strokes like letters, on a dark ground."""
    random = Random(7)  # noqa: S311
    picture = Image.new("RGB", (width, height), (30, 30, 40))
    draw = ImageDraw.Draw(picture)
    for y in range(0, height, 20):
        for x in range(0, width, 9):
            colour = random.choice([(220, 220, 220), (200, 60, 60), (60, 60, 200)])
            draw.line((x, y, x + random.randrange(8), y + random.randrange(14)), fill=colour, width=2)
    return picture


def saved(picture: Image.Image, file_format: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, file_format, **options)
    return file.getvalue()


def opened(variant: VariantFile) -> Image.Image:
    return Image.open(BytesIO(variant.content))


def published(content: bytes, mime_type: str, size: tuple[int, int], *, is_animated: bool = False) -> PublishedPicture:
    return PublishedPicture(
        source=digest_of(b"source" + content),
        digest=digest_of(content),
        size=len(content),
        mime_type=mime_type,
        width=size[0],
        height=size[1],
        is_animated=is_animated,
        read=lambda: content,
    )


@pytest.fixture(scope="module")
def jpeg() -> bytes:
    return saved(photograph(1750, 700), "JPEG", quality=95)


@pytest.mark.parametrize(
    ("picture", "mime_type", "file_format", "extension"),
    [
        (photograph(), "image/jpeg", "JPEG", "jpg"),
        (photograph().convert("L"), "image/jpeg", "JPEG", "jpg"),
        (photograph(), "image/png", "PNG", "webp"),
        (screenshot(), "image/png", "PNG", "webp"),
        (screenshot().convert("1"), "image/png", "PNG", "webp"),
        (screenshot().convert("LA"), "image/png", "PNG", "webp"),
        (screenshot().quantize(16), "image/png", "PNG", "webp"),
        (screenshot(), "image/webp", "WEBP", "webp"),
    ],
)
def test_each_format_and_mode_gives_pictures_of_the_widths(
    picture: Image.Image, mime_type: str, file_format: str, extension: str
) -> None:
    variants = scale_picture(saved(picture, file_format), mime_type, picture.size, WIDTHS)
    assert [(v.width, v.extension, opened(v).width) for v in variants] == [(w, extension, w) for w in WIDTHS]
    for variant in variants:
        shown = opened(variant)
        assert shown.height == round(shown.width * picture.height / picture.width)
        expected, got = picture.convert("RGB").resize((8, 8)), shown.convert("RGB").resize((8, 8))
        assert max(abs(a - b) for a, b in zip(expected.tobytes(), got.tobytes(), strict=True)) < 12


def test_a_screenshot_keeps_its_colours_and_a_photograph_is_compressed_more() -> None:
    def is_lossless(picture: Image.Image) -> bool:
        (variant,) = scale_picture(saved(picture, "PNG"), "image/png", picture.size, (300,))
        return b"VP8L" in variant.content[:40]

    assert is_lossless(screenshot())
    assert not is_lossless(photograph())


def test_transparency_is_kept() -> None:
    picture = screenshot().convert("RGBA")
    picture.paste((0, 0, 0, 0), (0, 0, 400, 600))
    for transparent in (picture, photograph().quantize(8)):
        options = {"transparency": 0} if transparent.mode == "P" else {}
        content = saved(transparent, "PNG", **options)
        for variant in scale_picture(content, "image/png", transparent.size, WIDTHS):
            alpha = opened(variant).getchannel("A")
            assert alpha.getextrema() == (0, 255)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_rotated_picture_is_turned_upright(orientation: int) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    stored = Image.new("RGB", (2000, 1000), WHITE)
    stored.paste(RED, (0, 0, 1000, 500))
    content = saved(stored, "JPEG", exif=exif, quality=95)
    shown_size = (1000, 2000) if orientation >= 5 else (2000, 1000)
    (variant,) = scale_picture(content, "image/jpeg", shown_size, (400,))
    shown = opened(variant)
    assert shown.size == (400, 800 if orientation >= 5 else 200)
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    for corner in [(0, 0), (1, 0), (1, 1), (0, 1)]:
        x, y = corner[0] * 350 + 25, corner[1] * (shown.height - 50) + 25
        is_red = shown.getchannel("G").crop((x, y, x + 1, y + 1)).tobytes()[0] < 128
        assert is_red == (corner == corners[orientation])


def test_no_metadata_is_left_but_the_colour_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif, text = Image.Exif(), PngImagePlugin.PngInfo()
    exif[PLACE] = "where somebody lives"
    text.add_text("place", "where somebody lives")
    xmp = b"<x>where somebody lives</x>"
    options = {"exif": exif, "icc_profile": profile}
    contents = {
        "image/jpeg": saved(photograph(), "JPEG", comment=b"where somebody lives", xmp=xmp, **options),
        "image/png": saved(photograph(), "PNG", pnginfo=text, **options),
        "image/webp": saved(photograph(), "WEBP", xmp=xmp, **options),
    }
    for mime_type, content in contents.items():
        assert b"somebody" in content
        for variant in scale_picture(content, mime_type, SIZE, WIDTHS):
            assert b"somebody" not in variant.content
            assert opened(variant).info["icc_profile"] == profile
            assert not opened(variant).getexif()


def test_a_profile_of_another_colour_space_is_left_out() -> None:
    gray = bytes(16) + b"GRAY" + bytes(108)
    (variant,) = scale_picture(saved(photograph(), "PNG", icc_profile=gray), "image/png", SIZE, (300,))
    assert not opened(variant).info.get("icc_profile")
    (variant,) = scale_picture(saved(photograph().convert("L"), "JPEG", icc_profile=gray), "image/jpeg", SIZE, (300,))
    assert opened(variant).info["icc_profile"] == gray


def test_equal_pictures_give_equal_bytes() -> None:
    program = (
        "import sys; from archiver.media.scaling import scale_picture\n"
        "variants = scale_picture(sys.stdin.buffer.read(), sys.argv[1], (800, 600), (300, 500))\n"
        "sys.stdout.buffer.write(b''.join(v.content for v in variants))"
    )
    for mime_type, file_format in (("image/jpeg", "JPEG"), ("image/png", "PNG")):
        content = saved(photograph(), file_format)
        here = b"".join(v.content for v in scale_picture(content, mime_type, SIZE, WIDTHS))
        command = [sys.executable, "-c", program, mime_type]
        assert here
        assert subprocess.run(command, input=content, capture_output=True, check=True).stdout == here


def png_of(width: int, height: int, rows: Iterable[bytes]) -> bytes:
    def chunk(name: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(name + content).to_bytes(4, "big")
        return len(content).to_bytes(4, "big") + name + content + crc

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
    compressor = zlib.compressobj()
    content = b"".join(compressor.compress(row) for row in rows) + compressor.flush()
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", content) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "mime_type", "size"),
    [
        (png_of(100_000, 100_000, [b"\0" * 1000]), "image/png", (100_000, 100_000)),
        (png_of(9000, 9000, [b"\0" * 1000]), "image/png", (9000, 9000)),
        (png_of(800, 600, [b"\0" * 1000]), "image/png", SIZE),
        (b"GIF89a" + bytes(1000), "image/png", SIZE),
        (saved(photograph().convert("CMYK"), "JPEG"), "image/jpeg", SIZE),
        (saved(photograph().convert("I;16"), "PNG"), "image/png", SIZE),
        (saved(photograph(), "PNG", save_all=True, append_images=[screenshot()]), "image/png", SIZE),
        (
            saved(photograph(), "WEBP", save_all=True, append_images=[screenshot()]),
            "image/webp",
            SIZE,
        ),
        (saved(photograph(), "JPEG"), "image/jpeg", (600, 800)),
        (b"", "image/jpeg", SIZE),
    ],
    ids=["bomb", "large", "cut", "GIF", "CMYK", "16 bits", "APNG", "moving WebP", "other size", "empty"],
)
def test_of_some_pictures_nothing_is_scaled(content: bytes, mime_type: str, size: tuple[int, int]) -> None:
    assert scale_picture(content, mime_type, size, WIDTHS) == ()


def test_a_jpeg_of_very_many_scans_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    progressive = saved(photograph(), "JPEG", progressive=True)
    assert scale_picture(progressive, "image/jpeg", SIZE, WIDTHS)
    monkeypatch.setattr("archiver.media.scaling.MAX_SCANS", progressive.count(b"\xff\xda") - 1)
    assert not scale_picture(progressive, "image/jpeg", SIZE, WIDTHS)


def test_of_a_photograph_with_further_pictures_after_its_end_the_first_is_scaled() -> None:
    content = saved(photograph(), "MPO", save_all=True, append_images=[photograph().rotate(180)])
    only = scale_picture(saved(photograph(), "JPEG"), "image/jpeg", SIZE, WIDTHS)
    assert content.count(b"\xff\xd8\xff") == 2
    assert scale_picture(content, "image/jpeg", SIZE, WIDTHS) == only


def test_a_picture_that_is_too_high_for_webp_has_only_lower_versions() -> None:
    picture = Image.new("L", (1000, 20_000))
    variants = scale_picture(saved(picture, "PNG"), "image/png", picture.size, (720, 900))
    assert [variant.width for variant in variants] == [720]


def test_damage_anywhere_gives_no_exception() -> None:
    random = Random(3)  # noqa: S311
    small = photograph(120, 90)
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    contents = {
        "image/jpeg": saved(small, "JPEG", progressive=True, exif=exif, icc_profile=bytes(200)),
        "image/png": saved(small.quantize(9), "PNG", exif=exif, icc_profile=bytes(200)),
        "image/webp": saved(small, "WEBP", exif=exif),
    }
    for mime_type, content in contents.items():
        assert scale_picture(content, mime_type, (90, 120), (60,))
        for _ in range(150):
            damaged = bytearray(content[: random.choice([len(content), random.randrange(len(content))])])
            for _ in range(min(5, len(damaged))):
                damaged[random.randrange(len(damaged))] = random.randrange(256)
            assert len(scale_picture(bytes(damaged), mime_type, (90, 120), (60,))) <= 1


def test_variants_are_made_once_and_stored(jpeg: bytes, tmp_path: Path) -> None:
    picture = published(jpeg, "image/jpeg", (1750, 700))
    made = find_variants(picture, tmp_path)
    assert [variant.width for variant in made] == [720, 1360]
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    before = file.stat().st_mtime_ns
    assert find_variants(picture, tmp_path) == made
    assert file.stat().st_mtime_ns == before


def test_that_there_are_none_is_stored_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = published(bytes(100_000), "image/jpeg", (1750, 700))
    assert find_variants(picture, tmp_path) == ()
    monkeypatch.setattr("archiver.media.scaling.scale_picture", None)
    assert find_variants(picture, tmp_path) == ()


@pytest.mark.parametrize("damage", [b"", b"short", b"0" * 2000])
def test_a_damaged_entry_of_the_store_is_made_again(jpeg: bytes, tmp_path: Path, damage: bytes) -> None:
    picture = published(jpeg, "image/jpeg", (1750, 700))
    made = find_variants(picture, tmp_path)
    (file,) = (path for path in tmp_path.rglob("*") if path.is_file())
    sound = file.read_bytes()
    file.write_bytes(damage or sound[:-1])
    assert find_variants(picture, tmp_path) == made
    assert file.read_bytes() == sound


def test_an_entry_of_another_pillow_is_made_again(jpeg: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = published(jpeg, "image/jpeg", (1750, 700))
    with monkeypatch.context() as patch:
        patch.setattr("archiver.media.variants.pillow_version", lambda: "pillow-0")
        patch.setattr("archiver.media.scaling.scale_picture", lambda *_: (VariantFile(720, "jpg", b"of old"),))
        assert find_variants(picture, tmp_path)[0].content == b"of old"
    assert len(find_variants(picture, tmp_path)) == 2


def test_a_store_that_cannot_be_written_is_done_without(jpeg: bytes, tmp_path: Path) -> None:
    (tmp_path / "store").write_bytes(b"a file in its place")
    assert len(find_variants(published(jpeg, "image/jpeg", (1750, 700)), tmp_path / "store")) == 2


def test_a_version_with_hardly_fewer_bytes_is_left_out(tmp_path: Path) -> None:
    content = saved(screenshot(1750, 700), "WEBP", lossless=True, quality=50, method=4)
    variants = find_variants(published(content, "image/webp", (1750, 700)), tmp_path)
    assert all(len(variant.content) <= 0.75 * len(content) for variant in variants)
    assert len(variants) < len(scale_picture(content, "image/webp", (1750, 700), (720, 1360)))


@pytest.mark.parametrize(("width", "size"), [(800, 100_000), (1750, 40_000)])
def test_no_variants_are_made_of_small_pictures(jpeg: bytes, tmp_path: Path, width: int, size: int) -> None:
    assert find_variants(published(jpeg[:size], "image/jpeg", (width, 1500)), tmp_path / "store") == ()
    assert not (tmp_path / "store").exists()


def test_no_variants_are_made_of_moving_pictures(jpeg: bytes, tmp_path: Path) -> None:
    assert find_variants(published(jpeg, "image/jpeg", (1750, 700), is_animated=True), tmp_path / "store") == ()
    assert not (tmp_path / "store").exists()


def test_without_pillow_there_are_none(jpeg: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PIL", None)
    library_version.cache_clear()
    try:
        assert find_variants(published(jpeg, "image/jpeg", (1750, 700)), tmp_path) == ()
    finally:
        library_version.cache_clear()
    assert not list(tmp_path.iterdir())


MAKE_VARIANTS = """
import sys
from pathlib import Path
from archiver.media.options import MediaOptions
from archiver.media.prepare import prepare_file
prepared = prepare_file(Path(sys.argv[1]), MediaOptions(keeps_metadata=False), Path(sys.argv[2]))
print(*(output.path for output in prepared.outputs))
"""


def test_several_processes_may_make_the_same(jpeg: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg)
    command = [sys.executable, "-c", MAKE_VARIANTS, str(tmp_path / "a.jpg"), str(tmp_path / "store")]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    outputs = {process.communicate()[0] for process in running}
    assert [process.returncode for process in running] == [0, 0, 0]
    (output,) = outputs
    assert output.count("assets/media/") == 3
    assert len([path for path in (tmp_path / "store").rglob("*") if path.is_file()]) == 1


def test_what_is_stored_comes_back_and_what_no_file_uses_is_removed(tmp_path: Path) -> None:
    used, unused = digest_of(b"used"), digest_of(b"unused")
    variants = (VariantFile(720, "jpg", b"one\ntwo"), VariantFile(1360, "webp", b""))
    for source in (used, unused):
        write_stored(tmp_path, source, "key", variants)
    (tmp_path / used[:2] / f"{used}.1-1.new").write_bytes(b"of a killed build")
    remove_unused(tmp_path, {used})
    assert read_stored(tmp_path, used, "key") == variants
    assert read_stored(tmp_path, used, "other key") is None
    assert [path.name for path in tmp_path.rglob("*")] == [used[:2], used]
    remove_unused(tmp_path, ())
    remove_unused(tmp_path / "missing", ())
    assert not list(tmp_path.iterdir())


IN_BOUNDED_MEMORY = """
import re, sys
from pathlib import Path
from archiver.media.scaling import scale_picture
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1000
path, mime_type, width, height = sys.argv[1:]
content = Path(path).read_bytes()
before = peak()
variants = scale_picture(content, mime_type, (int(width), int(height)), (720, 1360))
print(len(variants), peak() - before)
"""


def peak_of(path: Path, mime_type: str, size: tuple[int, int]) -> tuple[int, int]:
    """How many versions there are of a picture, and how many MB of memory making them took."""
    if not Path("/proc/self/status").exists():
        pytest.skip("memory is measured as Linux tells it")
    command = [sys.executable, "-c", IN_BOUNDED_MEMORY, str(path), mime_type, *map(str, size)]
    count, grown = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return int(count), int(grown)


def test_a_picture_that_claims_to_be_huge_takes_no_memory(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png_of(100_000, 100_000, [b"\0" * 300_001] * 100))
    count, megabytes = peak_of(tmp_path / "a.png", "image/png", (100_000, 100_000))
    assert count == 0
    assert megabytes < 30


def test_a_very_wide_picture_takes_bounded_memory(tmp_path: Path) -> None:
    row = b"\0" + bytes(range(250)) * 360
    (tmp_path / "a.png").write_bytes(png_of(30_000, 2000, [row] * 2000))
    assert MAX_PIXELS > 30_000 * 2000
    count, megabytes = peak_of(tmp_path / "a.png", "image/png", (30_000, 2000))
    assert count == 2
    assert megabytes < 350


def test_a_large_webp_takes_bounded_memory(tmp_path: Path) -> None:
    for width, expected in ((4000, 2), (4100, 0)):
        picture = Image.new("RGB", (width, 6000), BLACK)
        assert (picture.width * picture.height <= MAX_PIXELS_WEBP) == bool(expected)
        picture.save(tmp_path / "a.webp", method=0)
        count, megabytes = peak_of(tmp_path / "a.webp", "image/webp", picture.size)
        assert count == expected
        assert megabytes < 450
