"""Ports for the servers of tests: each has one that no other test takes."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest

from tests import ports
from tests.ports import HOST, own_port

FIRST = 32_000  # of a range of two, which no other test takes ports of
pytestmark = pytest.mark.xdist_group("ports")  # nor one of these, in another process


@pytest.fixture(autouse=True)
def _few_ports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "PORTS", range(FIRST, FIRST + 2))


def test_two_at_once_have_two_ports() -> None:
    with own_port() as one, own_port() as other:
        assert {one, other} == {FIRST, FIRST + 1}
    with own_port():
        pass


def test_a_port_is_kept_while_nothing_listens_at_it() -> None:
    with own_port() as port:
        with socket.create_server((HOST, port)):
            pass
        taken_by_others = [port_of_another_process() for _ in range(5)]
    assert port not in taken_by_others


def port_of_another_process() -> int:
    program = f"from tests import ports; ports.PORTS = {ports.PORTS!r}\nwith ports.own_port() as port: print(port)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return int(done.stdout)


def test_a_port_at_which_something_listens_is_nobody_s() -> None:
    with socket.create_server((HOST, FIRST)), own_port() as port:
        assert port == FIRST + 1
        with pytest.raises(AssertionError, match="no port is free"), own_port():
            pass
