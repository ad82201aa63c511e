"""The program's addresses and some that break the law, each in its own way: the walk must see all of them."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotFound
from django.urls import include, path

from safelight.clients.models import Client
from safelight.foundation.directory import directory
from safelight.foundation.tenancy import studio_scope


def anybodys(client_id: UUID) -> str | None:
    """Return a client's name whichever studio it is in, as code that forgot the walls would."""
    for studio_id in directory().all_ids():
        with studio_scope(studio_id):
            found = Client.objects.filter(id=client_id).first()
            if found is not None:
                return found.display_name
    return None


def leaks(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Show a client of any studio."""
    name = anybodys(client_id)
    if name is None:
        raise Http404
    return HttpResponse(name)


def tells(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Refuse a foreign client otherwise than one that is not there."""
    return HttpResponseForbidden("No.") if anybodys(client_id) else HttpResponseNotFound("No.")


def whispers(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Refuse both with one status and two sentences."""
    return HttpResponseNotFound("Not yours." if anybodys(client_id) else "Not there.")


def hurts(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Refuse both alike, and change the foreign one."""
    if request.method == "POST":
        for studio_id in directory().all_ids():
            with studio_scope(studio_id):
                Client.objects.filter(id=client_id).update(job_title="Changed")
    return HttpResponseNotFound("No.")


def welcomes(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Accept any id."""
    return HttpResponse("Thank you.")


urlpatterns = [
    path("seeded/leaks/<uuid:client_id>/", leaks),
    path("seeded/tells/<uuid:client_id>/", tells),
    path("seeded/whispers/<uuid:client_id>/", whispers),
    path("seeded/hurts/<uuid:client_id>/", hurts),
    path("seeded/welcomes/<uuid:client_id>/", welcomes),
    path("seeded/unknown/<uuid:gadget_id>/", welcomes),
    path("", include("safelight.config.urls")),
]
handler400 = "safelight.foundation.web.errors.bad_request"
handler403 = "safelight.foundation.web.errors.permission_denied"
handler404 = "safelight.foundation.web.errors.not_found"
handler500 = "safelight.foundation.web.errors.server_error"
