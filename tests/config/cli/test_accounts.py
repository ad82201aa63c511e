"""The commands about studios, people, keys and the journal."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from safelight.accounts.models import ApiKey, User
from safelight.accounts.queries import context_of_bearer, memberships_of
from safelight.config import cli
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def safelight(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, db: None) -> Run:
    """Run a command with --json in this process; returns exit status and answer."""

    def run(*arguments: str, typed: str = "") -> tuple[int, Any]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = cli.run([*arguments, "--json"])
        return status, json.loads(capsys.readouterr().out or "null")

    return run


def test_a_studio_is_created_with_its_owner(safelight: Run) -> None:
    create = ("studio", "create", "--name", "Studio Nora", "--country", "JP", "--owner", "Nora@new.example")
    status, made = safelight(*create, "--password-stdin", typed="seven lamps glowing\n")
    assert status == 0
    assert (made["slug"], made["currency"], made["zone"]) == ("studio-nora", "JPY", "Asia/Tokyo")
    nora = User.objects.get(email="nora@new.example")
    assert nora.check_password("seven lamps glowing")
    assert [actor.role for _, actor in memberships_of(nora.id)] == ["owner"]
    assert safelight("studio", "list") == (0, [{"slug": "studio-nora", "name": "Studio Nora", "id": made["id"]}])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("studio", "create", "--name", "X", "--country", "XX"), "two-letter country code"),
        (("studio", "create", "--name", "X", "--country", "DE", "--owner", "new@x.example"), "password"),
        (("studio", "create", "--name", "X", "--country", "DE", "--password-stdin"), "--owner"),
        (("user", "create", "nonsense"), "mail address"),
        (("user", "reset-link", "nobody@x.example"), "Nobody signs in"),
        (("token", "create", "--role", "emperor"), "no role"),
        (("token", "create", "--role", "manager", "--scope", "clients.fly"), "no permission"),
        (("token", "create", "--role", "manager", "--studio", "nowhere"), "no studio"),
    ],
)
def test_what_cannot_be_is_refused_whole(cast: Cast, safelight: Run, arguments: tuple[str, ...], words: str) -> None:
    status, answer = safelight(*arguments)
    assert status == 2
    assert words in answer["error"]
    assert safelight("studio", "list")[1][0]["slug"] == "atelier-ana"


def test_a_token_is_made_listed_and_revoked(cast: Cast, safelight: Run) -> None:
    status, made = safelight(
        "token", "create", "--studio", "atelier-ana", "--role", "manager", "--scope", "clients.view", "--days", "30"
    )
    assert status == 0
    caller = context_of_bearer(made["token"], "")
    assert caller is not None
    assert caller.actor.permissions == {"clients.view"}
    assert safelight("token", "list")[1][0]["id"] == made["id"]
    assert safelight("token", "revoke", made["id"])[0] == 0
    assert context_of_bearer(made["token"], "") is None
    with studio_scope(cast.studio.id):
        assert ApiKey.objects.get().created_by == "Command line"


def test_people_are_made_and_listed(cast: Cast, safelight: Run) -> None:
    assert safelight("user", "create", "eve@new.example", "--password-stdin", typed="seven lamps glowing\n")[0] == 0
    found = {person["email"]: person["studios"] for person in safelight("user", "list")[1]}
    assert found["eve@new.example"] == {}
    assert found["bo@studio.example"] == {"atelier-ana": "photographer"}
    status, answer = safelight("user", "create", "eve@new.example")
    assert (status, "account already" in answer["error"]) == (2, True)


def test_the_journal_is_checked(cast: Cast, safelight: Run) -> None:
    status, health = safelight("journal", "verify", "--studio", "atelier-ana")
    assert health["studio"] == "atelier-ana"
    assert (status == 0) is health["whole"]
