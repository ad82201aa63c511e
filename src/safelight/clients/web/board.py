"""The board of leads: stages as columns, cards moved by pointer, by keyboard or by their menu."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.clients.actions import set_stage
from safelight.clients.queries import ClientRow, get
from safelight.clients.queries.sorting import AskBoard, Column, WithArchived, stages
from safelight.clients.queries.sorting import board as board_query
from safelight.clients.web.columns import stage_pill
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import place_before, tell
from safelight.clients.web.wording import local_day
from safelight.foundation.actions import Context, InvalidInput, NotFound, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of

CARDS_AT_ONCE = 20


@never_cache
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show every stage with its newest clients."""
    context = context_of(request)
    found = ask(board_query, context, AskBoard(limit=CARDS_AT_ONCE))
    page = {
        "lanes": [_lane(context, column, 0) for column in found.columns],
        "may_edit": context.actor.may("clients.edit"),
        "may_define": context.actor.may("clients.manage"),
        "total": sum(column.total for column in found.columns),
    }
    return render(request, "clients/board/page.html", page)


@never_cache
@require_GET
def more(request: HttpRequest, stage_id: UUID) -> HttpResponse:
    """Answer more cards of one column."""
    context = context_of(request)
    text = request.GET.get("offset", "")
    offset = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0  # noqa: PLR2004 - some millions
    found = ask(board_query, context, AskBoard(limit=CARDS_AT_ONCE, offset=offset, stage=stage_id))
    if not found.columns:
        what = "stage"
        raise NotFound(what)
    page = {"lane": _lane(context, found.columns[0], offset), "may_edit": context.actor.may("clients.edit")}
    return render(request, "clients/board/cards.html", page)


@require_POST
def move(request: HttpRequest) -> HttpResponse:
    """Move a card to another column; the answer brings the counts of all columns up to date."""
    try:
        client_id = UUID(request.POST.get("card", ""))
    except ValueError:
        message = _("That card is not known here. Reload the board and try again.")
        raise InvalidInput(message, code="no_card") from None
    context = context_of(request)
    outcome = run(set_stage, context, {"client_id": client_id, "stage": request.POST.get("lane", "")})
    if outcome.undo:
        stage = outcome.value.stage.name if outcome.value.stage else _("no stage")
        words = _("%(name)s is now in “%(stage)s”.") % {"name": outcome.value.display_name, "stage": stage}
        tell(request, words, outcome)
    if not is_partial(request):
        return HttpResponseRedirect(reverse("client_board"))
    counts = [(item.stage.id, item.clients) for item in ask(stages, context, WithArchived()).items]
    return render(request, "clients/board/counts.html", {"counts": counts})


@never_cache
@require_http_methods(["GET", "POST"])
def stage(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Choose the stage of one client from a list: the way without dragging."""
    context = context_of(request)
    permit(set_stage, context)
    if request.method == "GET":
        card = ask(get, context, {"client_id": client_id})
        choices = [(item.stage, stage_pill(item.stage)) for item in ask(stages, context, WithArchived()).items]
        page = {"client": card, "choices": choices, "back": request.GET.get("back", "")}
        template = "clients/board/stage_panel.html" if is_partial(request) else "clients/board/stage_page.html"
        return render(request, template, page)
    outcome = run(set_stage, context, {"client_id": client_id, "stage": request.POST.get("stage", "")})
    stage_name = outcome.value.stage.name if outcome.value.stage else _("no stage")
    words = _("%(name)s is now in “%(stage)s”.") % {"name": outcome.value.display_name, "stage": stage_name}
    tell(request, words, outcome)
    return HttpResponseRedirect(place_before(request, reverse("client", args=[client_id])))


def _lane(context: Context, column: Column, offset: int) -> dict[str, Any]:
    behind = offset + len(column.cards)
    return {
        "stage": column.stage,
        "pill": stage_pill(column.stage),
        "total": column.total,
        "cards": [_card(context, row) for row in column.cards],
        "more": behind if behind < column.total else 0,
    }


def _card(context: Context, row: ClientRow) -> dict[str, Any]:
    days = None
    if row.stage_since is not None:
        days = (local_day(context.now, context.studio) - local_day(row.stage_since, context.studio)).days
    reached = row.phones[0].display if row.phones else row.emails[0] if row.emails else ""
    return {
        "id": str(row.id),
        "name": row.display_name,
        "reached": reached,
        "days": days,
        "source": row.source,
        "tags": row.tags[:3],
    }
