"""The order in which files are put, so that whoever reads the site meanwhile never follows a link to a missing file.

What is referred to comes before what refers to it: a picture before the page. Pages refer to each other in circles, but
nobody is led to a new page before a page that stood there already refers to it; so all new ones come before those.
"""

from enum import IntEnum

from archiver import urls
from archiver.buckets import is_named_by_content
from archiver.buckets.headers import SEARCH_DIRECTORIES
from archiver.model import Digest

_ASSETS = urls.asset_path("")
_HOME = urls.output_path(urls.HOME_URL)


class Phase(IntEnum):
    """A part of a deployment. The files of one are put when all files of those before it are there."""

    NAMED_BY_CONTENT = 0
    """Files whose names have a digest of their bytes: pictures, styles and scripts, and what browsers search in."""
    ASSETS = 1
    """Icons, and styles and scripts by their fixed names."""
    NEW_PAGES = 2
    """Pages, and files beside them, that the target does not have yet."""
    THREADS = 3
    """The pages of threads, and the files beside them."""
    LISTS = 4
    """The home page, lists, feeds, the sitemap, and files that no build wrote."""
    SEARCH_DIRECTORY = 5
    """The file that names all others of the search."""


def phase_of(path: str, owner: str | None, digest: Digest) -> Phase:
    """The phase of a file of which the target has an older version.

    Args:
        path: relative to the root of the site.
        owner: whose file it is, as the manifest has it: the source of a thread, a group that begins with a slash, or
            "" for the whole site; None for a file that no build wrote.
        digest: that of its bytes.

    >>> digest = Digest("3f5a0c9d27e14b68a1b2c3d4e5f60718")
    >>> phase_of("space/lunar/index.html", "space/lunar.md", digest), phase_of("assets/style.css", "", digest)
    (<Phase.THREADS: 3>, <Phase.ASSETS: 1>)
    >>> phase_of("assets/style.3f5a0c9d.css", "", digest), phase_of("tags/moon/index.html", "/tag/moon", digest)
    (<Phase.NAMED_BY_CONTENT: 0>, <Phase.LISTS: 4>)
    """
    if owner is None:
        return Phase.LISTS
    if path in SEARCH_DIRECTORIES:
        return Phase.SEARCH_DIRECTORY
    if is_named_by_content(path, digest):
        return Phase.NAMED_BY_CONTENT
    if path.startswith(_ASSETS):
        return Phase.ASSETS
    return Phase.THREADS if owner and not owner.startswith(("/", ".")) else Phase.LISTS


def phase_of_new(path: str, phase: Phase) -> Phase:
    """The phase of a file that the target does not have yet. `phase` is the one it has otherwise.

    >>> phase_of_new("space/lunar/index.html", Phase.THREADS), phase_of_new("index.html", Phase.LISTS)
    (<Phase.NEW_PAGES: 2>, <Phase.LISTS: 4>)
    """
    return Phase.NEW_PAGES if phase in {Phase.THREADS, Phase.LISTS} and path != _HOME else phase
