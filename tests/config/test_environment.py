"""Settings are read once, checked together, and explained."""

import os
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safelight.config import environment as module
from safelight.config.declared import KNOWN, SETTINGS, settings_page
from safelight.config.environment import (
    Environment,
    EnvironmentRefused,
    MailServer,
    ObjectStore,
    read_environment,
)

ROOT = Path(__file__).resolve().parents[2]
KEY = "k" * 40


def read(tmp_path: Path, **settings: str) -> Environment:
    """Read the given settings and nothing else."""
    return read_environment({"SAFELIGHT_DATA": str(tmp_path), **settings})


def refusal(tmp_path: Path, **settings: str) -> list[str]:
    """Return the sentences with which settings are refused."""
    with pytest.raises(EnvironmentRefused) as refused:
        read(tmp_path, **settings)
    return refused.value.sentences


def sentences(settings: dict[str, str]) -> list[str]:
    """Return the sentences with which settings are refused; none if they are taken."""
    try:
        read_environment(settings)
    except EnvironmentRefused as refused:
        return refused.sentences
    return []


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.host, found.port, found.url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert [found.database_url, found.mail, found.store, found.seats] == [None] * 4
    assert found.debug is False
    assert found.unknown == ()


def test_the_secret_key_is_drawn_once_and_private(tmp_path: Path) -> None:
    first = read(tmp_path / "data").secret_key
    assert len(first) >= 50
    assert read(tmp_path / "data").secret_key == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_a_named_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert read(tmp_path, SAFELIGHT_SECRET_KEY=KEY).secret_key == KEY
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_secret_key_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("short", encoding="ascii")
    assert "at least 32 are needed" in refusal(tmp_path)[0]
    assert (tmp_path / "secret_key").read_text(encoding="ascii") == "short"


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    said = refusal(
        tmp_path,
        SAFELIGHT_PORT="eight",
        SAFELIGHT_SEATS="0",
        SAFELIGHT_DEBUG="maybe",
        SAFELIGHT_LOG_LEVEL="loud",
        SAFELIGHT_URL="studio.example",
        DATABASE_URL="mysql://a/b",
        SAFELIGHT_MAIL_URL="mail.example",
        SAFELIGHT_MAIL_FROM="nobody",
        SAFELIGHT_TRUSTED_PROXIES="10.0.0.300",
        SAFELIGHT_SECRET_KEY="short",
        SAFELIGHT_SECRET_KEY_FALLBACKS="short",
        SAFELIGHT_STORE_BUCKET="photos",
    )
    assert {line.split(":")[0] for line in said} == {
        "SAFELIGHT_PORT",
        "SAFELIGHT_SEATS",
        "SAFELIGHT_DEBUG",
        "SAFELIGHT_LOG_LEVEL",
        "SAFELIGHT_URL",
        "DATABASE_URL",
        "SAFELIGHT_MAIL_URL",
        "SAFELIGHT_MAIL_FROM",
        "SAFELIGHT_TRUSTED_PROXIES",
        "SAFELIGHT_SECRET_KEY",
        "SAFELIGHT_SECRET_KEY_FALLBACKS",
        "SAFELIGHT_STORE_URL",
    }
    assert len(said) == 12


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, "optional", "", "")),
        ("smtp+starttls://me:p%40ss@mail.example", MailServer("mail.example", 587, "starttls", "me", "p@ss")),
        ("smtps://me:pass@mail.example:1465", MailServer("mail.example", 1465, "tls", "me", "pass")),
    ],
)
def test_mail_servers(tmp_path: Path, url: str, server: MailServer) -> None:
    assert read(tmp_path, SAFELIGHT_MAIL_URL=url).mail == server


def test_the_store_is_named_completely_or_not_at_all(tmp_path: Path) -> None:
    whole = {
        "SAFELIGHT_STORE_URL": "https://s3.example",
        "SAFELIGHT_STORE_BUCKET": "photos",
        "SAFELIGHT_STORE_KEY": "me",
        "SAFELIGHT_STORE_SECRET": "hidden",
    }
    store = read(tmp_path, **whole).store
    assert store == ObjectStore("https://s3.example", "photos", "us-east-1", "me", "hidden")
    assert refusal(tmp_path, SAFELIGHT_STORE_URL="https://s3.example") == [
        f"{name}: needed because SAFELIGHT_STORE_URL is set."
        for name in ("SAFELIGHT_STORE_BUCKET", "SAFELIGHT_STORE_KEY", "SAFELIGHT_STORE_SECRET")
    ]


