"""The board: the statuses of a workflow as columns, cards moved by pointer, by keyboard or by their menu."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import tell
from safelight.foundation.actions import Context, InvalidInput, NotFound, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify
from safelight.shoots.actions import NotReady, move
from safelight.shoots.queries import AskBoard, BoardColumn, types
from safelight.shoots.queries import board as board_query
from safelight.shoots.queries.cards import NamedCard, ShootRow
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.queries.filters import ME
from safelight.shoots.queries.reading import today_of
from safelight.shoots.web.faces import due_tone, due_words, starts_words, status_pill, tone_of

CARDS_AT_ONCE: Final = 20
_KEPT: Final = ("workflow_id", "q", "type", "photographer", "overdue")


@never_cache
@require_GET
def board(request: HttpRequest) -> HttpResponse:
    """Show every status of a workflow with the most pressing of its sessions."""
    context = context_of(request)
    asked = _asked(request)
    found = ask(board_query, context, asked)
    page = {
        "workflow": found.workflow,
        "workflows": [(item, f"{reverse('session_board')}?workflow_id={item.id}") for item in found.workflows],
        "types": [
            (item.type.name, str(item.type.id) in asked.type) for item in ask(types, context, WithArchived()).items
        ],
        "lanes": [_lane(context, column, 0, request) for column in found.columns],
        "total": sum(column.total for column in found.columns),
        "asked": asked,
        "mine": _address(request, photographer=None if asked.photographer else ME),
        "late": _address(request, overdue=None if asked.overdue else "yes"),
        "narrowed": bool(asked.q or asked.type or asked.photographer or asked.overdue),
        "may_edit": context.actor.may("shoots.edit"),
        "may_define": context.actor.may("shoots.manage"),
    }
    return render(request, "shoots/board/page.html", page)


@never_cache
@require_GET
def more(request: HttpRequest, status_id: UUID) -> HttpResponse:
    """Answer more cards of one column."""
    context = context_of(request)
    text = request.GET.get("offset", "")
    offset = int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0  # noqa: PLR2004 - some millions
    found = ask(board_query, context, _asked(request).model_copy(update={"status_id": status_id, "offset": offset}))
    if not found.columns:
        what = "status"
        raise NotFound(what)
    page = {
        "lane": _lane(context, found.columns[0], offset, request),
        "may_edit": context.actor.may("shoots.edit"),
    }
    return render(request, "shoots/board/cards.html", page)


@require_POST
def drop(request: HttpRequest) -> HttpResponse:
    """Move a card to another column; what is missing is said, and the card goes back."""
    context = context_of(request)
    try:
        given = {"shoot_id": UUID(request.POST.get("card", "")), "status_id": UUID(request.POST.get("lane", ""))}
    except ValueError:
        message = _("That card is not known here. Reload the board and try again.")
        raise InvalidInput(message, code="no_card") from None
    try:
        outcome = run(move, context, given)
    except NotReady as refusal:
        notify(request, refusal.message, tone="warn")
        if is_partial(request):
            # The card has moved on the screen already: the board as it is puts it back.
            return HttpResponse(headers={"HX-Refresh": "true"})
        return HttpResponseRedirect(reverse("session_board"))
    card = outcome.value
    words = _("%(title)s is now in “%(status)s”.") % {"title": card.title, "status": card.status.name}
    if outcome.undo:
        tell(request, words, outcome)
    if not is_partial(request):
        return HttpResponseRedirect(reverse("session_board"))
    found = ask(board_query, context, AskBoard(workflow_id=card.status.workflow_id, limit=1))
    counts = [(column.status.id, column.total) for column in found.columns]
    return render(request, "shoots/board/counts.html", {"counts": counts})


def _asked(request: HttpRequest) -> AskBoard:
    params = request.GET
    workflow = params.get("workflow_id", "")
    return AskBoard.model_validate(
        {
            "workflow_id": workflow if _is_id(workflow) else None,
            "limit": CARDS_AT_ONCE,
            "q": params.get("q", "")[:200],
            "type": tuple(value for value in params.getlist("type") if value)[:50],
            "photographer": tuple(value for value in params.getlist("photographer") if value)[:50],
            "overdue": True if params.get("overdue") == "yes" else None,
        }
    )


def _address(request: HttpRequest, **changes: str | None) -> str:
    params = {name: request.GET[name] for name in _KEPT if request.GET.get(name)}
    params |= {name: value for name, value in changes.items() if value is not None}
    for name, value in changes.items():
        if value is None:
            params.pop(name, None)
    return f"{reverse('session_board')}?{urlencode(params)}" if params else reverse("session_board")


def _lane(context: Context, column: BoardColumn, offset: int, request: HttpRequest) -> dict[str, Any]:
    behind = offset + len(column.cards)
    kept = {name: request.GET[name] for name in _KEPT if request.GET.get(name)}
    more_url = reverse("session_board_more", args=[column.status.id])
    today = today_of(context)
    return {
        "status": column.status,
        "pill": status_pill(NamedCard(id=column.status.id, name=column.status.name, color=column.status.color)),
        "total": column.total,
        "overdue": column.overdue,
        "cards": [_card(context, row, today) for row in column.cards],
        "more": f"{more_url}?{urlencode({**kept, 'offset': behind})}" if behind < column.total else "",
    }


def _card(context: Context, row: ShootRow, today: Any) -> dict[str, Any]:  # noqa: ANN401 - a date
    return {
        "id": row.id,
        "number": row.number,
        "title": row.title,
        "client": row.client.display_name if row.client else "",
        "type": row.type.name,
        "tone": tone_of(row.type.color),
        "starts": starts_words(row, context.studio, today),
        "due": due_words(row.due_on, today, context.studio) if row.state == "open" else "",
        "due_tone": due_tone(row.due_on, today),
        "photographer": row.photographer.name if row.photographer else "",
        "tasks": f"{row.tasks_done}/{row.tasks_open + row.tasks_done}" if row.tasks_open + row.tasks_done else "",
    }


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
