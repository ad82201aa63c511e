"""`safelight call` and the refusals of `safelight mcp`, over the test database."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from safelight.accounts.models import Location
from safelight.config import cli
from safelight.foundation.actions import Context, registry
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.foundation.api.sample import VERBS


@pytest.fixture(autouse=True)
def sample_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the registry know the sample verbs for one test."""
    for verb in VERBS:
        monkeypatch.setitem(registry._actions if verb.is_write else registry._queries, verb.name, verb)


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any, str]:
    """Run `safelight call … --json`; return exit status, answer and standard error."""
    status = cli.run(["call", *arguments, "--json"])
    shown = capsys.readouterr()
    return status, json.loads(shown.out), shown.err


def test_a_write_is_done_by_the_operator(ana: Context, capsys: pytest.CaptureFixture[str]) -> None:
    status, answer, _ = call(capsys, "places.add", "--studio", ana.studio.slug, "--data", '{"name": "Loft"}')
    assert (status, answer["name"]) == (0, "Loft")
    with studio_scope(ana.studio.id):
        assert JournalEntry.objects.get(action="places.add").actor_label == "Command line"


def test_a_read_answers_text_for_people(ana: Context, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["call", "places.list"]) == 0
    assert json.loads(capsys.readouterr().out)["items"][0]["name"] == "Atelier Ana"


def test_the_input_may_come_from_standard_input(
    ana: Context, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO('{"name": "Loft"}'))
    assert call(capsys, "places.add", "--data", "-")[1]["name"] == "Loft"


def test_a_dry_run_changes_nothing(ana: Context, capsys: pytest.CaptureFixture[str]) -> None:
    assert call(capsys, "places.add", "--data", '{"name": "Loft"}', "--dry-run")[0] == 0
    with studio_scope(ana.studio.id):
        assert not Location.objects.filter(name="Loft").exists()


def test_the_same_key_is_carried_out_once(ana: Context, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("places.add", "--data", '{"name": "Loft"}', "--key", "k-1")
    assert call(capsys, *asked)[1] == call(capsys, *asked)[1]
    with studio_scope(ana.studio.id):
        assert Location.objects.filter(name="Loft").count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["places.ad"], "Did you mean places.add"),
        (["places.add"], "name: This is needed."),
        (["places.add", "--data", "{"], "This is not JSON"),
        (["places.add", "--data", '{"name": "A\\u0000"}'], "NUL"),
        (["places.list", "--dry-run"], "offers no dry run"),
        (["places.list", "--studio", "nowhere"], "There is no studio “nowhere”"),
        (["places.one", "--data", '{"place_id": "00000000-0000-7000-8000-000000000000"}'], "There is no such place"),
    ],
)
def test_refusals(ana: Context, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str) -> None:
    status, answer, told = call(capsys, *arguments)
    assert status == 2
    assert sentence in answer["error"]
    assert sentence in told


def test_the_studio_may_be_left_out_only_where_there_is_one(
    ana: Context, dana: Context, capsys: pytest.CaptureFixture[str]
) -> None:
    status, answer, _ = call(capsys, "places.list")
    assert status == 2
    assert ana.studio.slug in answer["error"]
    assert dana.studio.slug in answer["error"]


@pytest.mark.django_db
def test_without_a_studio_the_way_to_make_one_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert "safelight studio create" in call(capsys, "places.list")[1]["error"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "Say whose permissions count"),
        (["--role", "owner", "--token", "x"], "Say whose permissions count"),
        (["--token", "x", "--studio", "atelier-ana"], "A key belongs to one studio already"),
        (["--role", "king"], "There is no role “king”"),
    ],
)
def test_the_assistant_door_is_refused_without_one_caller(
    ana: Context, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert cli.run(["mcp", *arguments]) == 2
    assert sentence in capsys.readouterr().err
