"""The first page: what matters today. It only looks; everything on it leads to the page where it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final

from babel.core import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from safelight.clients.queries import AskBoard, Column, FindDuplicates, ListClients, board, duplicates, list_clients
from safelight.clients.queries.birthdays import ComingBirthdays, birthdays
from safelight.desk.web.steps import first_steps
from safelight.desk.web.visits import keep_visit, last_visit
from safelight.foundation import clock
from safelight.foundation.actions import Context, ask
from safelight.foundation.journal.reading import JournalFilter, list_journal
from safelight.foundation.web.access import context_of
from safelight.foundation.web.navigation import address
from safelight.foundation.work.verbs import WorkFilter, list_work

LEADS_SHOWN: Final = 6
WAITING_AFTER: Final = timedelta(days=1)
DAYS_AHEAD: Final = 14
LINES_SHOWN: Final = 8
WORK_SHOWN: Final = 3
WORK_PAGES: Final = {"import": "imports"}
SUBJECTS: Final = {"client": "/clients/{}/"}


@never_cache
@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """Show what matters today, each person what they may see."""
    context = context_of(request)
    now = clock.local(context.now, context.studio.zone)
    page: dict[str, Any] = {
        "greeting": _greeting(now.hour),
        "day": format_date(now.date(), "full", locale=_locale(context)),
        "first_name": context.actor.label.split(" ")[0],
        "empty": False,
        "may_add": context.actor.may("clients.edit"),
    }
    if context.actor.may("clients.view"):
        page |= _leads(context) | {"birthdays": _birthdays(context)}
        page["empty"] = not page["in_pipeline"] and not page["birthdays"] and _no_clients(context)
    if page["empty"]:
        page["steps"] = first_steps(context)
    page["duplicates_url"] = reverse("today_duplicates") if context.actor.may("clients.merge") else ""
    if context.actor.may("journal.view"):
        page |= {"changes": _changes(context, request), "journal_url": address("journal")}
    if context.actor.may("jobs.view"):
        page["work"] = _work(context)
    return keep_visit(request, render(request, "desk/today.html", page), context.now)


@never_cache
@require_GET
def today_duplicates(request: HttpRequest) -> HttpResponse:
    """Answer how many clients may be there twice; asked after the page, for it compares the whole studio."""
    context = context_of(request)
    context.require("clients.merge")
    found = ask(duplicates, context, FindDuplicates(limit=3))
    return render(request, "desk/duplicates.html", {"pairs": found.items, "total": found.total})


def _greeting(hour: int) -> str:
    if hour < 5 or hour >= 18:  # noqa: PLR2004 - hours of the day
        return _("Good evening")
    return _("Good morning") if hour < 12 else _("Good afternoon")  # noqa: PLR2004 - noon


def _leads(context: Context) -> dict[str, Any]:
    """Return the open part of the pipeline: how many are in each stage, and who waits for a first answer."""
    lanes = ask(board, context, AskBoard(limit=LEADS_SHOWN)).columns
    open_lanes = [lane for lane in lanes if lane.stage.kind == "open"]
    return {
        "lanes": [{"name": lane.stage.name, "total": lane.total, "url": _stage_url(lane)} for lane in open_lanes],
        "waiting": _waiting(context, open_lanes),
        "waiting_more": max(0, open_lanes[0].total - LEADS_SHOWN) if open_lanes else 0,
        "waiting_url": _stage_url(open_lanes[0]) if open_lanes else "",
        "in_pipeline": sum(lane.total for lane in lanes),
    }


def _waiting(context: Context, open_lanes: Sequence[Column]) -> list[dict[str, Any]]:
    shown = []
    for row in open_lanes[0].cards if open_lanes else ():
        since = row.stage_since
        waits = context.now - since if since else timedelta(0)
        shown.append(
            {
                "id": row.id,
                "name": row.display_name,
                "detail": row.source.name if row.source else "",
                "phone": row.phones[0] if row.phones else None,
                "days": waits.days,
                "late": waits > WAITING_AFTER,
            }
        )
    return shown


def _stage_url(lane: Column) -> str:
    return f"{reverse('client_board')}#lane-{lane.stage.id}"


def _birthdays(context: Context) -> list[dict[str, Any]]:
    now = clock.local(context.now, context.studio.zone).date()
    return [
        {
            "birthday": found,
            "url": reverse("client", args=[found.client_id]),
            "today": found.day == now,
            "day": format_date(found.day, "d MMM", locale=_locale(context)),
        }
        for found in ask(birthdays, context, ComingBirthdays(days=DAYS_AHEAD, limit=12)).items
    ]


def _no_clients(context: Context) -> bool:
    return not ask(list_clients, context, ListClients(limit=1)).items


def _changes(context: Context, request: HttpRequest) -> list[dict[str, Any]]:
    """Return what others did since this person's last visit."""
    since = last_visit(request, context.now)
    lines = ask(list_journal, context, JournalFilter(since=since, limit=60)).items
    others = [line for line in lines if line.summary and line.actor_id != context.actor.id]
    today_is = clock.local(context.now, context.studio.zone).date()
    shown = []
    for line in others[:LINES_SHOWN]:
        here = clock.local(line.at, context.studio.zone)
        pattern = SUBJECTS.get(line.subject_kind, "")
        shown.append(
            {
                "line": line,
                "url": pattern.format(line.subject_id) if pattern and line.subject_id else "",
                "when": format_time(here, "short", locale=_locale(context))
                if here.date() == today_is
                else format_date(here.date(), "d MMM", locale=_locale(context)),
            }
        )
    return shown


def _work(context: Context) -> list[dict[str, Any]]:
    """Return the long work that runs, or failed within a day."""
    found = []
    for card in ask(list_work, context, WorkFilter(limit=20)).items:
        fresh = card.finished_at is not None and context.now - card.finished_at < timedelta(days=1)
        if card.state in {"queued", "running"} or (card.state == "failed" and fresh):
            found.append({"card": card, "url": address(WORK_PAGES.get(card.kind, "export"))})
    return found[:WORK_SHOWN]


def _locale(context: Context) -> Locale:
    language = (get_language() or "en").split("-")[0]
    try:
        return Locale.parse(f"{language}_{context.studio.country}")
    except (UnknownLocaleError, ValueError):
        return Locale.parse(language)
