"""Ports and addresses of the web server."""

import socket

import pytest

from safelight.config.launch.address import local_url, port_to_listen_on
from safelight.config.launch.refusal import LaunchRefused


def test_zero_picks_a_port_that_is_free() -> None:
    port = port_to_listen_on("127.0.0.1", 0)
    with socket.socket() as server:
        server.bind(("127.0.0.1", port))


def test_a_taken_port_names_itself_and_the_way_out() -> None:
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        with pytest.raises(
            LaunchRefused, match=rf"Port {port} on 127\.0\.0\.1 is taken .* --port {port + 1}, or --port 0"
        ):
            port_to_listen_on("127.0.0.1", port)


@pytest.mark.parametrize(
    ("host", "sentence"),
    [("no.such.host.invalid", "is no address of this machine"), ("192.0.2.1", "cannot listen on 192.0.2.1")],
)
def test_a_wrong_host_is_explained(host: str, sentence: str) -> None:
    with pytest.raises(LaunchRefused, match=sentence):
        port_to_listen_on(host, 0)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104 - the case under test
        ("::", "http://[::1]:8000"),
        ("localhost", "http://localhost:8000"),
    ],
)
def test_local_url(host: str, url: str) -> None:
    assert local_url(host, 8000) == url
