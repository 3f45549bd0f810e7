"""Scripts are published without what only people read, and do what they did."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from archiver.config import read_config
from archiver.theme import load_theme, minified, published_assets

ASSETS = Path(__file__).parents[1] / "themes/default/assets"
SCRIPTS = sorted(ASSETS.rglob("*.js"))
TRICKY = rb"""
// What a reader of comments could take for one.
class A { #x = 1; static y = /[/"'`]\/\*/g.source; get x() { return this.#x ?? 0; } has(o) { return #x in o; } }
const url = "https://x.org//y", text = `a // b ${"c /* d */" + 1 / 2 / 1}  e
  f`; /* gone */
const half = 4 /2/ 1, found = /\s\/\/ \s/.test(" // "), none = null?.a ?? /[`]/.exec("`")?.[0];
const f = (a) => /b/.test(a), g = async (x) => x++ + +x, h = a => ({ a })
let i = 1
i
++i
const later = () => { return [...arguments_ ?? []].length }, arguments_ = [1, 2]
const a = new A(), all = [A.y, a.x, a.has(a), url, text, half, found, none, f("b"), h(1), i, later()]
console.log(JSON.stringify(all))
"""
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not on the PATH")


def run(script: bytes) -> str:
    done = subprocess.run(
        ["node", "--input-type=module", "-"],  # noqa: S607
        input=script,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@needs_node
def test_a_script_does_what_it_did() -> None:
    assert run(minified(TRICKY)) == run(TRICKY)
    assert json.loads(run(TRICKY))[3:5] == ["https://x.org//y", "a // b c /* d */0.5  e\n  f"]
    assert len(minified(TRICKY)) < len(TRICKY)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_that_is_small_cannot_be_made_smaller(path: Path) -> None:
    assert not re.search(rb"\$\{[^{}`]*`", path.read_bytes()), "the library takes a template in a template for code"
    small = minified(path.read_bytes())
    assert minified(small) == small
    assert not re.search(rb"^\s*(//|/\*)", small, re.MULTILINE)


def test_what_others_have_written_stays_as_it_is(tmp_path: Path) -> None:
    theme = tmp_path / "themes/mine"
    (theme / "assets/search").mkdir(parents=True)
    (tmp_path / "archiver.toml").write_text('theme = "mine"\n')
    (theme / "theme.toml").write_text('extends = "default"\n')
    (theme / "assets/mine.js").write_bytes(b"// Mine.\nf( '\xff' )\n")
    (theme / "assets/search/stem.js").write_text("// My stems.\nexport function loadStemmer() {}\n")
    found = dict(published_assets(load_theme(read_config(tmp_path))))
    assert found["mine.js"] == b"// Mine.\nf( '\xff' )\n"
    assert b"// My stems.\nfunction loadStemmer() {}\n" in found["search/search.js"]
    assert b"//" not in found["site.js"]


@needs_node
def test_search_is_one_file_that_the_page_and_the_box_load(tmp_path: Path) -> None:
    found = dict(published_assets(load_theme(read_config(tmp_path))))
    assert [name for name in found if name.startswith("search/")] == ["search/search.js", "search/stemmer.js"]
    script = found["search/search.js"].decode()
    assert not re.search(r"^\s*(import|export)\b(?!\()", script, re.MULTILINE)
    (tmp_path / "search.mjs").write_text(script, encoding="utf-8")
    command = ["node", "--check", "search.mjs"]  # what two modules call the same would be an error
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr.decode()
