"""The redirect pages at addresses of other systems, as files of owners: parts of them, since there may be many."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet

from archiver.manifest import SHARDS, Manifest
from archiver.model import PagePlan

_PREFIX = "/redirects/"


def without_old_addresses(owners: Iterable[str]) -> Iterator[str]:
    """The other owners of files."""
    return (owner for owner in owners if not owner.startswith(_PREFIX))


def old_address_owners(manifest: Manifest) -> frozenset[str]:
    """The owners that such pages have, or had."""
    had = frozenset(owner for owner in manifest.owners() if owner.startswith(_PREFIX))
    return had if manifest.old_addresses.keys() is None else had.union(map(_owner, range(SHARDS)))


def plan_old_addresses(owners: AbstractSet[str], manifest: Manifest) -> Iterator[tuple[str, PagePlan]]:
    """The pages of those of the owners that have such ones, with their owner."""
    for owner in sorted(owner for owner in owners if owner.startswith(_PREFIX)):
        from archiver.pages import plan_old_address

        for file in manifest.old_addresses.files(int(owner.removeprefix(_PREFIX), 16)):
            yield owner, plan_old_address(file)


def _owner(shard: int) -> str:
    return f"{_PREFIX}{shard:02x}"
