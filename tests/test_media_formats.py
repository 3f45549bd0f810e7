import re
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from archiver.media.file_types import HEAD_SIZE, file_type_of
from archiver.media.formats import PictureHeader, read_picture
from archiver.media.pieces import ByteRange, Piece, merge_ranges, read_pieces, total_size
from tests.picture_samples import (
    SECRET,
    animated,
    avif,
    encoded,
    exif_block,
    image,
    jpeg,
    png,
    png_chunk,
    riff_chunk,
    segment,
    webp,
    webp_picture,
)

WITH_METADATA: dict[str, Callable[[int], bytes]] = {
    "jpeg": jpeg,
    "progressive jpeg": lambda orientation: jpeg(orientation, progressive=True),
    "png": png,
    "lossless webp": webp_picture,
    "avif": avif,
    "lossy webp": lambda orientation: webp_picture(orientation, lossless=False),
}
UNCHANGED = {
    "gif": encoded(image(), "GIF"),
    "animated gif": animated("GIF"),
    "bmp": encoded(image(), "BMP"),
    "plain avif": encoded(image(), "AVIF"),
    "animated avif": animated("AVIF"),
}
SAMPLES = {
    **{name: make(6) for name, make in WITH_METADATA.items()},
    **UNCHANGED,
    "animated webp": animated("WEBP"),
    "animated png": animated("PNG"),
}


def read(content: bytes, *, keeps_metadata: bool = False) -> PictureHeader | None:
    file_type = file_type_of(content[:HEAD_SIZE], "")
    return read_picture(BytesIO(content), file_type, keeps_metadata=keeps_metadata)


def published(content: bytes) -> bytes:
    header = read(content)
    assert header is not None
    result = b"".join(read_pieces(BytesIO(content), header.pieces))
    assert len(result) == total_size(header.pieces)
    return result


def pixels(content: bytes) -> tuple[tuple[int, int], bytes]:
    """Size and pixels as browsers show them, which ignore the orientation in WebP."""
    with Image.open(BytesIO(content)) as picture:
        shown = (picture if picture.format == "WEBP" else ImageOps.exif_transpose(picture)).convert("RGBA")
        return shown.size, shown.tobytes()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", WITH_METADATA)
def test_without_metadata_a_picture_looks_the_same(name: str, orientation: int) -> None:
    original = WITH_METADATA[name](orientation)
    header, stripped = read(original), published(original)
    assert header is not None
    assert SECRET in original
    assert SECRET not in stripped
    for mark in (b"http://ns.adobe", b"Photoshop", b"FPXR", b"JFXX", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"XMP "):
        assert mark not in stripped
    assert pixels(stripped) == pixels(original)
    rotates = orientation != 1 and not name.endswith("webp")
    is_turned = rotates and orientation >= 5
    assert (header.width, header.height) == pixels(stripped)[0] == ((7, 12) if is_turned else (12, 7))
    if name != "avif":
        assert (b"Exif\0\0" in stripped or b"eXIf" in stripped or b"EXIF" in stripped) == rotates
    assert published(stripped) == stripped


@pytest.mark.parametrize("name", WITH_METADATA)
def test_with_metadata_a_picture_is_published_as_it_is(name: str) -> None:
    original = WITH_METADATA[name](6)
    header = read(original, keeps_metadata=True)
    width, height = pixels(original)[0]
    pieces = (ByteRange(0, len(original)),)
    assert header == PictureHeader(width=width, height=height, is_animated=False, pieces=pieces)


@pytest.mark.parametrize("name", UNCHANGED)
def test_other_formats_are_published_as_they_are(name: str) -> None:
    original = UNCHANGED[name]
    header = read(original)
    pieces = (ByteRange(0, len(original)),)
    assert header == PictureHeader(width=12, height=7, is_animated="animated" in name, pieces=pieces)


