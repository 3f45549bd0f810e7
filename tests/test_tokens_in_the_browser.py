"""Python and the browser's modules agree, character by character, text by text and word by word. Needs node."""

import ast
import importlib
import json
import random
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import Stemmer

from archiver.search.analysis.stems import STEMMED_LANGUAGES, algorithm_of, is_stemmed
from archiver.search.analysis.tokens import casefold, find_terms, fold, is_one_of_a_pair
from archiver.search.browser import stemmers
from archiver.search.browser.stemmers import read_stemmer_script
from tests.conftest import SPEC
from tests.generate.python_to_javascript import UnknownFormError
from tests.generate.stemmers import main, translate_class
from tests.laws.small_site import IS_DEEP

pytestmark = pytest.mark.builds

THEME = SPEC.parents[1] / "themes" / "default"
CONTENT = SPEC.parents[1] / "content"
RECATEGORISED = {
    "\U0001171e": "since Unicode 16, Ahom's medial ra has a width",
}
"""Characters whose nature a later Unicode than Python's has changed."""
WORDS_PER_LANGUAGE = 4_000 if IS_DEEP else 1_500
READ_AND_TELL = """
import { readFileSync } from "node:fs";
import { runInThisContext } from "node:vm";
import { casefold, findTerms, fold, isUnspaced } from "./client/search/tokens.js";
globalThis[Symbol.for("archiver")] = { // what scripts.js gets from scripts that are loaded in a page
  async get(address) {
    runInThisContext(readFileSync(new URL(address), "utf8"));
    return globalThis.archiver;
  },
};
const { isStemmed, isStemmedIn, loadStemmer } = await import("./client/search/stem.js");
const asked = JSON.parse(readFileSync("asked.json", "utf8"));
console.log(JSON.stringify(await answer(asked)));
"""
needs_node = pytest.mark.skipif(not shutil.which("node"), reason="node is not on the PATH")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The modules, and the assets that they load."""
    shutil.copytree(THEME / "client", tmp_path / "client")
    shutil.copytree(THEME / "assets", tmp_path / "assets")
    (tmp_path / "package.json").write_text('{"type": "module"}')
    return tmp_path


def ask(site: Path, answer: str, asked: object) -> Any:
    """What `answer`, a JavaScript function of what is asked, gives in one process of node."""
    (site / "asked.json").write_text(json.dumps(asked))
    (site / "main.js").write_text(f"{READ_AND_TELL}\nasync function answer(asked) {{ return {answer}; }}")
    done = subprocess.run(["node", "main.js"], cwd=site, capture_output=True, check=False)  # noqa: S607
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


def known_chars() -> list[str]:
    """Those that are assigned in Python's Unicode, too; no private ones, no surrogates."""
    unknown = {"Cn", "Co", "Cs"}
    chars = (char for char in map(chr, range(0x110000)) if unicodedata.category(char) not in unknown)
    return [char for char in chars if char not in RECATEGORISED]


@needs_node
def test_every_character_is_folded_alike(site: Path) -> None:
    chars = known_chars()
    theirs = ask(site, "asked.map((c) => [fold(c), casefold(c), fold(`e\u0301${c}\u0301`), isUnspaced(c)])", chars)
    ours = [[fold(c), casefold(c), fold(f"e\u0301{c}\u0301"), is_one_of_a_pair(c)] for c in chars]
    assert [(char, *both) for char, *both in zip(chars, ours, theirs, strict=True) if both[0] != both[1]] == []


@needs_node
@pytest.mark.slow
def test_every_text_has_the_same_terms(site: Path) -> None:
    lines = [f"a{char}b .{char}+ {char}\n" for char in known_chars()]
    texts = random_texts(3_000 if IS_DEEP else 1_000)
    texts += ["".join(lines[at : at + 40]) for at in range(0, len(lines), 40)]
    texts += [path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob("*.md"))]
    for index, found in enumerate(ask(site, TERMS, texts)):
        text = texts[index]
        for for_index, theirs in zip((False, True), found, strict=True):
            ours = [[term.text, text[term.start : term.end]] for term in find_terms(text, for_index=for_index)]
            assert (text, ours) == (text, theirs)


TERMS = """asked.map((text) => [false, true].map((forIndex) =>
  findTerms(text, forIndex).map((term) => [term.text, text.slice(term.start, term.end)])))"""


