"""The templates in the traceback of an exception: where the fault is, and which templates led there."""

import re
from collections.abc import Iterator, Mapping
from itertools import groupby
from traceback import walk_tb
from typing import NamedTuple

import jinja2

from archiver.render.templates import TemplateFiles

_FIRST, _LAST = 8, 4  # places of a long chain that are kept
_TOP_LEVEL = "top-level template code"  # what Jinja calls the code of a template outside of blocks and macros
_INCLUDE = re.compile(r"\{%[-+]?\s*include\b")
_EXTENDS = re.compile(r"\{%[-+]?\s*extends\b")


class Place(NamedTuple):
    """A line of a template that was being rendered, and the variables that it could use, by name."""

    path: str
    line: int
    variables: Mapping[str, object]


def find_places(error: Exception, templates: TemplateFiles) -> list[Place]:
    """The places in templates that led to an exception, from the template of the page to the fault.

    There are none if no template was read. `error` has a traceback that Jinja has rewritten.
    """
    places = list(_places_of_frames(error, templates))
    if isinstance(error, jinja2.TemplateSyntaxError):
        path = error.filename or error.name or ""  # Jinja's lexer has the path of the file as the name
        place = Place(path, error.lineno, {})
        if templates.has(path) and (not places or places[-1][:2] != place[:2]):
            places.append(place)
    return places


def chain_of(places: list[Place], templates: TemplateFiles) -> tuple[str, ...]:
    """The places as "thread.html:12"; empty if the fault is in the page's own template, without others on the way.

    Places that repeat are named once, and of a long chain the middle is left out.
    """
    texts = (f"{templates.names.get(place.path, place.path)}:{place.line}" for place in places)
    chain = tuple(text for text, _ in groupby(texts))
    if len(chain) > _FIRST + _LAST:
        chain = (*chain[:_FIRST], f"… {len(chain) - _FIRST - _LAST} more", *chain[-_LAST:])
    return chain if len(chain) > 1 else ()


def _places_of_frames(error: Exception, templates: TemplateFiles) -> Iterator[Place]:
    """The frames of templates. That of a template which extends another one gets the line of its tag `extends`: Jinja
    has no line for it.
    """
    frames = list(walk_tb(error.__traceback__))
    codes = [frame.f_code for frame, _ in frames]
    for (frame, line), code, after in zip(frames, codes, [*codes[1:], None], strict=True):
        if templates.has(code.co_filename):
            extends = after and code.co_name == after.co_name == _TOP_LEVEL and templates.has(after.co_filename)
            at = _line_of_extends(templates.lines(code.co_filename), line) if extends else line
            yield Place(code.co_filename, at, frame.f_locals)


def _line_of_extends(lines: list[str], line: int) -> int:
    """The line of the tag `extends`, if the given line has no tag `include`, which calls other templates, too."""
    if _INCLUDE.search("".join(lines[line - 1 : line])):
        return line
    return next((number for number, text in enumerate(lines, 1) if _EXTENDS.search(text)), line)
