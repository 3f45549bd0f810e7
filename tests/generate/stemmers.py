"""Translate Snowball's stemmers to JavaScript: run by `.ci/bundle`, the scripts are checked in.

    python -m tests.generate.stemmers [FOLDER]

Snowball's compiler writes each stemmer as a Python class (PyPI: snowballstemmer) with few kinds of statements, and
these are translated. An unknown kind raises UnknownFormError, so that a new version of the library is read before it is
used. The translated classes extend `Stemmer` of `themes/default/client/search/stemmer.js`: each script hands over, as
`client/scripts.js` has it, a function that makes a stemmer of what this module exports. All letters of a word must
be in the Basic Multilingual Plane of Unicode. The version of snowballstemmer must be the Snowball version of PyStemmer,
which stems in Python.
"""

import ast
import json
import sys
from collections.abc import Iterable
from importlib import metadata, resources
from pathlib import Path

from archiver.search.analysis.stems import STEMMED_LANGUAGES, algorithm_of
from archiver.search.browser import stemmers
from tests.generate.python_to_javascript import UnknownFormError, plain_name, to_javascript

_LIBRARY = "snowballstemmer"


def main(folder: Path) -> None:
    """Write a script for each stemmer into `folder`, as UTF-8 files named after Snowball's algorithms."""
    for algorithm in sorted({algorithm_of(lang) for lang in STEMMED_LANGUAGES}):
        (folder / f"{algorithm}.js").write_text(translate_stemmer(algorithm), encoding="utf-8", newline="\n")


def translate_stemmer(algorithm: str) -> str:
    """The script of a Snowball algorithm, such as "english".

    The stemmer takes a word (NFKC, case-folded) and returns its stem.
    """
    source = resources.files(_LIBRARY).joinpath(f"{algorithm}_stemmer.py").read_text(encoding="utf-8")
    return f"/*\n{_notice(algorithm)}*/\n{translate_class(ast.parse(source))}"


def _notice(algorithm: str) -> str:
    """Origin and licence of the translated code; the licence asks for this notice."""
    library = metadata.distribution(_LIBRARY)
    licence = next(file for file in library.files or () if file.name == "COPYING")
    text = licence.read_text().replace("*/", "* /")
    return (
        f"Translated from the {algorithm} stemmer of {_LIBRARY} {library.version} (https://snowballstem.org).\n\n{text}"
    )


def translate_class(module: ast.Module) -> str:
    """Translate the first class of a module; its constants become constants of the script."""
    class_ = next(node for node in module.body if isinstance(node, ast.ClassDef))
    constants, fields, methods = [], [], []
    for node in class_.body:
        match node:
            case ast.FunctionDef():
                methods.append(_method(node))
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.List(elts=entries)):
                constants.append(f"const {name} = {_table(entries)};")
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name.startswith(("g_", "as_")):
                constants.append(f"const {name} = {to_javascript(value)};")
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant() as value):
                fields.append(f"{name} = {to_javascript(value)};")
            case ast.Expr(value=ast.Constant()):
                pass  # the docstring
            case _:
                raise UnknownFormError(node)
    body = "\n".join(fields + methods)
    return (
        "var archiver = ({ Stemmer, table }) => {\n"
        + "".join(f"{constant}\n" for constant in constants)
        + f"class {class_.name} extends Stemmer {{\n{body}\n}}\n"
        + f"const stemmer = new {class_.name}();\nreturn (word) => stemmer.stem(word);\n}};\n"
    )


def _table(entries: Iterable[ast.expr]) -> str:
    """Call of `table` in stemmer.js: texts joined by "|", results (one number if all are equal), conditions."""
    words, results, conditions = [], [], []
    for entry in entries:
        match entry:
            case ast.Call(func=ast.Name(id="Among"), args=[ast.Constant(value=str(word)), _, result, *condition]):
                words.append(word)
                results.append(to_javascript(result))
                conditions.append(plain_name(to_javascript(condition[0])) if condition else "")
            case _:
                raise UnknownFormError(entry)
    found = results[0] if len(set(results)) == 1 else f"[{','.join(results)}]"
    tail = f", {json.dumps(conditions)}" if any(conditions) else ""
    if "0" in results or any("|" in word for word in words):  # `table` takes 0 for "not found" and splits at bars
        raise ValueError(f"no translation for this table: {words}, {results}")
    return f"table({json.dumps('|'.join(words), ensure_ascii=False)}, {found}{tail})"


def _method(function: ast.FunctionDef) -> str:
    stored = (node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    local = sorted({node.id for node in stored})
    head = [f"let {', '.join(local)};"] if local else []
    name = "run" if function.name == "_stem" else plain_name(function.name)
    return "\n".join([f"{name}() {{", *head, *map(to_javascript, function.body), "}"])


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(stemmers.__path__[0]))
