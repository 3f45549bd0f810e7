"""The media of one thread: which files its posts show or link to, and what is wrong with them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from archiver.build.links_within import find_links_to_nowhere
from archiver.build.media_references import AddressLines, references_of
from archiver.errors import Problem, Severity
from archiver.media.lookup import (
    FoundMedia,
    MediaLookup,
    is_relative,
    may_name_a_file,
    names_a_file,
    names_a_source,
)
from archiver.media.references import MediaReference
from archiver.model import LinkFault, SourceLinks, Thread, Url
from archiver.source import Source

_LONGEST_SHOWN = 200  # characters of an address in a message; the line is told, too
ReadMedia = Callable[[str], None]
"""Reads the file with a content path. Raises OSError."""


@dataclass(slots=True, kw_only=True)
class ThreadMediaLookup:
    """Looks up the addresses in one source, and records each look."""

    lookup: MediaLookup
    source: Source
    uses: dict[str, str] = field(default_factory=dict)
    """The names that were looked for, with the content paths that they led to; "" if there was no file."""
    links: SourceLinks = field(default_factory=dict)
    """Where links to sources lead."""
    _found: dict[str, FoundMedia] = field(default_factory=dict)

    def has_file(self, address: str) -> bool:
        """True if a relative address names a content file, or a source."""
        if not is_relative(address) or not may_name_a_file(address):
            return False
        found = self.find(address)
        return bool(found.path or found.url)

    def find(self, address: str) -> FoundMedia:
        """Find the content file that an address names."""
        if address not in self._found:
            self._found[address] = self.lookup.find(address, self.source.path)
            self.uses.update(self._found[address].uses)
        return self._found[address]

    def find_referenced(self, reference: MediaReference) -> FoundMedia | None:
        """Find the content file of a reference; None if the reference names no file that could be in the archive."""
        if not reference.is_picture and is_relative(reference.address) and not may_name_a_file(reference.address):
            return None
        return self.find(reference.address)

    def find_content_path(self, path: str) -> str:
        """The content path of a file; "" if there is none at `path`, which is a content path itself."""
        found = self.lookup.resolve(path)
        self.uses[path] = found
        return "" if found.startswith("/") else found

    def link_url(self, reference: MediaReference, page: Url) -> Url | None:
        """Where a link to a source leads: to its page, or to the page of the post that it names; None for a draft.

        `page` is the first page of the source.
        """
        target = self.links.get(reference.address)
        if target is None or target is LinkFault.NO_POST:
            _, mark, fragment = reference.address.partition("#")
            return Url(f"{page}{mark}{fragment}")
        return None if isinstance(target, LinkFault) else target

    def read_all(self, thread: Thread, lines: AddressLines, read: ReadMedia) -> tuple[Problem, ...]:
        """Call `read` with each content file that the posts of a thread show or link to, once.

        Args:
            thread: the parsed source.
            lines: finds the lines of problems in the source.
            read: called with content paths.

        Returns:
            A warning for each address whose file is missing or cannot be read, and for each link to what there is not.
        """
        problems, done = list[Problem](), set[str]()
        for post, reference in references_of(thread):
            if reference.address in done:
                continue
            done.add(reference.address)
            if message := self._read(reference, read):
                line = lines.line_of(reference.address, post)
                problems.append(Problem(path=post.file, line=line, message=message, severity=Severity.WARNING))
        ids = frozenset(post.id for post in thread.posts)
        return (*problems, *find_links_to_nowhere(thread, ids, lines))

    def _read(self, reference: MediaReference, read: ReadMedia) -> str:
        """What is wrong with the file of a reference; "" if nothing is, or it is on another site."""
        found, shown = self.find_referenced(reference), _shortened(reference.address)
        if found and found.path:
            try:
                read(found.path)
            except OSError as error:
                return (
                    f"{_shortened(reference.address)} cannot be read: {error.strerror or error}; a placeholder is shown"
                )
        elif found and found.url:
            return _fault_of_link(shown, self.links.get(reference.address))
        elif found and is_missing(reference):
            hint = f" ({found.hint})" if found.hint else ""
            return f"there is no file {shown}{hint}; put it there, or correct the address"
        return ""


def is_missing(reference: MediaReference) -> bool:
    """True if a reference to which no content file belongs should have one: it names a file beside the source."""
    address = reference.address
    return is_relative(address) and (reference.is_picture or names_a_file(address) or names_a_source(address))


def _fault_of_link(address: str, target: Url | LinkFault | None) -> str:
    """What is wrong with a link to a source; "" if nothing is."""
    match target:
        case LinkFault.DRAFT:
            return f"{address} leads to a draft, which has no page; publish it, or remove the link"
        case LinkFault.NO_POST:
            return f"{address}: the source has no post with this id; correct it, or link to the whole thread"
        case _:
            return ""


def _shortened(address: str) -> str:
    """An address as a message shows it."""
    return address if len(address) <= _LONGEST_SHOWN else f"{address[:_LONGEST_SHOWN]}…"
