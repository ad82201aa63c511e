"""The forms of the session settings: types, statuses, task lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.calendar.queries import Resources
from safelight.calendar.queries.resources import resources
from safelight.calendar.web.faces import COLORS, RESOURCE_WORDS
from safelight.foundation.actions import ActionError, Context, ask
from safelight.foundation.tenancy import studio_scope
from safelight.pricing.models import Item, PriceList
from safelight.shoots.ports.conditions import conditions
from safelight.shoots.queries import departments, task_lists, workflows
from safelight.shoots.queries.cards import PolicyStepCard, SessionTypeCard, StatusCard, TaskListCard
from safelight.shoots.queries.defined import WithArchived
from safelight.shoots.rules.due import DueKind
from safelight.shoots.rules.policy import Change
from safelight.shoots.web.faces import EVENT_WORDS

DUE_KINDS: Final = (
    (DueKind.NEVER.value, gettext_lazy("No day")),
    (DueKind.AFTER_ENTRY.value, gettext_lazy("Workdays after it began")),
    (DueKind.BEFORE_EVENT.value, gettext_lazy("Workdays before a date")),
    (DueKind.AFTER_EVENT.value, gettext_lazy("Workdays after a date")),
)
CHANGES: Final = (
    (Change.CANCEL.value, gettext_lazy("Cancelled")),
    (Change.RESCHEDULE.value, gettext_lazy("Moved")),
)
SPARE_STEPS, SPARE_ITEMS = 2, 3
_ROUND: Final = ("hours", "fee_percent", "fee", "credit_percent")


class Refusable(forms.Form):
    """A form that can show what a verb refused."""

    places: Mapping[str, str] = {}

    def refuse(self, refusal: ActionError) -> None:
        """Put what a verb refused at the fields it is about."""
        for name, sentence in (refusal.fields or {"": refusal.message}).items():
            place = self.places.get(name.split(".")[0], name.split(".")[0])
            self.add_error(place if place in self.fields else None, forms.ValidationError(sentence))

    def choose(self, name: str, choices: Sequence[tuple[Any, Any]]) -> None:
        """Set what a field offers."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - all that are named here are
        field.choices = list(choices)


