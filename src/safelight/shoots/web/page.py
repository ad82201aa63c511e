"""The page of a session: its way through the studio, dates, people, brief, shots, tasks, messages, history."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.rules.custom import show_value
from safelight.clients.web.list import is_partial
from safelight.clients.web.wording import show_day, show_moment
from safelight.foundation.actions import Context, ask
from safelight.foundation.money import Money
from safelight.foundation.web.access import context_of
from safelight.messaging.queries import ListMessages, MessageRow, list_messages
from safelight.shoots.queries import events, fields, get, of_client, timeline
from safelight.shoots.queries.cards import OutcomeCard, ShootCard
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.queries.reading import today_of
from safelight.shoots.queries.telling import APPOINTMENT
from safelight.shoots.rules.policy import Change
from safelight.shoots.rules.timing import in_words
from safelight.shoots.web.columns import STANDARD, Look
from safelight.shoots.web.faces import (
    due_tone,
    due_words,
    place_words,
    show_money,
    shown_dates,
    shown_tasks,
    state_pills,
    status_pill,
    tone_of,
)
from safelight.shoots.web.panels import panels_for

ICONS: Final = {
    "shoots.book": "calendar-plus", "shoots.plan": "plus", "shoots.move": "arrow-right", "shoots.change": "pencil",
    "shoots.cancel": "ban", "shoots.reschedule": "calendar-clock", "shoots.copy": "copy", "shoots.deliver": "package-check",
    "shoots.tick_shot": "check", "tasks.add": "list-plus", "tasks.complete": "circle-check", "tasks.change": "pencil",
    "shoots.add_event": "calendar-plus", "shoots.move_event": "calendar-clock", "shoots.cancel_event": "calendar-x",
}  # fmt: skip
FIELD_LABELS: Final[dict[str, Promise]] = {
    "title": gettext_lazy("Title"), "place": gettext_lazy("Place"), "brief": gettext_lazy("Brief"),
    "notes": gettext_lazy("Notes"), "status": gettext_lazy("Status"), "starts": gettext_lazy("Begins"),
    "reason": gettext_lazy("Reason"), "fee": gettext_lazy("Fee"), "tags": gettext_lazy("Tags"),
    "due_on": gettext_lazy("Due"),
}  # fmt: skip
MESSAGE_STATES: Final[dict[str, tuple[Promise, str]]] = {
    "queued": (gettext_lazy("Waits"), "info"),
    "sending": (gettext_lazy("Waits"), "info"),
    "sent": (gettext_lazy("Sent"), "good"),
    "bounced": (gettext_lazy("Came back"), "bad"),
    "failed": (gettext_lazy("Failed"), "bad"),
    "dropped": (gettext_lazy("Not sent"), ""),
    "cancelled": (gettext_lazy("Taken back"), ""),
}


@never_cache
@require_GET
def session(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Show a session as a page, or in the drawer."""
    context = context_of(request)
    card = ask(get, context, {"shoot_id": shoot_id})
    template = "shoots/page/panel.html" if is_partial(request) else "shoots/page/page.html"
    page = page_context(context, card) | {"panels": panels_for(context, card.id)}
    answer = render(request, template, page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def body(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Answer the inside of the page alone, after something on it changed."""
    context = context_of(request)
    card = ask(get, context, {"shoot_id": shoot_id})
    return render(request, "shoots/page/body.html", page_context(context, card))


@never_cache
@require_GET
def history(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Answer what happened to a session, newest first."""
    context = context_of(request)
    cursor = request.GET.get("cursor", "")
    page = ask(timeline, context, {"shoot_id": shoot_id, "cursor": cursor, "limit": 20})
    moments = [
        {
            "entry": entry,
            "icon": ICONS.get(entry.action, "clock"),
            "when": show_moment(entry.at, context.studio, context.now),
            "iso": entry.at.isoformat(),
            "changes": [
                (FIELD_LABELS[name], _short(pair[0]), _short(pair[1]))
                for name, pair in entry.changes.items()
                if name in FIELD_LABELS and isinstance(pair, list) and len(pair) == 2 and name != "starts"  # noqa: PLR2004 - old and new
            ],
        }
        for entry in page.items
    ]
    if not page.items and not cursor:
        # Nothing was done here to a session that was brought in: its log of statuses tells its way.
        card = ask(get, context, {"shoot_id": shoot_id})
        moments = [
            {
                "entry": {"text": _("Moved to %(status)s") % {"status": stay.status}, "who": stay.by},
                "icon": ICONS["shoots.move"],
                "when": show_moment(stay.entered_at, context.studio, context.now),
                "iso": stay.entered_at.isoformat(),
                "changes": [],
            }
            for stay in reversed(card.stays)
        ]
    shown = {"moments": moments, "next": page.next, "shoot_id": shoot_id, "continued": bool(cursor)}
    return render(request, "shoots/page/timeline.html", shown)


@never_cache
@require_GET
def messages(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Answer what the client was told of the dates of a session."""
    context = context_of(request)
    dates = ask(events, context, {"shoot_id": shoot_id}).items
    about = {date.id for date in dates}
    client = next((date.client for date in dates if date.client), None)
    found: list[MessageRow] = []
    if client is not None and context.actor.may("messaging.view"):
        asked = ListMessages(client_id=client.id, about_kind=APPOINTMENT, limit=100)
        found = [row for row in ask(list_messages, context, asked).items if row.about_id in about]
    rows = [
        {
            "row": row,
            "state": MESSAGE_STATES.get(str(row.state), (row.state, ""))[0],
            "tone": MESSAGE_STATES.get(str(row.state), ("", ""))[1],
            "when": show_moment(row.sent_at or row.due_at, context.studio, context.now),
        }
        for row in sorted(found, key=lambda row: row.due_at, reverse=True)
    ]
    return render(request, "shoots/page/messages.html", {"rows": rows, "may_see": context.actor.may("messaging.view")})


@never_cache
@require_GET
def client_panel(request: HttpRequest, client_id: UUID) -> HttpResponse:
    """Answer a client's sessions for the page of that client."""
    context = context_of(request)
    page = ask(of_client, context, {"client_id": client_id, "limit": 8})
    look = Look(context, today_of(context))
    rows = [
        {
            "row": row,
            "tone": tone_of(row.type.color),
            "starts": STANDARD["starts"].cell(row, look).text or _("No date yet"),
            "pills": state_pills(row),
        }
        for row in page.items
    ]
    shown = {
        "rows": rows,
        "more": (page.total or 0) - len(rows),
        "client_id": client_id,
        "may_edit": context.actor.may("shoots.edit"),
    }
    return render(request, "shoots/client/panel.html", shown)


def page_context(context: Context, card: ShootCard) -> dict[str, Any]:
    """Return everything that the page and its parts show."""
    dates = ask(events, context, {"shoot_id": card.id}).items
    tasks = shown_tasks(context, card.tasks)
    today = today_of(context)
    own = ask(fields, context, WithArchived()).items
    ids = [item.id for item in card.statuses]
    at = ids.index(card.status.id) if card.status.id in ids else -1
    following = card.statuses[at + 1] if card.state == "open" and 0 <= at + 1 < len(card.statuses) else None
    fee = Money.rounded(card.session_fee, card.currency)
    return {
        "card": card,
        "pills": state_pills(card),
        "type_tone": tone_of(card.type.color),
        "steps": [
            {"status": item, "pill": status_pill(item), "done": place < at, "now": place == at}
            for place, item in enumerate(card.statuses)
        ],
        "following": following,
        "due": due_words(card.due_on, today, context.studio) if card.state == "open" else "",
        "due_tone": due_tone(card.due_on, today),
        "dates": shown_dates(context, dates),
        "open_tasks": [task for task in tasks if task.card.done_at is None],
        "done_tasks": [task for task in tasks if task.card.done_at is not None],
        "shots_done": sum(shot.done_at is not None for shot in card.shots),
        "place": place_words(card),
        "fee": show_money(fee, context.studio),
        "custom": [
            (field.label, show_value(card.custom[str(field.id)])) for field in own if card.custom.get(str(field.id))
        ],
        "spent": [(name, in_words(seconds)) for name, seconds in card.seconds_in.items() if seconds],
        "by_department": [(name, in_words(seconds)) for name, seconds in card.seconds_by.items() if name and seconds],
        "outcomes": [_outcome(context, outcome) for outcome in card.outcomes],
        "delivered": show_moment(card.delivered_at, context.studio),
        "since": show_moment(card.status_since, context.studio, context.now),
        "planned": show_day(card.created_at.date(), context.studio),
        "may_edit": context.actor.may("shoots.edit") and card.removed_at is None,
        "may_book": context.actor.may("calendar.book"),
        "may_restore": context.actor.may("shoots.edit") and card.removed_at is not None,
        "may_write": context.actor.may("messaging.send"),
    }


def _outcome(context: Context, outcome: OutcomeCard) -> dict[str, Any]:
    fee, credit = (Money.rounded(amount, outcome.currency) for amount in (outcome.fee, outcome.credit))
    return {
        "outcome": outcome,
        "title": _("Cancelled") if outcome.kind is Change.CANCEL else _("Moved to another time"),
        "when": show_moment(outcome.at, context.studio),
        "fee": show_money(fee, context.studio),
        "credit": show_money(credit, context.studio),
        "before": show_moment(outcome.starts_before, context.studio),
        "after": show_moment(outcome.starts_after, context.studio),
    }


def _short(value: Any) -> str:  # noqa: ANN401 - any field's value
    if value in (None, "", [], {}):
        return _("nothing")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"  # noqa: PLR2004 - a line, not a page
