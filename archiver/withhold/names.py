"""Names and mail addresses of authors, in the words of others: `as Ann said`, `@ann`, `Ann wrote:`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from archiver.withhold.tokens import UNSPACED

_SHORTEST_PART = 3  # letters of a first or last name that is looked for by itself
_NO_LETTER_BEFORE, _NO_LETTER_BEHIND = rf"(?:(?<![^\W_])|(?=[{UNSPACED}]))", rf"(?:(?![^\W_])|(?<=[{UNSPACED}]))"
"""Where names begin and end: `_` is emphasis, and some scripts have no spaces."""
_PART = re.compile(r"[^\W\d_][\w'’-]+")


@dataclass(frozen=True, kw_only=True)
class TakenNames:
    """What tells of authors whose posts are taken down."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    whole_names: tuple[str, ...] = ()
    """Names of which no part counts by itself."""
    handles: tuple[str, ...] = ()
    """Names of one word that count only behind `@`, `/` or `~`."""

    def __bool__(self) -> bool:
        return bool(self.names or self.addresses or self.whole_names or self.handles)

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Matches all that may tell of the authors; None if there are none."""
        return self.pattern_beside(())

    def pattern_beside(self, others: Iterable[str]) -> re.Pattern[str] | None:
        """Matches what tells of the authors in a text that also names `others`: a first name that one of these has,
        too, does not count by itself.
        """
        shared = {part.casefold() for name in others for part in _PART.findall(name)}
        choices = [_spaced(re.escape(address)) for address in self.addresses]
        choices += [_obfuscated(address) for address in self.addresses if "@" in address]
        whole = sorted({*self.names, *self.whole_names}, key=lambda name: (-len(name), name))
        choices += [choice for name in whole for choice in _whole_name(name)]
        choices += [choice for name in self.names for choice in _parts(name, shared)]
        choices += [_handle(name) for name in self.handles]
        return (
            re.compile(f"{_NO_LETTER_BEFORE}(?:{'|'.join(dict.fromkeys(choices))}){_NO_LETTER_BEHIND}")
            if choices
            else None
        )


def parts_of(name: str) -> list[str]:
    """The parts of a name that may stand by themselves."""
    return [part for part in _PART.findall(name) if len(part) >= _SHORTEST_PART]


def _parts(name: str, shared: set[str]) -> list[str]:
    """Expressions for the parts of a name: as they are, in capitals, or in any spelling after `@`, `/`, `~`."""
    parts = [part for part in parts_of(name) if part.casefold() not in shared]
    distinct = [part for part in parts if part[0].isupper() or len(parts) == 1]
    joined = re.sub(r"\W+", "", name)
    handles = [*parts, *([joined] if len(joined) >= _SHORTEST_PART else [])]
    spellings = [spelling for part in distinct for spelling in (part, part.upper())]
    return [*map(re.escape, spellings), *map(_handle, handles)]


def _whole_name(name: str) -> list[str]:
    """The patterns of a whole name. One of a single word may be a word of the language, too, in small letters."""
    if not name.isalpha():
        return [rf"(?i:{_spaced(re.escape(name))})"]
    is_short = name.isascii() and len(name) < _SHORTEST_PART
    return [] if is_short else [re.escape(name), re.escape(name.upper())]


def _handle(name: str) -> str:
    return rf"(?<=[@/~])(?i:{re.escape(name)})"


def _spaced(escaped: str) -> str:
    """An escaped name whose parts may have any white space, quote marks underscores or hyphens between them."""
    return re.sub(r"(?:\\?\s)+", r"[\\s>_-]+", escaped)


def _obfuscated(address: str) -> str:
    """An address as `ann at example.org`; a masked one (`a…@example.org`) with any letters in place of the mark."""
    name, _, host = address.partition("@")
    anyone = re.escape(name).replace("…", r"[\w.+-]*…?")
    return rf"(?i:{anyone}\s*[\[(<]?\s*(?:@|\bat\b)\s*[\])>]?\s*{re.escape(host)})"
