"""The command `archiver theme check`: what is wrong with a theme, found without drawing a page."""

from collections.abc import Iterator
from pathlib import Path

from archiver.config import Config
from archiver.errors import Problem
from archiver.pages.contexts import CONTEXTS, OF_EXPORTS
from archiver.render import Renderer
from archiver.theme import Theme, load_theme, template_names
from archiver.theme.template_tags import scan_template
from archiver.values import advise_nearest

_NEEDED_ONLY_IF_ASKED = frozenset({"gone.html", "page.html", *OF_EXPORTS})
"""Templates of pages that few sites have, and of files that are no part of a site."""


def check_theme(config: Config) -> tuple[Problem, ...]:
    """All that is wrong with the configured theme: names that lead nowhere, syntax, what templates ask of their pages,
    and templates that are missing. Raises ConfigError if it cannot be loaded.
    """
    theme = load_theme(config)
    return tuple(sorted({*theme.problems, *_of_templates(theme, config), *_missing(theme, config)}))


def _of_templates(theme: Theme, config: Config) -> Iterator[Problem]:
    """Faults in the templates of the project's own themes."""
    renderer = Renderer(theme, config)
    for name, folder in theme.folders:
        templates = folder / "templates"
        paths = [path for path in map(Path, theme.files) if path.is_relative_to(templates)]
        for path in paths if folder.is_relative_to(config.root) else ():
            template = path.relative_to(templates).as_posix()
            if fault := renderer.find_syntax_fault(f"!{name}/{template}"):
                yield fault
            else:
                yield from _unknown_fields(path, template, config)


def _unknown_fields(path: Path, template: str, config: Config) -> Iterator[Problem]:
    """What a template asks of its page that the page does not have.

    Args:
        path: the file.
        template: the name of the template; of one that draws no page by itself, nothing is known.
        config: the project.
    """
    context = CONTEXTS.get(template)
    if context is None:
        return
    known = set(context.__struct_fields__)
    for name, line in scan_template(path.read_text(encoding="utf-8")).page_fields:
        if name not in known:
            message = f'the page of {template} has no "{name}"; {advise_nearest(name, known)}'
            yield Problem(path=path.relative_to(config.root).as_posix(), line=line, message=message)


def _missing(theme: Theme, config: Config) -> Iterator[Problem]:
    """The templates that pages need and neither the theme nor one that it extends has."""
    manifest = theme.folders[0][1] / "theme.toml"
    path = manifest.relative_to(config.root).as_posix() if manifest.is_relative_to(config.root) else str(manifest)
    for name in sorted(CONTEXTS.keys() - _NEEDED_ONLY_IF_ASKED - {*template_names(theme)}):
        message = f'there is no template "{name}"; write it, or let the theme extend another: extends = "default"'
        yield Problem(path=path, line=0, message=message)
