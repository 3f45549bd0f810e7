"""Checks of values of settings that need to know more than `archiver.values`: names of people, libraries."""

from collections.abc import Mapping

from archiver import urls, values
from archiver.libraries import library_version


def check_math(value: object) -> bool:
    """Check that a value is true or false, and true only where the library that typesets formulas is installed."""
    if values.check_flag(value) and not library_version("math_core"):
        raise values.WrongValueError("true only where math-core is installed (pip install math-core)")
    return value is True


def check_avatars(value: object) -> Mapping[str, str]:
    """Check that a value is a table of names and paths, and return it with the keys of the names."""
    if not all(isinstance(path, str) for path in values.check_table(value).values()):
        raise values.WrongValueError('a table of names and files below content/, as { Ada = "people/ada.jpg" }')
    return {urls.name_key(name): str(path) for name, path in values.check_table(value).items()}
