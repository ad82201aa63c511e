"""The protocol over HTTP, with the official client and with plain requests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx2
import pytest
from django.test import Client as Browser
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from safelight.accounts.models import Location
from safelight.assistant.web import views
from safelight.foundation.actions import Context
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.foundation.api.conftest import FewKeys, keys
from tests.foundation.api.sample import VERBS

__all__ = ["keys"]
pytestmark = pytest.mark.urls("tests.assistant.sample_urls")
Answer = TypeVar("Answer")


@pytest.fixture(autouse=True)
def sample_verbs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sample verbs alone."""
    monkeypatch.setattr(views, "served", lambda: VERBS)


def talk(url: str, key: str, mode: str, ask: Callable[[Client], Awaitable[Answer]]) -> Answer:
    """Connect the official client, let it ask, and return what it heard."""

    async def conversation() -> Answer:
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}) as http,
            Client(streamable_http_client(url, http_client=http), mode=mode) as client,
        ):
            return await ask(client)

    return asyncio.run(conversation())


@pytest.mark.parametrize("mode", ["legacy", "auto"])
@pytest.mark.django_db(transaction=True)
def test_the_official_client_lists_and_calls(keys: FewKeys, live_server: Any, ana: Context, mode: str) -> None:  # noqa: ANN401
    async def ask(client: Client) -> tuple[Any, Any, Any, Any]:
        listed = await client.list_tools()
        made = await client.call_tool("places_add", {"name": "Loft"})
        shown = await client.call_tool("places_list", {"q": "lof"})
        wrong = await client.call_tool("places_add", {"name": ""})
        return listed, made, shown, wrong

    listed, made, shown, wrong = talk(f"{live_server.url}/mcp", "ana-key", mode, ask)
    assert [tool.name for tool in listed.tools] == sorted(verb.name.replace(".", "_") for verb in VERBS)
    assert made.structured_content["name"] == "Loft"
    assert made.content[1].text.startswith("To take this back, call places_remove with")
    assert [item["name"] for item in shown.structured_content["items"]] == ["Loft"]
    assert wrong.is_error
    assert "name: String should match pattern" in wrong.content[0].text
    with studio_scope(ana.studio.id):
        assert Location.objects.filter(name="Loft").count() == 1
        assert JournalEntry.objects.get(action="places.add").actor_label == "Ana Owner"


@pytest.mark.django_db(transaction=True)
def test_a_caller_sees_and_may_what_their_permissions_say(keys: FewKeys, live_server: Any, ana: Context) -> None:  # noqa: ANN401
    async def ask(client: Client) -> tuple[Any, Any, Any]:
        return (
            await client.list_tools(),
            await client.call_tool("places_add", {"name": "Loft"}),
            await client.call_tool("nothing_like_it", {}),
        )

    listed, refused, unknown = talk(f"{live_server.url}/mcp", "bo-key", "auto", ask)
    assert [tool.name for tool in listed.tools] == ["places_echo", "places_list", "places_one"]
    assert refused.is_error
    assert "needs the permission “studio.manage”" in refused.content[0].text
    assert unknown.is_error
    assert "There is no such tool as “nothing_like_it”" in unknown.content[0].text
    with studio_scope(ana.studio.id):
        assert not Location.objects.filter(name="Loft").exists()


@pytest.mark.django_db(transaction=True)
def test_a_foreign_record_is_told_as_an_absent_one(keys: FewKeys, live_server: Any) -> None:  # noqa: ANN401
    async def make(client: Client) -> str:
        return str((await client.call_tool("places_add", {"name": "Loft"})).structured_content["id"])

    async def look(client: Client) -> list[str]:
        asked = [foreign, "00000000-0000-7000-8000-000000000000"]
        answers = [await client.call_tool("places_one", {"place_id": identifier}) for identifier in asked]
        assert all(answer.is_error for answer in answers)
        return [answer.content[0].text for answer in answers]  # type: ignore[union-attr]

    foreign = talk(f"{live_server.url}/mcp", "ana-key", "auto", make)
    told = talk(f"{live_server.url}/mcp", "dana-key", "auto", look)
    assert told[0] == told[1]


