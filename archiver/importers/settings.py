"""The settings of importers: what users choose by `--set NAME=VALUE`."""

from collections.abc import Mapping

from archiver.errors import ArchiverError
from archiver.importers.importer import Importer
from archiver.values import advise_nearest


class WrongSettingError(ArchiverError):
    """An importer has no such setting, or its value is one that it cannot have."""


def settings_of(importer: Importer) -> Mapping[str, str] | None:
    """The names of an importer's settings, each with a line on it; None if it does not tell them."""
    return getattr(importer, "settings", None)


def check_names(importer: Importer, settings: Mapping[str, str]) -> None:
    """Raise WrongSettingError if an importer that tells its settings has none of a name.

    Args:
        importer: the importer.
        settings: what the user has set, by names.
    """
    known = settings_of(importer)
    for name in settings:
        if known is not None and name not in known:
            has = advise_nearest(name, set(known)) if known else "it has none"
            raise WrongSettingError(f'the format {importer.name} has no setting "{name}"; {has}')
