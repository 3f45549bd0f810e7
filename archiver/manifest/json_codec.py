"""Writes structs as JSON text, and reads them. A new field with a default needs no new version of the manifest.

A struct becomes an object of its fields; a struct inside it an array of its fields in order; a `Moment` an array
of its ISO 8601 text and whether it has a time. Types of fields: str, int, bool, `StrEnum`, `Moment`, structs of
these, and optional values and tuples of any of these. Only values for which JSON has no type are converted, since the
lists of a large archive read every summary some ten times.
"""

import json
from collections.abc import Callable
from datetime import tzinfo
from enum import StrEnum
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct

from archiver.model import Moment, moment_from_fields, moment_to_fields

T = TypeVar("T", bound=Struct)

_Convert = Callable[[Any, tzinfo], Any]
"""Makes the value of a field from its JSON value. The second argument is the time zone for moments."""


class JsonCodec(Generic[T]):
    """Writes and reads the instances of one struct."""

    def __init__(self, record: type[T]) -> None:
        self._record = record
        converters = _converters(record)
        self._names = tuple(converters)
        self._converted = {name: convert for name, convert in converters.items() if convert}

    def to_json(self, value: T) -> str:
        """The JSON text of an instance."""
        return _ENCODER.encode({name: getattr(value, name) for name in self._names})

    def from_json(self, text: str, zone: tzinfo) -> T:
        """Parse the result of `to_json`, with moments in the time zone `zone`.

        The text may be from another version: missing fields get their defaults, unknown names are ignored. Raises
        ValueError, TypeError or KeyError for any other text.
        """
        values: dict[str, Any] = json.loads(text)
        if tuple(values) != self._names:
            values = {name: values[name] for name in self._names if name in values}
        for name, convert in self._converted.items():
            if name in values:
                values[name] = convert(values[name], zone)
        return self._record(**values)


def _array(value: Any) -> Any:
    """A moment or a nested struct as a list, for `json.dumps`."""
    return (
        moment_to_fields(value) if isinstance(value, Moment) else [getattr(value, n) for n in value.__struct_fields__]
    )


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_array)


def _converters(record: type[Struct]) -> dict[str, _Convert | None]:
    """For each field of a struct the function that converts its JSON value; None if it is used unchanged."""
    types = get_type_hints(record)
    return {name: _converter(types[name]) for name in record.__struct_fields__}


def _converter(kind: Any) -> _Convert | None:
    kinds = get_args(kind)
    if type(None) in kinds:
        return _optional(_converter(next(inner for inner in kinds if inner is not type(None))))
    if get_origin(kind) is tuple:
        return _tuple(_converter(kinds[0]))
    if kind is Moment:
        return lambda value, zone: moment_from_fields(value[0], value[1], zone)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return lambda value, _: kind(value)
    return _nested(kind) if isinstance(kind, type) and issubclass(kind, Struct) else None


def _optional(convert: _Convert | None) -> _Convert | None:
    return (lambda value, zone: None if value is None else convert(value, zone)) if convert else None


def _tuple(convert: _Convert | None) -> _Convert:
    if convert is None:
        return lambda values, _: tuple(values)
    return lambda values, zone: tuple([convert(value, zone) for value in values])


def _nested(record: Any) -> _Convert:
    converters = _converters(record)
    names = tuple(converters)
    odd = [(at, convert) for at, convert in enumerate(converters.values()) if convert]

    def convert_array(values: list[Any], zone: tzinfo) -> Any:
        for at, convert in odd:
            values[at] = convert(values[at], zone)
        return record(**dict(zip(names, values, strict=True)))

    return convert_array
