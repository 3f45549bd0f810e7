"""Translate Python's syntax tree to JavaScript, for the kinds of nodes that Snowball's compiler writes.

Any other kind of node raises UnknownFormError: a guessed translation would stem wrongly without an error.
"""

import ast
import json
from collections.abc import Iterator
from functools import singledispatch

_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Or: "||",
    ast.Not: "!",
    ast.USub: "-",
    ast.Eq: "===",
    ast.NotEq: "!==",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
_GROUPINGS = [f"{verb}_grouping{b}" for verb in ("in", "out", "go_in", "go_out") for b in ("", "_b")]
_SEARCHES = ["eq_s", "eq_s_b", "find_among", "find_among_b"]
_SLICES = ["slice_del", "slice_from", "slice_to", "insert"]
_STATE = ["current", "cursor", "limit", "limit_backward", "bra", "ket"]
_INHERITED = frozenset(_GROUPINGS + _SEARCHES + _SLICES + _STATE)
"""Names of methods and fields that `Stemmer` in stemmer.js defines."""
_OWN = ("__r_", "B_", "I_", "S_")
"""Prefixes that Snowball's compiler gives to the names of a stemmer's own methods and fields."""


class UnknownFormError(NotImplementedError):
    """No translation is defined for this kind of node. The message has its line and a dump of its tree."""

    def __init__(self, node: ast.AST) -> None:
        super().__init__(f"not translated to JavaScript, line {getattr(node, 'lineno', '?')}: {ast.dump(node)[:300]}")


def _block(statements: list[ast.stmt]) -> str:
    if len(statements) == 1 and not isinstance(statements[0], ast.If | ast.While | ast.For | ast.Try):
        return to_javascript(statements[0])
    return "\n".join(["{", *map(to_javascript, statements), "}"])


@singledispatch
def to_javascript(node: ast.AST) -> str:
    """JavaScript of a node. Raises UnknownFormError."""
    raise UnknownFormError(node)


@to_javascript.register
def _(node: ast.If) -> str:
    body = _block(node.body)
    match node.orelse:
        case []:
            tail = ""
        case [ast.If() as following]:
            tail = f" else {to_javascript(following)}"
        case otherwise:
            tail = f" else {_block(otherwise)}"
    return f"if ({to_javascript(node.test)}) {body}{tail}"


@to_javascript.register
def _(node: ast.While) -> str:
    if node.orelse:
        raise UnknownFormError(node)
    return f"while ({to_javascript(node.test)}) {_block(node.body)}"


@to_javascript.register
def _(node: ast.For) -> str:
    match node:
        case ast.For(target=ast.Name(id=name), iter=ast.Tuple(elts=turns), orelse=[]):
            return f"for ({name} = 0; {name} < {len(turns)}; {name}++) {_block(node.body)}"
    raise UnknownFormError(node)


@to_javascript.register
def _(node: ast.Try) -> str:
    """`try` with a handler that does nothing becomes a labelled block: Snowball leaves blocks by exceptions."""
    match node:
        case ast.Try(
            handlers=[ast.ExceptHandler(type=ast.Name(id=label), body=[ast.Pass()])], orelse=[], finalbody=[]
        ) if label not in {name for inner in node.body for name in _labels(inner)}:
            return f"{label}: {_block(node.body)}"
    raise UnknownFormError(node)


def _labels(statement: ast.stmt) -> Iterator[str]:
    for node in ast.walk(statement):
        if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name):
            yield node.type.id


@to_javascript.register
def _(node: ast.Raise) -> str:
    match node:
        case ast.Raise(exc=ast.Call(func=ast.Name(id=label), args=[], keywords=[]), cause=None):
            return f"break {label};"
    raise UnknownFormError(node)


@to_javascript.register
def _(node: ast.Break) -> str:
    return "break;"


@to_javascript.register
def _(node: ast.Continue) -> str:
    return "continue;"


@to_javascript.register
def _(node: ast.Return) -> str:
    if node.value is None:
        raise UnknownFormError(node)
    return f"return {to_javascript(node.value)};"


@to_javascript.register
def _(node: ast.Expr) -> str:
    return f"{to_javascript(node.value)};"


@to_javascript.register
def _(node: ast.Assign) -> str:
    if len(node.targets) != 1:
        raise UnknownFormError(node)
    return f"{to_javascript(node.targets[0])} = {to_javascript(node.value)};"


@to_javascript.register
def _(node: ast.AugAssign) -> str:
    return f"{to_javascript(node.target)} {_operator(node.op)}= {to_javascript(node.value)};"


@to_javascript.register
def _(node: ast.Constant) -> str:
    if isinstance(node.value, str):
        return _text(node.value)
    if isinstance(node.value, int):
        return json.dumps(node.value)
    raise UnknownFormError(node)


@to_javascript.register
def _(node: ast.Set) -> str:
    """A set of letters becomes a string of them."""
    match node:
        case ast.Set(elts=[*_]) if all(isinstance(letter, ast.Constant) for letter in node.elts):
            return _text("".join(str(letter.value) for letter in node.elts if isinstance(letter, ast.Constant)))
    raise UnknownFormError(node)


@to_javascript.register
def _(node: ast.Tuple) -> str:
    return f"[{', '.join(map(to_javascript, node.elts))}]"


@to_javascript.register
def _(node: ast.Name) -> str:
    return node.id


@to_javascript.register
def _(node: ast.Attribute) -> str:
    match node.value:
        case ast.Name(id="self") if node.attr in _INHERITED or node.attr.startswith(_OWN):
            return f"this.{plain_name(node.attr)}"
        case ast.Name(id=name) if name.endswith("Stemmer"):
            return node.attr
    raise UnknownFormError(node)


@to_javascript.register
def _(node: ast.Subscript) -> str:
    return f"{to_javascript(node.value)}[{to_javascript(node.slice)}]"


@to_javascript.register
def _(node: ast.Call) -> str:
    match node:
        case ast.Call(func=ast.Name(id="len"), args=[text], keywords=[]):
            return f"{to_javascript(text)}.length"
        case ast.Call(func=ast.Attribute(value=ast.Name(id="self")), keywords=[]):
            return f"{to_javascript(node.func)}({', '.join(map(to_javascript, node.args))})"
    raise UnknownFormError(node)


@to_javascript.register
def _(node: ast.BoolOp) -> str:
    return f" {_operator(node.op)} ".join(to_javascript(value) for value in node.values)


@to_javascript.register
def _(node: ast.UnaryOp) -> str:
    return f"{_operator(node.op)}{_operand(node.operand)}"


@to_javascript.register
def _(node: ast.BinOp) -> str:
    return f"{_operand(node.left)} {_operator(node.op)} {_operand(node.right)}"


@to_javascript.register
def _(node: ast.Compare) -> str:
    if len(node.ops) != 1:
        raise UnknownFormError(node)
    return f"{_operand(node.left)} {_operator(node.ops[0])} {_operand(node.comparators[0])}"


def _operand(node: ast.expr) -> str:
    """JavaScript of an operand, in brackets if it is an operation: operator precedence may differ between languages."""
    code = to_javascript(node)
    return f"({code})" if isinstance(node, ast.BoolOp | ast.BinOp | ast.Compare) else code


def _operator(node: ast.AST) -> str:
    if type(node) not in _OPERATORS:
        raise UnknownFormError(node)
    return _OPERATORS[type(node)]


def plain_name(name: str) -> str:
    """The name of a method without the leading `__` that makes it private in Python."""
    return name.removeprefix("__")


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
