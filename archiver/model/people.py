"""People who write under several names."""

from typing import NamedTuple


class KnownPerson(NamedTuple):
    """Somebody who has written under several names, as one source needs to know."""

    name: str
    """The name that is shown for all of them."""
    also: tuple[str, ...]
    """The other names, and mail addresses."""
