"""Closing the books, and reopening them."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from safelight.books.actions import close_period, reopen_period
from safelight.books.queries import postings as all_postings
from safelight.books.queries.wording import show_day, show_moment
from safelight.books.web.asked import read_day, today_of
from safelight.foundation import clock
from safelight.foundation.actions import ActionError, Context, Empty, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

_REFUSALS = (409, 422)


@never_cache
@require_http_methods(["GET", "POST"])
def postings(request: HttpRequest) -> HttpResponse:
    """Show what is closed and how that came; POST closes through a day."""
    context = context_of(request)
    if request.method == "GET":
        return _page(request, context)
    given = {"through": read_day(request.POST.get("through", "")), "note": request.POST.get("note", "")}
    try:
        made = run(close_period, context, given).value
    except ActionError as refused:
        if refused.status not in _REFUSALS:
            raise
        return _page(request, context, closing=refused)
    notify(request, _("The books are closed through %(day)s.") % {"day": show_day(made.through, context.studio)})
    return HttpResponseRedirect(reverse("books_postings"))


@require_POST
def reopening(request: HttpRequest) -> HttpResponse:
    """Open closed days again."""
    context = context_of(request)
    given = {"through": read_day(request.POST.get("through", "")), "reason": request.POST.get("reason", "")}
    try:
        run(reopen_period, context, given)
    except ActionError as refused:
        if refused.status not in _REFUSALS:
            raise
        return _page(request, context, reopening_=refused)
    notify(request, _("The books were reopened."), tone="warn")
    return HttpResponseRedirect(reverse("books_postings"))


def _page(
    request: HttpRequest,
    context: Context,
    closing: ActionError | None = None,
    reopening_: ActionError | None = None,
) -> HttpResponse:
    known = ask(all_postings, context, Empty())
    last_month = today_of(context).replace(day=1) - timedelta(days=1)
    offered = last_month if known.closed_through is None or known.closed_through < last_month else None
    page = {
        "closed": show_day(known.closed_through, context.studio),
        "items": [
            {
                "card": card,
                "through": show_day(card.through, context.studio),
                "when": clock.local(card.at, context.studio.zone),
                "shown": show_moment(card.at, context.studio),
            }
            for card in known.items
        ],
        "offered": request.POST.get("through", "") if closing else offered.isoformat() if offered else "",
        "earlier": request.POST.get("through", "") if reopening_ else "",
        "given": request.POST,
        "closing": closing,
        "reopening": reopening_,
        "may_post": context.actor.may("books.post"),
        "may_reopen": context.actor.may("books.reopen"),
    }
    return render(request, "books/postings.html", page, status=422 if closing or reopening_ else 200)
