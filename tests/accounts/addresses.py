"""The addresses these tests use: the foundation's and ours, and a few views that show what a request may do."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from safelight.accounts.models import Location
from safelight.foundation.actions import Refused
from safelight.foundation.tenancy import NoStudio, current_studio_id
from safelight.foundation.web.access import context_of, personal, public


def home(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"home of {context_of(request).studio.slug}")


def who(request: HttpRequest) -> HttpResponse:
    context = context_of(request)
    assert current_studio_id() == context.studio.id
    return HttpResponse(f"{context.studio.slug} {context.actor.role} {context.actor.label} {bool(context.request_id)}")


def add_then(request: HttpRequest, end: str) -> HttpResponse:
    Location(name=f"added, then {end}").save(force_insert=True)
    if end == "refused":
        message = "No."
        raise Refused(message)
    if end == "broken":
        message = "broken on purpose"
        raise RuntimeError(message)
    return HttpResponse("x", status={"kept": 200, "invalid": 422, "busy": 503}[end])


@public
def open_door(request: HttpRequest) -> HttpResponse:
    with pytest.raises(NoStudio):
        current_studio_id()
    return HttpResponse("open")


@personal
def mine(request: HttpRequest) -> HttpResponse:
    return HttpResponse("mine")


urlpatterns = [
    path("", home),
    path("who/", who),
    path("add/<str:end>/", add_then),
    path("open/", open_door),
    path("mine/", mine),
    path("", include("safelight.foundation.web.urls")),
    path("", include("safelight.accounts.web.urls")),
]
handler400 = "safelight.foundation.web.errors.bad_request"
handler403 = "safelight.foundation.web.errors.permission_denied"
handler404 = "safelight.foundation.web.errors.not_found"
handler500 = "safelight.foundation.web.errors.server_error"
