"""Addresses of the API, one per path of the registered verbs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from safelight.foundation.api.endpoint import Endpoint, no_such_address
from safelight.foundation.api.openapi import as_bytes, document
from safelight.foundation.api.verbs import Verb, registered, shapes
from safelight.foundation.web.access import public


def addresses(verbs: Iterable[Verb]) -> list[URLPattern]:
    """Return the URL patterns of verbs, below the API's own prefix.

    Raises:
        ValueError: a door does not fit its verb, or two have the same one.
    """
    verbs = list(verbs)
    found = [
        path(re.sub(r"{(\w+)}", r"<str:\1>", template.lstrip("/")), public(Endpoint(template, methods)))
        for template, methods in shapes(verbs).items()
    ]

    @cache
    def described() -> bytes:
        return as_bytes(document(verbs))

    @public
    @require_safe
    def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the same for everybody
        """Answer the description; it is public and names no studio."""
        return HttpResponse(described(), content_type="application/json")

    return [
        path("openapi.json", openapi, name="openapi"),
        *found,
        path("", public(no_such_address)),
        path("<path:rest>", public(no_such_address)),
    ]


urlpatterns = addresses(registered())
