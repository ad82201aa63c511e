"""The studio's ways to pay and its card gateways."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.foundation.actions import Action, ActionError, Context, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.payments.actions import add_account, add_tender, change_account, change_tender
from safelight.payments.ports import gateways
from safelight.payments.queries.attempts import ListAccounts, list_accounts
from safelight.payments.queries.payment import ListTenders, list_tenders
from safelight.payments.rules.tenders import ACCOUNTS_OF_OWN, STANDARD, TenderKind
from safelight.payments.web.wording import is_shown

_KINDS = tuple(kind for kind in ACCOUNTS_OF_OWN if kind is not TenderKind.GATEWAY)
_STANDARD = frozenset(standard.key for standard in STANDARD)


@never_cache
@require_http_methods(["GET", "POST"])
def payment_settings(request: HttpRequest) -> HttpResponse:
    """Show the ways to pay and gateways; POST adds a way to pay."""
    context = context_of(request)
    context.require("payments.manage")
    if request.method == "GET":
        return _page(request, context)
    given = {"name": request.POST.get("name", ""), "kind": request.POST.get("kind", "")}
    return _do(request, context, add_tender, given, "tender")


@require_POST
def tender_change(request: HttpRequest, tender_id: UUID) -> HttpResponse:
    """Put a way to pay out of use, or back into use."""
    given = {"tender_id": tender_id, "archived": request.POST.get("archived") == "1"}
    return _do(request, context_of(request), change_tender, given, "tender")


@require_POST
def account_new(request: HttpRequest) -> HttpResponse:
    """Add a gateway account."""
    context = context_of(request)
    context.require("payments.manage")
    key = request.POST.get("gateway", "")
    kind = next((one for one in gateways.all() if one.key == key), None)
    given: dict[str, Any] = {
        "gateway": key,
        "name": request.POST.get("account_name", "") or (kind.label if kind is not None else ""),
        "live": request.POST.get("live") == "1",
    }
    if kind is not None:
        given["settings"] = {name: request.POST.get(f"{key}-{name}", "") for name in kind.choices}
        given["secrets"] = {name: request.POST.get(f"{key}-{name}", "") for name in kind.secrets}
    return _do(request, context, add_account, given, "account")


@require_POST
def account_change(request: HttpRequest, gateway_account_id: UUID) -> HttpResponse:
    """Put a gateway account out of use, or back into use."""
    given = {"account_id": gateway_account_id, "archived": request.POST.get("archived") == "1"}
    return _do(request, context_of(request), change_account, given, "account")


def _do(
    request: HttpRequest, context: Context, verb: Action[Any, Any], given: dict[str, Any], what: str
) -> HttpResponse:
    try:
        run(verb, context, given)
    except ActionError as refused:
        if not is_shown(refused):
            raise
        return _page(request, context, (what, refused))
    notify(request, _("Saved."))
    return HttpResponseRedirect(reverse("payment_settings"))


def _page(request: HttpRequest, context: Context, refused: tuple[str, ActionError] | None = None) -> HttpResponse:
    kinds = {kind.key: kind.label for kind in gateways.all()}
    page = {
        "tenders": [
            {"tender": one, "own": one.key not in _STANDARD, "known": one.id.int > len(STANDARD)}
            for one in ask(list_tenders, context, ListTenders(archived=True)).items
        ],
        "kinds": [(kind.value, kind.value.replace("_", " ")) for kind in _KINDS],
        "accounts": [
            {"account": one, "gateway": kinds.get(one.gateway, one.gateway)}
            for one in ask(list_accounts, context, ListAccounts(archived=True)).items
        ],
        "gateways": gateways.all(),
        "tender_refused": refused[1] if refused is not None and refused[0] == "tender" else None,
        "account_refused": refused[1] if refused is not None and refused[0] == "account" else None,
        "given": request.POST,
    }
    return render(request, "payments/settings.html", page, status=422 if refused else 200)
