"""What a build has found of addresses at which something was before, here or in another system."""

from typing import NamedTuple

from archiver.build.former_pages import FoundFormerPages
from archiver.build.keys import joined_digest
from archiver.build.old_addresses import FoundOldAddresses
from archiver.errors import Problem
from archiver.model import Digest


class LastingAddresses(NamedTuple):
    """What leads on from addresses at which something was before."""

    former_pages: FoundFormerPages
    """From those that threads of this site had."""
    old_addresses: FoundOldAddresses
    """From those of other systems."""

    @property
    def key(self) -> Digest:
        """The digest of all that it follows from."""
        return joined_digest(self.former_pages.key, self.old_addresses.key)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with what it was found from."""
        return (*self.former_pages.problems, *self.old_addresses.problems)
