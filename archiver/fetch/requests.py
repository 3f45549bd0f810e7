"""Which addresses are asked for in a run, and under which URL. Pure but for the question whether a file is there."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from enum import StrEnum

from msgspec import Struct, field

from archiver.fetch.addresses import host_of, url_of_address
from archiver.fetch.wanted import WantedAddress
from archiver.media.address_keys import address_key
from archiver.media.at_home import AddressRow, AtHome, FailureKind


class AddressState(StrEnum):
    """What is known of an address before a run."""

    AT_HOME = "at home"
    NOT_FETCHED = "not fetched"
    FAILED = "failed"
    """It was tried, and may be tried again."""
    FAILED_FOR_GOOD = "failed for good"
    """It was tried, and another attempt would most likely fail in the same way."""


class MediaRequest(Struct, frozen=True, kw_only=True):
    """A file to fetch."""

    address: str
    """The address under which the file is stored."""
    url: str
    """What to ask for; "" for a file of Discourse whose forum is unknown."""
    accepts_any: bool
    """True if sources only link to the file, which may be of any type then."""
    aliases: tuple[str, ...] = ()
    """All addresses of sources that name the file."""


class FetchPlan(Struct, frozen=True, kw_only=True):
    """What a run asks for, and how many files it leaves out."""

    requests: tuple[MediaRequest, ...]
    left_out: Counter[AddressState] = field(default_factory=Counter)
    """Files that are at home, and those that have failed for good."""


def state_of(row: AddressRow | None, has_file: Callable[[AddressRow], bool]) -> AddressState:
    """The state of an address with this row in the table; `has_file` says whether the file of a row is there."""
    if row is None:
        return AddressState.NOT_FETCHED
    if row.failure is not None:
        may_change = row.failure is FailureKind.REFUSED or not row.failure.is_final  # options decide what is refused
        return AddressState.FAILED if may_change else AddressState.FAILED_FOR_GOOD
    return AddressState.AT_HOME if has_file(row) else AddressState.NOT_FETCHED


def plan_requests(
    wanted: Iterable[WantedAddress],
    at_home: AtHome,
    has_file: Callable[[AddressRow], bool],
    *,
    discourse: str | None = None,
    hosts: tuple[str, ...] = (),
    retries: bool = False,
) -> FetchPlan:
    """Decide what to ask for: each file once, whatever its addresses.

    Args:
        wanted: the addresses of the sources.
        at_home: the table of the files that are at home.
        has_file: says whether the file of a row is there.
        discourse: the URL of the forum for `upload://` addresses; None if it is unknown.
        hosts: the only hosts to ask, with those below them (`x.example` is also `img.x.example`); empty for all.
        retries: True to try again what has failed for good.
    """
    skipped = {AddressState.AT_HOME} | (set() if retries else {AddressState.FAILED_FOR_GOOD})
    requests, left_out = list[MediaRequest](), Counter[AddressState]()
    for same in _by_key(wanted):
        url = url_of_address(same[0].address, discourse) or ""
        if hosts and not any(is_below(url, host) for host in hosts):
            continue
        if (state := state_of(at_home.find_row(same[0].address), has_file)) in skipped:
            left_out[state] += 1
        else:
            requests.append(_request(same, url))
    return FetchPlan(requests=tuple(requests), left_out=left_out)


def _by_key(wanted: Iterable[WantedAddress]) -> list[list[WantedAddress]]:
    """Addresses that name the same file, each time the preferred one first: encrypted, then by its letters."""
    by_key: dict[str, list[WantedAddress]] = defaultdict(list)
    for address in wanted:
        by_key[address_key(address.address)].append(address)
    return [sorted(same, key=_preference) for same in by_key.values()]


def _preference(wanted: WantedAddress) -> tuple[bool, str]:
    return not wanted.address.lower().startswith("https:"), wanted.address


def _request(same: list[WantedAddress], url: str) -> MediaRequest:
    return MediaRequest(
        address=same[0].address,
        url=url,
        accepts_any=not any(wanted.is_picture for wanted in same),
        aliases=tuple(wanted.address for wanted in same),
    )


def is_below(url: str, host: str) -> bool:
    """True if a URL is of a host, or of one below it: that of `https://img.x.example/` is below `x.example`."""
    own = host_of(url)
    return own == host.lower() or own.endswith(f".{host.lower()}")
