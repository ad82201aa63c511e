"""The chart of accounts, and the page of one account with its lines."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.books.actions import add_account, change_account, set_up
from safelight.books.queries import (
    AccountLine,
    AccountWithBalance,
    WhichAccount,
    entries_url,
    get_account,
    list_account_lines,
    list_accounts,
)
from safelight.books.queries.wording import show_day
from safelight.books.rules.chart import AccountKind
from safelight.books.web import wording
from safelight.books.web.asked import read_day, without_blanks
from safelight.foundation.actions import ActionError, Context, Empty, ask, permit, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

ROWS_AT_ONCE = 50


@never_cache
@require_http_methods(["GET", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Show the chart of accounts, or add an account to it."""
    context = context_of(request)
    if request.method == "GET":
        return _chart(request, context)
    permit(add_account, context)
    given = {name: request.POST.get(name, "") for name in ("code", "name", "kind")}
    try:
        made = run(add_account, context, given).value
    except ActionError as refused:
        return _chart(request, context, refused)
    notify(request, _("“%(name)s” was added.") % {"name": made.name})
    return HttpResponseRedirect(reverse("books_accounts"))


@require_POST
def standard(request: HttpRequest) -> HttpResponse:
    """Make the standard accounts."""
    run(set_up, context_of(request), {})
    notify(request, _("The standard accounts are there."))
    return HttpResponseRedirect(reverse("books_accounts"))


@never_cache
@require_GET
def account(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Show an account with its lines; a request with a cursor gets the next ones."""
    context = context_of(request)
    return _account(request, context, account_id)


@require_POST
def change(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Give an account another code or name, take it out of use or back."""
    context = context_of(request)
    given: dict[str, Any] = {"account_id": account_id}
    given |= {name: request.POST[name] for name in ("code", "name") if name in request.POST}
    if "active" in request.POST:
        given["active"] = request.POST["active"] == "yes"
    try:
        run(change_account, context, given)
    except ActionError as refused:
        if refused.status != 422:  # noqa: PLR2004 - a form that can be put right
            raise
        return _account(request, context, account_id, refused)
    notify(request, _("Saved."))
    return HttpResponseRedirect(reverse("books_account", args=[account_id]))


def _chart(request: HttpRequest, context: Context, refused: ActionError | None = None) -> HttpResponse:
    cards = ask(list_accounts, context, Empty()).items
    page = {
        "groups": [
            {"title": wording.KINDS[kind], "rows": [_shown(context, card) for card in own]}
            for kind in AccountKind
            if (own := [card for card in cards if card.kind == kind])
        ],
        "kinds": [(kind.value, words) for kind, words in wording.KINDS.items()],
        "may_post": context.actor.may("books.post"),
        "given": request.POST,
        "errors": refused.fields if refused else {},
        "error": refused.message if refused else "",
    }
    return render(request, "books/accounts/chart.html", page, status=refused.status if refused else 200)


def _shown(context: Context, card: AccountWithBalance) -> dict[str, Any]:
    return {
        "card": card,
        "balances": [
            wording.sided(
                each.amount,
                each.currency,
                context.studio,
                entries_url(account=card.key, currency=each.currency),
            )
            for each in card.balances
        ],
    }


def _account(
    request: HttpRequest, context: Context, account_id: UUID, refused: ActionError | None = None
) -> HttpResponse:
    asked = without_blanks({name: request.GET.get(name, "") for name in ("since", "until", "currency", "cursor")})
    asked = {name: value for name, value in asked.items() if name not in {"since", "until"} or read_day(value)}
    found = ask(list_account_lines, context, {**asked, "account_id": account_id, "limit": ROWS_AT_ONCE})
    more = QueryDict(mutable=True)
    more.update({**asked, "cursor": found.next or ""})
    page: dict[str, Any] = {
        "rows": [_line(context, line) for line in found.items],
        "more": f"{reverse('books_account', args=[account_id])}?{more.urlencode()}" if found.next else "",
    }
    if "cursor" in asked:
        return render(request, "books/accounts/lines.html", page)
    card = ask(get_account, context, WhichAccount(account_id=account_id))
    page |= _shown(context, card) | {
        "kind": wording.KINDS[card.kind],
        "since": asked.get("since", ""),
        "until": asked.get("until", ""),
        "may_post": context.actor.may("books.post"),
        "errors": refused.fields if refused else {},
        "error": refused.message if refused else "",
        "entries_url": entries_url(account=card.key),
    }
    return render(request, "books/accounts/account.html", page, status=422 if refused else 200)


def _line(context: Context, line: AccountLine) -> dict[str, Any]:
    return {
        "line": line,
        "on": show_day(line.on, context.studio),
        "kind": wording.kind_words(line.kind),
        "amount": wording.sided(line.amount, line.currency, context.studio),
        "balance": wording.sided(line.balance, line.currency, context.studio),
    }
