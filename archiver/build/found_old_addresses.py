"""Finds where addresses of other systems lead: rows of `redirects.csv`, and what sources say of their originals."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from archiver import urls
from archiver.build.address_owners import AddressOwner, AddressOwners
from archiver.build.identities import update_identities
from archiver.build.old_address_forms import former_addresses
from archiver.build.old_address_inputs import OldAddressInputs
from archiver.build.old_address_targets import OldAddressTarget, OldAddressTargets
from archiver.build.withheld_addresses import find_withheld_addresses
from archiver.config import RedirectRow, read_redirect_rows, redirect_problem
from archiver.errors import Problem, Severity
from archiver.manifest import NO_DIGEST, AddressWriter, OldAddressKeys
from archiver.model import LedAddress, Slug
from archiver.quotes.address_prefixes import find_address_prefixes

_LONGEST_CHAIN = 16
"""Rows that lead to one another which are followed."""
_MOST_SHOWN = 100
"""Problems of rows that are shown."""


class OldAddressFinder:
    """Finds where addresses lead.

    Args:
        inputs: the archive.
    """

    def __init__(self, inputs: OldAddressInputs) -> None:
        config, manifest = inputs.config, inputs.manifest
        self._config, self._manifest = config, manifest
        self._identities = update_identities(inputs.scan.sources, inputs.records, config, manifest, inputs.pool)
        self._targets = OldAddressTargets(inputs, self._identities)
        self._owners = AddressOwners(self._targets.threads, inputs.former_pages, inputs.own_pages)
        self._withheld = find_withheld_addresses(inputs.scan.withheld_names)
        self._hosts = tuple(dict.fromkeys(site.host for site in config.former_sites))
        self._problems: list[Problem] = []

    def facts(self) -> Iterator[str]:
        """Texts that say all of the threads that decides where addresses lead."""
        for thread in self._targets.threads:
            record = self._identities[thread.path]
            yield from (thread.path, thread.slug, thread.title, record.id, record.posts or "", record.aliases)
            yield record.originals

    def find(self, path: Path, keys: OldAddressKeys) -> tuple[Problem, ...]:
        """Write all addresses, and return what is wrong with rows: then they are found again by the next build.

        Args:
            path: `redirects.csv`, which need not exist.
            keys: what the addresses follow from.
        """
        with self._manifest.old_addresses.replacing() as writer:
            waiting = [row for row in self._rows(path) if not self._add_row(row, writer)]
            _Chains(waiting, self, writer).add_all()
            for site, thread, address, position in former_addresses(
                self._config.former_sites, self._targets.threads, self._identities
            ):
                self._add_derived(site, address, self._targets.of_thread(thread, position), writer)
            self._remove_below_files(writer)
            queries = self._query_pages(writer)
            writer.split_files()
            writer.finish(OldAddressKeys(NO_DIGEST, keys.content) if self._problems else keys, queries)
        shown, more = self._problems[:_MOST_SHOWN], len(self._problems) - _MOST_SHOWN
        return (*shown, *([redirect_problem(0, f"{more:,} more rows cannot be used")] if more > 0 else ()))

    def tell(self, line: int, message: str) -> None:
        """Tell what is wrong with a row."""
        self._problems.append(redirect_problem(line, message))

    def add(self, row: RedirectRow, target: OldAddressTarget, writer: AddressWriter) -> None:
        """Write a `row` whose `target` is known with the `writer`, or tell why it cannot be."""
        led = self._led(row.address, target, row.line)
        if owner := self._owner(row.address):
            if owner.source == "" or owner.source != target.source:
                self.tell(row.line, f"{row.address.key or '/'} is the address of {owner.name}; remove the row")
        elif other := writer.add(led, self._prefixes(row.address)):
            message = f"{row.address.key} is also the address of line {other.line}; keep one of the two"
            self.tell(row.line, message)

    def _rows(self, path: Path) -> Iterator[RedirectRow]:
        for row in read_redirect_rows(path) if path.is_file() else ():
            if isinstance(row, Problem):
                self._problems.append(row)
            elif self._names_somebody(row.address):
                message = "the address has a name that is not published, so that nothing leads on from it"
                self._problems.append(replace(redirect_problem(row.line, message), severity=Severity.WARNING))
            else:
                yield row

    def _add_row(self, row: RedirectRow, writer: AddressWriter) -> bool:
        """Write a row, or tell what is wrong with it; False if it may lead to another row."""
        target = self._targets.find(row.target)
        if isinstance(target, str):
            self.tell(row.line, target)
        elif target:
            if target.fault:
                self.tell(row.line, target.fault)
            self.add(row, target, writer)
        return target is not None

    def _add_derived(
        self, host: str, address: urls.OldAddress, target: OldAddressTarget, writer: AddressWriter
    ) -> None:
        """Write an address that follows from a source, unless something else is there."""
        placed = address._replace(host=host)
        if self._owner(placed) is None and not self._names_somebody(placed):
            writer.add(self._led(placed, target, 0), self._prefixes(placed))

    def _names_somebody(self, address: urls.OldAddress) -> bool:
        """True if an address has the name of somebody who is not to be named: a page or rule for it would have it."""
        return self._withheld.names_somebody(Slug(f"{address.key}#{address.fragment}".replace("+", " ")))

    def _owner(self, address: urls.OldAddress) -> AddressOwner | None:
        """What is at an address already, whether or not it would have a redirect page."""
        here = address.below(self._config.subpath)
        return self._owners.owner(here.path, here.key)

    def _led(self, address: urls.OldAddress, target: OldAddressTarget, line: int) -> LedAddress:
        here = address.below(self._config.subpath)
        return LedAddress(
            host=address.host,
            key=address.key,
            fragment=address.fragment,
            place=here.place,
            path=here.path if self._config.redirect_pages else "",
            url=target.url,
            title=target.title,
            source=target.source,
            position=target.position,
            line=line,
        )

    def _prefixes(self, address: urls.OldAddress) -> frozenset[int]:
        """The prefixes by which links to an address are found."""
        hosts = (address.host,) if address.host else self._hosts
        aliases = () if address.host or not address.path else (address.path,)
        return find_address_prefixes(None, aliases, [f"https:{host}{urls.encoded_key(address.key)}" for host in hosts])

    def _query_pages(self, writer: AddressWriter) -> dict[str, set[str]]:
        """See `OldAddresses.query_pages`. Another address that would have such a page is removed."""
        queries: dict[str, set[str]] = {}
        for file in writer.paths_with_queries():
            if page := urls.query_page(file):
                queries.setdefault(page, set()).update(urls.query_names([file]))
        for page in queries:
            if led := writer.at(urls.collision_key(page), ""):
                writer.remove(led)
                if led.line:
                    self.tell(
                        led.line, f"{led.key} alone cannot lead on, since other rows have it with a query; remove it"
                    )
        return queries

    def _remove_below_files(self, writer: AddressWriter) -> None:
        """Remove addresses whose files would be in a folder at the place of a page, as `a.html/b`."""
        for led in writer.below_files():
            parts = led.place.split("/")
            above = ("/".join(parts[: end + 1]) for end in range(len(parts) - 1))
            if any(writer.at(place, "") for place in above if place.endswith((".html", ".htm"))):
                writer.remove(led)
                if led.line:
                    self.tell(led.line, f"{led.key} is below the address of another row, which is a file; remove one")


class _Chains:
    """Rows that lead to the addresses of other rows.

    Args:
        waiting: these rows.
        finder: has the others.
        writer: writes them.
    """

    def __init__(self, waiting: list[RedirectRow], finder: OldAddressFinder, writer: AddressWriter) -> None:
        self._finder, self._writer = finder, writer
        self._waiting = waiting
        self._by_place = {(row.address.place, row.address.fragment): row for row in reversed(waiting)}

    def add_all(self) -> None:
        """Write all rows that lead to something at last."""
        for row in self._waiting:
            target = self._follow(row)
            if isinstance(target, str):
                self._finder.tell(row.line, target)
            else:
                self._finder.add(row, target, self._writer)

    def _follow(self, row: RedirectRow) -> OldAddressTarget | str:
        """What a row leads to at last, or what is wrong with it."""
        target = row.target
        for _ in range(_LONGEST_CHAIN):
            address = urls.parse_old_address(target)
            if isinstance(address, str):
                return f"{target!a} {address}; lead to a thread, a post, or a path of the site"
            if led := self._writer.at(address.place, address.fragment):
                return OldAddressTarget(led.url, led.title, led.source, led.position)
            following = self._by_place.get((address.place, address.fragment))
            if following is None:
                return f"there is no {target!a} to lead to: no thread, no post, and no page of the site; correct it"
            target = following.target
        return f"{row.address.key} and {row.target} lead to each other; lead one of them to a thread"
