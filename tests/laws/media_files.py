"""Files that the projects of the laws show or link to."""

from random import Random

from PIL import Image

from tests.picture_samples import animated, encoded, png


def _noise(height: int) -> bytes:
    """A photograph of nothing, the same in each process, which is large enough to have a smaller version."""
    grey = Random(height).randbytes(900 * height)  # noqa: S311  no secret
    return encoded(Image.frombytes("L", (900, height), grey), "JPEG", quality=75)


LARGE, ANOTHER_LARGE = _noise(100), _noise(110)
FILES: dict[str, bytes] = {
    "picture": png(),
    "turned picture": png(6),  # it has the same size
    "larger picture": png(size=(60, 50)),
    "animation": animated("GIF"),
    "photograph": LARGE,
    "PDF": b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n",
    "SVG": b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script><rect width="3"/></svg>',
    "HTML": b"<!doctype html><p>moon<script>1</script>",
    "nothing": b"",
}
"""Files by what they are: what is drawn is the key, which can be told in a line."""
