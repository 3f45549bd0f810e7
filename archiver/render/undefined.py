"""Names in templates that do not exist: any use of one raises an error that knows the name and who was asked for it."""

from functools import partial
from typing import Any

import jinja2
from jinja2.utils import missing


class NamedUndefinedError(jinja2.UndefinedError):
    """A template uses a name that does not exist.

    Args:
        message: what Jinja says.
        name: the name; for an element, any object.
        owner: the object that has no such attribute or element; NO_OWNER for a variable.
        is_explained: True if the name is a variable, and Jinja's message says why it has no value.
    """

    def __init__(self, message: str | None = None, *, name: object, owner: object, is_explained: bool) -> None:
        super().__init__(message)
        self.name, self.owner, self.is_explained = name, owner, is_explained


NO_OWNER: object = missing


class NamedUndefined(jinja2.StrictUndefined):
    """Jinja's StrictUndefined, which raises a NamedUndefinedError."""

    __slots__ = ()

    def __init__(
        self,
        hint: str | None = None,
        obj: Any = missing,
        name: str | None = None,
        exc: type[jinja2.TemplateRuntimeError] = jinja2.UndefinedError,
    ) -> None:
        if exc is jinja2.UndefinedError:
            exc = partial(NamedUndefinedError, name=name, owner=obj, is_explained=hint is not None)  # type: ignore[assignment]  # it is only called
        super().__init__(hint, obj, name, exc)
