"""The project that is previewed, as it is at one moment: configuration, theme, and which sources there are."""

import dataclasses
import os
import time
from collections.abc import Mapping
from operator import attrgetter
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from archiver import urls
from archiver.build.naming import is_named_by_content
from archiver.build.own_pages import OwnPages, find_own_pages
from archiver.build.scanning import Names, ScanMemory, scan_project
from archiver.build.single_thread import ThreadReader
from archiver.config import STATE_NAME, Config, read_config
from archiver.errors import Problem
from archiver.files import make_folders
from archiver.model import Slug
from archiver.preview.watching.scan import Signature, joined_signature, read_signature
from archiver.publish import FolderStager
from archiver.render import Renderer
from archiver.source import Source, SourceScan
from archiver.stat_signatures import RACY
from archiver.theme import PublishedAsset, Theme, load_theme

_MEMORY = ScanMemory()
"""What earlier scans have found out of sources."""


class ProjectState(Struct, frozen=True, kw_only=True):
    """What pages are drawn from, besides the sources' contents. A part that has not changed is the part of the state
    before, so that what was drawn with it is known to be current.
    """

    config: Config
    theme: Theme
    scan: SourceScan
    names: Names
    """Which threads files are parts of, where only the content of a file tells."""
    sources: Mapping[Slug, Source]
    paths: Mapping[str, Source]
    """The sources by the paths of all their files, relative to the content folder."""
    own_pages: OwnPages
    """The pages that are no threads and no lists."""
    reader: ThreadReader
    """Reads threads; the state before has another one if configuration or media have changed."""
    renderer: Renderer
    """Renders pages; the state before has another one if configuration or theme have changed."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with files and folders before they are read."""
        return (*self.scan.problems, *self.own_pages.problems)

    @property
    def asset_versions(self) -> dict[str, str]:
        """The digest of each of the theme's assets, as it was when the theme was loaded, by its path on the site."""
        files, published = self.theme.files, self.theme.published
        return {urls.asset_path(name): files.get(str(asset.path), "") for name, asset in published.items()}

    def asset(self, path: str) -> PublishedAsset | None:
        """The asset at a path in the output folder; None if there is none. A digest in the name need not be that of its
        bytes now: the page that names it may be older.
        """
        folder, published = urls.asset_path(""), self.theme.published
        names = (name.removeprefix(folder) for name in (path, urls.without_digest(path)) if name.startswith(folder))
        return next((published[name] for name in names if name in published), None)

    def signature_of(self, source: Source) -> Signature | None:
        """The signature of the files of a source; None if one cannot be read."""
        signatures = [read_signature(self.config.content / path) for path in source.paths]
        return None if None in signatures else joined_signature(filter(None, signatures))

    def needs_scan(self, path: str) -> bool:
        """True unless a changed path of the content folder was a source at the last scan, still is one of the same
        thread, and no page of the site's own links to it. While something is taken down, or people have several names
        or pseudonyms, a scan finds what that changes in a source.
        """
        if self.config.takedowns.entries or self.config.people:
            return True
        is_known = path in self.paths and path not in self.own_pages.named and (self.config.content / path).is_file()
        return not is_known or is_named_by_content(path, self.config)


def read_state(root: Path, folder: Path, staging: Path, *, drafts: bool = False) -> ProjectState:
    """Read a project for the first time. Raises ConfigError.

    Args:
        root: the folder of the project.
        folder: the folder of the preview's own files.
        staging: an existing folder for the files of posts.
        drafts: show drafts, too.
    """
    config = read_preview_config(root, folder, drafts=drafts)
    return _state_of(config, load_theme(config), _scan(config, {}), staging)


def read_settings_again(state: ProjectState, staging: Path, *, drafts: bool = False) -> ProjectState:
    """The state with the configuration and the theme as they are now.

    Args:
        state: the state before.
        staging: an existing folder for the files of posts.
        drafts: show drafts, too.

    Raises ConfigError.
    """
    config = read_preview_config(state.config.root, state.config.state, drafts=drafts)
    theme = load_theme(config)
    if config != state.config:
        has_equal_scan = _scan_settings(config) == _scan_settings(state.config)
        found = (state.scan, state.names) if has_equal_scan else _scan(config, state.names)
        return _state_of(config, theme, found, staging)
    if theme.digest == state.theme.digest:
        return state
    return replace(
        state,
        theme=theme,
        own_pages=find_own_pages(state.scan, theme, config, FolderStager(staging)),
        renderer=Renderer(theme, config),
    )


