"""From a language to the JavaScript module that stems its words in the browser.

Snowball's compiler writes each stemmer as a Python class, in few and regular forms; these are translated. A form that
is not known is an error that names it: a new version of the library is looked at, not guessed at. What the translated
code calls is `stemmer.js` of the theme; all of a word's letters must be in the basic plane of Unicode.
"""

import ast
import json
from collections.abc import Iterable
from importlib import metadata, resources

from archiver.search.analysis.stems import algorithm_of
from archiver.search.browser.python_to_javascript import UnknownFormError, plain_name, to_javascript

_LIBRARY = "snowballstemmer"


def stemmer_module(lang: str) -> str:
    """The module for the language of this BCP 47 code, which has a stemmer: its default export takes a word (NFKC,
    casefolded) and gives the stem.
    """
    algorithm = algorithm_of(lang)
    source = resources.files(_LIBRARY).joinpath(f"{algorithm}_stemmer.py").read_text(encoding="utf-8")
    return f"/*\n{_notice(algorithm)}*/\n{_translate(ast.parse(source))}"


def _notice(algorithm: str) -> str:
    """Where the code is from, and the licence that must go with it."""
    library = metadata.distribution(_LIBRARY)
    licence = next(file for file in library.files or () if file.name == "COPYING")
    text = licence.read_text().replace("*/", "* /")
    return (
        f"Translated from the {algorithm} stemmer of {_LIBRARY} {library.version} (https://snowballstem.org).\n\n{text}"
    )


def _translate(module: ast.Module) -> str:
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
        'import { Stemmer, table } from "../search/stemmer.js";\n'
        + "".join(f"{constant}\n" for constant in constants)
        + f"class {class_.name} extends Stemmer {{\n{body}\n}}\n"
        + f"const stemmer = new {class_.name}();\nexport default (word) => stemmer.stem(word);\n"
    )


def _table(entries: Iterable[ast.expr]) -> str:
    """A table of endings: their texts, their results (one number if all have the same), their conditions."""
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
    if "0" in results or any("|" in word for word in words):  # 0 is "not found", a bar stands between them
        raise ValueError(f"a table that is not translated: {words}, {results}")
    return f"table({json.dumps('|'.join(words), ensure_ascii=False)}, {found}{tail})"


def _method(function: ast.FunctionDef) -> str:
    stored = (node for node in ast.walk(function) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    local = sorted({node.id for node in stored})
    head = [f"let {', '.join(local)};"] if local else []
    name = "run" if function.name == "_stem" else plain_name(function.name)
    return "\n".join([f"{name}() {{", *head, *map(to_javascript, function.body), "}"])
