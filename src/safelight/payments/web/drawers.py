"""Cash drawers: opened, moved, counted; deposit slips; the ways to pay and gateways of the studio."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.books.queries.wording import show_day, show_moment
from safelight.foundation.actions import Action, ActionError, Context, NotFound, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.payments.actions import add_drawer, close_drawer, make_slip, move_cash, open_drawer, slip_arrived
from safelight.payments.queries.deposits import ListCheques, ListSlips, list_cheques, list_slips
from safelight.payments.queries.drawers import (
    DrawerCard,
    ListDrawers,
    ListSessions,
    SessionCard,
    WhichSession,
    get_session,
    list_drawers,
    list_sessions,
)
from safelight.payments.web.wording import is_shown, read_amount, show


@never_cache
@require_http_methods(["GET", "POST"])
def drawers(request: HttpRequest) -> HttpResponse:
    """Show the cash drawers; POST adds one."""
    context = context_of(request)
    if request.method == "GET":
        return _page(request, context)
    return _do(request, context, add_drawer, {"name": request.POST.get("name", "")}, _("The cash drawer was added."))


@require_POST
def opening(request: HttpRequest, drawer_id: UUID) -> HttpResponse:
    """Open a drawer with what was counted."""
    context = context_of(request)
    given = {"drawer_id": drawer_id, **_count(request, context)}
    return _do(request, context, open_drawer, given, _("The drawer is open."))


@require_POST
def moving(request: HttpRequest, drawer_id: UUID) -> HttpResponse:
    """Put cash in or take it out."""
    context = context_of(request)
    _known(context, drawer_id)
    given = {
        "drawer_id": drawer_id,
        "kind": "pay_in" if request.POST.get("kind") == "pay_in" else "pay_out",
        "amount": read_amount(context, request.POST.get("amount", "")),
        "reason": request.POST.get("reason", ""),
    }
    return _do(request, context, move_cash, given, _("Noted."))


@require_POST
def counting(request: HttpRequest, drawer_id: UUID) -> HttpResponse:
    """Count a drawer at the end of its day."""
    context = context_of(request)
    others = {
        name.removeprefix("found-"): read_amount(context, value)
        for name, value in request.POST.items()
        if name.startswith("found-") and isinstance(value, str) and value.strip()
    }
    given = {
        "drawer_id": drawer_id,
        "note": request.POST.get("note", ""),
        "others": others,
        **_count(request, context),
    }
    try:
        made = run(close_drawer, context, given).value
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, context, (drawer_id, refused))
    return HttpResponseRedirect(reverse("drawer_day", args=[made.id]))


@never_cache
@require_GET
def drawer_day(request: HttpRequest, drawer_day_id: UUID) -> HttpResponse:
    """Show a drawer's day."""
    context = context_of(request)
    day = ask(get_session, context, WhichSession(session_id=drawer_day_id))
    earlier = ask(list_sessions, context, ListSessions(drawer_id=day.drawer_id, limit=10)).items
    page = {
        **_day(context, day),
        "earlier": [_day(context, one) for one in earlier if one.id != day.id],
    }
    return render(request, "payments/drawers/day.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def deposits(request: HttpRequest) -> HttpResponse:
    """Show deposit slips and what waits for one; POST makes a slip."""
    context = context_of(request)
    if request.method == "GET":
        return _deposits(request, context)
    given: dict[str, Any] = {"cheques": request.POST.getlist("cheque"), "note": request.POST.get("note", "")}
    if request.POST.get("cash", "").strip():
        given["cash"] = read_amount(context, request.POST["cash"])
    if request.POST.get("drawer_id"):
        given["drawer_id"] = request.POST["drawer_id"]
    try:
        made = run(make_slip, context, given).value
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _deposits(request, context, refused)
    notify(request, _("Deposit slip %(number)s was made.") % {"number": made.number})
    return HttpResponseRedirect(reverse("deposits"))


@require_POST
def arrival(request: HttpRequest, slip_id: UUID) -> HttpResponse:
    """Note that the bank booked a slip."""
    context = context_of(request)
    try:
        run(slip_arrived, context, {"slip_id": slip_id})
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _deposits(request, context, refused)
    notify(request, _("Noted."))
    return HttpResponseRedirect(reverse("deposits"))


def _known(context: Context, drawer_id: UUID) -> None:
    """Look for the drawer before its form is read: one that is not there has no wrong fields."""
    if all(one.id != drawer_id for one in ask(list_drawers, context, ListDrawers(archived=True)).items):
        what = "drawer"
        raise NotFound(what)


def _count(request: HttpRequest, context: Context) -> dict[str, Any]:
    pieces = {
        name.removeprefix("piece-"): value
        for name, value in request.POST.items()
        if name.startswith("piece-") and isinstance(value, str) and value.strip() not in {"", "0"}
    }
    typed = request.POST.get("amount", "").strip()
    return {"pieces": pieces, "amount": read_amount(context, typed) if typed else None}


def _do(
    request: HttpRequest, context: Context, verb: Action[Any, Any], given: dict[str, Any], words: str
) -> HttpResponse:
    try:
        run(verb, context, given)
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, context, (given.get("drawer_id"), refused))
    notify(request, words)
    return HttpResponseRedirect(reverse("drawers"))


