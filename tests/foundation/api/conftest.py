"""A keeper of keys with known keys, and a client that speaks JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.test import Client

from safelight.foundation import callers
from safelight.foundation.actions import Context
from safelight.foundation.callers import UnknownCaller


class FewKeys:
    """A keeper of keys that are written down in the test."""

    def __init__(self, contexts: Mapping[str, Context]) -> None:
        """Keep the contexts by key."""
        self.contexts = contexts

    def of_bearer(self, token: str, request_id: str) -> Context:
        """Return the key's context."""
        if token not in self.contexts:
            message = "This key opens nothing."
            raise UnknownCaller(message)
        return replace(self.contexts[token], request_id=request_id)


@pytest.fixture
def keys(ana: Context, bo: Context, dana: Context) -> Iterator[FewKeys]:
    """Keys of the cast, by their names."""
    before = list(callers._plugged)
    keeper = FewKeys({"ana-key": ana, "bo-key": bo, "dana-key": dana})
    callers.plug(keeper)
    yield keeper
    callers._plugged[:] = before


@dataclass(frozen=True)
class Caller:
    """Calls the API with one key; ``raise_request_exception`` is off, since the API must answer everything itself."""

    key: str

    def __call__(self, method: str, path: str, body: object = None, **headers: str) -> Any:  # noqa: ANN401 - the test client's answer
        """Send one request; ``body`` is sent as JSON, bytes as they are."""
        client = Client(raise_request_exception=False)
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        named = {
            "Authorization": f"Bearer {self.key}",
            **{name.replace("_", "-"): text for name, text in headers.items()},
        }
        kind = named.pop("Content-Type", "application/json")
        return client.generic(method, f"/api/v1{path}", sent, content_type=kind, headers=named)


@pytest.fixture
def call(keys: FewKeys) -> Caller:
    """Calls as Ana."""
    return Caller("ana-key")


@pytest.fixture
def call_as_bo(keys: FewKeys) -> Caller:
    """Calls as Bo, who may look but not manage."""
    return Caller("bo-key")


@pytest.fixture
def call_as_dana(keys: FewKeys) -> Caller:
    """Calls as the rival."""
    return Caller("dana-key")
