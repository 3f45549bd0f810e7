"""Checks of values of settings that need to know more than `archiver.values`: names of people, libraries, buckets."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from archiver import urls, values
from archiver.libraries import library_version

_SCHEMES = frozenset({"s3", "gs", "az", "file"})
_PLACE = "a folder of the project, or an address as s3://bucket/prefix (also gs://, az://, file:///folder)"


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


def check_name(value: object) -> str:
    """Check that a value is the name of somebody, and return it without blanks around it."""
    name = " ".join(values.check_text(value).split())
    if not name:
        raise values.WrongValueError('a name, as "Ada Lovelace"')
    return name


def check_names(value: object) -> tuple[str, ...]:
    """Check that a value is a list of names, and return them as a tuple."""
    return tuple(map(check_name, values.check_texts(value)))


def check_pseudonyms(value: object) -> bool | tuple[str, ...]:
    """Check that a value is true, false, or a list of names."""
    if isinstance(value, bool):
        return value
    if isinstance(value, list):
        return check_names(value)
    raise values.WrongValueError('true, or a list of names, as ["Ada Lovelace"]')


def check_volumes(value: object) -> tuple[str, ...]:
    """Check that a value is a list of globs of folders, in which `*` matches no slash, and return them as a tuple."""
    globs = values.check_texts(value)
    if any("**" in glob or {"", ".", ".."}.intersection(glob.split("/")) for glob in globs):
        raise values.WrongValueError('globs of folders below content/, as ["*"] or ["lists/*", "forum"]')
    return globs


def check_place(value: object) -> str:
    """Check that a value is the path of a folder or the address of a bucket, and return it. No key may be in it."""
    text = values.check_text(value)
    if "://" not in text:
        return values.check_folder(value)
    try:
        parts = urlsplit(text)
    except ValueError as error:
        raise values.WrongValueError(_PLACE) from error
    if "@" in parts.netloc or parts.query or parts.fragment:
        raise values.WrongValueError("the address of a bucket alone: keys are read from the environment")
    is_folder, names = parts.scheme == "file", parts.path.removeprefix("/").rstrip("/").split("/")
    if parts.scheme not in _SCHEMES or bool(parts.netloc) == is_folder or {".", ".."}.intersection(names):
        raise values.WrongValueError(_PLACE)
    if "" in names and (is_folder or len(names) > 1):
        raise values.WrongValueError(_PLACE)
    return text
