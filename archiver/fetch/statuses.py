"""What is known of each address that sources show: at home, not fetched, or why not; and totals by host.

Pure but for the question whether a file is there.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct

from archiver.fetch.addresses import host_of, url_of_address
from archiver.fetch.requests import AddressState, state_of
from archiver.fetch.wanted import WantedAddress
from archiver.media.at_home import AddressRow, AtHome

UPLOADS = "upload://"
"""Stands for the host of Discourse's uploads."""


class AddressStatus(Struct, frozen=True, kw_only=True):
    """An address with its state."""

    wanted: WantedAddress
    host: str
    state: AddressState
    row: AddressRow | None
    """Its row in the table of the files that are at home, or that of another address of the same file."""

    @property
    def reason(self) -> str:
        """Why the file is not at home: `not found (404)`; "" if it is, or was not asked for."""
        if self.row is None or self.row.failure is None:
            return ""
        return f"{self.row.failure} ({self.row.detail})" if self.row.detail else self.row.failure


def find_statuses(
    wanted: Iterable[WantedAddress], at_home: AtHome, has_file: Callable[[AddressRow], bool]
) -> tuple[AddressStatus, ...]:
    """The state of each address, in the order of `wanted`.

    `at_home` is the table; `has_file` says whether the file of a row is there.
    """
    statuses = []
    for address in wanted:
        row = at_home.find_row(address.address)
        host = host_of(url_of_address(address.address, None) or "") or UPLOADS
        statuses.append(AddressStatus(wanted=address, host=host, state=state_of(row, has_file), row=row))
    return tuple(statuses)


def count_by_host(statuses: Iterable[AddressStatus]) -> list[tuple[str, Counter[AddressState]]]:
    """How many addresses of each host have each state; the host with the most addresses first."""
    counts: dict[str, Counter[AddressState]] = defaultdict(Counter)
    for status in statuses:
        counts[status.host][status.state] += 1
    return sorted(counts.items(), key=lambda count: (-count[1].total(), count[0]))
