"""Scales pictures with Pillow: takes the bytes of a JPEG, PNG or WebP, and returns smaller versions of it.

Pillow is an optional library: `variants` imports this module where there are Pillow and a large picture.
"""

from collections.abc import Iterator
from io import BytesIO
from warnings import catch_warnings

from PIL import Image, features

from archiver.media.encoding import choose_webp, encode_jpeg
from archiver.media.formats.exif import orientation_of
from archiver.media.variant_store import VariantFile

MAX_PIXELS = 64_000_000
"""Pixels of the largest picture that is scaled: 300 MB of memory for a PNG, 380 MB for a progressive JPEG."""
MAX_PIXELS_COPIED = 32_000_000
"""The same for a picture with transparency or a palette, of which Pillow makes a copy to scale it: 270 MB."""
MAX_PIXELS_WEBP = 24_000_000
"""The same for WebP, of which Pillow has four copies while it decodes it: 370 MB."""
MAX_SCANS = 32
"""Scans of a JPEG that is scaled. Programs write about 10; each may take as long as a picture of one scan."""
_EXIF = b"Exif\0\0"
"""Begins the EXIF data of a JPEG, and perhaps that of others."""
_START_OF_SCAN = b"\xff\xda"
_WEBP_SIDE = 16_383
"""Pixels; a WebP cannot be larger (https://developers.google.com/speed/webp/docs/riff_container)."""

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
_PLAIN_MODES = {"1": "L", "L": "L", "RGB": "RGB"}
"""Pillow's modes without transparency and palette, and the modes in which such pictures are scaled."""
_COPIED_MODES = {"LA": "RGBA", "P": "RGB", "PA": "RGBA", "RGBA": "RGBA"}
_PROFILES = {b"GRAY": "L", b"RGB ": "RGB"}
"""Colour spaces of ICC profiles (ICC.1:2022, 7.2.6), and the mode of the pictures that they are for."""
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What turns a picture upright, by the orientation in its EXIF data (CIPA DC-008)."""
_ON_ITS_SIDE = frozenset({5, 6, 7, 8})
_DAMAGED = (
    OSError,  # no picture (UnidentifiedImageError), cut off, or with pixels that cannot be decoded
    SyntaxError,  # a PNG with broken chunks
    ValueError,  # a PNG with chunks that are too large when decompressed
    Image.DecompressionBombError,  # more pixels than its header should have
)
"""What Pillow raises for a damaged picture."""

Size = tuple[int, int]
"""Width and height in pixels."""


def scale_picture(content: bytes, mime_type: str, size: Size, widths: tuple[int, ...]) -> tuple[VariantFile, ...]:
    """Scale a picture to several widths. The results are upright, and have no metadata but a colour profile.

    A JPEG gives JPEGs, a PNG or WebP gives WebPs. Equal pictures give equal bytes with the same version of Pillow.

    Args:
        content: a JPEG, PNG or WebP.
        mime_type: its type.
        size: its width and height as it is shown. If Pillow finds others, nothing is scaled.
        widths: pixels, ascending.

    Returns:
        The scaled pictures in the order of `widths`. None of a picture that is damaged, animated, too large, or of
        colours that would not stay the same (CMYK, 16 bits); none that a WebP is too small for.
    """
    file_format = _FORMATS[mime_type]
    if file_format == "JPEG" and content.count(_START_OF_SCAN) > MAX_SCANS:
        return ()
    try:
        with catch_warnings(action="ignore"), Image.open(BytesIO(content), formats=(file_format,)) as picture:
            orientation = orientation_of(picture.info.get("exif", b"").removeprefix(_EXIF))
            can_scale = picture.size == _stored(size, orientation) and _can_scale(picture)
            return tuple(_scale(picture, size, widths, orientation)) if can_scale else ()
    except _DAMAGED:
        return ()


def _stored(size: Size, orientation: int) -> Size:
    """The width and height that the file has of a picture that is shown in a size."""
    return size[::-1] if orientation in _ON_ITS_SIDE else size


def _can_scale(picture: Image.Image) -> bool:
    is_known = picture.mode in _PLAIN_MODES or picture.mode in _COPIED_MODES
    is_small = picture.width * picture.height <= _most_pixels(picture)
    can_be_webp = not getattr(picture, "is_animated", False) and bool(features.check("webp"))
    return is_known and is_small and (_is_jpeg(picture) or can_be_webp)


def _is_jpeg(picture: Image.Image) -> bool:
    """True for a JPEG, and for one with further pictures after its end (MPO), as phones write them."""
    return picture.format in {"JPEG", "MPO"}


def _most_pixels(picture: Image.Image) -> int:
    if picture.format == "WEBP":
        return MAX_PIXELS_WEBP
    is_plain = picture.mode in _PLAIN_MODES and not picture.has_transparency_data
    return MAX_PIXELS if is_plain else MAX_PIXELS_COPIED


def _scale(picture: Image.Image, size: Size, widths: tuple[int, ...], orientation: int) -> Iterator[VariantFile]:
    profile = picture.info.get("icc_profile") or b""  # None if it is damaged
    sizes = [(width, max(1, round(width * size[1] / size[0]))) for width in widths]
    if not _is_jpeg(picture):
        sizes = [wanted for wanted in sizes if wanted[1] <= _WEBP_SIDE]
    if not sizes:
        return
    decoded = _decode(picture, _stored(sizes[-1], orientation))
    scaled = [_upright(decoded, wanted, orientation) for wanted in sizes]
    extension, encode = ("jpg", encode_jpeg) if _is_jpeg(picture) else ("webp", choose_webp(scaled[0]))
    for upright in scaled:
        yield VariantFile(upright.width, extension, encode(upright, _profile_for(upright, profile)))


def _decode(picture: Image.Image, size: Size) -> Image.Image:
    """Decode a picture, a JPEG only as finely as `size` needs: with all, a half, a quarter or an eighth of its rows."""
    picture.draft(None, size)
    has_alpha = picture.has_transparency_data
    picture.load()
    mode = "RGBA" if has_alpha else {**_PLAIN_MODES, **_COPIED_MODES}[picture.mode]
    return picture if picture.mode == mode else picture.convert(mode)


def _upright(picture: Image.Image, size: Size, orientation: int) -> Image.Image:
    """Scale a decoded picture to the `size` in which it is shown, and turn it upright."""
    scaled = picture.resize(_stored(size, orientation), Image.Resampling.LANCZOS, reducing_gap=3.0)
    upright = scaled.transpose(_TURNS[orientation]) if orientation in _TURNS else scaled
    upright.info = {}  # a comment in it would be written
    return upright


def _profile_for(picture: Image.Image, profile: bytes) -> bytes:
    """The ICC profile, if it is for pictures of this mode; otherwise empty."""
    return profile if _PROFILES.get(profile[16:20]) == picture.mode.removesuffix("A") else b""
