"""TCP ports that tests have to themselves, whatever else runs on the machine at once: other tests, too."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager

HOST = "127.0.0.1"
PORTS = range(20_000, 32_000)
"""Above those that previews try first, and below those that systems give to connections (from 32,768 on Linux)."""


@contextmanager
def own_port() -> Iterator[int]:
    """A free TCP port of this machine's loopback, which no other block has until this one ends.

    The UDP port of the number is bound meanwhile, in whatever process the block is: it says that the TCP port is taken,
    also while nothing listens at it, and the system releases it if the process dies.
    """
    for port in random.sample(PORTS, len(PORTS)):  # in an order of its own, or all processes try all that are taken
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mark:
            if _can_bind(mark, port) and _is_free(port):
                yield port
                return
    raise AssertionError(f"no port is free from {PORTS[0]} to {PORTS[-1]}")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return _can_bind(probe, port)


def _can_bind(new: socket.socket, port: int) -> bool:
    try:
        new.bind((HOST, port))
    except OSError:
        return False
    return True
