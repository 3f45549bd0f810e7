"""The tables of what is found before threads are drawn: what has to be known of each, and what they show of others.

Their changes are committed at once: each record says what it was made from, so that it is valid even if the build dies.
"""

from archiver.manifest.fingerprints import Fingerprints
from archiver.manifest.identities import Identities
from archiver.manifest.known_people import KnownPeopleTable
from archiver.manifest.link_facts import LinkFactsTable
from archiver.manifest.reader import ManifestReader
from archiver.manifest.related import RelatedTables
from archiver.manifest.source_links import SourceLinksTable
from archiver.manifest.thread_names import ThreadNames
from archiver.manifest.withheld import WithheldTable


class FoundBefore(ManifestReader):
    """The open manifest, with the tables that are written before threads are drawn."""

    @property
    def fingerprints(self) -> Fingerprints:
        """The fingerprints of threads."""
        return Fingerprints(self._connection)

    @property
    def thread_names(self) -> ThreadNames:
        """Which threads files are parts of."""
        return ThreadNames(self._connection)

    @property
    def withheld(self) -> WithheldTable:
        """What is withheld from sources."""
        return WithheldTable(self._connection)

    @property
    def known_people(self) -> KnownPeopleTable:
        """Which people sources name."""
        return KnownPeopleTable(self._connection)

    @property
    def link_facts(self) -> LinkFactsTable:
        """What has to be known of threads to follow links to them."""
        return LinkFactsTable(self._connection)

    @property
    def source_links(self) -> SourceLinksTable:
        """Where the links of threads to sources lead."""
        return SourceLinksTable(self._connection)

    @property
    def identities(self) -> Identities:
        """What threads are known by."""
        return Identities(self._connection)

    @property
    def related(self) -> RelatedTables:
        """Which threads are related."""
        return RelatedTables(self._connection)
