"""Addresses for these tests: the furniture, and views that fail in every way."""

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import include, path

from safelight.foundation.actions.errors import Conflict, InvalidInput
from safelight.foundation.web.access import public
from safelight.foundation.web.notices import notify


@public
def fail(request: HttpRequest, kind: str) -> HttpResponse:
    """Fail in the named way."""
    match kind:
        case "denied":
            raise PermissionDenied
        case "broken":
            message = "a mistake with a secret in it"
            raise RuntimeError(message)
        case "large":
            raise RequestDataTooBig
        case "invalid":
            message = "This was refused."
            raise InvalidInput(message, fields={"emails.0.address": "Not an address."})
        case "conflict":
            message = "Bo changed the phone meanwhile."
            raise Conflict(message)
        case "method":
            return HttpResponseNotAllowed(["GET"])
        case _:
            return HttpResponse(status=int(kind), headers={"Retry-After": "7"} if kind == "429" else {})


@public
def saved(request: HttpRequest) -> HttpResponse:
    """Answer a partial page and leave a notice."""
    notify(request, "Ana <b>was</b> removed.", undo_url="/fail/denied/")
    return HttpResponse("<p>done</p>")


urlpatterns = [
    path("", include("safelight.foundation.web.urls")),
    path("fail/<str:kind>/", fail, name="fail"),
    path("api/v1/fail/<str:kind>/", fail),
    path("saved/", saved),
    path("out/", saved, name="account_logout"),
]
handler400 = "safelight.foundation.web.errors.bad_request"
handler403 = "safelight.foundation.web.errors.permission_denied"
handler404 = "safelight.foundation.web.errors.not_found"
handler500 = "safelight.foundation.web.errors.server_error"