def scan_again(state: ProjectState, staging: Path) -> ProjectState:
    """The state with the sources, and the files of posts, that there are now. Sources in folders that cannot be read
    stay: so do their pages.

    Args:
        state: the state before.
        staging: an existing folder for the files of posts.
    """
    found, names = _scan(state.config, state.names)
    scan = _with_unread(found, state.scan.sources)
    is_equal = scan.files == state.scan.files and RACY not in scan.files.values()
    slugs = scan.source_slugs()
    is_equal = is_equal and slugs == state.scan.source_slugs()
    reader = state.reader if is_equal else ThreadReader(state.config, state.theme, scan.files, slugs, staging)
    own_pages = find_own_pages(scan, state.theme, state.config, FolderStager(staging))
    sources, paths = _by_slug(scan), scan.sources_by_path()
    return replace(state, scan=scan, names=names, sources=sources, paths=paths, own_pages=own_pages, reader=reader)


def _state_of(config: Config, theme: Theme, found: tuple[SourceScan, Names], staging: Path) -> ProjectState:
    scan, names = found
    return ProjectState(
        config=config,
        theme=theme,
        scan=scan,
        names=names,
        sources=_by_slug(scan),
        paths=scan.sources_by_path(),
        own_pages=find_own_pages(scan, theme, config, FolderStager(staging)),
        reader=ThreadReader(config, theme, scan.files, scan.source_slugs(), staging),
        renderer=Renderer(theme, config),
    )


def _by_slug(scan: SourceScan) -> dict[Slug, Source]:
    return {source.slug: source for source in scan.sources}


def read_preview_config(root: Path, folder: Path, *, drafts: bool = False) -> Config:
    """The configuration of a project for the preview, without a search index for browsers. Raises ConfigError.

    Args:
        root: the folder of the project.
        folder: the folder of the preview's own files.
        drafts: show drafts, too.
    """
    config = read_config(root)
    return dataclasses.replace(
        config,
        state=folder,
        content_place=config.content,  # a bucket is refused: nobody tells of its changes
        output_place=folder / "site",
        browser_index=False,
        search_server=None,
        drafts=drafts,
    )


def preview_folder(root: Path, *, drafts: bool = False) -> Path:
    """The folder of the preview's own files, below the state folder of the project `root`.

    A preview that shows `drafts` has another one: the lists of one that does not, running at the same time, have none.
    """
    return root / STATE_NAME / ("preview-drafts" if drafts else "preview")


def make_preview_folder(root: Path, spare: Path, *, drafts: bool = False) -> Path:
    """Make the folder of the preview's own files.

    Args:
        root: the folder of the project.
        spare: the folder that is taken if the one of the project cannot be written.
        drafts: the preview shows drafts, too.
    """
    folder = preview_folder(root, drafts=drafts)
    try:
        make_folders(folder, root)
    except OSError:
        return spare
    return folder if os.access(folder, os.W_OK) else spare


def _with_unread(scan: SourceScan, before: tuple[Source, ...]) -> SourceScan:
    """A scan with those sources of the scan before that are in folders which cannot be read now."""
    if not scan.unreadable_folders:
        return scan
    kept = (source for source in before if source.path.startswith(scan.unreadable_folders))
    by_slug = {source.slug: source for source in (*kept, *scan.sources)}
    return replace(scan, sources=tuple(sorted(by_slug.values(), key=attrgetter("path"))))


def _scan_settings(config: Config) -> tuple[object, ...]:
    """The settings that decide which sources there are."""
    return config.content, config.exclude, config.conventions, config.timezone, config.takedowns, config.people


def _scan(config: Config, names: Names) -> tuple[SourceScan, Names]:
    return scan_project(config, names, now_ns=time.time_ns(), memory=_MEMORY)
