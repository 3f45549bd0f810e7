"""Loads templates from the folders of a theme, and records which templates a page uses."""

import re
from collections.abc import Callable
from pathlib import Path

import jinja2

from archiver.model import Dependency, DependencyKind, RecordDependency
from archiver.theme import Theme, find_template

_TRANSLATES = re.compile(
    r"\b(?:_|n?gettext|trans|translated|day|moment|is_translated|interface_dir|script_translations)\b"
)
"""The names by which templates use the translations: functions and filters of `translator`, and a tag."""
_TRANSLATIONS = Dependency(DependencyKind.TRANSLATIONS)


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
        text = Path(path).read_text(encoding="utf-8") if path else ""
        if _TRANSLATES.search(text):
            dependencies.append(_TRANSLATIONS)
        is_up_to_date()
        if path is None:
            raise jinja2.TemplateNotFound(template)
        return text, str(path), is_up_to_date