def _page(
    request: HttpRequest, context: Context, refused: tuple[UUID | None, ActionError] | None = None
) -> HttpResponse:
    known = ask(list_drawers, context, ListDrawers()).items
    days = {one.day.id: ask(get_session, context, WhichSession(session_id=one.day.id)) for one in known if one.day}
    page = {
        "drawers": [_drawer(context, one, days, refused) for one in known],
        "refused": refused[1] if refused is not None and refused[0] is None else None,
        "may_manage": context.actor.may("payments.manage"),
        "may_count": context.actor.may("payments.drawer"),
        "given": request.POST,
    }
    return render(request, "payments/drawers/list.html", page, status=422 if refused else 200)


def _drawer(
    context: Context,
    card: DrawerCard,
    days: dict[UUID, SessionCard],
    refused: tuple[UUID | None, ActionError] | None,
) -> dict[str, Any]:
    day = days.get(card.day.id) if card.day is not None else None
    return {
        "drawer": card,
        "day": _day(context, day) if day is not None else None,
        "pieces": [{"value": str(piece), "shown": show(context, piece, card.currency)} for piece in card.pieces],
        "others": [one for one in day.tenders if one.tender != "cash"] if day is not None else [],
        "refused": refused[1] if refused is not None and refused[0] == card.id else None,
    }


def _day(context: Context, day: SessionCard) -> dict[str, Any]:
    def words(amount: Decimal | None) -> str:
        return show(context, amount, day.currency) if amount is not None else ""

    names = ("opening", "taken", "given_back", "paid_in", "paid_out", "expected", "found", "difference")
    return {
        "day": day,
        **{name: words(getattr(day, name)) for name in names},
        "opened": show_moment(day.opened_at, context.studio),
        "closed": show_moment(day.closed_at, context.studio) if day.closed_at else "",
        "tenders": [{"sum": one, "amount": words(one.amount), "found": words(one.found)} for one in day.tenders],
        "moves": [
            {"move": one, "amount": words(one.amount), "when": show_moment(one.at, context.studio)} for one in day.moves
        ],
    }


def _deposits(request: HttpRequest, context: Context, refused: ActionError | None = None) -> HttpResponse:
    cheques = ask(list_cheques, context, ListCheques(currency=context.studio.currency)).items
    slips = ask(list_slips, context, ListSlips(before=_number(request.GET.get("before", "")))).items
    page = {
        "cheques": [
            {
                "cheque": one,
                "amount": show(context, one.amount, one.currency),
                "on": show_day(one.on, context.studio),
            }
            for one in cheques
        ],
        "slips": [
            {
                "slip": one,
                "total": show(context, one.total, one.currency),
                "on": show_day(one.on, context.studio),
                "arrived": show_day(one.arrived_on, context.studio),
            }
            for one in slips
        ],
        "drawers": [one for one in ask(list_drawers, context, ListDrawers()).items if one.day is not None],
        "refused": refused,
        "given": request.POST,
        "may_deposit": context.actor.may("payments.drawer"),
    }
    return render(request, "payments/deposits.html", page, status=422 if refused else 200)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0  # noqa: PLR2004 - a slip's number is short
