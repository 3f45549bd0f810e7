"""The rules of the house that no linter knows: how long a module and a function may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import archiver

MODULES = sorted(Path(archiver.__file__).parent.rglob("*.py"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 30
MANY_PARAMETERS = 3
PRIVATE_WORDS = {"attic", "elsewhere", "given", "ledger", "said", "seal", "stands", "told", "torn", "untold"}
"""Words that once stood in names in place of the field's terms, which archiver/GLOSSARY.md has."""
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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.parts[-2:]))
def test_the_docstring_of_a_public_function_names_each_of_three_or_more_parameters(path: Path) -> None:
    functions = [node for node in _public_functions(ast.parse(path.read_bytes())) if len(_parameters(node)) >= 3]
    described = {function: ast.get_docstring(function) or "" for function in functions}
    missing = {
        function.name: [name for name in _parameters(function) if not re.search(rf"\b{name}\b", text)]
        for function, text in described.items()
    }
    assert not {name: parameters for name, parameters in missing.items() if parameters}


def _public_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions of a module and the methods of its public classes that others call.

    Left out are commands, whose options have help texts.
    """
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public_functions(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            is_command = any("option(" in ast.unparse(decorator) for decorator in node.decorator_list)
            yield from () if is_command else (node,)


def _parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    arguments = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return [argument.arg for argument in arguments if argument.arg not in {"self", "cls"}]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: "/".join(path.parts[-2:]))
def test_names_are_the_terms_of_the_field(path: Path) -> None:
    names = {name for node in ast.walk(ast.parse(path.read_bytes())) for name in _names(node)}
    words = {name: set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())) for name in names}
    assert not {name for name, parts in words.items() if parts & PRIVATE_WORDS}


def _names(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
            yield name
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            yield name


def test_nothing_hides_an_import_from_the_layers() -> None:
    assert not [path.name for path in MODULES if "TYPE_CHECKING" in path.read_text(encoding="utf-8")]


def test_no_group_of_a_pattern_is_possessive() -> None:
    """Before Python 3.11.5 such a group forgets where it stood; an atomic one, `(?>(?:…)*)`, says the same."""
    sources = {path.name: path.read_text(encoding="utf-8") for path in MODULES}
    assert [name for name, text in sources.items() if re.search(r"\)(\*\+|\+\+|\?\+)", text)] == []
