"""What a page depends on besides its thread: each thing that is read while it is rendered has a kind and a name."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

_ESCAPE = re.compile(r"\\(.)")


class DependencyKind(StrEnum):
    """The kinds of dependencies. What each one's value is, and its words for the user, is in `build.dependencies`."""

    PROGRAM = "program"
    """This program and its libraries; has no name. Every page depends on it without recording it."""
    SETTING = "setting"
    """A setting of the project, named by its field of `Config`."""
    BOARD = "board"
    """The settings of one board, named by its slug."""
    OPTION = "option"
    """An option of the theme, whether it exists or not."""
    ALL_OPTIONS = "options"
    """The names and values of all options of the theme; has no name."""
    TEMPLATE = "template"
    """A template of the theme, whether it exists or not."""
    TRANSLATIONS = "translations"
    """The translations of the interface for the language of the site; has no name."""


class Dependency(NamedTuple):
    """One thing that a page depends on. As text, which the manifest stores, it is one line: its kind, a space, its name
    with escapes for line feeds.
    """

    kind: DependencyKind
    name: str = ""

    def __str__(self) -> str:
        name = self.name
        if "\\" in name or "\n" in name:
            name = name.replace("\\", "\\\\").replace("\n", "\\n")
        return f"{self.kind} {name}"

    @classmethod
    def from_text(cls, text: str) -> "Dependency":
        """The dependency that `str` gave. Raises ValueError if there is no such kind.

        >>> Dependency.from_text("template post.html")
        Dependency(kind=<DependencyKind.TEMPLATE: 'template'>, name='post.html')
        """
        kind, _, name = text.partition(" ")
        return cls(DependencyKind(kind), _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], name))


RecordDependency = Callable[[Dependency], None]
"""Called with each dependency when it is read."""
