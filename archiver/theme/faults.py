"""What is wrong with a theme although every page can be drawn: names that lead nowhere.

A block that no page shows, an option that nothing reads, an asset that is missing: pages would be without it, and
nobody would know why.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from archiver.config import read_key_lines
from archiver.theme.block_faults import find_block_faults
from archiver.theme.inheritance import Inheritance
from archiver.theme.theme import MANIFEST_NAME, Theme, assets
from archiver.values import advise_nearest, find_nearest


class ThemeFault(Struct, frozen=True, kw_only=True):
    """A name that leads nowhere."""

    message: str
    path: Path | None = None
    """The file that has it; None for `archiver.toml`."""
    line: int = 0
    """Counts from 1; 0 if `key` says where it is."""
    key: str = ""
    """The key of a TOML file that has it, by its dotted name."""


def find_theme_faults(theme: Theme, own: Sequence[Path], chosen: Mapping[str, object]) -> Iterator[ThemeFault]:
    """The names that lead nowhere.

    Args:
        theme: the theme.
        own: the folders whose templates are looked at: of the theme, or of themes that it extends.
        chosen: the options that the site sets.
    """
    inheritance, known = Inheritance(theme), assets(theme)
    for folder in own:
        for path in inheritance.below(folder):
            for block, message in find_block_faults(path, inheritance):
                yield ThemeFault(path=path, line=block.line, message=message)
            yield from _faults_of_names(path, theme, known, inheritance)
        yield from _unread_options(folder, theme, inheritance)
    if any(isinstance(value, str) and value for value in chosen.values()):
        yield from _missing_assets(theme, known, chosen, inheritance)


def _faults_of_names(
    path: Path, theme: Theme, known: Mapping[str, Path], inheritance: Inheritance
) -> Iterator[ThemeFault]:
    """The assets and options that a template names and that do not exist.

    Args:
        path: the template.
        theme: has the options.
        known: the assets.
        inheritance: the templates.
    """
    tags = inheritance.tags(path)
    for name, line in tags.assets:
        if name not in known:
            yield ThemeFault(path=path, line=line, message=_missing_asset(name, known))
    for name, line in tags.options:
        if name not in theme.options:
            message = f'no theme.toml has the option "{name}"; {advise_nearest(name, theme.options)}'
            yield ThemeFault(path=path, line=line, message=message)


def _unread_options(folder: Path, theme: Theme, inheritance: Inheritance) -> Iterator[ThemeFault]:
    """The options of a theme that no template reads, where a theme that it extends has one of a similar name.

    Args:
        folder: the folder of the theme.
        theme: the theme, and those that it extends.
        inheritance: the templates.
    """
    folders = [path for _, path in theme.folders]
    extended = {name for path in folders[folders.index(folder) + 1 :] for name in _declared(path)}
    unknown = [name for name in _declared(folder) if name not in extended]
    if not unknown or not extended:
        return
    read = {
        option.name for one in folders for path in inheritance.below(one) for option in inheritance.tags(path).options
    }
    for name in unknown:
        nearest = find_nearest(name, extended)
        if nearest and name not in read:
            message = f'no template reads the option "{name}"; did you mean "{nearest}"?'
            yield ThemeFault(path=folder / MANIFEST_NAME, key=f"options.{name}", message=message)


def _declared(folder: Path) -> list[str]:
    """The options of one theme, by its folder."""
    keys = (key.split(".") for key in read_key_lines(folder / MANIFEST_NAME))
    return [*dict.fromkeys(names[1] for names in keys if names[0] == "options" and len(names) > 1)]


def _missing_assets(
    theme: Theme, known: Mapping[str, Path], chosen: Mapping[str, object], inheritance: Inheritance
) -> Iterator[ThemeFault]:
    """The options of the site that templates use as names of assets, and that name none.

    Args:
        theme: the theme.
        known: its assets.
        chosen: the options that the site sets.
        inheritance: the templates.
    """
    tags = (inheritance.tags(path) for _, folder in theme.folders for path in inheritance.below(folder))
    named = {name for one in tags for name in one.options_as_assets}
    for name in sorted(named & chosen.keys()):
        value = chosen[name]
        if value and value not in known:
            yield ThemeFault(key=f"theme_options.{name}", message=_missing_asset(str(value), known))


def _missing_asset(name: str, known: Mapping[str, Path]) -> str:
    nearest = find_nearest(name, known)
    advice = f'did you mean "{nearest}"?' if nearest else "put the file into the folder assets/ of your theme"
    return f'there is no asset "{name}"; {advice}'
