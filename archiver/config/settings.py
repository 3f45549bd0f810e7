"""The settings of a project, as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from archiver import urls
from archiver.config.conventions import Convention
from archiver.model import Slug

FOLDERS = frozenset({"root", "content", "output", "state"})
"""What no page depends on: where the project lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardConfig:
    """What is said of a board beyond its folder's name."""

    title: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A project: where its folders are, and the settings of its site. Folders are absolute and resolved."""

    root: Path
    content: Path
    output: Path
    state: Path
    """Manifest, search index, lock; can be deleted at any time."""
    title: str = "Archive"
    description: str = ""
    base_url: str | None = None
    """The address that the site will have, ending in `/`; None if it isn't known."""
    lang: str = "en"
    timezone: str = "UTC"
    theme: str = "default"
    theme_options: Mapping[str, object] = field(default_factory=dict, hash=False)
    posts_per_page: int = 100
    threads_per_page: int = 50
    thread_json: bool = False
    thread_feeds: bool = False
    markdown_breaks: bool = False
    lazy_quotes: bool = False
    cjk_emphasis: bool = True
    """Marks of emphasis count beside Chinese, Japanese and Korean, where CommonMark wants spaces."""
    across_threads: bool = False
    """A quote whose words stand nowhere in its own thread is looked for in the others."""
    search: bool = True
    """An index is kept, and there is a search page."""
    answers_live: bool = False
    """A server answers searches, so browsers need no share of the index."""
    exclude: tuple[str, ...] = ()
    """Globs of files under the content folder that are no threads."""
    conventions: tuple[Convention, ...] = ()
    boards: Mapping[str, BoardConfig] = field(default_factory=dict, hash=False)

    @property
    def zone(self) -> ZoneInfo:
        """The site's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def subpath(self) -> str:
        """The path under which the site stands on its host: `/`, or `/sub/`."""
        return urlsplit(self.base_url).path if self.base_url else "/"

    def board(self, slug: Slug) -> BoardConfig:
        """The settings of the board with this slug; the defaults if `[boards]` has none for it."""
        return find_board(self.boards, slug)

    def settings(self) -> str:
        """All that pages can depend on, as text; where the folders are is not."""
        return repr([(f.name, getattr(self, f.name)) for f in fields(self) if f.name not in FOLDERS])

    def preview(self) -> "Config":
        """The same project, built into a folder of the preview's own."""
        state = self.state / "preview"
        return replace(self, state=state, output=state / "site", answers_live=True)


def find_board(boards: Mapping[str, BoardConfig], slug: Slug) -> BoardConfig:
    """The settings of the first of `boards`, named by their folders or slugs, that has this slug; else the defaults."""
    return next((board for name, board in boards.items() if urls.slug_of_path(name) == slug), BoardConfig())
