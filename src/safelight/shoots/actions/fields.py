"""Defining and changing the fields a studio adds to its sessions."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from pydantic import Field

from safelight.clients.rules.custom import FieldType
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id
from safelight.shoots.models import SessionField, Shoot
from safelight.shoots.queries.cards import SessionFieldCard
from safelight.shoots.queries.definitions import field_card
from safelight.shoots.rules.folding import key_of, tidy


class AddSessionField(Frozen):
    """A new field; ``choices`` for the type ``choice`` only."""

    label: str = Field(min_length=1, max_length=80)
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = Field(default=(), max_length=200)
    help: str = Field(default="", max_length=300)


class ChangeSessionField(Frozen):
    """What changes on a field; its type stays, for values exist."""

    session_field_id: UUID
    label: str | None = Field(default=None, min_length=1, max_length=80)
    choices: tuple[str, ...] | None = Field(default=None, max_length=200)
    help: str | None = Field(default=None, max_length=300)
    order: int | None = Field(default=None, ge=0, le=1000)
    archived: bool | None = None


@action("shoots.add_field", permission="shoots.manage", door="POST /session-fields")
def add_field(context: Context, data: AddSessionField) -> SessionFieldCard:
    """Define a field of your own for sessions."""
    choices = _choices(FieldType(data.type), data.choices)
    _free(data.label, None)
    last = SessionField.objects.aggregate(last=Max("order"))["last"]
    row = SessionField(
        id=new_id(),
        label=tidy(data.label),
        key=key_of(data.label),
        type=data.type.value,
        choices=choices,
        help=data.help,
        order=int(last or 0) + 1,
    )
    row.save(force_insert=True)
    context.subject("session_field", row.id, f"Session field “{row.label}” was defined")
    context.undo_with("shoots.change_field", {"session_field_id": str(row.id), "archived": True})
    return field_card(row)


@action("shoots.change_field", permission="shoots.manage", door="PATCH /session-fields/{session_field_id}")
def change_field(context: Context, data: ChangeSessionField) -> SessionFieldCard:
    """Change a field of your own, or archive it; values that sessions have are kept."""
    row = SessionField.objects.select_for_update().filter(id=data.session_field_id).first()
    if row is None:
        what = "session field"
        raise NotFound(what)
    before = {
        "label": row.label,
        "choices": row.choices,
        "help": row.help,
        "order": row.order,
        "archived": row.archived_at is not None,
    }
    if data.label is not None:
        _free(data.label, row.id)
        row.label, row.key = tidy(data.label), key_of(data.label)
    if data.choices is not None:
        row.choices = _choices(FieldType(row.type), data.choices)
        _keep_used(row)
    row.help = row.help if data.help is None else data.help
    row.order = row.order if data.order is None else data.order
    if data.archived is not None:
        row.archived_at = context.now if data.archived else None
    row.save()
    given = data.model_fields_set - {"session_field_id"}
    context.subject("session_field", row.id, f"Session field “{row.label}” was changed")
    context.changed({name: [before[name], getattr(data, name)] for name in given})
    context.undo_with(
        "shoots.change_field", {"session_field_id": str(row.id), **{name: before[name] for name in given}}
    )
    return field_card(row)


def _choices(kind: FieldType, given: tuple[str, ...]) -> list[str]:
    found = list(dict.fromkeys(text for choice in given if (text := tidy(choice))))
    if kind is FieldType.CHOICE and not found:
        message = "Name at least one choice."
        raise InvalidInput(message, fields={"choices": message})
    if kind is not FieldType.CHOICE and found:
        message = "Only a field of the type “choice” has choices."
        raise InvalidInput(message, fields={"choices": message})
    return found


def _keep_used(row: SessionField) -> None:
    """Refuse to drop a choice that sessions have."""
    key = str(row.id)
    used = set(Shoot.objects.filter(custom__has_key=key).values_list(f"custom__{key}", flat=True).distinct())
    missing = sorted(str(value) for value in used - set(row.choices))
    if missing:
        message = f"Sessions have {', '.join(f'“{value}”' for value in missing)}. Keep it, or change those first."
        raise Conflict(message, code="in_use", fields={"choices": message})


def _free(label: str, but: UUID | None) -> None:
    known = SessionField.objects.filter(key=key_of(label))
    if (known if but is None else known.exclude(id=but)).exists():
        message = f"There is a field “{label}” already."
        raise Conflict(message, code="exists", fields={"label": message})
