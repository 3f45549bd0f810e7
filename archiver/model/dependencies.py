"""What a page depends on besides its thread: each thing that is read while it is rendered has a kind and a name."""

import re
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

_ESCAPE = re.compile(r"\\(.)")


class DependencyKind(StrEnum):
    """The kinds of dependencies. `build.dependencies` has the value of each kind, and the words for messages."""

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
    ASSET = "asset"
    """The name by which pages link to an asset of the theme, which changes with its bytes."""
    TRANSLATIONS = "translations"
    """The translations of the interface for the language of the site; has no name."""


class Dependency(NamedTuple):
    """One thing that a page depends on.

    The manifest stores it as one line of text: the kind, a space, and the name with escapes for line feeds (`str`).
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
        """Parse the text that `str` has made of a dependency. Raises ValueError if there is no such kind.

        >>> Dependency.from_text("template post.html")
        Dependency(kind=<DependencyKind.TEMPLATE: 'template'>, name='post.html')
        """
        kind, _, name = text.partition(" ")
        return cls(DependencyKind(kind), _ESCAPE.sub(lambda match: "\n" if match[1] == "n" else match[1], name))


RecordDependency = Callable[[Dependency], None]
"""Called with each dependency when it is read."""
