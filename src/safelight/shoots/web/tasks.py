"""Tasks: the list of all, the form of one, done with a press; and a person's own work."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from safelight.accounts.queries import colleagues
from safelight.calendar.web.clients import client_meant, client_text
from safelight.calendar.web.wording import show_span
from safelight.clients.web.list import is_partial
from safelight.clients.web.undo import place_before, tell
from safelight.foundation import clock
from safelight.foundation.actions import ActionError, Context, InvalidInput, ask, run
from safelight.foundation.actions.runner import permit
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.web.access import context_of
from safelight.shoots.actions import add_task, add_tasks, change_task, complete_task, remove_task, reopen_task
from safelight.shoots.queries import departments, get, get_task, list_tasks, my_work, task_lists
from safelight.shoots.queries.cards import TaskCard
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.queries.filters import ME, NONE
from safelight.shoots.queries.reading import today_of
from safelight.shoots.queries.tasks import ListTasks
from safelight.shoots.rules.priority import Priority
from safelight.shoots.rules.repeating import Unit
from safelight.shoots.web.faces import PRIORITIES, shown_tasks, starts_words, state_pills, tone_of

ROWS_AT_ONCE: Final = 60
SAME_FORM: Final = frozenset({409, 422})
UNITS: Final = (
    ("", gettext_lazy("Does not come back")),
    (Unit.DAY.value, gettext_lazy("days")),
    (Unit.WEEK.value, gettext_lazy("weeks")),
    (Unit.MONTH.value, gettext_lazy("months")),
    (Unit.YEAR.value, gettext_lazy("years")),
)
REMIND_BY: Final = (("desk", gettext_lazy("By a notice at the desk")), ("mail", gettext_lazy("By mail")))
QUICK: Final[tuple[tuple[str, Any, dict[str, str]], ...]] = (
    ("open", gettext_lazy("All open"), {}),
    ("mine", gettext_lazy("Mine"), {"assignee": ME}),
    ("overdue", gettext_lazy("Overdue"), {"due": "overdue"}),
    ("today", gettext_lazy("Today"), {"due": "today"}),
    ("week", gettext_lazy("Next 7 days"), {"due": "week"}),
    ("unassigned", gettext_lazy("Nobody's"), {"assignee": NONE}),
    ("done", gettext_lazy("Done"), {"state": "done"}),
)
_KEPT: Final = ("q", "state", "assignee", "department", "due")


class TaskForm(forms.Form):
    """Something to do."""

    title = forms.CharField(max_length=200, label=gettext_lazy("What is to do?"))
    notes = forms.CharField(
        max_length=5_000, required=False, label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 3})
    )
    client = forms.CharField(max_length=240, required=False, label=gettext_lazy("Client"))
    assignee = forms.ChoiceField(required=False, label=gettext_lazy("Who does it"))
    department = forms.ChoiceField(required=False, label=gettext_lazy("Department"))
    priority = forms.TypedChoiceField(
        coerce=int, choices=[(item.value, words) for item, words in PRIORITIES.items()], label=gettext_lazy("Priority")
    )
    due_on = forms.DateField(required=False, label=gettext_lazy("Due on"))
    repeat_every = forms.IntegerField(
        required=False, min_value=1, max_value=365, label=gettext_lazy("Comes back every")
    )
    repeat_unit = forms.ChoiceField(choices=UNITS, required=False, label=gettext_lazy("Unit"))
    repeat_until = forms.DateField(required=False, label=gettext_lazy("Until"))
    remind_on = forms.DateField(required=False, label=gettext_lazy("Remind on"))
    remind_time = forms.TimeField(required=False, label=gettext_lazy("At"))
    remind_by = forms.ChoiceField(choices=REMIND_BY, required=False, label=gettext_lazy("How"))
    shoot_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, context: Context, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own arguments
        """Load who may do it."""
        super().__init__(*args, **{"auto_id": "ta-%s", "label_suffix": "", **kwargs})
        self.context = context
        with studio_scope(context.studio.id, savepoint=False):
            people = colleagues()
        self._choose("assignee", [("", _("Nobody yet")), *((str(key), name) for key, name in people.items())])
        found = ask(departments, context, WithArchived()).items
        self._choose("department", [("", _("None")), *((str(item.id), item.name) for item in found)])

    def given(self) -> dict[str, Any]:
        """Return the input of the verbs; raises InvalidInput when the client means nobody, or several."""
        found = self.cleaned_data
        remind = None
        if found["remind_on"]:
            try:
                remind = clock.at_wall_clock(
                    found["remind_on"], found["remind_time"] or time(9), self.context.studio.zone
                )
            except clock.NoSuchLocalTime as error:
                raise InvalidInput(str(error), fields={"remind_on": str(error)}) from None
        return {
            "title": found["title"],
            "notes": found["notes"],
            "assignee_id": UUID(found["assignee"]) if found["assignee"] else None,
            "department_id": UUID(found["department"]) if found["department"] else None,
            "priority": Priority(found["priority"]),
            "due_on": found["due_on"],
            "repeat_every": found["repeat_every"] if found["repeat_unit"] else None,
            "repeat_unit": Unit(found["repeat_unit"]) if found["repeat_unit"] and found["repeat_every"] else None,
            "repeat_until": found["repeat_until"] if found["repeat_unit"] and found["repeat_every"] else None,
            "remind_at": remind,
            "remind_by": found["remind_by"] if remind else "",
        }

    def refuse(self, refusal: ActionError) -> None:
        """Put what a verb refused at the fields it is about."""
        places = {
            "assignee_id": "assignee",
            "department_id": "department",
            "client_id": "client",
            "remind_at": "remind_on",
        }
        for name, sentence in (refusal.fields or {"": refusal.message}).items():
            place = places.get(name, name)
            self.add_error(place if place in self.fields else None, forms.ValidationError(sentence))

    @property
    def shows_more(self) -> bool:
        """Whether what is usually folded away holds something."""
        names = ("repeat_every", "repeat_until", "remind_on")
        return any(self[name].value() or name in self.errors for name in names)

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - both are
        field.choices = choices


@never_cache
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Show tasks, the most pressing first; a partial request gets the results alone."""
    context = context_of(request)
    page = _results(context, request.GET)
    template = "shoots/tasks/results.html" if is_partial(request) else "shoots/tasks/page.html"
    answer = render(request, template, page)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@never_cache
