"""The people of an archive: who has written under several names, and who is not to be named."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct

from archiver.identity.pseudonyms import make_pseudonym
from archiver.urls import name_key


class AuthorEntry(Struct, frozen=True, kw_only=True):
    """A table `[[author]]` of `authors.toml`. What it does not have is empty."""

    name: str
    """The name that is shown."""
    also: tuple[str, ...] = ()
    """Other names, and mail addresses."""
    links: tuple[str, ...] = ()
    """Addresses of pages about the author."""
    pseudonym: str = ""
    """What is shown in place of all the names."""
    line: int = 0
    """The line of the file at which the table begins."""

    @property
    def names(self) -> tuple[str, ...]:
        """All names and addresses; first the one that is shown."""
        return (self.name, *self.also)


@dataclass(frozen=True, kw_only=True)  # with a dict: the names are indexed once
class People:
    """The entries of `authors.toml`, and the setting `[authors] pseudonyms`."""

    key: str = ""
    """Of pseudonyms, in hexadecimal digits; "" if the file has none."""
    entries: tuple[AuthorEntry, ...] = ()
    everybody: bool = False
    """Every author has a pseudonym."""
    listed: tuple[str, ...] = ()
    """The names of those who have pseudonyms."""

    def __bool__(self) -> bool:
        return bool(self.entries or self.hides_names)

    @property
    def hides_names(self) -> bool:
        """True if some authors have pseudonyms."""
        return self.everybody or bool(self.listed) or any(entry.pseudonym for entry in self.entries)

    @property
    def hidden(self) -> tuple[str, ...]:
        """A name of each author who has a pseudonym, of those that are listed or have one of their own."""
        return (*self.listed, *(entry.name for entry in self.entries if entry.pseudonym))

    @property
    def identity(self) -> str:
        """A text of all that decides who somebody is and what the pseudonyms are."""
        entries = [(entry.names, entry.pseudonym) for entry in self.entries]
        return repr((self.key if self.hides_names else "", entries, self.everybody, self.listed))

    @cached_property
    def _by_key(self) -> Mapping[str, AuthorEntry]:
        return {name_key(name): entry for entry in self.entries for name in entry.names}

    @cached_property
    def _listed_keys(self) -> frozenset[str]:
        return frozenset(map(self.key_of, self.listed))

    def find(self, name: str | None, address: str | None = None) -> AuthorEntry | None:
        """The entry of the author of a post, by the name, or else by the mail address; None if there is none."""
        by_name = self._by_key.get(name_key(name)) if name else None
        return by_name or (self._by_key.get(name_key(address)) if address else None)

    def key_of(self, name: str | None, address: str | None = None) -> str:
        """The `name_key` by which the author of a post is grouped; "" if nobody is named."""
        entry = self.find(name, address)
        return name_key(entry.name) if entry else name_key(name) if name else ""

    def names_of(self, name: str) -> tuple[str, ...]:
        """All names and addresses of somebody with a name."""
        entry = self.find(name)
        return entry.names if entry else (name,)

    def pseudonym_of(self, name: str | None, address: str | None = None) -> str:
        """The pseudonym of the author of a post; "" for one who is named."""
        if not self.hides_names:
            return ""
        entry = self.find(name, address)
        if entry and entry.pseudonym:
            return entry.pseudonym
        key = self.key_of(name, address)
        return make_pseudonym(key, self.key) if key and (self.everybody or key in self._listed_keys) else ""
