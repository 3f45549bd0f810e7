"""The problem to report for an exception that a template has raised."""

import re
from pathlib import Path

import jinja2

from archiver.errors import Problem
from archiver.model import Page
from archiver.render.hints import Fault, advise
from archiver.render.places import Place, chain_of, find_places
from archiver.render.templates import TemplateFiles
from archiver.render.words import find_word

_LONGEST = 1_000  # characters of a message or a hint: they may have text of a thread in them
_AT = re.compile(r"unexpected char .* at (\d+)", re.DOTALL)


def problem_of(
    error: Exception, page: Page, root: Path, templates: TemplateFiles, environment: jinja2.Environment
) -> Problem:
    """The problem to report for an exception, at the innermost line of a template that led to it.

    Args:
        error: what was raised while the page was rendered.
        page: the page.
        root: the folder of the project; files in it are named relative to it.
        templates: the files of the theme.
        environment: has the filters and tests that a template may have misspelled.
    """
    places = find_places(error, templates)
    place = places[-1] if places else Place(templates.path_of(page.template) or page.template, 0, {})
    lines = templates.lines(place.path) if places else []
    text = "".join(lines[place.line - 1 : place.line])
    advice = advise(
        Fault(error=error, line=text, variables=place.variables, templates=templates, environment=environment)
    )
    path = Path(place.path)
    return Problem(
        path=path.relative_to(root).as_posix() if path.is_relative_to(root) else place.path,
        line=place.line,
        column=_column_of_character(error, lines) or find_word(text, advice.word).column,
        message=_shortened(_message_of(error)),
        hint=_shortened(advice.hint),
        chain=chain_of(places, templates),
        example=f"while drawing {page.url}",
    )


def _message_of(error: Exception) -> str:
    match error:
        case jinja2.TemplatesNotFound():
            return str(error)
        case jinja2.TemplateNotFound():
            return f"no template {error}"
        case KeyError():  # its text is the key alone
            return f"KeyError: {error}"
    return str(error) or type(error).__name__


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _column_of_character(error: Exception, lines: list[str]) -> int:
    """The column of a character that Jinja did not expect, of which it tells the offset in the text; else 0."""
    match = _AT.fullmatch(str(error)) if isinstance(error, jinja2.TemplateSyntaxError) else None
    if not match:
        return 0
    before = "\n".join(lines)[: int(match[1])]
    return len(before) - before.rfind("\n")
