"""Finds, checks and loads a theme with all themes that it extends, and finds its templates and assets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from os.path import realpath
from pathlib import Path

from archiver import translations
from archiver.config import CONFIG_NAME, Config, read_key_lines, read_toml
from archiver.errors import ConfigError, Problem, Severity
from archiver.model import Digest, digest_of
from archiver.theme.options import find_option_faults, joined_options
from archiver.values import advise_nearest, is_theme_name

_PACKAGE = Path(__file__).parents[1]
_BUILT_IN = next((d for d in (_PACKAGE / "themes", _PACKAGE.parent / "themes") if d.is_dir()), _PACKAGE / "themes")
_MANIFEST = "theme.toml"
_FOLDERS = ("templates", "assets", translations.FOLDER)
_KEYS = {"name", "extends", "options"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A theme with all themes that it extends, as it was when it was loaded."""

    name: str
    folders: tuple[tuple[str, Path], ...]
    """Pairs of name and folder: first of the theme, then of each theme that it extends, directly or not, in order."""
    options: Mapping[str, object] = field(hash=False)
    """The value of each option: from the project's configuration, else the default of the first theme that has one."""
    files: Mapping[str, Digest] = field(hash=False)
    """The digests of all manifests, templates, assets and translations, by absolute path."""
    digest: Digest
    """The digest of the names and contents of all these files."""
    translations: tuple[bytes, ...] = ()
    """Translations of the interface for the language of the site, in gettext's binary format, preferred ones first."""
    problems: tuple[Problem, ...] = ()
    """Warnings of folders that are left out."""


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
    files = {str(path): digest_of(path.read_bytes()) for _, folder in folders for path in _files(folder)}
    return Theme(
        name=config.theme,
        folders=tuple(folders),
        options=joined_options(options, config.theme_options),
        files=files,
        digest=_digest(folders, files),
        translations=tuple(_translations(folders, files, config)),
        problems=tuple(_left_out(path, config) for _, folder in folders for path in _linked_folders(folder)),
    )


def theme_roots(config: Config) -> tuple[Path, ...]:
    """The folders that have themes in them: the project's own, then the built-in ones."""
    return (config.root / "themes", _BUILT_IN)


def assets(theme: Theme) -> dict[str, Path]:
    """The assets of a theme and the themes that it extends, by their paths in the folder `assets`, sorted.

    Of assets with equal paths, the first theme's is taken.
    """
    found: dict[str, Path] = {}
    for _, folder in reversed(theme.folders):
        base = folder / "assets"
        found |= {path.relative_to(base).as_posix(): path for path in _files(folder) if path.is_relative_to(base)}
    return dict(sorted(found.items()))


def find_template(theme: Theme, name: str) -> Path | None:
    """The file of a template in the first theme that has it; None if it did not exist when the theme was loaded.

    A name as `!default/thread.html` is a template of the theme `default`, even if another theme replaces it.
    """
    folders = theme.folders
    if name.startswith("!"):
        wanted, _, name = name[1:].partition("/")
        folders = tuple(pair for pair in folders if pair[0] == wanted)[-1:]
    paths = (folder / "templates" / name for _, folder in folders)
    return next((path for path in paths if str(path) in theme.files and ".." not in path.parts), None)


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
        if (folder / _MANIFEST).is_file() and folder.resolve() not in used:
            return folder
    known = {p.parent.name: None for root in theme_roots(config) for p in root.glob(f"*/{_MANIFEST}")}
    is_circle = name in {path.name for path in extending}
    unknown = f'there is no theme "{name}"; {advise_nearest(name, known)}'
    message = f'the theme "{name}" extends itself' if is_circle else unknown
    file, key = (extending[-1] / _MANIFEST, "extends") if extending else (config.root / CONFIG_NAME, "theme")
    raise ConfigError((_problem_at(key, file, message, config),))


def _problem_at(key: str, file: Path, message: str, config: Config) -> Problem:
    """A problem at the line of a key, by its dotted name, in a TOML file; at that of its table if it has none."""
    lines, names = read_key_lines(file), key.split(".")
    tables = (".".join(names[:length]) for length in range(len(names), 0, -1))
    line = next((lines[name] for name in tables if name in lines), 0)
    return Problem(path=_shown(file, config), line=line, message=message)


def _read_manifest(folder: Path, config: Config) -> dict[str, object]:
    file = folder / _MANIFEST
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
    raise ConfigError((_problem_at("extends", folder / _MANIFEST, '"extends" takes the name of a theme', config),))


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
        paths = (*(folder / name for name in _FOLDERS), *_files(folder))
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
        for path in _files(folder)
    ]
    return digest_of(repr(named).encode("utf-8", "replace"))


def _files(folder: Path) -> Iterator[Path]:
    """The manifest, templates, assets and translations of a theme; hidden files and all other folders are left out."""
    parts = (
        folder / _MANIFEST,
        *(path for name in ("templates", "assets") for path in (folder / name).rglob("*")),
        *(folder / translations.FOLDER).glob("*.po"),
    )
    files = (path for path in sorted(parts) if path.is_file())
    return (path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))
