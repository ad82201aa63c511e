"""The protocol over HTTP, with the official client and with plain requests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
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
def sample_verbs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The sample verbs alone."""
    monkeypatch.setattr(views, "registered", lambda: VERBS)
    yield


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
    assert "name: String should have at least 1 character" in wrong.content[0].text
    with studio_scope(ana.studio.id):
        assert Location.objects.filter(name="Loft").count() == 1
        assert JournalEntry.objects.get(action="places.add").actor_label == "Ana Owner"