@pytest.mark.parametrize("file_format", ["PNG", "WEBP"])
def test_animations_stay_animations(file_format: str) -> None:
    original = animated(file_format)
    header, stripped = read(original), published(original)
    assert header is not None
    assert (header.width, header.height, header.is_animated) == (12, 7, True)
    with Image.open(BytesIO(original)) as before, Image.open(BytesIO(stripped)) as after:
        assert getattr(before, "n_frames", 1) == getattr(after, "n_frames", 1) == 2
        for frame in range(2):
            before.seek(frame)
            after.seek(frame)
            assert before.convert("RGBA").tobytes() == after.convert("RGBA").tobytes()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_that_is_cut_off_anywhere_is_a_picture_or_not(name: str) -> None:
    whole = SAMPLES[name]
    sizes = {(header.width, header.height) for cut in range(len(whole)) if (header := read(whole[:cut]))}
    assert sizes <= {(12, 7), (7, 12)}
    for cut in range(len(whole)):
        content = whole[:cut]
        if header := read(content):
            assert len(b"".join(read_pieces(BytesIO(content), header.pieces))) == total_size(header.pieces)


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_a_file_with_any_byte_changed_is_a_picture_or_not(name: str) -> None:
    whole = SAMPLES[name]
    file_type = file_type_of(whole[:HEAD_SIZE], "")
    for offset in range(len(whole)):
        for value in {0x00, 0x01, 0x7F, 0x80, 0xFF, whole[offset] ^ 0xFF, whole[offset] ^ 0x01}:
            content = whole[:offset] + bytes((value,)) + whole[offset + 1 :]
            for keeps_metadata in (False, True):
                header = read_picture(BytesIO(content), file_type, keeps_metadata=keeps_metadata)
                if header:
                    written = b"".join(read_pieces(BytesIO(content), header.pieces))
                    assert len(written) == total_size(header.pieces)
                    assert header.width > 0 < header.height


@given(
    prefix=st.sampled_from(sorted(SAMPLES))
    .map(SAMPLES.__getitem__)
    .flatmap(lambda whole: st.integers(0, len(whole)).map(lambda cut: whole[:cut])),
    rest=st.binary(max_size=200),
)
def test_any_bytes_after_the_start_of_a_picture_are_a_picture_or_not(prefix: bytes, rest: bytes) -> None:
    content = prefix + rest
    if header := read(content):
        assert len(published(content)) == total_size(header.pieces)


@pytest.mark.parametrize("side", [0, 10_001, 65_536, 100_000, 2**31 - 1, 2**32 - 1])
def test_a_picture_that_claims_too_much_is_none(side: int) -> None:
    head = side.to_bytes(4, "big") * 2 + bytes((8, 2, 0, 0, 0))
    chunks = [png_chunk(b"IHDR", head), png_chunk(b"IDAT", b"x"), png_chunk(b"IEND", b"")]
    header = read(b"\x89PNG\r\n\x1a\n" + b"".join(chunks))
    assert header is None or not header.is_shown


