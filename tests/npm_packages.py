"""npm packages that tests run, fetched once and kept in the cache of pytest, which no commit has."""

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

_CACHE = Path(__file__).parents[1] / ".pytest_cache/npm"


def fetch_packages(*packages: str, needs: tuple[str, ...] = ()) -> Path:
    """The folder `node_modules` with npm packages, as `axe-core@4.14.1`.

    Skips the test, and says why, where this machine lacks npm or one of the programs `needs`, or npm's registry does
    not answer.
    """
    missing = [name for name in ("node", "npm", *needs) if shutil.which(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not on the PATH; {', '.join(packages)} cannot run")
    folder = _CACHE / hashlib.blake2b(" ".join(packages).encode(), digest_size=6).hexdigest()
    if not folder.is_dir():
        _CACHE.mkdir(parents=True, exist_ok=True)
        _install(packages, folder)
    return folder / "node_modules"


def _install(packages: tuple[str, ...], folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=_CACHE) as new:
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", new, *packages]
        done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
        if done.returncode:
            pytest.skip(f"npm's registry does not answer: {done.stderr.strip().splitlines()[:1]}")
        if not folder.is_dir():  # another process may have been faster
            shutil.copytree(new, folder, symlinks=True)
