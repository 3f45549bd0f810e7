"""Whether the dependencies of a page have changed since it was rendered.

While a page is rendered, each setting, option and template that is read is recorded as a `Dependency`. The page is
stored with a dependency digest: the digest of its dependency list, followed by the digest of their values. The manifest
stores each list once, by its digest. A page is current if the digest of today's values is the stored one.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from msgspec import Struct

from archiver.build.keys import joined_digest
from archiver.build.program import program_digest
from archiver.config import Config, key_of
from archiver.model import Dependency, DependencyKind, Digest, RecordDependency, Slug, digest_of
from archiver.theme import Theme, find_template

_DIGEST_SIZE = 32  # characters
_PROGRAM = Dependency(DependencyKind.PROGRAM)


class _Kind(Struct, frozen=True, kw_only=True):
    """One row of the table of dependency kinds."""

    value: Callable[[Config, Theme, str], str]
    """The value of a dependency in this build, by its name, as text: if it differs, pages are stale."""
    words: Callable[[str], str]
    """A dependency in the reasons for the user, by its name."""


def _setting(config: Config, _: Theme, name: str) -> str:
    try:
        return repr(getattr(config, name))
    except AttributeError:
        raise KeyError(name) from None


def _template(_: Config, theme: Theme, name: str) -> str:
    """The digest of a template's file; "" if it does not exist, for it may be created."""
    path = find_template(theme, name)
    return theme.files[str(path)] if path else ""


def _translations(config: Config, theme: Theme, _: str) -> str:
    """The digest of the translations and the language that they are used for; "" if there are none."""
    return joined_digest(config.lang, *map(digest_of, theme.translations)) if theme.translations else ""


_KINDS: Mapping[DependencyKind, _Kind] = {
    DependencyKind.PROGRAM: _Kind(value=lambda *_: program_digest(), words=lambda _: "the program"),
    DependencyKind.SETTING: _Kind(value=_setting, words=lambda name: f"the setting {key_of(name)}"),
    DependencyKind.BOARD: _Kind(
        value=lambda config, _, name: repr(config.board(Slug(name))), words='the setting boards."{}"'.format
    ),
    DependencyKind.OPTION: _Kind(
        value=lambda _, theme, name: repr(theme.options.get(name)), words="the theme's option {}".format
    ),
    DependencyKind.ALL_OPTIONS: _Kind(
        value=lambda _, theme, _name: repr(sorted(theme.options.items())), words=lambda _: "the setting theme_options"
    ),
    DependencyKind.TEMPLATE: _Kind(value=_template, words="the template {}".format),
    DependencyKind.ASSET: _Kind(value=lambda _, theme, name: theme.published_name(name), words="the asset {}".format),
    DependencyKind.TRANSLATIONS: _Kind(
        value=_translations,
        words=lambda _: "the translation of the interface",
    ),
}


class DependencyList:
    """The dependencies of one page, while they are recorded. As text: one a line, in order."""

    def __init__(self) -> None:
        self._dependencies: set[Dependency] = set()
        self.record: RecordDependency = self._dependencies.add

    def __str__(self) -> str:
        return "\n".join(sorted(map(str, self._dependencies)))


class DependencyTracker:
    """Compares recorded dependencies with the settings, the theme and the program of this build."""

    def __init__(self, config: Config, theme: Theme, stored: Mapping[Digest, str]) -> None:
        """`stored`: dependency lists, as text, by their digest, from the manifest."""
        self._config, self._theme = config, theme
        self._stored = dict(stored)
        self._digests: dict[str, Digest] = {}
        self._current: dict[str, bool] = {}
        self._values: dict[str, Digest] = {}
        self._changed: dict[str, tuple[str, ...]] = {}
        self.new: dict[Digest, str] = {}
        """Lists that the manifest does not have yet, by their digest."""

    @cached_property
    def everything(self) -> Digest:
        """The digest of all settings, of the whole theme and of the program: lists are planned from these."""
        return joined_digest(self._config.settings(), self._theme.digest, program_digest())

    def dependency_digest(self, dependencies: str) -> Digest:
        """The digest to store with a page that has these dependencies (the text of a `DependencyList`).

        Raises ValueError or KeyError for a dependency that does not exist.
        """
        if dependencies not in self._digests:
            name = joined_digest(dependencies)
            values = [self._value_digest(text) for text in dependencies.split("\n") if text]
            self._digests[dependencies] = Digest(name + joined_digest(program_digest(), *values))
            if name not in self._stored:
                self._stored[name] = self.new[name] = dependencies
        return self._digests[dependencies]

    def extended(self, dependency_digest: Digest, dependencies: str) -> Digest:
        """The dependency digest of a current page with more dependencies (the text of a `DependencyList`)."""
        stored = self._stored.get(Digest(dependency_digest[:_DIGEST_SIZE]), "")
        texts = {*stored.split("\n"), *dependencies.split("\n")} - {""}
        return self.dependency_digest("\n".join(sorted(texts)))

    def is_current(self, dependency_digest: Digest) -> bool:
        """True if the value of each dependency is the one that the page was rendered with."""
        if dependency_digest not in self._current:
            dependencies = self._stored.get(Digest(dependency_digest[:_DIGEST_SIZE]))
            try:
                is_current = dependencies is not None and self.dependency_digest(dependencies) == dependency_digest
            except (ValueError, KeyError):  # another version of this program has recorded something else
                is_current = False
            self._current[dependency_digest] = is_current
        return self._current[dependency_digest]

    def values(self) -> dict[str, str]:
        """The digest of the value of each dependency of any page, by its text, for the reasons of the next build."""
        texts = {text for dependencies in self._stored.values() for text in dependencies.split("\n") if text}
        return {text: digest for text in sorted({str(_PROGRAM), *texts}) if (digest := self._value_or_none(text))}

    def changed(self, dependency_digest: Digest, previous: Mapping[str, str]) -> tuple[str, ...]:
        """The words for each dependency of a page whose value has changed; none if nothing is known of the page.

        Args:
            dependency_digest: the one that is stored with the page.
            previous: what `values` gave in the previous build.
        """
        if dependency_digest not in self._changed:
            dependencies = self._stored.get(Digest(dependency_digest[:_DIGEST_SIZE]), "")
            texts = (str(_PROGRAM), *filter(None, dependencies.split("\n")))
            changed = (text for text in texts if self._value_or_none(text) != previous.get(text))
            self._changed[dependency_digest] = tuple(_words(changed))
        return self._changed[dependency_digest]

    def _value_or_none(self, text: str) -> Digest | None:
        try:
            return self._value_digest(text)
        except (ValueError, KeyError):
            return None

    def _value_digest(self, text: str) -> Digest:
        if text not in self._values:
            kind, name = Dependency.from_text(text)
            self._values[text] = joined_digest(_KINDS[kind].value(self._config, self._theme, name))
        return self._values[text]


def _words(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        try:
            kind, name = Dependency.from_text(text)
        except ValueError:
            continue
        yield _KINDS[kind].words(name)
