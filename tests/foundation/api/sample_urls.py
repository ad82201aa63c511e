"""The API with the sample verbs alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from safelight.foundation.api.urls import addresses
from tests.foundation.api.sample import VERBS


def _error(request: HttpRequest, *_args: object, **_more: object) -> HttpResponse:
    """Answer an error page."""
    return HttpResponse(status=500)


urlpatterns = [path("api/v1/", include(addresses(VERBS)))]
handler400 = handler403 = handler404 = handler500 = _error
