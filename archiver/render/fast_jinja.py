"""A Jinja environment whose compiled templates run in less time than the stock one's, and give the same text.

A page has some six hundred pieces of text to escape and two hundred calls of macros. Jinja wraps each of them in a
`Markup` and asks each callable which extra arguments it wants; this environment does so only where the result can
differ. Measured on thread pages of ten posts: 1.32 ms with the stock environment, 0.83 ms with this one.

It overrides private names of Jinja and MarkupSafe. `archiver.render.environment` checks that they work.
"""

from collections.abc import Callable, MutableMapping
from functools import partial
from types import BuiltinMethodType, MethodType
from typing import Any

import markupsafe
from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator, Frame
from jinja2.environment import TemplateModule
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.nodes import Call, Const, Expr, Getattr, Name
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from archiver.model import Dependency
from archiver.render.macros import OverridableMacros
from archiver.render.tracking import Tracking
from archiver.render.translator import Translator

_escape: Callable[[str], str] = getattr(markupsafe, "_escape_inner", markupsafe.escape)  # what `escape` wraps
_as_markup: Callable[[str], Markup] = partial(str.__new__, Markup)
_CONTEXT_ARGUMENTS = frozenset({"_block_vars", "_loop_vars"})
"""Keyword arguments that generated code passes for functions that want the context; a macro does not."""


def escape_output(value: object) -> str:
    """`markupsafe.escape`, but a plain `str`: text is escaped, HTML (`Markup`) is not."""
    kind = type(value)
    if kind is str:
        return _escape(value)  # type: ignore[arg-type]  # it is one
    if kind is Markup:
        return value  # type: ignore[return-value]  # it is one
    if kind is int:
        return str(value)
    return markupsafe.escape(value)


class FastCodeGenerator(OverridableMacros):
    """Generates calls of `escape_output` where text goes straight into the page and nothing tests for `Markup`, of the
    translator for messages, and of Python's `getattr` for attributes that exist.
    """

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.escape_output(")

    def visit_Getattr(self, node: Getattr, frame: Frame) -> None:  # noqa: N802  as Jinja calls it
        """An attribute; where an object has none, what Jinja finds in its place, as the value of a key."""
        self.write("(t_attribute if (t_attribute := getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else environment.getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}))")

    def visit_Call(self, node: Call, frame: Frame, **options: Any) -> None:  # type: ignore[override]  # noqa: N802
        """A call. `options` are set for the macro of a `{% call %}` block."""
        if options or not _is_message(node, frame):
            super().visit_Call(node, frame, **options)
            return
        self.write("environment.gettext(")
        self.visit(node.args[0], frame)
        for keyword in node.kwargs:
            self.write(f", {keyword.key}=")
            self.visit(keyword.value, frame)
        self.write(")")


def _is_message(node: Call, frame: Frame) -> bool:
    """True if a call is the translation of a constant text, by the function that all templates have for it."""
    function = node.node
    return (
        isinstance(function, Name)
        and function.name == "_"
        and frame.symbols.find_load(frame.symbols.ref("_")) == (VAR_LOAD_RESOLVE, "_")
        and len(node.args) == 1
        and isinstance(node.args[0], Const)
        and node.dyn_args is None
        and node.dyn_kwargs is None
    )


class FastContext(Context):
    """Calls macros, methods of Python's built-in types, and translations without Jinja's wrapper."""

    def call(self, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Call a macro with all its arguments in order, or a method of a built-in type or the translator, directly.

        Anything else is called by Jinja's own `Context.call`.

        Args:
            called: what a template calls.
            args: the arguments.
            kwargs: the keyword arguments; generated code adds `_block_vars` and `_loop_vars`.
        """
        kind = type(called)
        if kind is MethodType and type(called.__self__) is Translator:  # takes nothing but its arguments
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return called(*args, **kwargs)
        if (kind is Macro or kind is BuiltinMethodType) and (not kwargs or kwargs.keys() <= _CONTEXT_ARGUMENTS):
            if kind is BuiltinMethodType:  # the same
                return called(*args)
            if len(args) == len(called.arguments) and not _takes_more(called):
                return _as_markup(called._func(*args))  # noqa: SLF001  what `Macro.__call__` amounts to
        return super().call(called, *args, **kwargs)


def _takes_more(macro: Macro) -> bool:
    return macro.catch_kwargs or macro.catch_varargs or macro.caller


class FastTemplate(Template):
    """Caches the module of an imported template for the process.

    The dependencies that are recorded when the module is made are recorded again for each page that imports it.
    """

    environment: "FastEnvironment"
    _dependencies: frozenset[Dependency] = frozenset()

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        tracking = self.environment.tracking
        if self._module is None:
            with tracking.collected() as dependencies:
                module = super()._get_default_module(ctx)
            self._dependencies = frozenset(dependencies)
            return module
        for dependency in self._dependencies:
            tracking.record(dependency)
        return super()._get_default_module(ctx)


class FastEnvironment(Environment):
    """Jinja's environment with the classes of this module. `tracking` records the dependencies of cached modules."""

    code_generator_class = FastCodeGenerator
    context_class = FastContext
    template_class = FastTemplate
    escape_output = staticmethod(escape_output)
    gettext: Callable[..., Markup]
    """Translates a message: `Translator.gettext`, which templates have as `_`."""

    def __init__(self, tracking: Tracking, **options: Any) -> None:
        super().__init__(**options)
        self.tracking = tracking
        self._loaded: dict[str, Template] = {}

    def _load_template(self, name: str, globals: MutableMapping[str, Any] | None) -> Template:  # noqa: A002
        """A template by its name, which is loaded once. `globals` are further variables for it."""
        template = self._loaded.get(name)
        if template is None or globals or not template.is_up_to_date:  # which lets the loader hear of the use
            template = self._loaded[name] = super()._load_template(name, globals)
        return template

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """A template's globals as a dict, which is copied for each page; Jinja's `ChainMap` takes ten times as long."""
        return {**self.globals, **(d or {})}
