"""The page of one import: how the file is read, changed, tried, run, stopped, undone, dropped."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.exchange.actions import (
    change_import,
    drop_import,
    run_import,
    stop_import,
    try_import,
    undo_import,
)
from safelight.exchange.imports.plan import Choices
from safelight.exchange.queries import ImportCard, Remarks, get_import, sum_up_import
from safelight.exchange.web import import_words as words
from safelight.exchange.web.import_form import carried_over, form_of, read_choices, reading_of, target_groups
from safelight.exchange.web.import_rows import rows_of
from safelight.exchange.web.imports import status_of
from safelight.foundation import clock
from safelight.foundation.actions import Action, ActionError, Context, ask, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

_SHOWN_STATES = {"queued": "running"}


@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Show an import, or change how its file is read; what is not accepted comes back with the choices kept."""
    context = context_of(request)
    card = _card(context, import_id)
    if request.method == "GET":
        return _answer(request, context, card)
    choices = card.choices
    try:
        choices = read_choices(request.POST, card)
        card = _changed(request, context, card, choices)
    except ActionError as refusal:
        return _answer(request, context, _card(context, import_id), refusal, choices)
    return _answer(request, context, card) if _is_partial(request) else redirect("import", import_id)


@require_POST
def trial(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Try an import, with the choices that came along."""
    return _begin(request, import_id, try_import)


@require_POST
def carry_out(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Run an import, with the choices that came along."""
    return _begin(request, import_id, run_import)


@never_cache
@require_GET
def progress(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Answer how far a trial or run is; on its own page the outcome takes the place of the bar."""
    context = context_of(request)
    card = _card(context, import_id)
    here = urlsplit(request.headers.get("HX-Current-URL", "")).path == reverse("import", args=[import_id])
    if here and not card.is_busy:
        return _answer(request, context, card)
    return render(request, "exchange/import/progress.html", {"item": _work(card), "elsewhere": not here, "card": card})


@require_POST
def stop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Stop a trial or run; nothing of it is kept."""
    context = context_of(request)
    try:
        card = run(stop_import, context, {"import_id": import_id}).value
    except ActionError as refusal:
        return _answer(request, context, _card(context, import_id), refusal)
    if _is_partial(request):
        return render(request, "exchange/import/progress.html", {"item": _work(card), "card": card, "elsewhere": False})
    return redirect("import", import_id)


@require_POST
def undo(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Take an import back, or say what blocks."""
    context = context_of(request)
    try:
        card = run(undo_import, context, {"import_id": import_id}).value
    except ActionError as refusal:
        return _answer(request, context, _card(context, import_id), refusal)
    notify(request, _("The import of “%(file)s” was undone.") % {"file": card.filename})
    return redirect("import", import_id)


@require_POST
def drop(request: HttpRequest, import_id: UUID) -> HttpResponse:
    """Drop a file that was not imported."""
    context = context_of(request)
    try:
        card = run(drop_import, context, {"import_id": import_id}).value
    except ActionError as refusal:
        return _answer(request, context, _card(context, import_id), refusal)
    notify(request, _("“%(file)s” was dropped; nothing of it was imported.") % {"file": card.filename})
    return redirect("imports")


def _begin(request: HttpRequest, import_id: UUID, verb: Action[Any, ImportCard]) -> HttpResponse:
    context = context_of(request)
    card = _card(context, import_id)
    choices = card.choices
    try:
        # The buttons stand in the form: without scripts the choices arrive only with them.
        if "columns" in request.POST and not card.is_busy and card.state in {"read", "tried"}:
            choices = read_choices(request.POST, card)
            if choices != card.choices:
                _changed(request, context, card, choices)
        run(verb, context, {"import_id": import_id})
    except ActionError as refusal:
        return _answer(request, context, _card(context, import_id), refusal, choices)
    return redirect("import", import_id)


def _changed(request: HttpRequest, context: Context, card: ImportCard, choices: Choices) -> ImportCard:
    """Read the file as chosen; choices about columns go along when the columns are read differently."""
    if reading_of(choices) == reading_of(card.choices) or not (choices.targets or choices.confirmed):
        return run(change_import, context, {"import_id": card.id, "choices": choices}).value
    bare = choices.model_copy(update={"targets": {}, "confirmed": ()})
    read = run(change_import, context, {"import_id": card.id, "choices": bare}).value
    if choices.fresh and not card.choices.fresh:
        return read
    kept, lost = carried_over(choices, card.understood.columns, read.understood.columns)
    if lost:
        notify(
            request, _("The columns are others now; %(count)s of your choices fit none.") % {"count": lost}, tone="info"
        )
    return run(change_import, context, {"import_id": card.id, "choices": kept}).value if kept != bare else read


def _card(context: Context, import_id: UUID) -> ImportCard:
    return ask(get_import, context, {"import_id": import_id})


def _is_partial(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


def _answer(
    request: HttpRequest,
    context: Context,
    card: ImportCard,
    refusal: ActionError | None = None,
    choices: Choices | None = None,
) -> HttpResponse:
    shown = _shown(request, context, card, choices or card.choices)
    if refusal is not None:
        shown |= {"problem": refusal.message, "problem_lines": _lines_of(refusal)}
    if not _is_partial(request):
        return render(request, "exchange/import/one.html", shown, status=refusal.status if refusal else 200)
    # The page swaps an answer after an error only for 422; a conflict, too, shows how things stand now.
    answer = render(request, "exchange/import/body.html", shown, status=422 if refusal else 200)
    answer["HX-Retarget"], answer["HX-Reswap"] = "#import", "innerHTML"
    return answer


def _lines_of(refusal: ActionError) -> list[str]:
    return list(refusal.fields.values()) if refusal.code == "touched" else []


def _shown(request: HttpRequest, context: Context, card: ImportCard, choices: Choices) -> dict[str, Any]:
    label, tone = status_of(card)
    shown: dict[str, Any] = {
        "card": card, "status": label, "tone": tone, "work": _work(card), "kind": words.KINDS.get(card.understood.file_kind, ""),
        "open": card.state in {"read", "tried"} and not card.is_busy,
        "follow_url": reverse("import_progress", args=[card.id]),
    }  # fmt: skip
    remarks = Remarks(items=())
    if card.report is not None and not card.is_busy:
        remarks = ask(sum_up_import, context, {"import_id": card.id})
        shown |= {"report": _report(card, remarks), "rows": rows_of(request, context, card)}
        shown["clients_url"] = _new_clients(context, card) if card.state == "done" else ""
    if shown["open"]:
        shown["form"] = form_of(card, choices, remarks.card_columns | set(choices.confirmed))
        shown["groups"] = target_groups()
        shown["all_options"] = request.GET.get("fields") == "all"
    return shown


def _report(card: ImportCard, remarks: Remarks) -> dict[str, Any]:
    report = card.report
    assert report is not None  # noqa: S101 - asked by the caller
    address = reverse("import", args=[card.id])
    meant = 2 if card.state in {"done", "undone"} else 1
    figures = [
        {
            "key": key, "label": labels[0], "count": getattr(report, key), "hint": labels[meant],
            "url": f"{address}?show={key}#rows",
        }
        for key, labels in words.OUTCOMES.items()
    ]  # fmt: skip
    lines = [
        {
            "title": words.remark_words(one.code), "rows": one.rows, "example": one.example,
            "tone": {"error": "bad", "warning": "warn"}.get(one.level, ""), "url": f"{address}?code={one.code}#rows",
        }
        for one in remarks.items
    ]  # fmt: skip
    return {"figures": figures, "remarks": lines, "trial": meant == 1, "is_done": card.state == "done"}


def _new_clients(context: Context, card: ImportCard) -> str:
    """Return the list of clients that came in on the day of this import, the newest first; nothing without that page."""
    if card.finished_at is None or card.report is None or not card.report.created:
        return ""
    day = clock.local(card.finished_at, context.studio.zone).date()
    try:
        return f"{reverse('clients')}?created_from={day.isoformat()}&created_to={day.isoformat()}&sort=-created"
    except NoReverseMatch:
        return ""


def _work(card: ImportCard) -> dict[str, Any] | None:
    work = card.work
    if work is None:
        return None
    return {
        "id": f"import-{card.id}", "state": _SHOWN_STATES.get(work.state, work.state), "raw": work.state,
        "done": work.done, "total": work.total, "words": work.message,
        "since": max(0, int((clock.now() - work.created_at).total_seconds())),
        "poll_url": reverse("import_progress", args=[card.id]), "cancel_url": reverse("import_stop", args=[card.id]),
    }  # fmt: skip
