"""Where a request comes from: the visitor's address, and whose word about it is believed."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from safelight.accounts.rules.addresses import client_address, is_trusted

_PROTOCOL = "HTTP_X_FORWARDED_PROTO"
_SAID_BY_PROXIES = (
    _PROTOCOL,
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_SSL",
    "HTTP_FORWARDED",
)


class ProxiesMiddleware:
    """Forgets what a request says of its way here unless a trusted proxy says it; must be the first of the middleware.

    Otherwise anybody who reaches the program past the proxy could claim to come over https, and would be sent secure
    cookies in the clear.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Remember the next layer."""
        self._next = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on with what can be believed of it."""
        if not is_trusted(str(request.META.get("REMOTE_ADDR", "")), settings.TRUSTED_PROXIES):
            for name in _SAID_BY_PROXIES:
                request.META.pop(name, None)
        elif _PROTOCOL in request.META:
            # Where several proxies add to the list, the last word is that of the one that is trusted.
            request.META[_PROTOCOL] = str(request.META[_PROTOCOL]).rpartition(",")[2].strip()
        return self._next(request)


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address, believing exactly the proxies named in ``SAFELIGHT_TRUSTED_PROXIES``."""
    return client_address(
        str(request.META.get("REMOTE_ADDR", "")),
        str(request.META.get("HTTP_X_FORWARDED_FOR", "")),
        settings.TRUSTED_PROXIES,
    )
