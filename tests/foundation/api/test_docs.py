"""The examples of docs/api.md and docs/mcp.md run as they stand."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from safelight.config.launch.embedded import DatabaseAddress
from safelight.foundation.actions import Context
from tests.foundation.api.conftest import FewKeys

DOCS = Path(__file__).parents[3] / "docs"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.foundation.api.registered_urls"),
]


def block(page: str, language: str) -> str:
    """Return the first code block of a language."""
    found = re.search(rf"```{language}\n(.*?)```", (DOCS / page).read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def run(program: str, url: str) -> str:
    """Run a program as a person would, with address and key in its environment; return what it printed."""
    environment = {**os.environ, "SAFELIGHT_URL": url, "SAFELIGHT_TOKEN": "ana-key"}
    done = subprocess.run(
        [sys.executable, "-"], input=program, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_first_program_of_the_api(keys: FewKeys, live_server: Any) -> None:  # noqa: ANN401
    lines = run(block("api.md", "python"), live_server.url).splitlines()
    assert lines[0].startswith("added ")
    assert lines[1] == lines[0].replace("added", "found")
    assert lines[2] == "422 {'colour': 'There is no such field.'}"


def test_the_program_that_talks_to_the_assistant_door(keys: FewKeys, live_server: Any) -> None:  # noqa: ANN401
    lines = run(block("mcp.md", "python"), live_server.url).splitlines()
    assert "clients_add" in lines[0]
    assert lines[1].startswith("added ")
    assert lines[2] == "found 1"


def test_the_settings_of_a_desktop_program_start_the_server(ana: Context, database_address: DatabaseAddress) -> None:
    told = json.loads(block("mcp.md", "json"))["mcpServers"]["safelight"]
    arguments = [ana.studio.slug if word == "SLUG" else word for word in told["args"]]
    hello = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "initialize",
        "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }
    environment = {
        **os.environ,
        "DATABASE_URL": database_address.owner_url,
        "DATABASE_APP_URL": database_address.app_url,
    }
    done = subprocess.run(  # noqa: S603 - the command that the page names
        [str(Path(sys.executable).parent / told["command"]), *arguments],
        input=json.dumps(hello) + "\n",
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[0])
    assert answer["result"]["serverInfo"]["name"] == "safelight"
