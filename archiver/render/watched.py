"""What templates may say of the site; each thing that is read is noted."""

from collections.abc import Callable, Iterator, Mapping

from archiver.config import Config, watch


class Site:
    """`title`, `description`, `lang`, `base_url` and `subpath`, as they are configured; `search`: there is a search
    page; `across_threads`: quotes were looked for in all threads; `options`: the theme's.
    """

    def __init__(self, config: Config, options: Mapping[str, object], note: Callable[[str], None]) -> None:
        told = watch(config, note)
        self._told = told
        self.options = Options(options, note)

    @property
    def title(self) -> str:
        """The site's name."""
        return self._told.title

    @property
    def description(self) -> str:
        """What the site is; may be empty."""
        return self._told.description

    @property
    def lang(self) -> str:
        """The language of our own words."""
        return self._told.lang

    @property
    def base_url(self) -> str | None:
        """The address of the site, if it is known."""
        return self._told.base_url

    @property
    def subpath(self) -> str:
        """Where the site stands on its host."""
        return self._told.subpath

    @property
    def search(self) -> bool:
        """There is a search page."""
        return self._told.search

    @property
    def across_threads(self) -> bool:
        """Quotes were looked for in all threads."""
        return self._told.across_threads


class Options(Mapping[str, object]):
    """A theme's options. One that there isn't is noted too: it may come."""

    def __init__(self, options: Mapping[str, object], note: Callable[[str], None]) -> None:
        self._options, self._note = options, note

    def __getitem__(self, name: str) -> object:
        self._note(f"option {name}")
        return self._options[name]

    def __iter__(self) -> Iterator[str]:
        self._note("theme_options")
        return iter(self._options)

    def __len__(self) -> int:
        self._note("theme_options")
        return len(self._options)
