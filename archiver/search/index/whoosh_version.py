"""Which Whoosh this is. Its forks have one name: two in one environment overwrite each other's files, and say nothing.

This takes no time: `whoosh` by itself imports nothing, and installed forks are found by a look into its folder.
"""

from functools import cache
from pathlib import Path

import whoosh

_FILE = "whoosh/__init__.py,"


def library() -> str:
    """The Whoosh that writes and reads: its forks share a format, but nobody promises that they always will."""
    return f"{whoosh.__name__} {'.'.join(map(str, whoosh.__version__))}"


def installed_over_each_other() -> tuple[str, ...]:
    """A message for the user if several forks of Whoosh are installed in one environment; none if one is."""
    return forks_in(Path(whoosh.__file__).parents[1])


@cache
def forks_in(folder: Path) -> tuple[str, ...]:
    """A message if several forks of Whoosh are installed in the folder `folder` of Python packages; none if one is."""
    found = sorted(info.stem for info in folder.glob("[Ww]hoosh*.dist-info") if _FILE in _record(info))
    if len(found) < 2:
        return ()
    names = " and ".join(name.replace("-", " ") for name in found)
    return (f"{names} have overwritten each other; uninstall them all, then install one of them",)


def _record(info: Path) -> str:
    """What a distribution has installed."""
    try:
        return (info / "RECORD").read_text(encoding="utf-8")
    except OSError:
        return ""
