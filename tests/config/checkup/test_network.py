"""Looking at mail, store and address."""

import socket
from pathlib import Path

import pytest

from safelight.config.checkup import network
from safelight.config.environment import Environment, read_environment


def read(tmp_path: Path, **settings: str) -> Environment:
    """Read the given settings and nothing else."""
    return read_environment({"SAFELIGHT_DATA": str(tmp_path), **settings})


@pytest.fixture
def closed_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_a_local_installation_needs_no_mail_store_or_certificate(tmp_path: Path) -> None:
    found = read(tmp_path)
    looks = (network.settings, network.address, network.mail, network.store)
    assert {look(found).level for look in looks} == {"ok"}


@pytest.mark.parametrize(
    "settings",
    [{"SAFELIGHT_URL": "http://studio.example"}, {"SAFELIGHT_HOST": "0.0.0.0"}],  # noqa: S104 - the case under test
)
def test_others_without_encryption_get_a_warning(tmp_path: Path, settings: dict[str, str]) -> None:
    assert network.address(read(tmp_path, **settings)).level == "warning"


def test_a_public_address_without_mail_gets_a_warning(tmp_path: Path) -> None:
    found = read(tmp_path, SAFELIGHT_URL="https://studio.example")
    assert network.address(found).level == "ok"
    assert network.mail(found).level == "warning"


def test_a_mail_server_that_refuses_is_a_problem(tmp_path: Path, closed_port: int) -> None:
    found = read(tmp_path, SAFELIGHT_MAIL_URL=f"smtp://me:hidden@127.0.0.1:{closed_port}")
    finding = network.mail(found)
    assert finding.level == "problem"
    assert "hidden" not in finding.found


def test_a_store_that_refuses_is_a_problem(tmp_path: Path, closed_port: int) -> None:
    found = read(
        tmp_path,
        SAFELIGHT_STORE_URL=f"http://127.0.0.1:{closed_port}",
        SAFELIGHT_STORE_BUCKET="photos",
        SAFELIGHT_STORE_KEY="me",
        SAFELIGHT_STORE_SECRET="hidden",
    )
    assert network.store(found).level == "problem"


def test_a_misspelt_setting_gets_a_warning(tmp_path: Path) -> None:
    assert network.settings(read(tmp_path, SAFELIGHT_PROT="1")).level == "warning"
