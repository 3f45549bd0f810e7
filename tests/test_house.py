"""The rules of the house that no linter knows: how long a module and a function may be."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import archiver

PACKAGE = Path(archiver.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LONGEST_MODULE = 250
LONGEST_FUNCTION = 30
MANY_PARAMETERS = 3
PRIVATE_WORDS = {"attic", "elsewhere", "given", "ledger", "said", "seal", "stands", "told", "torn", "untold"}
"""Words that once stood in names in place of the field's terms, which archiver/GLOSSARY.md has."""
VAGUE = {"utils", "util", "helpers", "helper", "common", "core", "manager", "misc"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """The modules, parsed, by their paths below the package."""
    return {name_of(path): ast.parse(path.read_bytes()) for path in MODULES}


def test_a_module_is_short_and_says_what_it_is_for(trees: dict[str, ast.Module]) -> None:
    lines = {name_of(path): path.read_bytes().count(b"\n") for path in MODULES}
    assert not {name: count for name, count in lines.items() if count > LONGEST_MODULE}
    assert not [name_of(path) for path in MODULES if path.stem in VAGUE]
    silent = [name for name, tree in trees.items() if not ast.get_docstring(tree)]
    assert not silent, "a module begins by saying what comes in and what goes out"


def test_a_function_fits_on_a_screen(trees: dict[str, ast.Module]) -> None:
    functions = ((name, function) for name, tree in trees.items() for function in _functions(tree))
    lines = {f"{name}: {f.name}": f.end_lineno - f.lineno + 1 for name, f in functions if f.end_lineno is not None}
    assert len(lines) > len(MODULES)
    assert not {function: count for function, count in lines.items() if count > LONGEST_FUNCTION}


def _functions(tree: ast.AST) -> list[ast.FunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def test_the_docstring_of_a_public_function_names_each_of_three_or_more_parameters(
    trees: dict[str, ast.Module],
) -> None:
    functions = [(name, node) for name, tree in trees.items() for node in _public_functions(tree)]
    missing = {f"{name}: {function.name}": _not_described(function) for name, function in functions}
    assert len(missing) > len(MODULES)
    assert not {function: parameters for function, parameters in missing.items() if parameters}


def _not_described(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    parameters, text = _parameters(function), ast.get_docstring(function) or ""
    if len(parameters) < MANY_PARAMETERS:
        return []
    return [name for name in parameters if not re.search(rf"\b{name}\b", text)]


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


def test_names_are_the_terms_of_the_field(trees: dict[str, ast.Module]) -> None:
    places = {name: module for module, tree in trees.items() for node in ast.walk(tree) for name in _names(node)}
    words = {name: set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower())) for name in places}
    assert not {name: places[name] for name, parts in words.items() if parts & PRIVATE_WORDS}


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
