"""The bounds of fetching: sizes, times, connections, attempts."""

from msgspec import Struct


class FetchLimits(Struct, frozen=True, kw_only=True):
    """How much a fetch may take."""

    max_size: int = 50_000_000
    """Bytes of one file."""
    file_seconds: float = 300
    """The longest time of one attempt at a file, redirects included."""
    idle_seconds: float = 30
    """The longest time in which nothing comes."""
    connect_seconds: float = 10
    """The longest time until a connection is there. Of old forums, many hosts are gone, and some do not even refuse."""
    connections: int = 16
    """At once, in all."""
    connections_per_host: int = 3
    redirects: int = 5
    attempts: int = 3
    """For a file, if the failure may go away."""
    first_delay: float = 1.0
    """Seconds before the second attempt; doubled before each further one."""
    longest_wait: float = 120
    """The most seconds that a host may ask us to wait (`Retry-After`). If it wants more, it is left alone."""
    dead_after: int = 5
    """A host that has not answered so many attempts in a row is left alone."""
    allows_private: bool = False
    """True to connect to addresses of this machine and network."""
