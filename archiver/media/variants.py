"""Smaller versions of large pictures, so that a phone does not load a photograph of 12 megapixels.

Takes a published picture, and returns its smaller versions: those that a former build has stored, or new ones. Without
Pillow there are none.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from msgspec import Struct

from archiver.media.options import pillow_version
from archiver.media.variant_store import VariantFile, read_stored, write_stored
from archiver.model import Digest, digest_of

WIDTHS = (720, 1360)
"""Pixels. The column of posts is about 680 CSS pixels wide, and phones are 360 to 430 with 2 or 3 pixels to each. So
720 is for screens with one pixel to a CSS pixel, and for phones with two; 1360 for screens with two, and for phones
with three."""
LEAST_SIZE = 50_000
"""Bytes; of a smaller picture there are no variants, which would save less than a request takes."""
MOST_SIZE = 64_000_000
"""Bytes; of a larger picture there are no variants, since all of it is in memory while they are made."""
_SCALED_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
_CLEARLY_WIDER = 1.25
_CLEARLY_SMALLER = 0.75


class PublishedPicture(Struct, frozen=True, kw_only=True):
    """A raster picture as it is published."""

    source: Digest
    """The digest of the file that it was made from."""
    digest: Digest
    size: int
    """Bytes."""
    mime_type: str
    width: int
    """Pixels as shown, that is after the rotation in its EXIF data."""
    height: int
    is_animated: bool
    read: Callable[[], bytes]
    """Reads all of its bytes. Raises OSError."""


def variant_widths(width: int) -> tuple[int, ...]:
    """The widths of the smaller versions of a picture: those of `WIDTHS` that are clearly less than its own.

    >>> variant_widths(640), variant_widths(1000), variant_widths(4000)
    ((), (720,), (720, 1360))
    """
    return tuple(narrower for narrower in WIDTHS if width >= narrower * _CLEARLY_WIDER)


def find_variants(picture: PublishedPicture, store: Path) -> tuple[VariantFile, ...]:
    """The smaller versions of a picture, narrowest first: read from the folder `store`, or made and stored there.

    A version that does not have clearly fewer bytes than the picture is left out. Raises OSError if the picture cannot
    be read.
    """
    widths, pillow = variant_widths(picture.width), pillow_version()
    is_large = widths and LEAST_SIZE <= picture.size <= MOST_SIZE
    if not (pillow and is_large) or picture.is_animated or picture.mime_type not in _SCALED_TYPES:
        return ()
    key = f"{pillow} {_code_digest()} {picture.digest}"
    variants = read_stored(store, picture.source, key)
    if variants is None:
        variants = _make_variants(picture, widths)
        write_stored(store, picture.source, key, variants)
    return variants


def _make_variants(picture: PublishedPicture, widths: tuple[int, ...]) -> tuple[VariantFile, ...]:
    from archiver.media.scaling import scale_picture

    scaled = scale_picture(picture.read(), picture.mime_type, (picture.width, picture.height), widths)
    return tuple(variant for variant in scaled if len(variant.content) <= picture.size * _CLEARLY_SMALLER)


@cache
def _code_digest() -> Digest:
    """The digest of the source of the modules that make variants, after a change of which all are made again."""
    folder = Path(__file__).parent
    return digest_of(b"".join((folder / name).read_bytes() for name in ("variants.py", "scaling.py", "encoding.py")))
