"""The visitor's address of a request."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from safelight.accounts.rules.addresses import client_address


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address, believing exactly the proxies named in ``SAFELIGHT_TRUSTED_PROXIES``."""
    return client_address(
        str(request.META.get("REMOTE_ADDR", "")),
        str(request.META.get("HTTP_X_FORWARDED_FOR", "")),
        settings.TRUSTED_PROXIES,
    )
