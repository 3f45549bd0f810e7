"""The versions of installed libraries, found without importing them."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def library_version(package: str, distribution: str = "") -> str:
    """The name and version of a library, as `jinja2-3.1.6`; an empty text if it is not installed.

    `package` is the name that programs import, and `distribution` the name under which it is installed, in lower case,
    or its beginning; without it, `package`. Both are read from the name of the `.dist-info` folder next to the package:
    importing `importlib.metadata`, which reads the files in there, takes longer than all else that a build with nothing
    to do computes.
    """
    spec = find_spec(package)
    if spec is None or not spec.origin:
        return ""
    found = [
        name for name in _installed(Path(spec.origin).parents[1]) if name.lower().startswith(distribution or package)
    ]
    if not found:
        from importlib.metadata import packages_distributions, version

        found = [f"{name}-{version(name)}" for name in packages_distributions().get(package, ())]
    return " ".join(found)


@cache
def _installed(folder: Path) -> tuple[str, ...]:
    """The sorted names and versions of the libraries in a folder, as `Jinja2-3.1.6`."""
    return tuple(sorted(path.stem for path in folder.iterdir() if path.suffix == ".dist-info"))
