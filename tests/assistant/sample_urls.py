"""The address of the protocol alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def _error(request: HttpRequest, *_args: object, **_more: object) -> HttpResponse:
    """Answer an error page."""
    return HttpResponse(status=500)


urlpatterns = [path("", include("safelight.assistant.web.urls"))]
handler400 = handler403 = handler404 = handler500 = _error