@require_GET
def rows(request: HttpRequest) -> HttpResponse:
    """Answer the tasks that follow, for the end of the list that came into sight."""
    return render(request, "shoots/tasks/rows.html", _results(context_of(request), request.GET))


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form of a new task, or note it."""
    context = context_of(request)
    permit(add_task, context)
    if request.method == "GET":
        begun: dict[str, Any] = {"priority": Priority.NORMAL.value, "remind_by": "desk"}
        for name in ("shoot_id", "client_id", "title"):
            begun |= {name: request.GET[name][:200]} if request.GET.get(name) else {}
        begun["client"] = client_text(context, begun.pop("client_id", None))
        return _form(request, TaskForm(context, initial=begun), 200)
    form = TaskForm(context, request.POST)
    if form.is_valid():
        try:
            given = form.given() | {"shoot_id": form.cleaned_data["shoot_id"]}
            if given["shoot_id"] is None:
                given["client_id"] = client_meant(context, form.cleaned_data["client"])
            outcome = run(add_task, context, {name: value for name, value in given.items() if value is not None})
        except ActionError as refusal:
            if refusal.status not in SAME_FORM:
                raise
            form.refuse(refusal)
        else:
            tell(request, _("The task was noted."), outcome)
            return _back(request, outcome.value)
    return _form(request, form, 422)


@never_cache
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Show a task as a form, or save what was changed in it."""
    context = context_of(request)
    permit(change_task, context)
    card = ask(get_task, context, {"task_id": task_id})
    form = TaskForm(context, request.POST if request.method == "POST" else None, initial=_initial(context, card))
    if request.method == "POST" and form.is_valid():
        try:
            given = form.given()
            if {"client"} & set(form.changed_data) and card.shoot is None:
                given["client_id"] = client_meant(context, form.cleaned_data["client"])
            if "due_on" not in form.changed_data:
                given.pop("due_on")
            outcome = run(change_task, context, {"task_id": task_id, **given})
        except ActionError as refusal:
            if refusal.status not in SAME_FORM:
                raise
            form.refuse(refusal)
        else:
            tell(request, _("Saved."), outcome)
            return _back(request, outcome.value)
    return _form(request, form, 422 if request.method == "POST" else 200, card)


