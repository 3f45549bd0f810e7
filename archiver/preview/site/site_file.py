"""A file of the previewed site as it is served, and the pages that stand in for one that cannot be drawn."""

from http import HTTPStatus

from msgspec import Struct

from archiver.model import Digest, digest_of

_PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Preview</title><style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:40rem;margin:4rem auto;"
    "padding:0 1rem;color-scheme:light dark}}</style><body><p>{}</p></body></html>"
)


class SiteFile(Struct, frozen=True, kw_only=True):
    """A file of the site."""

    content: bytes
    version: Digest
    """The digest of the content."""
    status: HTTPStatus = HTTPStatus.OK


def site_file(content: bytes) -> SiteFile:
    """A file that was drawn."""
    return SiteFile(content=content, version=digest_of(content))


def output_path_of(page: str) -> str:
    """The file at a path on the site, which is not percent-encoded.

    >>> output_path_of("/space/lunar/"), output_path_of("/feed.xml")
    ('space/lunar/index.html', 'feed.xml')
    """
    path = page.removeprefix("/")
    return path if path and not path.endswith("/") else f"{path}index.html"


def _stand_in(text: str, status: HTTPStatus) -> SiteFile:
    content = _PAGE.format(text).encode()
    return SiteFile(content=content, version=digest_of(content), status=status)


NOT_READ_YET = _stand_in("The archive is being read. This page comes by itself.", HTTPStatus.SERVICE_UNAVAILABLE)
"""In place of a list before any thread is recorded."""
CANNOT_BE_DRAWN = _stand_in(
    "This page cannot be drawn. It comes by itself when the problem is mended.", HTTPStatus.INTERNAL_SERVER_ERROR
)
"""In place of a page that has a problem and was never drawn before."""
NO_PAGE = _stand_in("There is no such page yet.", HTTPStatus.NOT_FOUND)
"""In place of the site's own page for missing files, if that cannot be drawn."""
