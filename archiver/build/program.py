"""The digest of this program and its libraries: after an update of either, all pages are rendered again."""

import hashlib
from functools import cache
from pathlib import Path

import archiver
from archiver.libraries import library_version

_LIBRARIES = ("jinja2", "markdown_it", "math_core", "nh3", "pygments", "selectolax")
"""Libraries that decide what a page looks like."""


@cache
def program_digest() -> str:
    """The digest of the source files of this package, and the versions of the libraries that pages depend on."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(archiver.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()} {' '.join(map(library_version, _LIBRARIES))}"
