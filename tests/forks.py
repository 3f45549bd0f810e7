"""The forks of Whoosh, each in a folder of its own: in one environment they overwrite each other's files."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

INSTALLED = "whoosh-reloaded"
OTHERS = {"whoosh": "2.7.4", "whoosh3": "3.54.0"}
"""The other forks that have the same format, and their versions."""
FORKS = (INSTALLED, *(pytest.param(fork, marks=pytest.mark.slow) for fork in OTHERS))
"""For `pytest.mark.parametrize`; to get the others takes seconds, and a network."""
QUIETLY = tuple(arg for kind in ("SyntaxWarning", "DeprecationWarning") for arg in ("-W", f"ignore::{kind}"))
"""Options of Python for old code."""
_ROOT = Path(__file__).parents[1]


def environment_with(fork: str, folder: Path) -> dict[str, str]:
    """The environment of a process that imports this fork as `whoosh`. The test is skipped if pip cannot get it.

    `folder` is where other forks than the installed one are put.
    """
    paths = [str(_ROOT)] if fork == INSTALLED else [str(_installed(fork, folder / fork)), str(_ROOT)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def _installed(fork: str, target: Path) -> Path:
    if not target.exists():
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(target)]
        wanted = f"{fork}=={OTHERS[fork]}"
        if subprocess.run([*pip, wanted], capture_output=True, timeout=300, check=False).returncode:
            pytest.skip(f"pip cannot get {wanted}, a fork of Whoosh")
    return target
