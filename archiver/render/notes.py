"""What is noted while a page is drawn, and where that page stands. Per thread: a preview draws in several at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace

from archiver.config import Record
from archiver.model import Url


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """The page that is drawn. `absolute_links`: it is served at any depth, so its links begin at the root."""

    url: Url
    absolute_links: bool
    note: Record


@dataclass(frozen=True, slots=True)
class Notes:
    """Takes the notes of the page that is drawn."""

    _here: ContextVar[Here] = field(default_factory=lambda: ContextVar("here"))

    @property
    def here(self) -> Here:
        """The page that is drawn."""
        return self._here.get()

    def tell(self, name: str) -> None:
        """Note something that is read."""
        self._here.get().note(name)

    @contextmanager
    def of(self, here: Here) -> Iterator[None]:
        """Take notes of a page."""
        before = self._here.set(here)
        try:
            yield
        finally:
            self._here.reset(before)

    @contextmanager
    def collected(self) -> Iterator[set[str]]:
        """What is noted meanwhile, in a set too."""
        names: set[str] = set()
        note = self.here.note

        def both(name: str) -> None:
            names.add(name)
            note(name)

        with self.of(replace(self.here, note=both)):
            yield names