@pytest.mark.django_db(transaction=True)
def test_a_wrong_key_is_refused(keys: FewKeys, live_server: Any) -> None:  # noqa: ANN401
    async def ask(client: Client) -> Any:  # noqa: ANN401
        return await client.list_tools()

    with pytest.raises((MCPError, ExceptionGroup, httpx2.HTTPStatusError)):
        talk(f"{live_server.url}/mcp", "wrong", "legacy", ask)


def post(message: object, **headers: str) -> Any:  # noqa: ANN401 - the test client's answer
    """Send one message as Ana."""
    sent = message if isinstance(message, bytes) else json.dumps(message).encode()
    named = {
        "Authorization": "Bearer ana-key",
        "Accept": "application/json, text/event-stream",
        **{name.replace("_", "-"): text for name, text in headers.items()},
    }
    return Browser(raise_request_exception=False).generic("POST", "/mcp", sent, "application/json", headers=named)


def called(arguments: dict[str, Any], tool: str = "places_add") -> dict[str, Any]:
    """Return the message that calls a tool."""
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}


def text_of(answer: Any) -> str:  # noqa: ANN401 - the test client's answer
    """Return the text of a tool's refusal."""
    result = answer.json()["result"]
    assert result["isError"] is True
    return str(result["content"][0]["text"])


@pytest.mark.django_db
def test_nothing_opens_without_a_key(keys: FewKeys) -> None:
    answer = Browser().post("/mcp", "{}", "application/json")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.django_db
def test_no_stream_and_no_session_is_offered(keys: FewKeys) -> None:
    for method in ("GET", "DELETE", "PUT"):
        answer = Browser().generic(method, "/mcp/", headers={"Authorization": "Bearer ana-key"})
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "POST, OPTIONS"
    assert Browser().options("/mcp").status_code == 204
    assert "Mcp-Session-Id" not in post(called({"name": "Loft"})).headers


@pytest.mark.django_db
def test_a_page_of_another_site_cannot_make_a_browser_call(keys: FewKeys) -> None:
    assert post(called({"name": "Loft"}), Origin="https://evil.example").status_code == 403
    assert post(called({"name": "Loft"}), Origin="http://testserver").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("message", [b"{", b"\xff", b"[]", b"3", b"[" * 5000, {"jsonrpc": "2.0", "id": 1}])
def test_messages_that_are_none_are_refused(keys: FewKeys, message: object) -> None:
    assert 400 <= post(message).status_code < 500


@pytest.mark.django_db
def test_a_message_has_a_bound(keys: FewKeys, settings: Any) -> None:  # noqa: ANN401
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    assert post(called({"name": "A" * 2000})).status_code == 413


@pytest.mark.django_db
@pytest.mark.parametrize(
    "arguments", [{}, {"name": "A\0"}, {"name": "A", "floors": 2**70}, {"name": "A", "colour": 1}, {"name": ["A"]}]
)
def test_input_that_cannot_be_carried_out_is_a_tool_error(keys: FewKeys, arguments: dict[str, Any]) -> None:
    assert text_of(post(called(arguments)))


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["crash", "data", "integrity", "operational"])
def test_a_failure_inside_a_tool_says_nothing_of_its_cause(keys: FewKeys, how: str) -> None:
    identifier = "00000000-0000-7000-8000-000000000000"
    assert "secret" not in text_of(post(called({"place_id": identifier, "how": how}, "places_break")))


@pytest.mark.django_db
def test_a_dry_run_changes_nothing(keys: FewKeys, ana: Context) -> None:
    answer = post(called({"name": "Loft", "dry_run": True})).json()["result"]
    assert answer["structuredContent"]["name"] == "Loft"
    assert answer["content"][1]["text"] == "This was a dry run: nothing was changed."
    with studio_scope(ana.studio.id):
        assert not Location.objects.filter(name="Loft").exists()