class TypeForm(Refusable):
    """A session type."""

    name = forms.CharField(max_length=80, label=gettext_lazy("Name"))
    color = forms.ChoiceField(choices=list(COLORS.items()), required=False, label=gettext_lazy("Colour"))
    minutes = forms.IntegerField(min_value=5, max_value=10_080, label=gettext_lazy("Minutes"))
    preparation_minutes = forms.IntegerField(
        min_value=0, max_value=1_440, required=False, label=gettext_lazy("Preparation before, minutes")
    )
    buffer_minutes = forms.IntegerField(
        min_value=0, max_value=1_440, required=False, label=gettext_lazy("Time after, minutes")
    )
    workflow = forms.ChoiceField(label=gettext_lazy("Workflow"))
    task_list = forms.ChoiceField(required=False, label=gettext_lazy("Task list"))
    wishes = forms.MultipleChoiceField(required=False, label=gettext_lazy("What it needs"))
    price_list = forms.ChoiceField(required=False, label=gettext_lazy("Price list"))
    session_fee_item = forms.ChoiceField(required=False, label=gettext_lazy("Session fee"))
    default_title = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Title"),
        help_text=gettext_lazy("{type} and {client} stand for themselves. Empty: both."),
    )  # fmt: skip
    default_brief = forms.CharField(
        max_length=10_000, required=False, label=gettext_lazy("Brief"), widget=forms.Textarea(attrs={"rows": 3})
    )
    default_shots = forms.CharField(
        max_length=10_000,
        required=False,
        label=gettext_lazy("Shot list, one a line"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    default_notes = forms.CharField(
        max_length=10_000, required=False, label=gettext_lazy("Notes"), widget=forms.Textarea(attrs={"rows": 2})
    )
    client_text = forms.CharField(
        max_length=10_000, required=False, label=gettext_lazy("What the client should know"),
        help_text=gettext_lazy("Stands in confirmations and reminders."), widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    confirms = forms.BooleanField(required=False, label=gettext_lazy("Confirm dates by mail"))
    reminds = forms.BooleanField(required=False, label=gettext_lazy("Remind by mail"))
    remind_days = forms.IntegerField(min_value=0, max_value=60, required=False, label=gettext_lazy("Days before"))
    remind_at = forms.TimeField(required=False, label=gettext_lazy("At"))
    bookable_online = forms.BooleanField(required=False, label=gettext_lazy("May be booked online"))

    places: Mapping[str, str] = {
        "workflow_id": "workflow", "task_list_id": "task_list", "price_list_id": "price_list",
        "session_fee_item_id": "session_fee_item", "resources": "wishes",
    }  # fmt: skip

    def __init__(self, context: Context, *args: Any, card: SessionTypeCard | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """Load what can be chosen, and what stands there."""
        initial = initial_type(card) if card else {"minutes": 60, "confirms": True, "reminds": True, "remind_days": 1}
        super().__init__(*args, **{"auto_id": "ty-%s", "label_suffix": "", "initial": initial, **kwargs})
        none = ("", _("None"))
        found = ask(workflows, context, WithArchived()).items
        self.choose("workflow", [(str(item.workflow.id), item.workflow.name) for item in found])
        lists = ask(task_lists, context, WithArchived()).items
        self.choose("task_list", [none, *((str(item.id), item.name) for item in lists)])
        bookable = ask(resources, context, Resources()).items
        kinds = [
            (kind.value, _("Any %(kind)s") % {"kind": str(words).lower()}) for kind, words in RESOURCE_WORDS.items()
        ]
        self.choose("wishes", [*kinds, *((str(each.id), each.name) for each in bookable)])
        with studio_scope(context.studio.id, savepoint=False):
            prices = list(PriceList.objects.filter(archived_at=None).order_by("order", "name"))
            fees = list(Item.objects.filter(kind="session_fee", archived_at=None).order_by("name")[:200])
        self.choose("price_list", [none, *((str(item.id), item.name) for item in prices)])
        self.choose("session_fee_item", [none, *((str(item.id), item.name) for item in fees)])
        self.steps = _shown_steps(args[0] if args else None, card)

    def given(self) -> dict[str, Any]:
        """Return the input of the verbs."""
        found = self.cleaned_data
        plain = (
            "name", "color", "minutes", "default_title", "default_brief", "default_notes", "client_text", "confirms",
            "bookable_online",
        )  # fmt: skip
        data = {name: found[name] for name in plain}
        kinds = {kind.value for kind in RESOURCE_WORDS}
        return {
            **data,
            "preparation_minutes": found["preparation_minutes"] or 0,
            "buffer_minutes": found["buffer_minutes"] or 0,
            "workflow_id": found["workflow"],
            "task_list_id": found["task_list"] or None,
            "price_list_id": found["price_list"] or None,
            "session_fee_item_id": found["session_fee_item"] or None,
            "resources": [{"kind": wish} if wish in kinds else {"id": wish} for wish in found["wishes"]],
            "default_shots": [line.strip() for line in found["default_shots"].splitlines() if line.strip()],
            "policy": [_step(step) for step in self.steps if step["hours"]],
            "remind_days": (1 if found["remind_days"] is None else found["remind_days"]) if found["reminds"] else None,
            **({"remind_at": found["remind_at"]} if found["remind_at"] else {}),
        }


class StatusForm(Refusable):
    """A status of a workflow."""

    name = forms.CharField(max_length=80, label=gettext_lazy("Name"))
    color = forms.ChoiceField(choices=list(COLORS.items()), required=False, label=gettext_lazy("Colour"))
    department = forms.ChoiceField(required=False, label=gettext_lazy("Department"))
    due_kind = forms.ChoiceField(choices=DUE_KINDS, label=gettext_lazy("Until when"))
    due_days = forms.IntegerField(min_value=0, max_value=400, required=False, label=gettext_lazy("Workdays"))
    due_event = forms.ChoiceField(choices=list(EVENT_WORDS.items()), required=False, label=gettext_lazy("Which date"))
    entry = forms.MultipleChoiceField(required=False, label=gettext_lazy("Before a session may enter"))
    exit = forms.MultipleChoiceField(required=False, label=gettext_lazy("Before a session may leave"))
    task_list = forms.ChoiceField(required=False, label=gettext_lazy("Tasks that are added on entry"))
    timed = forms.BooleanField(required=False, label=gettext_lazy("Count the time spent here"))
    terminal = forms.BooleanField(required=False, label=gettext_lazy("The session is finished here"))

    places: Mapping[str, str] = {"department_id": "department", "task_list_id": "task_list", "due": "due_days"}

    def __init__(self, context: Context, *args: Any, card: StatusCard | None = None, **kwargs: Any) -> None:  # noqa: ANN401 - Django's own
        """Load what can be chosen, and what stands there."""
        initial = _initial_status(card) if card else {"timed": True, "due_kind": DueKind.NEVER.value}
        super().__init__(*args, **{"auto_id": "st-%s", "label_suffix": "", "initial": initial, **kwargs})
        none = ("", _("None"))
        found = ask(departments, context, WithArchived()).items
        self.choose("department", [none, *((str(item.id), item.name) for item in found)])
        lists = ask(task_lists, context, WithArchived()).items
        self.choose("task_list", [none, *((str(item.id), item.name) for item in lists)])
        known = [(item.key, item.label) for item in conditions.all()]
        self.choose("entry", known)
        self.choose("exit", known)

    def given(self) -> dict[str, Any]:
        """Return the input of the verbs."""
        found = self.cleaned_data
        return {
            **{name: found[name] for name in ("name", "color", "timed", "terminal", "entry", "exit")},
            "department_id": found["department"] or None,
            "task_list_id": found["task_list"] or None,
            "due": {
                "kind": found["due_kind"],
                "days": found["due_days"] or 0,
                "event": found["due_event"] or "session",
            },
        }


def shown_items(posted: QueryDict | None, card: TaskListCard | None) -> list[dict[str, Any]]:
    """Return the lines of a task list as its form shows them, and spare ones behind them."""
    if posted is not None:
        count = sum(1 for key in posted if key.startswith("items-") and key.endswith("-title"))
        return [{name: posted.get(f"items-{at}-{name}", "") for name in ITEM} for at in range(min(count, 200))]
    rows = [
        {
            "title": item.title,
            "department": str(item.department.id) if item.department else "",
            "who": "photographer" if item.for_photographer else str(item.assignee.id) if item.assignee else "",
            "due_kind": item.due.kind.value,
            "due_days": item.due.days,
            "due_event": item.due.event or "session",
            "priority": item.priority.value,
            "notes": item.notes,
        }
        for item in (card.items if card else ())
    ]
    return [*rows, *({"due_kind": DueKind.NEVER.value, "priority": 3} for _spare in range(SPARE_ITEMS))]


def read_items(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the lines of a task list as the verbs take them; empty lines are left out."""
    return [
        {
            "title": line["title"].strip(),
            "notes": line.get("notes", ""),
            "department_id": line.get("department") or None,
            "for_photographer": line.get("who") == "photographer",
            "assignee_id": line["who"] if line.get("who") not in {"", None, "photographer"} else None,
            "priority": int(line.get("priority") or 3),
            "due": {
                "kind": line.get("due_kind") or DueKind.NEVER.value,
                "days": int(line["due_days"]) if str(line.get("due_days", "")).isdecimal() else 0,
                "event": line.get("due_event") or "session",
            },
        }
        for line in lines
        if line.get("title", "").strip()
    ]


ITEM: Final = ("title", "department", "who", "due_kind", "due_days", "due_event", "priority", "notes")


def initial_type(card: SessionTypeCard) -> dict[str, Any]:
    """Return a session type as its form shows it."""
    plain = (
        "name", "color", "minutes", "preparation_minutes", "buffer_minutes", "default_title", "default_brief",
        "default_notes", "client_text", "confirms", "bookable_online", "remind_at",
    )  # fmt: skip
    return {
        **{name: getattr(card, name) for name in plain},
        "workflow": str(card.workflow.id),
        "task_list": str(card.task_list.id) if card.task_list else "",
        "price_list": str(card.price_list_id or ""),
        "session_fee_item": str(card.session_fee_item_id or ""),
        "wishes": [str(wish.id) if wish.id else wish.kind for wish in card.resources],
        "default_shots": "\n".join(card.default_shots),
        "reminds": card.remind_days is not None,
        "remind_days": card.remind_days,
    }


def _initial_status(card: StatusCard) -> dict[str, Any]:
    return {
        **{name: getattr(card, name) for name in ("name", "color", "timed", "terminal")},
        "entry": list(card.entry),
        "exit": list(card.exit),
        "department": str(card.department.id) if card.department else "",
        "task_list": str(card.task_list.id) if card.task_list else "",
        "due_kind": card.due.kind.value,
        "due_days": card.due.days,
        "due_event": card.due.event or "session",
    }


def _shown_steps(posted: QueryDict | None, card: SessionTypeCard | None) -> list[dict[str, Any]]:
    if posted is not None:
        count = sum(1 for key in posted if key.startswith("policy-") and key.endswith("-hours"))
        names = ("change", *_ROUND)
        return [{name: posted.get(f"policy-{at}-{name}", "").strip() for name in names} for at in range(min(count, 20))]
    known: tuple[PolicyStepCard, ...] = card.policy if card else ()
    rows = [{"change": step.change.value, **{name: _plain(getattr(step, name)) for name in _ROUND}} for step in known]
    return [
        *rows,
        *({"change": Change.CANCEL.value, "hours": "", "credit_percent": "100"} for _spare in range(SPARE_STEPS)),
    ]


def _plain(value: Any) -> str:  # noqa: ANN401 - an int or a Decimal
    return format(Decimal(value).normalize(), "f")


def _step(step: Mapping[str, Any]) -> dict[str, Any]:
    def number(name: str, otherwise: str) -> str:
        text = str(step.get(name) or otherwise).replace(",", ".")
        try:
            return str(Decimal(text))
        except InvalidOperation:
            return text

    return {
        "change": step["change"],
        "hours": step["hours"],
        "fee_percent": number("fee_percent", "0"),
        "fee": number("fee", "0"),
        "credit_percent": number("credit_percent", "100"),
    }


def is_id(text: str) -> bool:
    """Say whether a text is an id."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True
