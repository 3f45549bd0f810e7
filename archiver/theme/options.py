"""The options of themes: which ones `theme.toml` declares, and what `[theme_options]` in `archiver.toml` sets.

The default of an option says which values it takes: those of its type. That of a table has the keys that are known; an
empty table takes any.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from archiver.values import advise_nearest

Options = Mapping[str, object]
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (str, "text in quotation marks"),
    (int, "a whole number"),
    (float, "a number"),
    (list, "a list"),
    (dict, "a table"),
)
"""The types of values in TOML, and what a message calls them; the first that fits, for True is an `int`."""


class OptionFault(NamedTuple):
    """Something wrong with an option."""

    key: str
    """Its dotted name below `theme_options`."""
    message: str


def find_option_faults(theme: str, declared: Options, chosen: Options) -> Iterator[OptionFault]:
    """What is wrong with the options that a site sets.

    Args:
        theme: the name of the theme.
        declared: the options of the theme, with their defaults.
        chosen: those that the site sets.
    """
    for name, value in chosen.items():
        if name not in declared:
            yield OptionFault(name, f'the theme "{theme}" has no option "{name}"; {advise_nearest(name, declared)}')
            continue
        yield from _faults_of_value(name, declared[name], value)


def _faults_of_value(name: str, default: object, value: object) -> Iterator[OptionFault]:
    """What is wrong with the value of the option or of the key of a table with this dotted name."""
    kind, words = next(((kind, words) for kind, words in _TYPES if isinstance(default, kind)), (object, ""))
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        yield OptionFault(name, f'the option "{name}" is not right; it takes {words}')
    elif isinstance(default, dict) and isinstance(value, dict):
        for key, inner in value.items():
            dotted = f"{name}.{key}"
            if default and key not in default:
                yield OptionFault(dotted, f'the option "{name}" has no "{key}"; {advise_nearest(key, default)}')
            else:
                yield from _faults_of_value(dotted, default.get(key, ""), inner)


def joined_options(declared: Options, chosen: Options) -> dict[str, object]:
    """The value of each option: what is chosen, else its default; of a table, key by key."""
    return {**declared, **{name: _joined(declared.get(name), value) for name, value in chosen.items()}}


def _joined(default: object, value: object) -> object:
    return {**default, **value} if isinstance(default, dict) and isinstance(value, dict) else value