def test_secrets_do_not_show_when_printed(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        SAFELIGHT_SECRET_KEY="hidden" * 8,
        SAFELIGHT_MAIL_URL="smtps://me:hidden@mail.example",
        DATABASE_URL="postgresql://me:hidden@db.example/safelight",
        DATABASE_APP_URL="postgresql://app:hidden@db.example/safelight",
    )
    assert "hidden" not in repr(found)


def test_a_wrong_address_is_refused_without_repeating_its_password(tmp_path: Path) -> None:
    assert "hidden" not in " ".join(refusal(tmp_path, DATABASE_URL="postgres://me:hidden@"))


def test_the_serving_role_needs_the_owner(tmp_path: Path) -> None:
    assert refusal(tmp_path, DATABASE_APP_URL="postgresql://app:x@db.example/safelight")[0].startswith("DATABASE_URL:")


def test_debug_is_refused_where_others_can_reach_it(tmp_path: Path) -> None:
    assert read(tmp_path, SAFELIGHT_DEBUG="1").debug is True
    assert "listen on 127.0.0.1" in refusal(tmp_path, SAFELIGHT_DEBUG="1", SAFELIGHT_HOST="0.0.0.0")[0]  # noqa: S104


def test_allowed_hosts_are_never_any_host(tmp_path: Path) -> None:
    public = read(tmp_path, SAFELIGHT_URL="https://studio.example")
    assert set(public.allowed_hosts) == {"studio.example", "localhost", "127.0.0.1", "[::1]"}
    everywhere = read(tmp_path, SAFELIGHT_HOST="0.0.0.0")  # noqa: S104
    assert "*" not in everywhere.allowed_hosts
    assert "0.0.0.0" not in everywhere.allowed_hosts  # noqa: S104
    assert len(everywhere.allowed_hosts) > 3


def test_trusted_proxies(tmp_path: Path) -> None:
    found = read(tmp_path, SAFELIGHT_TRUSTED_PROXIES="10.0.0.0/8, 192.168.1.5").trusted_proxies
    assert found == (ip_network("10.0.0.0/8"), ip_network("192.168.1.5/32"))


def test_a_misspelt_name_is_noticed(tmp_path: Path) -> None:
    assert read(tmp_path, SAFELIGHT_PROT="1").unknown == ("SAFELIGHT_PROT is not a setting; SAFELIGHT_PORT is.",)


def test_an_unusable_data_folder_is_explained() -> None:
    with pytest.raises(EnvironmentRefused, match="SAFELIGHT_DATA: the data folder /proc/x cannot be used"):
        read_environment({"SAFELIGHT_DATA": "/proc/x"})


def test_the_data_folder_beside_the_checkout_or_where_the_system_wants_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert module.default_data({}) == ROOT / "data"
    monkeypatch.setattr(module, "checkout", lambda: None)
    assert module.default_data({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "safelight"
    monkeypatch.setattr("sys.platform", "darwin")
    assert module.default_data({}).parts[-2:] == ("Application Support", "Safelight")


@given(st.dictionaries(st.sampled_from(sorted(KNOWN - {"SAFELIGHT_DATA"})), st.text(max_size=30)))
def test_any_value_is_read_or_refused_by_its_own_name(settings: dict[str, str]) -> None:
    told = sentences({"SAFELIGHT_DATA": "/nonexistent/safelight", **settings, "SAFELIGHT_SECRET_KEY": KEY})
    assert all(
        line.split(":")[0] in settings for line in told if "needed because" not in line and "set it too" not in line
    )


def test_the_documentation_is_current() -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert page == settings_page(), "run `make docs`"


def test_every_declared_setting_is_read() -> None:
    asked: set[str] = set()

    class Watched(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
            asked.add(name)
            return default

    module.read_environment(Watched(os.environ))
    assert asked >= {setting.name for setting in SETTINGS}
