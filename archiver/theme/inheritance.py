"""Which templates of a theme extend which."""

from functools import cached_property
from pathlib import Path

from archiver.theme.template_tags import TemplateTags, scan_template
from archiver.theme.theme import Theme, find_template, template_names


class Inheritance:
    """The templates of a theme and of those that it extends. Each is read when it is asked for, and once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._tags: dict[Path, TemplateTags] = {}

    def below(self, folder: Path) -> list[Path]:
        """The templates of one theme, by its folder."""
        templates = folder / "templates"
        return sorted(path for path in map(Path, self._theme.files) if path.is_relative_to(templates))

    def tags(self, path: Path) -> TemplateTags:
        """What a template names; nothing if it cannot be read: then pages that use it tell of it."""
        if path not in self._tags:
            try:
                text = path.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                text = ""
            self._tags[path] = scan_template(text)
        return self._tags[path]

    def above(self, path: Path) -> tuple[Path, ...] | None:
        """The templates that one extends, nearest first; None if not all of them are known."""
        found: list[Path] = []
        while extends := self.tags(path).extends:
            parent = find_template(self._theme, extends.name) if extends.name else None
            if parent is None or parent in found:
                return None
            found.append(parent)
            path = parent
        return tuple(found)

    @cached_property
    def _pages(self) -> list[tuple[Path, ...]]:
        """Each template that no other extends, and those that it extends."""
        found = (find_template(self._theme, name) for name in template_names(self._theme))
        chains = [(path, *above) for path in found if path and (above := self.above(path)) is not None]
        extended = {path for _, *above in chains for path in above}
        return [chain for chain in chains if chain[0] not in extended]

    def extending(self, path: Path) -> list[tuple[Path, ...]]:
        """For each page that extends a template, directly or not: its own template, and those between the two."""
        return [chain[: chain.index(path)] for chain in self._pages if path in chain[1:]]
