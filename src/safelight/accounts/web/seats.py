"""The page of the seats: who works now, waiting for a seat, asking for one, freeing one."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.accounts.actions.seats import SeatChoice, Sitter, ask_for_seat, beat, free_seat, take_seat
from safelight.accounts.queries import Standing, holders
from safelight.accounts.rules.seats import device_label, seconds_until_retry
from safelight.accounts.web.studio import device_of, person_of
from safelight.accounts.web.tabs import tabs
from safelight.foundation.actions import run
from safelight.foundation.web.access import context_of, maybe_context, personal
from safelight.foundation.web.notices import notify


@personal
@never_cache
@require_GET
def seat(request: HttpRequest) -> HttpResponse:
    """Show who works now; somebody without a seat waits here and goes on by themselves."""
    context = maybe_context(request)
    if context is None:
        return redirect("studio_new")
    standing = _standing(request)
    waits = standing.silent is None
    back = _next(request)
    if waits and standing.is_owner:
        # Opening any page of the house takes a seat over; this one only shows and waits.
        return HttpResponseRedirect(back)
    page = {
        "holders": holders() if context.actor.may("seats.view") else [],
        "seats": standing.seats,
        "waits": waits,
        "may_free": context.actor.may("seats.manage"),
        "me": request.user.pk,
        "next": back,
        "retry": _retry(back),
        "tabs": tabs(request),
    }
    return render(request, "accounts/seat_wait.html" if waits else "accounts/seats.html", page)


@personal
@never_cache
@require_GET
def waiting(request: HttpRequest) -> HttpResponse:
    """Try again for a waiting page: lead it on when a seat became free, else tell it when to ask next."""
    if maybe_context(request) is None:
        return HttpResponse(headers={"HX-Redirect": reverse("studio_new")})
    standing, back = _standing(request), _next(request)
    sitter = Sitter(person_of(request).id, device_of(request), device_label(request.headers.get("User-Agent", "")))
    if take_seat(sitter, standing.seats) is not None:
        return HttpResponse(headers={"HX-Redirect": back})
    return render(request, "accounts/seat_waiting.html", {"retry": _retry(back), "next": back})


@personal
@never_cache
@require_POST
def seat_beat(request: HttpRequest) -> JsonResponse:
    """Keep the seat of an open page, and pass on who asks for it."""
    if maybe_context(request) is None:
        return JsonResponse({"held": False, "words": ""})
    asked_by = beat(device_of(request), _standing(request).seats)
    if asked_by is None:
        words = _("Your seat was given to somebody else. What you typed is still here: open a page to look for a seat.")
        return JsonResponse({"held": False, "words": words})
    words = _("%(name)s needs a seat. Sign out if you can spare yours.") % {"name": asked_by} if asked_by else ""
    return JsonResponse({"held": True, "words": words})


@personal
@require_POST
def ask(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Ask the holder of a seat to make room."""
    run(ask_for_seat, context_of(request), SeatChoice(seat_id=seat_id))
    notify(request, _("Your request is on its way. This page goes on by itself as soon as a seat is free."))
    return _back_to_page(request)


@personal
@require_POST
def free(request: HttpRequest, seat_id: UUID) -> HttpResponse:
    """Free the seat somebody else holds."""
    run(free_seat, context_of(request), SeatChoice(seat_id=seat_id))
    notify(request, _("The seat is free."))
    return _back_to_page(request)


def _standing(request: HttpRequest) -> Standing:
    found: Standing = request.standing  # type: ignore[attr-defined]
    return found


def _retry(back: str) -> dict[str, object]:
    return {
        "delay": round(seconds_until_retry() * 1000),
        "address": f"{reverse('seat_waiting')}?{urlencode({'next': back})}",
    }


def _next(request: HttpRequest) -> str:
    """Return where the person wanted to go, if that is a page of ours other than this one."""
    wish = request.GET.get("next", "") or request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wish, {request.get_host()}, require_https=request.is_secure())
    return wish if ours and not wish.startswith(reverse("seat")) else "/"


def _back_to_page(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('seat')}?{urlencode({'next': _next(request)})}")
