"""The keys of `archiver.toml`: what the metadata of a field of `Config` has of the key that it is read from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from archiver import values


class SettingKey(NamedTuple):
    """A key of `archiver.toml`."""

    field: str
    """The field of `Config` that is read from the key."""
    check: values.Check
    """Takes the value of the key, returns the value of the field, and raises WrongValueError."""
    help_text: str
    """What the key does, and its default in parentheses, for `archiver build --help`."""


def key_metadata(name: str, check: values.Check, help_text: str, *, in_templates: bool = False) -> Mapping[str, object]:
    """Metadata of a field of `Config` that is read from the file.

    Args:
        name: the key in `archiver.toml`, with the name of its table before a dot: `pages.posts`.
        check: see `SettingKey`.
        help_text: see `SettingKey`; at most 53 characters, so that the help has one line for each key.
        in_templates: True if templates can read the field as `site.<field>`.
    """
    return MappingProxyType({"key": name, "check": check, "help_text": help_text, "in_templates": in_templates})
