"""Departments, task lists and the studio's own fields of sessions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.accounts.queries import colleagues
from safelight.calendar.web.faces import COLORS
from safelight.clients.web.settings import FIELD_TYPES
from safelight.clients.web.undo import tell
from safelight.foundation.actions import ActionError, Context, NotFound, Outcome, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import context_of
from safelight.shoots import actions
from safelight.shoots.queries import departments, fields, task_lists
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.rules.due import DueRule, in_words
from safelight.shoots.web.faces import EVENT_WORDS, PRIORITIES
from safelight.shoots.web.settings_answers import SAME_FORM, archive, quietly, settings_page
from safelight.shoots.web.settings_forms import DUE_KINDS, read_items, shown_items


@never_cache
@require_http_methods(["GET", "POST"])
def department_list(request: HttpRequest) -> HttpResponse:
    """Show the departments and who works there, or define one."""
    context = context_of(request)
    permit(actions.change_department, context)
    if request.method == "POST":
        given = {"name": request.POST.get("name", ""), "color": request.POST.get("color", "")}
        return quietly(request, actions.add_department, given, "session_departments")
    found = ask(departments, context, WithArchived(archived=True)).items
    with studio_scope(context.studio.id, savepoint=False):
        people = colleagues()
    shown = [
        {
            "card": card,
            "people": [(key, name, key in {person.id for person in card.people}) for key, name in people.items()],
        }
        for card in found
    ]
    page = {
        "active": [item for item in shown if not item["card"].archived],  # type: ignore[attr-defined]  # a card
        "archived": [item for item in shown if item["card"].archived],  # type: ignore[attr-defined]  # a card
        "colors": list(COLORS.items()),
    }
    return settings_page(request, "departments", page)


@require_POST
def department_change(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """Change a department and who works there; archive it or bring it back."""
    if "archived" in request.POST:
        return archive(request, actions.change_department, {"department_id": department_id}, "session_departments")
    given = {
        "department_id": department_id,
        "name": request.POST.get("name", ""),
        "color": request.POST.get("color", ""),
        "people": request.POST.getlist("people"),
    }
    return quietly(request, actions.change_department, given, "session_departments")


@never_cache
@require_GET
def task_list_list(request: HttpRequest) -> HttpResponse:
    """Show the task lists."""
    context = context_of(request)
    permit(actions.change_task_list, context)
    found = ask(task_lists, context, WithArchived(archived=True)).items
    shown = [
        {
            "card": card,
            "items": [
                (item, in_words(DueRule(item.due.kind, item.due.days, item.due.event or "session")))
                for item in card.items
            ],
        }
        for card in found
    ]
    page = {
        "active": [item for item in shown if not item["card"].archived],  # type: ignore[attr-defined]  # a card
        "archived": [item for item in shown if item["card"].archived],  # type: ignore[attr-defined]  # a card
    }
    return settings_page(request, "task_lists", page)


@never_cache
@require_http_methods(["GET", "POST"])
def task_list_form(request: HttpRequest, task_list_id: UUID | None = None) -> HttpResponse:
    """Define or change a task list; archive it or bring it back."""
    context = context_of(request)
    permit(actions.change_task_list, context)
    found = ask(task_lists, context, WithArchived(archived=True)).items
    card = next((item for item in found if item.id == task_list_id), None)
    if task_list_id is not None and card is None:
        what = "task list"
        raise NotFound(what)
    if "archived" in request.POST:
        return archive(request, actions.change_task_list, {"task_list_id": task_list_id}, "session_task_lists")
    lines = shown_items(request.POST if request.method == "POST" else None, card)
    error = ""
    if request.method == "POST":
        given: dict[str, Any] = {"name": request.POST.get("name", ""), "items": read_items(lines)}
        try:
            if task_list_id is None:
                outcome: Outcome[Any] = run(actions.add_task_list, context, given)
            else:
                outcome = run(actions.change_task_list, context, {"task_list_id": task_list_id, **given})
        except ActionError as refusal:
            if refusal.status not in SAME_FORM:
                raise
            error = refusal.message
        else:
            tell(request, _("Saved."), outcome)
            return HttpResponseRedirect(reverse("session_task_lists"))
    page = {
        "card": card,
        "name": request.POST.get("name", card.name if card else ""),
        "lines": list(enumerate(lines)),
        "error": error,
        **_item_choices(context),
    }
    return settings_page(request, "task_list_form", page, 422 if error else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def field_list(request: HttpRequest) -> HttpResponse:
    """Show the studio's own fields of sessions, or define one."""
    context = context_of(request)
    permit(actions.change_field, context)
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("label", "type", "help")}
        choices = [line.strip() for line in request.POST.get("choices", "").splitlines() if line.strip()]
        return quietly(request, actions.add_field, {**given, "choices": choices}, "session_fields")
    found = ask(fields, context, WithArchived(archived=True)).items
    page = {
        "active": [
            (item, FIELD_TYPES[item.type.value], "\n".join(item.choices)) for item in found if not item.archived
        ],
        "archived": [item for item in found if item.archived],
        "field_types": list(FIELD_TYPES.items()),
    }
    return settings_page(request, "fields", page)


@require_POST
def field_change(request: HttpRequest, session_field_id: UUID) -> HttpResponse:
    """Change a field of sessions; archive it or bring it back."""
    if "archived" in request.POST:
        return archive(request, actions.change_field, {"session_field_id": session_field_id}, "session_fields")
    given: dict[str, Any] = {"session_field_id": session_field_id, "label": request.POST.get("label", "")}
    given["help"] = request.POST.get("help", "")
    if "choices" in request.POST:
        given["choices"] = [line.strip() for line in request.POST["choices"].splitlines() if line.strip()]
    return quietly(request, actions.change_field, given, "session_fields")


def _item_choices(context: Context) -> dict[str, Any]:
    with studio_scope(context.studio.id, savepoint=False):
        people = colleagues()
    return {
        "departments": [
            ("", _("None")),
            *((str(item.id), item.name) for item in ask(departments, context, WithArchived()).items),
        ],
        "who": [
            ("", _("Nobody yet")),
            ("photographer", _("The photographer")),
            *((str(key), name) for key, name in people.items()),
        ],
        "due_kinds": DUE_KINDS,
        "events": list(EVENT_WORDS.items()),
        "priorities": [(item.value, words) for item, words in PRIORITIES.items()],
    }
