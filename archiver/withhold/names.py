"""Names and mail addresses of authors, in the words of others: `as Ann said`, `@ann`, `Ann wrote:`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

_SHORTEST_PART = 3  # letters of a first or last name that is looked for by itself
_PART = re.compile(r"[^\W\d_][\w'’-]+")


@dataclass(frozen=True, kw_only=True)
class TakenNames:
    """What tells of authors whose posts are taken down."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names or self.addresses)

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
        choices += [rf"(?i:{_spaced(name)})" for name in map(re.escape, self.names)] if self.names else []
        choices += [choice for name in self.names for choice in _parts(name, shared)]
        return re.compile(rf"(?<![\w])(?:{'|'.join(dict.fromkeys(choices))})(?!\w)") if choices else None


def _parts(name: str, shared: set[str]) -> list[str]:
    """Expressions for the parts of a name, in the spelling of the name, or in any spelling after `@`, `/` or `~`."""
    parts = [part for part in _PART.findall(name) if len(part) >= _SHORTEST_PART and part.casefold() not in shared]
    distinct = [part for part in parts if part[0].isupper() or len(parts) == 1]
    joined = re.sub(r"\W+", "", name)
    handles = [*parts, *([joined] if len(joined) >= _SHORTEST_PART else [])]
    return [*map(re.escape, distinct), *(rf"(?<=[@/~])(?i:{re.escape(part)})" for part in handles)]


def _spaced(escaped: str) -> str:
    """An escaped name whose parts may have any white space, quote marks or underscores between them."""
    return re.sub(r"(?:\\?\s)+", r"[\\s>_]+", escaped)


def _obfuscated(address: str) -> str:
    """An address as `ann at example.org`; a masked one (`a…@example.org`) with any letters in place of the mark."""
    name, _, host = address.partition("@")
    anyone = re.escape(name).replace("…", r"[\w.+-]*…?")
    return rf"(?i:{anyone}\s*[\[(<]?\s*(?:@|\bat\b)\s*[\])>]?\s*{re.escape(host)})"