@require_POST
def completion(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Complete a task, or open it again; the line that was pressed takes its new form."""
    context = context_of(request)
    verb = complete_task if request.POST.get("done") == "yes" else reopen_task
    outcome = run(verb, context, {"task_id": task_id})
    card = outcome.value
    tell(
        request, (_("Done: %(title)s") if card.done_at else _("Open again: %(title)s")) % {"title": card.title}, outcome
    )
    if not is_partial(request):
        return HttpResponseRedirect(place_before(request, reverse("tasks")))
    (shown,) = shown_tasks(context, [card])
    return render(request, "shoots/tasks/line.html", {"task": shown, "may_edit": True, "apart": True})


@require_POST
def removal(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Remove a task; it can be taken back."""
    outcome = run(remove_task, context_of(request), {"task_id": task_id})
    tell(request, _("The task was removed."), outcome)
    return _back(request, outcome.value)


@never_cache
@require_http_methods(["GET", "POST"])
def from_list(request: HttpRequest, shoot_id: UUID) -> HttpResponse:
    """Add the tasks of a list to a session."""
    context = context_of(request)
    permit(add_tasks, context)
    card = ask(get, context, {"shoot_id": shoot_id})
    if request.method == "GET":
        page = {
            "card": card,
            "lists": ask(task_lists, context, WithArchived()).items,
            "inside": "shoots/form/task_lists_form.html",
            "title": _("Add tasks of a list: %(title)s") % {"title": card.title},
        }
        return render(request, f"shoots/form/{'panel' if is_partial(request) else 'page'}.html", page)
    outcome = run(add_tasks, context, {"task_list_id": request.POST.get("task_list_id", ""), "shoot_id": shoot_id})
    tell(request, _("%(count)s tasks were added.") % {"count": len(outcome.value.items)}, outcome)
    address = reverse("session", args=[shoot_id])
    return HttpResponse(headers={"HX-Redirect": address}) if is_partial(request) else HttpResponseRedirect(address)


@never_cache
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Show a person's day: their dates, their tasks, and the sessions that wait for them."""
    context = context_of(request)
    found = ask(my_work, context, {})
    today = found.today
    shown = shown_tasks(context, found.tasks)
    page = {
        "work": found,
        "notices": shown_tasks(context, found.notices),
        "dates": [
            {
                "card": card,
                "when": show_span(card.starts, card.ends, card.zone, context.studio),
                "url": card.owner.url if card.owner and card.owner.url else reverse("appointment", args=[card.id]),
            }
            for card in found.dates
        ],
        "overdue": [task for task in shown if task.card.due_on and task.card.due_on < today],
        "today": [task for task in shown if task.card.due_on == today],
        "coming": [task for task in shown if task.card.due_on and task.card.due_on > today],
        "undated": [task for task in shown if task.card.due_on is None],
        "sessions": [
            {
                "row": row,
                "pills": state_pills(row),
                "starts": starts_words(row, context.studio, today),
                "tone": tone_of(row.type.color),
            }
            for row in found.sessions
        ],
        "may_edit": context.actor.may("shoots.edit"),
    }
    return render(request, "shoots/tasks/mine.html", page)


def _results(context: Context, params: QueryDict) -> dict[str, Any]:
    kept = {name: params[name] for name in _KEPT if params.get(name)}
    asked = ListTasks.model_validate(
        {
            "q": kept.get("q", "")[:200],
            "state": kept.get("state", "open") if kept.get("state") in {"open", "done", "all"} else "open",
            "assignee": (kept["assignee"],) if "assignee" in kept else (),
            "department": (kept["department"],) if "department" in kept else (),
            "due": kept.get("due", "") if kept.get("due") in {"overdue", "today", "week", "never"} else "",
            "cursor": params.get("cursor", "")[:12],
            "limit": ROWS_AT_ONCE,
        }
    )
    page = ask(list_tasks, context, asked)
    q = {"q": kept["q"]} if "q" in kept else {}
    return {
        "tasks": shown_tasks(context, page.items),
        "total": page.total or 0,
        "q": kept.get("q", ""),
        "quick": [
            {
                "label": label,
                "url": f"{reverse('tasks')}?{urlencode({**q, **query})}" if {**q, **query} else reverse("tasks"),
                "active": {name: value for name, value in kept.items() if name != "q"} == query,
            }
            for _key, label, query in QUICK
        ],
        "departments": [
            (
                item.name,
                f"{reverse('tasks')}?{urlencode({'department': str(item.id)})}",
                str(item.id) == kept.get("department"),
            )
            for item in ask(departments, context, WithArchived()).items
        ],
        "kept": list(kept.items()),
        "more": f"{reverse('task_rows')}?{urlencode({**kept, 'cursor': page.next})}" if page.next else "",
        "filtered": bool(kept),
        "today": today_of(context),
        "may_edit": context.actor.may("shoots.edit"),
    }


def _initial(context: Context, card: TaskCard) -> dict[str, Any]:
    wall: datetime | None = clock.local(card.remind_at, context.studio.zone) if card.remind_at else None
    return {
        "title": card.title,
        "notes": card.notes,
        "client": client_text(context, card.client.id) if card.client else "",
        "assignee": str(card.assignee.id) if card.assignee else "",
        "department": str(card.department.id) if card.department else "",
        "priority": card.priority.value,
        "due_on": card.due_on,
        "repeat_every": card.repeat_every,
        "repeat_unit": card.repeat_unit.value if card.repeat_unit else "",
        "repeat_until": card.repeat_until,
        "remind_on": wall.date() if wall else None,
        "remind_time": wall.time().replace(second=0, microsecond=0) if wall else None,
        "remind_by": card.remind_by or "desk",
        "shoot_id": card.shoot.id if card.shoot else None,
    }


def _form(request: HttpRequest, form: TaskForm, status: int, card: TaskCard | None = None) -> HttpResponse:
    page = {
        "form": form,
        "task": card,
        "inside": "shoots/form/task_form.html",
        "title": _("Change task") if card else _("New task"),
        "address": reverse("task", args=[card.id]) if card else reverse("task_new"),
        "may_edit": True,
    }
    if is_partial(request) and request.method == "POST":
        return render(request, "shoots/form/task_form.html", page, status=status)
    return render(request, f"shoots/form/{'panel' if is_partial(request) else 'page'}.html", page, status=status)


def _back(request: HttpRequest, card: TaskCard) -> HttpResponse:
    usual = reverse("session", args=[card.shoot.id]) if card.shoot else reverse("tasks")
    here = place_before(request, usual)
    if is_partial(request):
        return HttpResponse(headers={"HX-Redirect": here})
    return HttpResponseRedirect(usual)
