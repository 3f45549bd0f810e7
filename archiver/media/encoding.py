"""Encodes small pictures with Pillow: as JPEG, or as one of two sorts of WebP.

Lossy WebP is right for photographs. Lossless WebP with at most 256 colours is right for screenshots: lossy WebP halves
the resolution of colours, so that coloured text on a dark ground can hardly be read, at any quality. Of screenshots of
text, 1920 px wide, scaled to 720 px, 256 colours have a PSNR of 34 to 108 dB with 31 to 58 % of the bytes of the PNG,
lossy WebP has 26 to 38 dB with 16 to 37 %. Of a photograph, they have 30 dB with 6 %, and 32 dB with 2 %.
"""

from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageChops, ImageStat

_JPEG_QUALITY = 82
_WEBP_QUALITY = 80

Encode = Callable[[Image.Image, bytes], bytes]
"""Takes a picture of the mode L, RGB or RGBA and its ICC profile, which may be empty; returns a file."""


def encode_jpeg(picture: Image.Image, profile: bytes) -> bytes:
    """Encode a picture without transparency as progressive JPEG; `profile` is its ICC profile, or empty."""
    return _saved(picture, "JPEG", quality=_JPEG_QUALITY, progressive=True, icc_profile=profile)


def choose_webp(picture: Image.Image) -> Encode:
    """The sort of WebP for a picture: lossless with 256 colours if its squared error is at most a third of lossy's."""
    lossy = Image.open(BytesIO(_encode_lossy(picture, b"")), formats=("WEBP",))
    is_like_photograph = _squared_error(picture, _with_few_colours(picture)) > _squared_error(picture, lossy) / 3
    return _encode_lossy if is_like_photograph else _encode_few_colours


def _encode_lossy(picture: Image.Image, profile: bytes) -> bytes:
    return _saved(picture, "WEBP", quality=_WEBP_QUALITY, method=4, icc_profile=profile)


def _encode_few_colours(picture: Image.Image, profile: bytes) -> bytes:
    return _saved(_with_few_colours(picture), "WEBP", lossless=True, quality=50, method=3, icc_profile=profile)


def _saved(picture: Image.Image, file_format: str, **options: object) -> bytes:
    file = BytesIO()
    picture.save(file, file_format, **options)
    return file.getvalue()


def _squared_error(picture: Image.Image, other: Image.Image) -> float:
    return sum(ImageStat.Stat(ImageChops.difference(_on_white(picture), _on_white(other))).sum2)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture.convert("RGB")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def _with_few_colours(picture: Image.Image) -> Image.Image:
    """A picture with the 256 colours that fit it best (median cut, Heckbert 1982), and its transparency."""
    reduced = picture.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).convert("RGB")
    if picture.mode == "RGBA":
        reduced.putalpha(picture.getchannel("A"))
    return reduced