def random_texts(count: int) -> list[str]:
    """Of a few scripts each, with signs, marks, joiners and spaces between."""
    chance = random.Random("terms")  # noqa: S311
    chars, signs = known_chars(), list("  .+#_'\"(-\u0301\u00ad\u200d\ufe0f\u3099\uff9e＋\U000e0100")
    blocks = [[char for char in chars if ord(char) >> 7 == block] for block in sorted({ord(c) >> 7 for c in chars})]
    texts = []
    for _ in range(count):
        letters = [*chance.choice(blocks[:40]), *chance.choice(blocks), *chance.choice(blocks[:200]), *signs * 4]
        texts.append("".join(chance.choices(letters, k=40)))
    return texts


@needs_node
@pytest.mark.slow
def test_every_stemmer_stems_alike(site: Path) -> None:
    (site / "assets/stemmers").mkdir()
    words = {lang: words_of(lang) for lang in STEMMED_LANGUAGES}
    for lang in words:
        (site / "assets/stemmers" / f"{lang}.js").write_bytes(read_stemmer_script(lang))
    theirs = ask(site, STEMS, words)
    for lang, asked in words.items():
        in_c, in_python = Stemmer.Stemmer(algorithm_of(lang)), python_stemmer(lang)()
        stems = [(word, in_c.stemWord(casefold(word)), in_python.stemWord(casefold(word))) for word in asked]
        assert [stem for stem in stems if stem[1] != stem[2]] == []
        ours = [stem if is_stemmed(word) else word for word, stem, _ in stems]
        assert [both for both in zip(asked, ours, theirs[lang], strict=True) if both[1] != both[2]] == []


@needs_node
@pytest.mark.slow
def test_words_that_are_of_no_script_of_a_language_have_no_stem_in_it(site: Path) -> None:
    words = sorted({word for lang in STEMMED_LANGUAGES for word in words_of(lang)})
    asked = [STEMMED_LANGUAGES, words]
    taken = ask(site, "asked[0].map((lang) => asked[1].map((word) => isStemmedIn(word, lang)))", asked)
    for lang, answers in zip(STEMMED_LANGUAGES, taken, strict=True):
        stem = Stemmer.Stemmer(algorithm_of(lang)).stemWord
        others = [
            casefold(word) for word, is_taken in zip(words, answers, strict=True) if not is_taken and is_stemmed(word)
        ]
        assert len(others) > WORDS_PER_LANGUAGE
        assert [word for word in others if stem(word) != word] == []


STEMS = """Object.fromEntries(await Promise.all(Object.entries(asked).map(async ([lang, words]) =>
  [lang, words.map(await loadStemmer(lang, new URL("./", import.meta.url)))])))"""


def python_stemmer(lang: str) -> Any:
    algorithm = algorithm_of(lang)
    return getattr(importlib.import_module(f"snowballstemmer.{algorithm}_stemmer"), f"{algorithm.title()}Stemmer")


def words_of(lang: str) -> list[str]:
    """Words of the example archive, and of made stems with the beginnings and endings that the algorithm knows."""
    chance = random.Random(lang)  # noqa: S311
    tables = [table for name, table in vars(python_stemmer(lang)).items() if re.match(r"a_\d", name)]
    parts = sorted({entry.s for table in tables for entry in table} - {""})
    letters = sorted(set("".join(parts)))
    made = []
    for _ in range(WORDS_PER_LANGUAGE):
        stem = "".join(chance.choices(letters, k=chance.randint(0, 6)))
        before = chance.choice(parts) if chance.random() < 0.3 else ""
        made.append(before + stem + "".join(chance.choices(parts, k=chance.randint(0, 3))))
    return [*real_words(), *made, "𞤀𞤣𞤤𞤢𞤥ing", "a𝐛c", "", "ab"]


def real_words() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(CONTENT.rglob("*.md"))]
    return sorted({text[term.start : term.end] for text in texts for term in find_terms(text)})


@pytest.mark.parametrize(
    "code",
    [
        "class A:\n def f(self):\n  x = [1]",
        "class A:\n def f(self):\n  print(1)",
        "class A:\n async def f(self): 0",
        "class A:\n def f(self):\n  self.skip_utf8(3)",
    ],
)
def test_an_unknown_form_is_no_stemmer(code: str) -> None:
    with pytest.raises(UnknownFormError, match="line"):
        translate_class(ast.parse(code))


def test_the_stemmers_that_are_checked_in_are_what_snowball_gives(tmp_path: Path) -> None:
    main(tmp_path)
    checked_in = {path.name: path.read_bytes() for path in Path(stemmers.__path__[0]).glob("*.js")}
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == checked_in, "run .ci/bundle"


@pytest.mark.parametrize("lang", STEMMED_LANGUAGES)
def test_a_stemmer_comes_with_its_licence(lang: str) -> None:
    assert b"Redistributions in binary form must reproduce" in read_stemmer_script(lang)[:1600]
