"""The digest of this program and its libraries: after an update of either, all pages are rendered again."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import archiver

_LIBRARIES = ("jinja2", "markdown_it", "nh3", "selectolax")
"""Libraries that decide what a page looks like."""


@cache
def program_digest() -> str:
    """The digest of the source files of this package, and the versions of the libraries that pages depend on."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(archiver.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()} {' '.join(map(_version, _LIBRARIES))}"


def _version(package: str) -> str:
    """The version of a library, read from the name of its `.dist-info` folder next to the package.

    `importlib.metadata` reads the files in there: importing it takes longer than all else that a build with nothing to
    do computes.
    """
    spec = find_spec(package)
    siblings = Path(spec.origin).parents[1].iterdir() if spec and spec.origin else ()
    names = [path.name for path in siblings if path.name.lower().startswith(package) and path.suffix == ".dist-info"]
    if not names:
        from importlib.metadata import packages_distributions, version

        names = [version(name) for name in packages_distributions()[package]]
    return " ".join(sorted(names))
