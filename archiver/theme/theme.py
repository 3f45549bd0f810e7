"""A theme as it was when it was loaded, and what is found in it: templates and assets."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct, field

from archiver import translations
from archiver.errors import Problem
from archiver.model import Digest
from archiver.theme.published_assets import PublishedAsset

MANIFEST_NAME = "theme.toml"
_PACKAGE = Path(__file__).parents[1]
BUILT_IN = next((d for d in (_PACKAGE / "themes", _PACKAGE.parent / "themes") if d.is_dir()), _PACKAGE / "themes")
"""The folder that has the themes of this program in it."""
PAGE_TEMPLATES = "pages/"
"""What the names of templates begin with that are for single pages."""


class Theme(Struct, frozen=True, kw_only=True):
    """A theme with all themes that it extends, as it was when it was loaded."""

    name: str
    folders: tuple[tuple[str, Path], ...]
    """Pairs of name and folder: first of the theme, then of each theme that it extends, directly or not, in order."""
    options: Mapping[str, object]
    """The value of each option: from the project's configuration, else the default of the first theme that has one."""
    files: Mapping[str, Digest]
    """The digests of all manifests, templates, assets and translations, by absolute path."""
    digest: Digest
    """The digest of the names and contents of all these files."""
    published: Mapping[str, PublishedAsset] = field(default_factory=dict)
    """The assets that are files of the site, by their paths in the folder `assets` (see `publishable_assets`)."""
    translations: tuple[bytes, ...] = ()
    """Translations of the interface for the language of the site, in gettext's binary format, preferred ones first."""
    problems: tuple[Problem, ...] = ()
    """Warnings of folders that are left out."""

    def __hash__(self) -> int:
        """Of the digest alone: mappings have no hash. Themes that are equal have equal digests."""
        return hash(self.digest)

    @property
    def has_scripts(self) -> bool:
        """False if pages have no scripts of this program: the option `scripts` says so."""
        return self.options.get("scripts") is not False

    def published_name(self, name: str) -> str:
        """The path in the folder `assets` by which pages name an asset; its own if it is no file of the site."""
        return self.published[name].name if name in self.published else name


def assets(theme: Theme) -> dict[str, Path]:
    """The assets of a theme and the themes that it extends, by their paths in the folder `assets`, sorted.

    Of assets with equal paths, the first theme's is taken.
    """
    found: dict[str, Path] = {}
    for _, folder in reversed(theme.folders):
        base = folder / "assets"
        found |= {
            path.relative_to(base).as_posix(): path for path in files_of_theme(folder) if path.is_relative_to(base)
        }
    return dict(sorted(found.items()))


def publishable_assets(theme: Theme) -> dict[str, Path]:
    """The assets of a theme that are files of the site, by their paths in the folder `assets`. A theme without scripts
    has those of the project itself, but not those of this program.
    """
    found = assets(theme)
    if theme.has_scripts:
        return found
    return {name: path for name, path in found.items() if path.suffix != ".js" or not path.is_relative_to(BUILT_IN)}


def template_names(theme: Theme) -> list[str]:
    """The names of all templates of a theme and the themes that it extends, without `!` forms, sorted."""
    folders = [folder / "templates" for _, folder in theme.folders]
    paths = [Path(path) for path in theme.files]
    return sorted({p.relative_to(f).as_posix() for f in folders for p in paths if p.is_relative_to(f)})


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


def files_of_theme(folder: Path) -> Iterator[Path]:
    """The manifest, templates, assets and translations of a theme; hidden files and all other folders are left out."""
    parts = (
        folder / MANIFEST_NAME,
        *(path for name in ("templates", "assets") for path in (folder / name).rglob("*")),
        *(folder / translations.FOLDER).glob("*.po"),
    )
    files = (path for path in sorted(parts) if path.is_file())
    return (path for path in files if not any(part.startswith(".") for part in path.relative_to(folder).parts))
