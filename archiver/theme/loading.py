"""Finds, checks and loads a theme with all themes that it extends, and finds its templates and assets."""

from collections.abc import Iterator, Mapping
from os.path import realpath
from pathlib import Path

from msgspec.structs import replace

from archiver import translations
from archiver.config import CONFIG_NAME, Config, read_key_lines, read_toml
from archiver.errors import ConfigError, Problem, Severity
from archiver.model import Digest, digest_of
from archiver.theme.options import find_option_faults, joined_options
from archiver.theme.published_assets import name_assets
from archiver.theme.theme import BUILT_IN, MANIFEST_NAME, Theme, files_of_theme, publishable_assets
from archiver.values import advise_nearest, is_theme_name

_FOLDERS = ("templates", "assets", translations.FOLDER)
_KEYS = {"name", "extends", "options"}


def load_theme(config: Config) -> Theme:
    """Find, check and load the configured theme. Raises ConfigError with the problems of the first bad file."""
    folders: list[tuple[str, Path]] = []
    options: dict[str, object] = {}
    name: str | None = config.theme
    while name is not None:
        folder = _find(name, [inner for _, inner in folders], config)
        table = _read_manifest(folder, config)
        folders.append((name, folder))
        options = joined_options(_options_of(table), options)
        name = _extended(table, folder, config)
    _check_options(options, config)
    _check_links([folder for _, folder in folders], config)
    files = {str(path): digest_of(path.read_bytes()) for _, folder in folders for path in files_of_theme(folder)}
    theme = Theme(
        name=config.theme,
        folders=tuple(folders),
        options=joined_options(options, config.theme_options),
        files=files,
        digest=_digest(folders, files),
        translations=tuple(_translations(folders, files, config)),
    )
    left_out = (_left_out(path, config) for _, folder in folders for path in _linked_folders(folder))
    published = name_assets(publishable_assets(theme), files)
    return replace(theme, published=published, problems=(*left_out, *_fault_problems(theme, config)))


def _fault_problems(theme: Theme, config: Config) -> Iterator[Problem]:
    """Warnings of names in the project's own themes that lead nowhere, and of options that name no asset."""
    own = [folder for _, folder in theme.folders if folder.is_relative_to(config.root)]
    if not own and not config.theme_options:
        return
    from archiver.theme.faults import find_theme_faults

    for fault in find_theme_faults(theme, own, config.theme_options):
        file = fault.path or config.root / CONFIG_NAME
        at = _problem_at(fault.key, file, fault.message, config) if fault.key else None
        line = at.line if at else fault.line
        yield Problem(path=_shown(file, config), line=line, message=fault.message, severity=Severity.WARNING)


def theme_roots(config: Config) -> tuple[Path, ...]:
    """The folders that have themes in them: the project's own, then the built-in ones."""
    return (config.root / "themes", BUILT_IN)


def _translations(folders: list[tuple[str, Path]], files: Mapping[str, Digest], config: Config) -> Iterator[bytes]:
    """The translations for the language of the site. A theme's own are before those of the theme that it extends."""
    paths = (
        folder / translations.FOLDER / name for _, folder in folders for name in translations.file_names(config.lang)
    )
    for path in paths:
        if str(path) in files:
            yield translations.read_translations(path, _shown(path, config))


def _find(name: str, extending: list[Path], config: Config) -> Path:
    """The folder of a theme, but none of the themes `extending`, the last of which extends it.

    A theme of the project may extend the built-in theme of equal name, which is in another folder. Raises ConfigError
    if there is none.
    """
    used = {path.resolve() for path in extending}
    for folder in (root / name for root in theme_roots(config)):
        if (folder / MANIFEST_NAME).is_file() and folder.resolve() not in used:
            return folder
    known = {p.parent.name: None for root in theme_roots(config) for p in root.glob(f"*/{MANIFEST_NAME}")}
    is_circle = name in {path.name for path in extending}
    unknown = f'there is no theme "{name}"; {advise_nearest(name, known)}'
    message = f'the theme "{name}" extends itself' if is_circle else unknown
    file, key = (extending[-1] / MANIFEST_NAME, "extends") if extending else (config.root / CONFIG_NAME, "theme")
    raise ConfigError((_problem_at(key, file, message, config),))


