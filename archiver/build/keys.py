"""What files are drawn from, beside their threads: the settings that were really read, the templates that were really
looked for, and this program. A file is current if all of that is as it was when it was drawn.

What a page has read is told by names: `lang`, `boards space/moon` (a setting), `option footer` (the theme's), `template
post.html` (also where there is none). Its stamp is the digest of these names, and of what they stand for.
"""

import hashlib
from collections.abc import Callable, Mapping
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path

import archiver
from archiver.config import Config, Convention
from archiver.model import Digest, Origins, Slug, digest_of
from archiver.pages import PagePlan
from archiver.theme import Theme, find_template

_DRAWN_BY = ("jinja2", "markdown_it", "nh3", "selectolax")
_PARSED_BY = ("timezone", "markdown_breaks", "lazy_quotes", "cjk_emphasis")
_DIGEST = 32  # characters


class Reads:
    """The names of what is read, as they come."""

    def __init__(self) -> None:
        self._names: set[str] = set()
        self.note: Callable[[str], None] = self._names.add

    def __str__(self) -> str:
        return "\n".join(sorted(self._names))


class Surroundings:
    """Settings, theme and program as this build finds them. `known` has the names that stamps were made of, by their
    digest.
    """

    def __init__(self, config: Config, theme: Theme, known: Mapping[Digest, str]) -> None:
        self._config, self._theme = config, theme
        self._known = dict(known)
        self._stamps: dict[str, Digest] = {}
        self._current: dict[str, bool] = {}
        self._values: dict[str, Digest] = {}
        self._changed: dict[str, list[str]] = {}
        self.new: dict[Digest, str] = {}
        """Names that were not known before."""

    @cached_property
    def whole(self) -> Digest:
        """The digest of all of it: what lists are planned from."""
        return _digest(self._config.settings(), self._theme.digest, _program())

    def stamp(self, reads: str) -> Digest:
        """What a file that has read this is known by."""
        if reads not in self._stamps:
            name = _digest(reads)
            if name not in self._known:
                self._known[name] = self.new[name] = reads
            values = map(self._value_digest, reads.split("\n"))
            self._stamps[reads] = Digest(name + _digest(_program(), *values))
        return self._stamps[reads]

    def is_current(self, stamp: Digest) -> bool:
        """True if all that was read then is the same now."""
        if stamp not in self._current:
            reads = self._known.get(Digest(stamp[:_DIGEST]))
            self._current[stamp] = reads is not None and self.stamp(reads) == stamp
        return self._current[stamp]

    def values(self) -> dict[str, str]:
        """The digest of each thing that any file has read, by its name."""
        names = {name for reads in self._known.values() for name in reads.split("\n")}
        return {name: self._value_digest(name) for name in sorted({"", *names})}

    def changed(self, stamp: Digest, before: Mapping[str, str]) -> list[str]:
        """The names of what has changed of what was read, as far as it is remembered; "" is the program."""
        if stamp not in self._changed:
            reads = self._known.get(Digest(stamp[:_DIGEST]), "").split("\n")
            self._changed[stamp] = [n for n in ("", *reads) if self._value_digest(n) != before.get(n)]
        return self._changed[stamp]

    def _value_digest(self, name: str) -> Digest:
        if name not in self._values:
            self._values[name] = _digest(self._value(name))
        return self._values[name]

    def _value(self, name: str) -> str:
        kind, _, what = name.partition(" ")
        match kind:
            case "":
                return _program()
            case "template":
                path = find_template(self._theme, what)
                return self._theme.files[str(path)] if path else ""
            case "option":
                return repr(self._theme.options.get(what))
            case "boards" if what:
                return repr(self._config.board(Slug(what)))
            case "theme_options":
                return repr(sorted(self._theme.options.items()))
            case _:
                return repr(getattr(self._config, kind, None))


def thread_inputs(cross_thread_origins: Origins, convention: Convention | None, collides_with: str) -> str:
    """The digest of what a thread is drawn from beside its source; "" if there is nothing, as for most.

    `collides_with`: what has the URL that would be its own.
    """
    if not cross_thread_origins and convention is None and not collides_with:
        return ""
    is_moved = ("moved",) if collides_with else ()
    return _digest(repr(sorted(cross_thread_origins.items(), key=lambda pair: pair[0])), repr(convention), *is_moved)


def parsing_key(content: bytes, convention: Convention | None, config: Config) -> Digest:
    """The digest of all that a thread is parsed from."""
    settings = [repr(getattr(config, name)) for name in _PARSED_BY]
    return _digest(digest_of(content), repr(convention), *settings, _program())


def page_key(plan: PagePlan) -> Digest:
    """The digest of what a page of a list says, beside what it reads when it is drawn."""
    rows = [text for row in plan.rows for text in row]
    return _digest(plan.path, plan.template, repr(plan.head), repr(plan.absolute_links), *rows)


def _digest(*texts: str) -> Digest:
    return digest_of("\x1e".join(texts).encode("utf-8", "replace"))


@cache
def _program() -> str:
    """The digest of this program's own files, and the versions of the libraries that decide what a page looks like."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(Path(archiver.__file__).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return f"{digest.hexdigest()} {' '.join(map(_version, _DRAWN_BY))}"


def _version(package: str) -> str:
    """The version of a library, by the name of the folder that its installer has left beside it.

    `importlib.metadata` reads what is in there: importing it takes longer than all else that tells what is current.
    """
    spec = find_spec(package)
    beside = Path(spec.origin).parents[1].iterdir() if spec and spec.origin else ()
    names = [path.name for path in beside if path.name.lower().startswith(package) and path.suffix == ".dist-info"]
    if not names:
        from importlib.metadata import packages_distributions, version

        names = [version(name) for name in packages_distributions()[package]]
    return " ".join(sorted(names))
