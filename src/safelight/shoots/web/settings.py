"""Session types, and workflows with their statuses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, NotFound, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.web.access import context_of
from safelight.shoots import actions
from safelight.shoots.queries import types, workflows
from safelight.shoots.queries.cards import StatusCard, WorkflowCard
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.rules.due import DueRule, in_words
from safelight.shoots.web.faces import status_pill
from safelight.shoots.web.settings_answers import SAME_FORM, answer, archive, quietly, settings_page
from safelight.shoots.web.settings_forms import StatusForm, TypeForm


@never_cache
@require_GET
def type_list(request: HttpRequest) -> HttpResponse:
    """Show the session types."""
    context = context_of(request)
    permit(actions.change_type, context)
    found = ask(types, context, WithArchived(archived=True)).items
    return settings_page(request, "types", {"active": [item for item in found if not item.type.archived],
                                    "archived": [item for item in found if item.type.archived]})  # fmt: skip


@never_cache
@require_http_methods(["GET", "POST"])
def type_new(request: HttpRequest) -> HttpResponse:
    """Define a session type."""
    context = context_of(request)
    permit(actions.add_type, context)
    form = TypeForm(context, *([request.POST] if request.method == "POST" else []))
    return answer(request, form, lambda: run(actions.add_type, context, form.given()))


@never_cache
@require_http_methods(["GET", "POST"])
def type_change(request: HttpRequest, type_id: UUID) -> HttpResponse:
    """Change a session type; archive it or bring it back."""
    context = context_of(request)
    permit(actions.change_type, context)
    found = ask(types, context, WithArchived(archived=True)).items
    card = next((item.type for item in found if item.type.id == type_id), None)
    if card is None:
        what = "session type"
        raise NotFound(what)
    if "archived" in request.POST:
        return archive(request, actions.change_type, {"type_id": type_id}, "session_types")
    form = TypeForm(context, *([request.POST] if request.method == "POST" else []), card=card)
    return answer(
        request,
        form,
        lambda: run(actions.change_type, context, {"type_id": type_id, **form.given()}),
        card=card,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def workflow_list(request: HttpRequest) -> HttpResponse:
    """Show the workflows with their statuses, or define one."""
    context = context_of(request)
    permit(actions.change_workflow, context)
    error = ""
    if request.method == "POST":
        copy_of = request.POST.get("copy_of") or None
        lines = [line.strip() for line in request.POST.get("statuses", "").splitlines() if line.strip()]
        given: dict[str, Any] = {"name": request.POST.get("name", ""), "copy_of": copy_of}
        try:
            outcome = run(actions.add_workflow, context, {**given, **({"statuses": lines} if lines else {})})
        except ActionError as refusal:
            if refusal.status not in SAME_FORM:
                raise
            error = refusal.message
        else:
            tell(request, _("“%(name)s” was added.") % {"name": outcome.value.name}, outcome)
            return HttpResponseRedirect(reverse("session_workflows"))
    found = ask(workflows, context, WithArchived(archived=True)).items
    shown = [_shown_workflow(item.workflow, item.sessions, item.inside) for item in found]
    page = {
        "active": [item for item in shown if not item["card"].archived],
        "archived": [item for item in shown if item["card"].archived],
        "copies": [("", _("From scratch")), *((str(item.workflow.id), item.workflow.name) for item in found)],
        "given": request.POST,
        "error": error,
    }
    return settings_page(request, "workflows", page, 422 if error else 200)


@require_POST
def workflow_change(request: HttpRequest, workflow_id: UUID) -> HttpResponse:
    """Rename a workflow, archive it or bring it back."""
    if "archived" in request.POST:
        return archive(request, actions.change_workflow, {"workflow_id": workflow_id}, "session_workflows")
    given = {"workflow_id": workflow_id, "name": request.POST.get("name", "")}
    return quietly(request, actions.change_workflow, given, "session_workflows")


@require_POST
def status_sort(request: HttpRequest, workflow_id: UUID) -> HttpResponse:
    """Move a status one place up or down."""
    context = context_of(request)
    permit(actions.sort_statuses, context)
    found = ask(workflows, context, WithArchived()).items
    card = next((item.workflow for item in found if item.workflow.id == workflow_id), None)
    ids = [status.id for status in card.statuses] if card else []
    wanted = [identifier for identifier in ids if str(identifier) == request.POST.get("status", "")]
    if wanted:
        at = ids.index(wanted[0])
        to = at - 1 if request.POST.get("way") == "up" else at + 1
        if 0 <= to < len(ids):
            ids[at], ids[to] = ids[to], ids[at]
            given = {"workflow_id": workflow_id, "status_ids": ids}
            return quietly(request, actions.sort_statuses, given, "session_workflows")
    return HttpResponseRedirect(reverse("session_workflows"))


@never_cache
@require_http_methods(["GET", "POST"])
def status_new(request: HttpRequest, workflow_id: UUID) -> HttpResponse:
    """Add a status to a workflow."""
    context = context_of(request)
    permit(actions.add_status, context)
    found = ask(workflows, context, WithArchived(archived=True)).items
    workflow = next((item.workflow for item in found if item.workflow.id == workflow_id), None)
    if workflow is None:
        what = "workflow"
        raise NotFound(what)
    form = StatusForm(context, *([request.POST] if request.method == "POST" else []))
    return answer(
        request,
        form,
        lambda: run(actions.add_status, context, {"workflow_id": workflow_id, **form.given()}),
        workflow=workflow,
    )


@never_cache
@require_http_methods(["GET", "POST"])
def status_change(request: HttpRequest, status_id: UUID) -> HttpResponse:
    """Change a status; archive it or bring it back."""
    context = context_of(request)
    permit(actions.change_status, context)
    found = ask(workflows, context, WithArchived(archived=True)).items
    every = [(item.workflow, status) for item in found for status in item.workflow.statuses]
    workflow, card = next(((flow, status) for flow, status in every if status.id == status_id), (None, None))
    if card is None:
        what = "status"
        raise NotFound(what)
    if "archived" in request.POST:
        return archive(request, actions.change_status, {"status_id": status_id}, "session_workflows")
    form = StatusForm(context, *([request.POST] if request.method == "POST" else []), card=card)
    return answer(
        request,
        form,
        lambda: run(actions.change_status, context, {"status_id": status_id, **form.given()}),
        card=card,
        workflow=workflow,
    )


def _shown_workflow(card: WorkflowCard, sessions: int, inside: dict[UUID, int]) -> dict[str, Any]:
    def shown(status: StatusCard) -> dict[str, Any]:
        return {
            "card": status,
            "pill": status_pill(status),  # type: ignore[arg-type]  # a status has name and colour too
            "due": in_words(DueRule(status.due.kind, status.due.days, status.due.event or "session")),
            "sessions": inside.get(status.id, 0),
            "conditions": len(status.entry) + len(status.exit),
        }

    return {
        "card": card,
        "sessions": sessions,
        "statuses": [shown(status) for status in card.statuses if not status.archived],
        "archived": [status for status in card.statuses if status.archived],
    }
