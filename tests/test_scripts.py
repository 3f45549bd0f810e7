"""The scripts that are published are those of the modules, made small; the search's engine is one of a bounded size."""

import gzip
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.generate import constants

THEME = Path(__file__).parents[1] / "themes/default"
BUNDLE = Path(__file__).parents[1] / ".ci/bundle"
SCRIPTS = [
    "former.js",
    "reading.js",
    "search/advice.js",
    "search/box.js",
    "search/engine.js",
    "search/search.js",
    "search/stemmer.js",
    "search/synonyms.js",
    "site.js",
    "theme.js",
]
ENGINE = 14_500  # bytes, at most, of what answers queries, as a server sends it


def test_the_scripts_of_the_theme_are_these() -> None:
    assets = THEME / "assets"
    assert sorted(path.relative_to(assets).as_posix() for path in assets.rglob("*.js")) == SCRIPTS


def test_the_engine_of_the_search_is_one_small_file() -> None:
    script = (THEME / "assets/search/engine.js").read_bytes()
    assert sorted(re.findall(rb"search/\w+\.js\b", script)) == [
        *(b"search/advice.js", b"search/stemmer.js", b"search/synonyms.js"),
    ], "all but the stemmers, the advice and the synonyms is in it"
    assert len(gzip.compress(script, 9)) < ENGINE


@pytest.mark.parametrize("name", ["search/search.js", "search/box.js"])
def test_who_has_not_asked_waits_for_no_second_script(name: str) -> None:
    script = (THEME / "assets" / name).read_bytes()
    assert re.findall(rb"\w+/\w+\.js\b", script) == [b"search/engine.js"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_is_a_module(name: str) -> None:
    """Browsers run no module of a page that is a file."""
    assert not re.search(rb"\b(import|export)\b", (THEME / "assets" / name).read_bytes())


def test_the_constants_of_the_modules_are_those_of_python() -> None:
    assert constants.PATH.read_text(encoding="utf-8") == constants.constants_module(), "run .ci/bundle"


@pytest.mark.slow
def test_the_scripts_are_made_of_the_modules_as_they_are(tmp_path: Path) -> None:
    if shutil.which("npx") is None:
        pytest.skip("npx, which comes with node, is not on the PATH; it fetches what makes the scripts small")
    done = subprocess.run([BUNDLE, tmp_path], capture_output=True, text=True, timeout=300, check=False)
    if done.returncode and "npm error" in done.stderr:
        pytest.skip(f"npm's registry does not answer: {done.stderr.strip().splitlines()[0]}")
    assert done.returncode == 0, done.stderr
    for name in SCRIPTS:
        made, kept = (tmp_path / name).read_bytes(), (THEME / "assets" / name).read_bytes()
        assert made == kept, f"{name} is not what its modules make: run .ci/bundle"
