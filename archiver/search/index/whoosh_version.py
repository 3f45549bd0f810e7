"""Finds which Whoosh is installed, and whether several are: forks overwrite each other's files in one environment.

This is fast enough for each search: the package `whoosh` imports nothing by itself, and forks are found by the names in
the folder of packages. All other uses of Whoosh are in the room `whoosh_format`.
"""

from functools import cache
from pathlib import Path

import whoosh

_FILE = "whoosh/__init__.py,"


def whoosh_name_and_version() -> str:
    """Name and version of the installed Whoosh, as `whoosh 2.7.5`. Builds replace an index of another version.

    The forks of Whoosh have one file format now, but that may change.
    """
    return f"{whoosh.__name__} {'.'.join(map(str, whoosh.__version__))}"


def installed_over_each_other() -> tuple[str, ...]:
    """A message for the user if several forks of Whoosh are installed in this environment; else an empty tuple."""
    return forks_in(Path(whoosh.__file__).parents[1])


def installed_fork() -> str:
    """The name of the distribution that has installed Whoosh, as `Whoosh-Reloaded`; "whoosh" if none says so."""
    found = _distributions(Path(whoosh.__file__).parents[1])
    return found[0].rpartition("-")[0].replace("_", "-") if found else whoosh.__name__


@cache
def forks_in(folder: Path) -> tuple[str, ...]:
    """A message for the user if several distributions in `folder` have installed a package `whoosh`; else ().

    Forks of Whoosh overwrite each other's files, so that none of them works. `folder` is a `site-packages`, whose
    `*.dist-info/RECORD` files are read.
    """
    found = _distributions(folder)
    if len(found) < 2:
        return ()
    names = " and ".join(name.replace("-", " ") for name in found)
    return (f"{names} have overwritten each other; uninstall them all, then install one of them",)


def _distributions(folder: Path) -> list[str]:
    """The distributions in a folder of packages that have installed a package `whoosh`, as `whoosh3-3.54.0`."""
    return sorted(info.stem for info in folder.glob("[Ww]hoosh*.dist-info") if _FILE in _read_record(info))


def _read_record(info: Path) -> str:
    """The list of files that a distribution has installed; empty if it cannot be read."""
    try:
        return (info / "RECORD").read_text(encoding="utf-8")
    except OSError:
        return ""
