"""The rules of the house that no linter knows: how long a module and a function may be."""

import ast
import re
from pathlib import Path

import pytest

import archiver

MODULES = sorted(Path(archiver.__file__).parent.rglob("*.py"))
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_module_is_short_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_MODULE
    assert path.stem not in VAGUE
    assert ast.get_docstring(ast.parse(text)), "a module begins by saying what comes in and what goes out"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.parts[-2:]))
def test_a_function_fits_on_a_screen(path: Path) -> None:
    functions = [node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.FunctionDef)]
    too_long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno is not None}
    assert not {name: lines for name, lines in too_long.items() if lines > LONGEST_FUNCTION}


def test_nothing_hides_an_import_from_the_layers() -> None:
    assert not [path.name for path in MODULES if "TYPE_CHECKING" in path.read_text(encoding="utf-8")]


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Before Python 3.11.5 such a group forgets where it stood; an atomic one, `(?>(?:…)*)`, says the same."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in MODULES}
    assert [name for name, text in sources.items() if re.search(r"\)(\*\+|\+\+|\?\+)", text)] == []
