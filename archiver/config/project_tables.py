"""What a project says in tables: those of `archiver.toml` that there may be several of, and the files beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from archiver.config.boards import BoardConfig, find_board
from archiver.config.conventions import Convention
from archiver.config.former_sites import FormerSite
from archiver.config.people import AuthorEntry, People
from archiver.config.places import ProjectPlaces
from archiver.config.saved_searches import SavedSearch
from archiver.identity import Takedowns
from archiver.model import Slug, Synonyms


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectTables(ProjectPlaces):
    """The tables of a project, and its places."""

    conventions: tuple[Convention, ...] = ()
    """The tables `[[source]]`."""
    feeds: tuple[SavedSearch, ...] = ()
    """The tables `[[feeds]]`."""
    former_sites: tuple[FormerSite, ...] = ()
    """The tables `[[former_site]]`."""
    synonyms: Synonyms = field(default_factory=dict, hash=False)
    """The words of `synonyms.toml`."""
    people: People = field(default_factory=People)
    """The people of `authors.toml`. No page of a thread depends on them: sources do."""
    takedowns: Takedowns = field(default_factory=Takedowns)
    """The entries of `takedowns.toml` that hold. No page depends on them: sources do."""
    boards: Mapping[str, BoardConfig] = field(default_factory=dict, hash=False)
    """The tables `[boards]`, by the folders or slugs that they name."""

    def board(self, slug: Slug) -> BoardConfig:
        """The settings of the board with this slug; the defaults if `[boards]` has none for it."""
        return find_board(self.boards, slug)

    @property
    def published_people(self) -> tuple[AuthorEntry, ...]:
        """The entries of `authors.toml` whose names may be published."""
        return tuple(entry for entry in self.people.entries if self.names(entry))

    def names(self, entry: AuthorEntry) -> bool:
        """True unless the author of an entry of `authors.toml` has a pseudonym, or is taken down."""
        gone = (self.people.find(takedown.author) for takedown in self.takedowns.entries)
        return entry not in gone and not self.people.pseudonym_of(entry.name)