def test_the_largest_pictures_are_shown() -> None:
    for width, height in ((10_000, 10_000), (65_535, 1)):
        head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes((8, 2, 0, 0, 0))
        header = read(b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", head) + png_chunk(b"IDAT", b"x"))
        assert header is not None
        assert (header.width, header.height) == (width, height)


class TestJpeg:
    PLAIN = encoded(image(), "JPEG")

    def test_fill_bytes_and_garbage_between_segments_are_left_out(self) -> None:
        at = self.PLAIN.index(b"\xff\xdb")
        hostile = self.PLAIN[:at] + SECRET + b"\xff\xff\xff" + self.PLAIN[at:]
        assert published(hostile) == self.PLAIN

    def test_the_thumbnail_in_jfif_is_left_out(self) -> None:
        thumbnail = segment(0xE0, b"JFIF\0\1\1\0\0\1\0\1\2\3" + SECRET + b"\0")
        hostile = self.PLAIN[:2] + thumbnail + self.PLAIN[20:]
        assert published(hostile) == self.PLAIN

    def test_metadata_between_the_scans_is_left_out(self) -> None:
        progressive = encoded(image(), "JPEG", progressive=True)
        head, first, *others = progressive.split(b"\xff\xda")
        assert len(others) > 3
        metadata = segment(0xFE, SECRET) + segment(0xE1, b"Exif\0\0" + exif_block(6)) + segment(0xE2, b"MPF\0")
        assert published((metadata + b"\xff\xda").join([head + b"\xff\xda" + first, *others])) == progressive

    def test_restart_markers_and_stuffed_bytes_are_data(self) -> None:
        picture = encoded(image(64, 64), "JPEG", restart_marker_blocks=1, quality=100)
        assert b"\xff\xd7" in picture
        assert published(picture + SECRET) == picture

    @pytest.mark.parametrize("padding", range(40))
    def test_an_end_on_a_border_of_chunks_is_found(self, padding: int) -> None:
        start = self.PLAIN.index(b"\xff\xda")
        scan = self.PLAIN[start : start + 14]
        for size in (16, 80, 336, 1360, 65_536):
            picture = self.PLAIN[:start] + scan + b"\xff\0" * (size // 2) + b"x" * (padding + 1) + b"\xff\xd9"
            assert published(picture + SECRET) == picture

    def test_many_segments_are_linear_and_too_many_are_none(self) -> None:
        many, too_many = (self.PLAIN[:20] + b"\xff\xfe\0\2" * count + self.PLAIN[20:] for count in (90_000, 110_000))
        assert published(many) == self.PLAIN
        assert read(too_many) is None

    def test_a_run_of_fill_bytes_is_linear(self) -> None:
        assert read(self.PLAIN[:-2] + b"\xff" * 5_000_000) is not None

    def test_a_frame_that_browsers_do_not_decode_is_none(self) -> None:
        frame = self.PLAIN.index(b"\xff\xc0")
        for code in (0xC3, 0xC5, 0xC9, 0xCA, 0xCF):
            assert read(self.PLAIN[: frame + 1] + bytes((code,)) + self.PLAIN[frame + 2 :]) is None
        twelve_bits = self.PLAIN[: frame + 4] + b"\x0c" + self.PLAIN[frame + 5 :]
        assert read(twelve_bits) is None

    def test_only_the_first_exif_segment_counts(self) -> None:
        two = [segment(0xE1, b"Exif\0\0" + exif_block(orientation)) for orientation in (6, 3)]
        header = read(self.PLAIN[:20] + b"".join(two) + self.PLAIN[20:])
        assert header is not None
        assert (header.width, header.height) == (7, 12)

    def test_colours_of_adobe_are_kept(self) -> None:
        picture = encoded(image(mode="CMYK"), "JPEG")
        assert b"Adobe" in picture
        assert pixels(published(picture)) == pixels(picture)


class TestWebp:
    def test_a_simple_file_is_unchanged(self) -> None:
        for lossless in (True, False):
            picture = encoded(image(), "WEBP", lossless=lossless)
            assert published(picture + SECRET) == picture

    def test_a_canvas_of_another_size_than_the_picture_is_none(self) -> None:
        picture = bytearray(webp_picture())
        picture[24] += 1
        assert read(bytes(picture)) is None

    def test_metadata_in_a_frame_is_left_out(self) -> None:
        picture = animated("WEBP")
        frame = picture.index(b"ANMF")
        length = int.from_bytes(picture[frame + 4 : frame + 8], "little")
        content = picture[frame + 8 : frame + 8 + length] + riff_chunk(b"EXIF", SECRET + b"x")
        rest = picture[frame + 8 + length + length % 2 :]
        hostile = webp(picture[12:frame], riff_chunk(b"ANMF", content), rest)
        assert published(hostile) == picture

    def test_a_frame_that_is_cut_off_is_none_only_if_it_is_the_first(self) -> None:
        picture = animated("WEBP")
        first, second = (match.start() for match in re.finditer(b"ANMF", picture))
        assert read(picture[: second - 1]) is None
        assert read(picture[: second + 60]) is not None
        assert read(picture[: first + 60]) is None


class TestPng:
    PLAIN = encoded(image(), "PNG")

    @pytest.mark.parametrize(
        ("before", "after", "size"),
        [
            ([(6, 0)], [], (7, 12)),
            ([(1, 0), (6, 0)], [], (12, 7)),
            ([(6, 1)], [], (12, 7)),
            ([(6, 1), (8, 0)], [], (7, 12)),
            ([], [(6, 0)], (12, 7)),
        ],
    )
    def test_the_first_sound_exif_before_the_pixels_counts(
        self, before: list[tuple[int, int]], after: list[tuple[int, int]], size: tuple[int, int]
    ) -> None:
        """As in Chromium. The second number is added to the last byte of the checksum."""
        blocks = {
            (orientation, error): chunk[:-1] + bytes(((chunk[-1] + error) % 256,))
            for orientation, error in {*before, *after}
            for chunk in [png_chunk(b"eXIf", exif_block(orientation))]
        }
        data, end = self.PLAIN.index(b"IDAT") - 4, self.PLAIN.index(b"IEND") - 4
        early, late = (b"".join(blocks[key] for key in keys) for keys in (before, after))
        picture = self.PLAIN[:data] + early + self.PLAIN[data:end] + late + self.PLAIN[end:]
        header = read(picture)
        assert header is not None
        assert (header.width, header.height) == size
        assert SECRET not in published(picture)

    def test_an_unknown_critical_chunk_is_none(self) -> None:
        data = self.PLAIN.index(b"IDAT") - 4
        assert read(self.PLAIN[:data] + png_chunk(b"CgBI", b"1234") + self.PLAIN[data:]) is None

    def test_chunks_that_affect_the_look_stay(self) -> None:
        picture = encoded(image(mode="P"), "PNG", transparency=3, dpi=(72, 72), icc_profile=b"profile of colours")
        assert all(name in picture for name in (b"PLTE", b"tRNS", b"pHYs", b"iCCP"))
        assert published(picture) == picture


class TestAvif:
    def test_a_rotation_is_as_shown(self) -> None:
        picture = avif(6)
        assert b"irot" in picture
        assert read(picture[:-1]) is None
        header = read(picture)
        assert header is not None
        assert (header.width, header.height) == (7, 12)

    def test_metadata_is_overwritten_so_that_offsets_stay(self) -> None:
        original = avif(1)
        stripped = published(original)
        assert len(stripped) == len(original)
        with Image.open(BytesIO(original)) as picture:
            assert SECRET in picture.info["exif"]
            assert SECRET in picture.info["xmp"]
        with Image.open(BytesIO(stripped)) as picture:
            assert not dict(picture.getexif())
            assert not picture.info["xmp"].strip()

    def test_photographs_of_phones_lose_theirs_too(self) -> None:
        """HEIC is what iPhones write: the same boxes as AVIF, with another brand and codec."""
        original = avif(1).replace(b"avif", b"heic")
        assert file_type_of(original[:HEAD_SIZE], "").mime_type == "image/heic"
        stripped = published(original)
        assert SECRET in original
        assert SECRET not in stripped
        assert len(stripped) == len(original)

    def test_locations_without_end_are_none(self) -> None:
        """Locations of no bytes each, so that a short box has thousands of millions."""
        original = avif(1)
        at = original.index(b"iloc")
        length = int.from_bytes(original[at - 4 : at], "big")
        entries = b"".join(number.to_bytes(2, "big") + b"\0\0\xff\xff" for number in range(60_000))
        box = b"iloc" + bytes(4) + b"\0\0" + (60_000).to_bytes(2, "big") + entries
        box = (len(box) + 4).to_bytes(4, "big") + box
        meta = original.index(b"meta")
        meta_length = int.from_bytes(original[meta - 4 : meta], "big") + len(box) - length
        head = original[: meta - 4] + meta_length.to_bytes(4, "big")
        assert read(head + original[meta : at - 4] + box + original[at - 4 + length :]) is None


class TestGif:
    def test_a_frame_without_data_is_none(self) -> None:
        assert read(b"GIF89a\x01\0\x01\0\0\0\0;") is None
        assert read(b"GIF89a\x01\0\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\0;") is None

    def test_comments_do_not_make_an_animation(self) -> None:
        comment = b"!\xfe\x03abc\0"
        frame = b",\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
        header = read(b"GIF89a\x01\0\x01\0\0\0\0" + comment + frame + comment + b";")
        assert header is not None
        assert not header.is_animated

    def test_a_screen_that_is_smaller_than_the_first_image_is_enlarged(self) -> None:
        picture = encoded(image(), "GIF")
        for width, height in ((0, 0), (5, 7), (12, 2)):
            header = read(picture[:6] + bytes((width, 0, height, 0)) + picture[10:])
            assert header is not None
            assert (header.width, header.height) == (12, 7)


class TestExif:
    @pytest.mark.parametrize("orientation", [0, 9, 65_535])
    def test_an_orientation_that_does_not_exist_is_none(self, orientation: int) -> None:
        picture = jpeg(orientation)
        header = read(picture)
        assert header is not None
        assert (header.width, header.height) == (12, 7)
        assert b"Exif" not in published(picture)

    def test_both_byte_orders(self) -> None:
        from archiver.media.formats.exif import orientation_block, orientation_of

        assert [orientation_of(exif_block(6, order)) for order in "<>"] == [6, 6]
        assert [orientation_of(orientation_block(value)) for value in range(1, 9)] == list(range(1, 9))

    @given(st.binary(max_size=100), st.sampled_from([b"", b"MM\0*", b"II*\0", b"MM\0*\0\0\0\x08"]))
    def test_any_block_has_an_orientation(self, rest: bytes, start: bytes) -> None:
        from archiver.media.formats.exif import orientation_of

        assert 1 <= orientation_of(start + rest) <= 8


class TestPieces:
    def test_chunks_are_bounded(self) -> None:
        content = bytes(range(256)) * 1000
        pieces = (ByteRange(1, 200_000), content[:100_000], ByteRange(5, 6))
        chunks = list(read_pieces(BytesIO(content), pieces))
        assert b"".join(chunks) == content[1:200_000] + content[:100_000] + content[5:6]
        assert max(map(len, chunks)) == 65_536
        assert total_size(pieces) == 300_000

    def test_ranges_that_touch_become_one(self) -> None:
        pieces: list[Piece] = [ByteRange(0, 2), b"", ByteRange(2, 4), b"x", ByteRange(4, 4), ByteRange(9, 10)]
        assert merge_ranges(pieces) == (ByteRange(0, 4), b"x", ByteRange(9, 10))

    def test_a_file_that_became_shorter_is_an_error(self) -> None:
        with pytest.raises(OSError, match="shorter"):
            list(read_pieces(BytesIO(b"abc"), (ByteRange(0, 4),)))
