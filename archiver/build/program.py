"""The digest of this program and its libraries: after an update of either, all pages are rendered again."""

import hashlib
import os
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import cache

import archiver
from archiver.libraries import library_version

_LIBRARIES = ("jinja2", "markdown_it", "math_core", "nh3", "pygments", "selectolax")
"""Libraries that decide what a page looks like."""
_FURTHER_LIBRARIES = {
    "mdit_py_plugins": "mdit_py_plugins",
    "markupsafe": "markupsafe",
    "pillow": "PIL",
    "pystemmer": "Stemmer",
    "pyyaml": "yaml",
}
"""Those that may decide other bytes of a build, or what is read of sources: the packages of distributions."""


@cache
def program_digest() -> str:
    """The digest of the source files of this package, and the versions of the libraries that pages depend on."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(_modules()):
        with open(path, "rb", buffering=0) as file:
            digest.update(file.read())
    return f"{digest.hexdigest()} {' '.join(map(library_version, _LIBRARIES))}"


def program_traits() -> Mapping[str, str]:
    """All of a machine that decides bytes, by name: two that have equal traits build the same from the same."""
    packages = {**dict(zip(_LIBRARIES, _LIBRARIES, strict=True)), **_FURTHER_LIBRARIES}
    versions = {name: library_version(package, name) for name, package in packages.items()}
    return {
        "archiver": f"{archiver.__version__} (code {program_digest()[:12]})",
        "Python": sys.version.partition(" ")[0],
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: version.partition("-")[2] for name, version in versions.items() if version},
    }


def _modules() -> Iterator[str]:
    """The paths of the source files of this package. `Path.rglob` takes three times as long."""
    for folder, folders, names in os.walk(os.path.dirname(archiver.__file__)):
        folders[:] = (name for name in folders if name != "__pycache__")
        yield from (f"{folder}/{name}" for name in names if name.endswith(".py"))
