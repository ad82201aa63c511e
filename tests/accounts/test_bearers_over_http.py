"""Keys tried over HTTP: wrong ones are slowed down per network, right ones never."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from safelight.accounts.actions.keys import NewKey, create_key
from safelight.accounts.rules.limits import BEARER
from safelight.foundation import callers
from safelight.foundation.actions import Context, run
from tests.accounts import addresses as house


def door(request: HttpRequest) -> HttpResponse:
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return HttpResponse(callers.callers().of_bearer(token, "").actor.label)


urlpatterns = [path("api/v1/door", door), *house.urlpatterns]
handler404, handler500 = house.handler404, house.handler500


@pytest.fixture(autouse=True)
def addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def test_wrong_keys_are_slowed_down_and_right_ones_pass(ana: Context, client: Client) -> None:
    token = run(create_key, ana, NewKey(name="Website", role="manager")).value.token
    wrong = token[:-4] + ("AAAA" if not token.endswith("AAAA") else "BBBB")
    statuses = [
        client.get("/api/v1/door", headers={"Authorization": f"Bearer {wrong}"}).status_code
        for _ in range(BEARER.free + 2)
    ]
    assert statuses[0] == 401
    assert statuses[-1] == 429
    assert client.get("/api/v1/door", headers={"Authorization": f"Bearer {token}"}).content == "Key “Website”".encode()
