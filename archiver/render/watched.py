"""What templates may say of the site; each thing that is read is noted."""

from collections.abc import Iterator, Mapping
from typing import Any

from archiver.config import Config, Record, track

_SAID = frozenset({"title", "description", "lang", "base_url", "subpath", "search", "across_threads"})


class Site:
    """`title`, `description`, `lang`, `base_url` and `subpath`, as they are configured; `search`: there is a search
    page; `across_threads`: quotes were looked for in all threads; `options`: the theme's.
    """

    def __init__(self, config: Config, options: Mapping[str, object], note: Record) -> None:
        self._told = track(config, note)
        self.options = Options(options, note)

    def __getattr__(self, name: str) -> Any:
        if name in _SAID:
            return getattr(self._told, name)
        raise AttributeError(name)


class Options(Mapping[str, object]):
    """A theme's options. One that there isn't is noted too: it may come."""

    def __init__(self, options: Mapping[str, object], note: Record) -> None:
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
