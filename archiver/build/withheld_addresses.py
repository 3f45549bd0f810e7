"""Addresses that would name somebody who is not to be named: threads get others, and nothing stands at the former ones.

A page that led on from such an address would itself have the name; so links to it lead nowhere any more.
"""

import hashlib
import re

from msgspec import Struct

from archiver.config import Config
from archiver.model import Removal, Slug
from archiver.source import Source
from archiver.withhold.names import TakenNames
from archiver.withhold.pseudonyms import Alias, HiddenNames, words_of

_DIGITS = 8


class WithheldAddresses(Struct, frozen=True, kw_only=True):
    """Tells which addresses name somebody."""

    names: HiddenNames
    """Names of two words or more."""

    def names_somebody(self, slug: Slug) -> bool:
        """True if nothing is to stand at the address of a thread."""
        return self._without_names(slug) != slug

    def renamed(self, source: Source) -> Source:
        """A source with a slug that names nobody: without the name, and with a digest of its path."""
        kept = self._without_names(source.slug)
        if kept == source.slug:
            return source
        segments = (re.sub("-{2,}", "-", part).strip("-_") for part in kept.split("/"))
        digest = hashlib.blake2b(source.path.encode("utf-8", "replace"), digest_size=_DIGITS // 2).hexdigest()
        slug = Slug("-".join(("/".join(filter(None, segments)), digest)).strip("-"))
        return source.with_known(slug=slug, is_renamed=True)

    def kept(self, removed: tuple[tuple[Slug, Removal], ...]) -> tuple[tuple[Slug, Removal], ...]:
        """The threads of `removed`, which are taken down, whose addresses name nobody: tombstones may stand there."""
        return tuple((slug, removal) for slug, removal in removed if not self.names_somebody(slug))

    def _without_names(self, slug: Slug) -> str:
        found = self.names.in_words(words_of(slug)) if self.names else self.names
        pattern = TakenNames(whole_names=tuple(alias.name for alias in found.aliases)).pattern if found else None
        return pattern.sub("-", slug) if pattern else slug


def find_withheld_addresses(names: tuple[str, ...]) -> WithheldAddresses:
    """What no address is to have: of some names, those of two words or more, since others are words of the language."""
    aliases = (Alias(name, "", is_everywhere=False) for name in names if len(name.split()) > 1)
    return WithheldAddresses(names=HiddenNames(aliases=tuple(aliases)))


def hidden_people(config: Config) -> tuple[str, ...]:
    """A name of each author who is taken down, or of whom it is said that a pseudonym stands for the name.

    `config` is the project.
    """
    return (*filter(None, (takedown.author for takedown in config.takedowns.entries)), *config.people.hidden)
