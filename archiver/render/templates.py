"""Where templates come from, and which of them a page has used."""

from collections.abc import Callable
from pathlib import Path

import jinja2

from archiver.config import Record
from archiver.theme import Theme, find_template


class ThemeLoader(jinja2.BaseLoader):
    """Finds templates in a theme or what it extends, and notes each that is asked for, whether there is one or not.

    Jinja keeps compiled templates, and asks at each use whether they are up to date: that is when it is noted.
    """

    def __init__(self, theme: Theme, note: Record) -> None:
        self._theme, self._note = theme, note

    def get_source(self, _environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """A template's text, its file, and what is called at each of its uses."""
        name = f"template {template}"

        def is_up_to_date() -> bool:
            self._note(name)
            return True

        self._note(name)
        path = find_template(self._theme, template)
        if path is None:
            raise jinja2.TemplateNotFound(template)
        return Path(path).read_text(encoding="utf-8"), str(path), is_up_to_date
