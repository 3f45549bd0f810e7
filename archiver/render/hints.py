"""Hints for faults in templates: the most similar name that exists, and Jinja's messages in plain words."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import jinja2
from jinja2.filters import FILTERS as JINJAS_FILTERS
from jinja2.runtime import TemplateReference
from jinja2.utils import Namespace
from msgspec import Struct

from archiver.render.syntax_hints import syntax_hint
from archiver.render.templates import TemplateFiles
from archiver.render.undefined import NO_OWNER, NamedUndefinedError
from archiver.render.words import find_word
from archiver.values import find_nearest

_MOST_NAMES = 20  # that a hint lists
_MACRO = re.compile(r"\{%[-+]?\s*macro\s+(\w+)\s*\(([^)]*)\)")
_EXPORTED = re.compile(r"\{%[-+]?\s*(?:macro|set)\s+(\w+)")


class Advice(NamedTuple):
    """What to do about a fault."""

    hint: str = ""
    """A sentence; "" if nothing is known."""
    word: str = ""
    """The word in the template that is wrong; "" if it is not known."""


class Fault(Struct, frozen=True, kw_only=True):
    """An exception that a template has raised, and what is known of its place."""

    error: Exception
    line: str
    """The text of the line."""
    variables: Mapping[str, object]
    """The variables that the line could use."""
    templates: TemplateFiles
    environment: jinja2.Environment


def advise(fault: Fault) -> Advice:
    """What to do about a fault in a template."""
    match fault.error:
        case NamedUndefinedError() as error:
            return _of_undefined(error, fault)
        case jinja2.TemplateNotFound() as error:
            name = str(error.name or "")
            return Advice(_did_you_mean(find_nearest(name, fault.templates.paths), '"{}"'), name)
        case RecursionError():
            return Advice("a template or a macro calls itself without an end")
    message = str(fault.error)
    for pattern, advise_on in _MESSAGES:
        if match := pattern.fullmatch(message):
            return advise_on(match, fault)
    return Advice(*syntax_hint(message)) if isinstance(fault.error, jinja2.TemplateSyntaxError) else Advice()


def _of_undefined(error: NamedUndefinedError, fault: Fault) -> Advice:
    if not isinstance(error.name, str):
        return Advice()
    if error.is_explained:
        return Advice(_explained_hint(str(error), error.name, fault.templates), error.name)
    owner = find_word(fault.line, error.name).owner
    if error.owner is NO_OWNER:
        return Advice(_variable_hint(error.name, fault), error.name)
    if error.owner is None:
        return Advice(f"`{owner[:-1]}` is none here; test it with `if`" if owner else "", error.name)
    names = _names_of(error.owner)
    nearest = find_nearest(error.name, names)
    listed = f"`{owner[:-1]}` has: {_listed(names)}" if owner and names else ""
    return Advice(_did_you_mean(nearest, f"`{owner}{{}}`") or listed, error.name)


def _variable_hint(name: str, fault: Fault) -> str:
    """For a variable that does not exist: the macro of this name in another template, or the nearest variable."""
    for template, path in fault.templates.paths.items():
        if any(macro == name for macro, _ in _macros(fault.templates.lines(path))):
            return f'a macro of "{template}": {{% from "{template}" import {name} %}}'
    names = [known for known in fault.variables if not known.startswith("_")]
    nearest = _did_you_mean(find_nearest(name, names), "`{}`")
    functions = fault.environment.globals.keys() - {"site"}
    return nearest or f"variables here are: {_listed(set(names) - functions)}"


def _explained_hint(message: str, name: str, templates: TemplateFiles) -> str:
    """For a variable that Jinja's message explains: a name that a template does not export, or a parameter."""
    exporting = re.match(r"the template '(.*)' \(imported on", message)
    path = templates.path_of(exporting[1]) if exporting else None
    if path is None:
        return f"pass `{name}`, or give it a default: `{name}=none`" if message.startswith("parameter ") else ""
    names = {match[1] for match in _EXPORTED.finditer("\n".join(templates.lines(path)))}
    return _did_you_mean(find_nearest(name, names), "`{}`") or f"it exports: {_listed(names)}"


def _of_filter(match: re.Match[str], fault: Fault) -> Advice:
    filters = fault.environment.filters
    ours = f"filters for this program are: {_listed(filters.keys() - JINJAS_FILTERS.keys())}"
    return Advice(_did_you_mean(find_nearest(match[1], filters), "`{}`") or ours, match[1])


def _of_test(match: re.Match[str], fault: Fault) -> Advice:
    return Advice(_did_you_mean(find_nearest(match[1], fault.environment.tests), "`{}`"), match[1])


def _of_macro(match: re.Match[str], fault: Fault) -> Advice:
    """For arguments that a macro does not take: the nearest parameter, or all of them."""
    name, word = match[1], match.groupdict().get("argument") or ""
    texts = (fault.templates.lines(path) for path in fault.templates.paths.values())
    parameters = next((inner for lines in texts for macro, inner in _macros(lines) if macro == name), None)
    if parameters is None:
        return Advice(word=word)
    nearest = find_nearest(word, re.findall(r"\w+", parameters)) if word else None
    return Advice(_did_you_mean(nearest, "`{}`") or f"the macro is `{name}({parameters})`", word or name)


_MESSAGES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Fault], Advice]], ...] = (
    (re.compile(r"No filter named '(.*?)'(?: found)?\.", re.DOTALL), _of_filter),
    (re.compile(r"No test named '(.*?)'(?: found)?\.", re.DOTALL), _of_test),
    (re.compile(r"macro '(.*)' takes no keyword argument '(?P<argument>.*)'", re.DOTALL), _of_macro),
    (
        re.compile(r"Object of type NamedUndefined is not JSON serializable"),
        lambda *_: Advice("a name in the value for `tojson` does not exist"),
    ),
    (re.compile(r"macro '(.*)' takes not more than \d+ argument\(s\)"), _of_macro),
)
"""Messages of Jinja 3.1, each with what to do about it."""


def _macros(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The macros of a template: pairs of name and parameters."""
    return ((match[1], match[2]) for line in lines for match in _MACRO.finditer(line))


def _names_of(owner: object) -> frozenset[str]:
    """The attributes or keys of an object that templates can use. Those of two classes of Jinja are private there."""
    names: Iterable[object]
    match owner:
        case Namespace():
            names = getattr(owner, "_Namespace__attrs", ())
        case TemplateReference():  # the variable `self`
            names = getattr(getattr(owner, "_TemplateReference__context", None), "blocks", ())
        case dict():
            names = owner
        case _:
            names = dir(owner)
    return frozenset(name for name in names if isinstance(name, str) and not name.startswith("_"))


def _did_you_mean(nearest: str | None, form: str) -> str:
    return "" if nearest is None else f"did you mean {form.format(nearest)}?"


def _listed(names: Iterable[str]) -> str:
    """Names in order, separated by commas; of many, the first ones."""
    ordered = sorted(names)
    return ", ".join([*ordered[:_MOST_NAMES], *(["…"] if len(ordered) > _MOST_NAMES else [])])
