"""The shut door: a test that would reach out fails, so that none can pass because somebody out there answered."""

from __future__ import annotations

import socket

import pytest
from pytest_socket import SocketConnectBlockedError


def test_a_connection_that_leaves_the_machine_is_refused() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagrams,  # would connect without sending anything
        pytest.raises(SocketConnectBlockedError),
    ):
        datagrams.connect(("192.0.2.1", 9))


@pytest.mark.parametrize("host", ["example.invalid", b"example.invalid"], ids=["text", "bytes"])
def test_a_name_is_not_looked_up(host: str | bytes) -> None:
    with pytest.raises(RuntimeError, match=r"looked up 'example\.invalid'"):
        socket.getaddrinfo(host, 443)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_this_machine_is_open(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection((host, server.getsockname()[1])):
        pass
