"""`safelight mcp` as a desktop program starts it, with the official client."""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from safelight.assistant.who import by_role
from safelight.config.launch.embedded import DatabaseAddress
from safelight.foundation.actions import Context


def program(address: DatabaseAddress, *arguments: str) -> StdioServerParameters:
    """Return how the program is started over the test database."""
    environment = {
        **os.environ,
        "DATABASE_URL": address.owner_url,
        "DATABASE_APP_URL": address.app_url,
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    return StdioServerParameters(
        command=sys.executable, args=["-m", "safelight.config.cli", "mcp", *arguments], env=environment
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_official_client_talks_over_standard_input_and_output(
    ana: Context, database_address: DatabaseAddress
) -> None:
    async def conversation() -> tuple[Any, Any]:
        started = program(database_address, "--studio", ana.studio.slug, "--role", "owner")
        async with Client(started, read_timeout_seconds=60) as client:
            return await client.list_tools(), await client.call_tool("nothing_like_it", {})

    listed, unknown = asyncio.run(conversation())
    assert unknown.is_error
    assert all("." not in tool.name for tool in listed.tools)


def test_a_role_gives_its_permissions_and_no_more(bo: Context) -> None:
    context = by_role(bo.studio, "receptionist")()
    assert context.actor.may("clients.edit")
    assert not context.actor.may("keys.manage")
    assert context.actor.kind == "key"
    assert context.request_id
    with pytest.raises(ValueError, match="There is no role “king”"):
        by_role(bo.studio, "king")
