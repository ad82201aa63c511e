"""The doors for programs with every registered verb, without the pages."""

from __future__ import annotations

from django.urls import include, path

from tests.foundation.api.sample_urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500"]
urlpatterns = [
    path("api/v1/", include("safelight.foundation.api.urls")),
    path("", include("safelight.assistant.web.urls")),
]
