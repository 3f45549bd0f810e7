"""The variable `site` of templates: settings and theme options, each of which is recorded when it is read."""

from collections.abc import Iterator, Mapping
from typing import Any

from archiver.config import TEMPLATE_SETTINGS, Config, track
from archiver.model import Dependency, DependencyKind, RecordDependency

_ALL_OPTIONS = Dependency(DependencyKind.ALL_OPTIONS)


class TrackedSite:
    """The variable `site` of templates: the settings in `config.TEMPLATE_SETTINGS`, and `options` of the theme.

    `search` is True if there is a search page, `across_threads` if the origins of quotes are looked for in all threads.
    """

    def __init__(self, config: Config, options: Mapping[str, object], record: RecordDependency) -> None:
        self._config = track(config, record)
        self.options = TrackedOptions(options, record)

    def __getattr__(self, name: str) -> Any:
        if name in TEMPLATE_SETTINGS:
            return getattr(self._config, name)
        raise AttributeError(name)

    def __dir__(self) -> list[str]:
        return sorted({"options", *TEMPLATE_SETTINGS})


class TrackedOptions(Mapping[str, object]):
    """The options of a theme; each look-up is recorded as a dependency of the page.

    So is that of an option which does not exist: the page has to be rendered again when the theme gets it.
    """

    def __init__(self, options: Mapping[str, object], record: RecordDependency) -> None:
        self._options, self._record = options, record

    def __getitem__(self, name: str) -> object:
        self._record(Dependency(DependencyKind.OPTION, name))
        return self._options[name]

    def __iter__(self) -> Iterator[str]:
        self._record(_ALL_OPTIONS)
        return iter(self._options)

    def __len__(self) -> int:
        self._record(_ALL_OPTIONS)
        return len(self._options)

    def __dir__(self) -> list[str]:  # for hints about options that do not exist; nothing is recorded
        return sorted(self._options)
