"""Records the dependencies of the page that is being rendered. Each thread of the process can render a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from msgspec import Struct, field
from msgspec.structs import replace

from archiver.model import Dependency, RecordDependency, Url


class CurrentPage(Struct, frozen=True, kw_only=True):
    """The page that is being rendered."""

    url: Url
    absolute_links: bool
    """True if links begin at the root of the site, False if they are relative to `url`."""
    record: RecordDependency
    """Records a dependency of the page."""


class Tracking(Struct, frozen=True):
    """Knows the page that is being rendered by the current thread of the process, and records its dependencies."""

    _page: ContextVar[CurrentPage] = field(default_factory=lambda: ContextVar("page"))

    @property
    def page(self) -> CurrentPage:
        """The page that is being rendered. Raises LookupError if there is none."""
        return self._page.get()

    def record(self, dependency: Dependency) -> None:
        """Record a dependency of the page that is being rendered."""
        self._page.get().record(dependency)

    @contextmanager
    def rendering(self, page: CurrentPage) -> Iterator[None]:
        """Make `page` the page that is being rendered, for the duration of the `with` block."""
        before = self._page.set(page)
        try:
            yield
        finally:
            self._page.reset(before)

    @contextmanager
    def collected(self) -> Iterator[set[Dependency]]:
        """Collect the dependencies that are recorded in the `with` block in a set; the page depends on them, too."""
        dependencies: set[Dependency] = set()
        record = self.page.record

        def record_both(dependency: Dependency) -> None:
            dependencies.add(dependency)
            record(dependency)

        with self.rendering(replace(self.page, record=record_both)):
            yield dependencies