def _problem_at(key: str, file: Path, message: str, config: Config) -> Problem:
    """A problem at the line of a key, by its dotted name, in a TOML file; at that of its table if it has none."""
    lines, names = read_key_lines(file), key.split(".")
    tables = (".".join(names[:length]) for length in range(len(names), 0, -1))
    line = next((lines[name] for name in tables if name in lines), 0)
    return Problem(path=_shown(file, config), line=line, message=message)


def _read_manifest(folder: Path, config: Config) -> dict[str, object]:
    file = folder / MANIFEST_NAME
    table, _ = read_toml(file, _shown(file, config))
    wrong = {key: f'a theme has no "{key}"; {advise_nearest(key, _KEYS)}' for key in table if key not in _KEYS}
    if table.get("name", folder.name) != folder.name:
        wrong["name"] = f'"name" is not that of its folder, "{folder.name}"; make them the same'
    if wrong:
        raise ConfigError(tuple(_problem_at(key, file, message, config) for key, message in wrong.items()))
    return table


def _options_of(table: dict[str, object]) -> dict[str, object]:
    options = table.get("options", {})
    return dict(options) if isinstance(options, dict) else {}


def _extended(table: dict[str, object], folder: Path, config: Config) -> str | None:
    name = table.get("extends")
    if name is None or (isinstance(name, str) and is_theme_name(name)):
        return name
    raise ConfigError((_problem_at("extends", folder / MANIFEST_NAME, '"extends" takes the name of a theme', config),))


def _check_options(known: dict[str, object], config: Config) -> None:
    wrong = {
        f"theme_options.{fault.key}": fault.message
        for fault in find_option_faults(config.theme, known, config.theme_options)
    }
    if wrong:
        file = config.root / CONFIG_NAME
        raise ConfigError(tuple(_problem_at(key, file, message, config) for key, message in wrong.items()))


def _shown(path: Path, config: Config) -> str:
    return path.relative_to(config.root).as_posix() if path.is_relative_to(config.root) else str(path)


def _check_links(folders: list[Path], config: Config) -> None:
    """Raise ConfigError if files or folders of a theme are symbolic links out of it and out of the project: their
    contents would be published.
    """
    refused = []
    for folder in folders:
        roots = (folder.resolve(), config.root)
        paths = (*(folder / name for name in _FOLDERS), *files_of_theme(folder))
        linked = (path for path in paths if path.is_symlink())
        targets = ((path, Path(realpath(path))) for path in linked)  # of a link in a circle, the link itself
        refused += [path for path, target in targets if not any(target.is_relative_to(root) for root in roots)]
    message = "a symbolic link out of the project is not followed; put the {} itself here"
    if refused:
        what = ((path, message.format("folder" if path.is_dir() else "file")) for path in refused)
        raise ConfigError(tuple(Problem(path=_shown(path, config), line=0, message=m) for path, m in what))


def _linked_folders(folder: Path) -> list[Path]:
    """The links to folders among the templates and assets of a theme."""
    entries = (path for name in ("templates", "assets") for path in (folder / name).rglob("*"))
    return sorted(path for path in entries if path.is_symlink() and path.is_dir())


def _left_out(path: Path, config: Config) -> Problem:
    message = "a symbolic link to a folder is not followed, so its files are left out; put the folder itself here"
    return Problem(path=_shown(path, config), line=0, message=message, severity=Severity.WARNING)


def _digest(folders: list[tuple[str, Path]], files: Mapping[str, Digest]) -> Digest:
    named = [
        (name, path.relative_to(folder).as_posix(), files[str(path)])
        for name, folder in folders
        for path in files_of_theme(folder)
    ]
    return digest_of(repr(named).encode("utf-8", "replace"))
