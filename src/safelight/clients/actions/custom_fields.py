"""Defining and changing the fields a studio adds to its clients."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Max
from pydantic import Field

from safelight.clients.actions.sorting import key_of
from safelight.clients.models import Client, CustomField
from safelight.clients.queries.cards import CustomFieldCard
from safelight.clients.queries.reading import custom_field_card
from safelight.clients.rules.custom import FieldType
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action
from safelight.foundation.ids import new_id


class AddCustomField(Frozen):
    """A new field; ``choices`` for the type ``choice`` only."""

    label: str = Field(min_length=1, max_length=80)
    type: FieldType = FieldType.TEXT
    choices: tuple[str, ...] = Field(default=(), max_length=200)
    help: str = Field(default="", max_length=300)


class ChangeCustomField(Frozen):
    """What changes on a field; its type stays, for values exist."""

    field_id: UUID
    label: str | None = Field(default=None, min_length=1, max_length=80)
    choices: tuple[str, ...] | None = Field(default=None, max_length=200)
    help: str | None = Field(default=None, max_length=300)
    order: int | None = Field(default=None, ge=0, le=1000)
    archived: bool | None = None


@action("clients.add_custom_field", permission="clients.manage", door="POST /client-fields")
def add_custom_field(context: Context, data: AddCustomField) -> CustomFieldCard:
    """Define a field of your own."""
    choices = _choices(data.type, data.choices)
    _free(data.label, None)
    last = CustomField.objects.aggregate(last=Max("order"))["last"]
    row = CustomField(
        id=new_id(),
        label=data.label,
        key=key_of(data.label),
        type=data.type.value,
        choices=choices,
        help=data.help,
        order=int(last or 0) + 1,
    )
    row.save(force_insert=True)
    context.subject("custom_field", row.id, f"Field “{row.label}” was defined")
    context.undo_with("clients.change_custom_field", {"field_id": str(row.id), "archived": True})
    return custom_field_card(row)


@action("clients.change_custom_field", permission="clients.manage", door="PATCH /client-fields/{field_id}")
def change_custom_field(context: Context, data: ChangeCustomField) -> CustomFieldCard:
    """Change a field of your own, or archive it; values that clients have are kept."""
    row = CustomField.objects.select_for_update().filter(id=data.field_id).first()
    if row is None:
        what = "custom field"
        raise NotFound(what)
    before = {"label": row.label, "choices": row.choices, "help": row.help, "order": row.order}
    before["archived"] = row.archived_at is not None
    if data.label is not None:
        _free(data.label, row.id)
        row.label, row.key = data.label, key_of(data.label)
    if data.choices is not None:
        row.choices = _choices(FieldType(row.type), data.choices)
        _keep_used(row)
    row.help = row.help if data.help is None else data.help
    row.order = row.order if data.order is None else data.order
    if data.archived is not None:
        row.archived_at = context.now if data.archived else None
    row.save()
    given = data.model_fields_set - {"field_id"}
    context.subject("custom_field", row.id, f"Field “{row.label}” was changed")
    context.changed({name: [before[name], getattr(data, name)] for name in given})
    context.undo_with(
        "clients.change_custom_field", {"field_id": str(row.id), **{name: before[name] for name in given}}
    )
    return custom_field_card(row)


def _choices(kind: FieldType, given: tuple[str, ...]) -> list[str]:
    tidy = list(dict.fromkeys(text for choice in given if (text := " ".join(choice.split()))))
    if kind is FieldType.CHOICE and not tidy:
        message = "Name at least one choice."
        raise InvalidInput(message, fields={"choices": message})
    if kind is not FieldType.CHOICE and tidy:
        message = "Only a field of the type “choice” has choices."
        raise InvalidInput(message, fields={"choices": message})
    return tidy


def _keep_used(row: CustomField) -> None:
    """Refuse to drop a choice that clients have."""
    key = str(row.id)
    used = set(Client.objects.filter(custom__has_key=key).values_list(f"custom__{key}", flat=True).distinct())
    missing = sorted(str(value) for value in used - set(row.choices))
    if missing:
        message = (
            f"Clients have {', '.join(f'“{value}”' for value in missing)}. Keep it, or change those clients first."
        )
        raise Conflict(message, code="in_use", fields={"choices": message})


def _free(label: str, but: UUID | None) -> None:
    known = CustomField.objects.filter(key=key_of(label))
    if (known if but is None else known.exclude(id=but)).exists():
        message = f"There is a field “{label}” already."
        raise Conflict(message, code="exists", fields={"label": message})
