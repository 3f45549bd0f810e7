"""Compiles a template once in a process: Jinja does it once for each environment, and there are many of them here."""

from collections.abc import Callable
from typing import Any

import jinja2


def keep_compiled_templates(patch: Callable[[object, str, Any], None] = setattr) -> None:
    """Have Jinja remember what it has compiled."""
    compile_anew = jinja2.Environment.compile
    kept: dict[tuple[type, str, str | None, str | None], Any] = {}

    def compile_once(
        self: jinja2.Environment, source: str, name: str | None = None, filename: str | None = None, **options: Any
    ) -> Any:
        key = (type(self), source, name, filename)
        if key not in kept:
            kept[key] = compile_anew(self, source, name, filename, **options)
        return kept[key]

    patch(jinja2.Environment, "compile", compile_once)
