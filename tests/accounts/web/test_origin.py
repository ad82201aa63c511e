"""What a request says of its way here is believed of trusted proxies alone."""

from __future__ import annotations

import ipaddress

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django import Settings

from safelight.accounts.web.origin import ProxiesMiddleware

PROXY, VISITOR = "10.0.0.5", "203.0.113.9"
HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.fixture
def behind_a_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = (ipaddress.ip_network("10.0.0.0/8"),)
    settings.SECURE_PROXY_SSL_HEADER = HEADER
    settings.SECURE_SSL_REDIRECT = True


def came_over_https(remote: str, said: str) -> bool:
    seen: list[bool] = []

    def look(request: HttpRequest) -> HttpResponse:
        seen.append(request.is_secure())
        return HttpResponse()

    request = RequestFactory().get("/", headers={"X-Forwarded-Proto": said}, REMOTE_ADDR=remote)
    ProxiesMiddleware(look)(request)
    return seen[0]


@pytest.mark.parametrize(
    ("remote", "said", "secure"),
    [
        (PROXY, "https", True),
        (f"::ffff:{PROXY}", "https", True),
        (PROXY, "http", False),
        (PROXY, "https, http", False),
        (PROXY, "http, https", True),
        (VISITOR, "https", False),
        ("", "https", False),
        ("nonsense", "https", False),
    ],
)
def test_only_the_proxy_says_that_it_was_https(behind_a_proxy: None, remote: str, said: str, *, secure: bool) -> None:
    assert came_over_https(remote, said) is secure


def test_nobody_is_believed_without_proxies(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ()
    settings.SECURE_PROXY_SSL_HEADER = HEADER
    assert not came_over_https("127.0.0.1", "https")


def test_a_forged_header_is_sent_to_https_like_any_request(behind_a_proxy: None, client: Client, db: None) -> None:
    said = {"X-Forwarded-Proto": "https"}
    forged = client.get("/sign-in/", headers=said, REMOTE_ADDR=VISITOR)
    assert (forged.status_code, forged["Location"]) == (301, "https://testserver/sign-in/")
    assert client.get("/sign-in/", headers=said, REMOTE_ADDR=PROXY).status_code == 200
