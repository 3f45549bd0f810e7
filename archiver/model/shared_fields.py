"""Copies the fields that two structs share, so that a new field needs no code where values are converted."""

from functools import cache
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import fields

T = TypeVar("T", bound=Struct)


def copy_fields_to(target: type[T], source: Struct, /, **values: Any) -> T:
    """An instance of the struct `target`, made from an instance of another struct.

    Args:
        target: the struct to make.
        source: the instance whose fields are copied, if `target` has a field with the same name and the same type.
        values: the other fields of `target`. They win over those of `source`.

    Raises TypeError for a field without default that is in neither.

    >>> from archiver.model.metadata import ThreadMetadata
    >>> copied = copy_fields_to(ThreadMetadata, ThreadMetadata(lang="en"), tags=("moon",))
    >>> copied.lang, copied.tags
    ('en', ('moon',))
    """
    for name in _shared_fields((type(source), target)):
        if name not in values:
            values[name] = getattr(source, name)
    return target(**values)


@cache
def _shared_fields(pair: tuple[type[Struct], type[Struct]]) -> tuple[str, ...]:
    """The names of the fields that both structs have with the same type."""
    source, target = pair
    types = {field.name: field.type for field in fields(source)}
    return tuple(field.name for field in fields(target) if field.name in types and types[field.name] == field.type)
