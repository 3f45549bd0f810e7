"""Loads templates from the folders of a theme, and records which templates a page uses."""

import os
import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

import jinja2

from archiver.model import Dependency, DependencyKind, RecordDependency
from archiver.theme import Theme, find_template

_TRANSLATES = re.compile(
    r"\b(?:_|n?gettext|trans|translated|day|moment|is_translated|in_english|interface_(?:dir|lang)|script_translations)\b"
)
"""The names by which templates use the translations: functions and filters of `translator`, and a tag."""
_TRANSLATIONS = Dependency(DependencyKind.TRANSLATIONS)
_DATES = re.compile(r"\b(?:day|moment|has_date_format|script_translations)\b")
_DATE_FORMAT = Dependency(DependencyKind.SETTING, "date_format")


class ThemeLoader(jinja2.BaseLoader):
    """Loads templates from a theme and the themes that it extends, and records each that is used, existing or not.

    A page that uses a template with translations also depends on the translations. Jinja caches compiled templates, but
    asks at each use whether a template is up to date: then its use is recorded.
    """

    def __init__(self, theme: Theme, record: RecordDependency) -> None:
        self._theme, self._record = theme, record

    def get_source(self, _environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """The text of a template, the path of its file, and the function that Jinja calls at each of its uses.

        Raises jinja2.TemplateNotFound.
        """
        dependencies = [Dependency(DependencyKind.TEMPLATE, template)]

        def is_up_to_date() -> bool:
            for dependency in dependencies:
                self._record(dependency)
            return True

        path = find_template(self._theme, template)
        text = _read(path, template) if path else ""
        if _TRANSLATES.search(text):
            dependencies.append(_TRANSLATIONS)
        if _DATES.search(text):
            dependencies.append(_DATE_FORMAT)
        is_up_to_date()
        if path is None:
            raise jinja2.TemplateNotFound(template)
        return text, str(path), is_up_to_date


def _read(path: Path, name: str) -> str:
    """The text of a template. Raises jinja2.TemplateSyntaxError if it is not UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        fault = jinja2.TemplateSyntaxError("not UTF-8; save the template as UTF-8", line, name, str(path))
        fault.translated = True  # else Jinja would cut off the traceback, which has the templates that led here
        raise fault from error


class TemplateFiles:
    """The templates of a theme and the themes that it extends as files, for messages about faults in them."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._lines: dict[str, list[str]] = {}

    def has(self, path: str) -> bool:
        """True for the path of a template, as Jinja has it in tracebacks."""
        return path in self._theme.files

    def path_of(self, name: str) -> str | None:
        """The path of a template by its name; None if there is none."""
        path = find_template(self._theme, name)
        return None if path is None else str(path)

    def lines(self, path: str) -> list[str]:
        """The lines of a template; none if its file is gone. A file is read once."""
        if path not in self._lines:
            try:
                self._lines[path] = Path(path).read_text(encoding="utf-8", errors="replace").split("\n")
            except OSError:
                self._lines[path] = []
        return self._lines[path]

    @cached_property
    def paths(self) -> Mapping[str, str]:
        """The path of each template by the names that load it: `thread.html`, and `!default/thread.html`."""
        found: dict[str, str] = {}
        for theme, folder in self._theme.folders:
            prefix = f"{folder / 'templates'}{os.sep}"
            for path in sorted(path for path in self._theme.files if path.startswith(prefix)):
                name = Path(path.removeprefix(prefix)).as_posix()
                found.setdefault(name, path)
                found[f"!{theme}/{name}"] = path
        return found

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each template by its path: `thread.html`, or `!default/thread.html` if a theme replaces it."""
        return {path: name for name, path in sorted(self.paths.items())}
