"""Which page is being rendered, and what it reads. Threads may render at once: each has a current page of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from archiver.model import Dependency, RecordDependency, Url


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentPage:
    """The page that is being rendered. `absolute_links`: its links begin at the root of the site, not at `url`."""

    url: Url
    absolute_links: bool
    record: RecordDependency


@dataclass(frozen=True, slots=True)
class Tracking:
    """Passes what templates read on to the page that is being rendered."""

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
        """Make `page` the one that is being rendered, within the `with` block."""
        before = self._page.set(page)
        try:
            yield
        finally:
            self._page.reset(before)

    @contextmanager
    def collected(self) -> Iterator[set[Dependency]]:
        """A set that is filled with the dependencies which are recorded in the `with` block; the page gets them too."""
        dependencies: set[Dependency] = set()
        record = self.page.record

        def record_both(dependency: Dependency) -> None:
            dependencies.add(dependency)
            record(dependency)

        with self.rendering(replace(self.page, record=record_both)):
            yield dependencies
