"""Mappings remembered from imports: given a name, taken out, put back."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.exchange.models import MappingTemplate
from safelight.exchange.queries.mappings import ChooseMapping, MappingCard, mapping_card
from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, NotFound, action


class RenameMapping(Frozen):
    """Another name for a remembered mapping."""

    mapping_id: UUID
    name: str = Field(min_length=1, max_length=120)


class RestoreMapping(Frozen):
    """A mapping as it was before it was taken out; ``signature`` is the hexadecimal fingerprint of its column names."""

    mapping_id: UUID
    kind: str = Field(max_length=20)
    name: str = Field(min_length=1, max_length=120)
    signature: str = Field(pattern="^[0-9a-f]{64}$")
    targets: dict[str, str]


@action("exchange.rename_mapping", permission="exchange.import", door="PATCH /mappings/{mapping_id}")
def rename_mapping(context: Context, data: RenameMapping) -> MappingCard:
    """Give a remembered mapping another name."""
    found = _find(data.mapping_id)
    name = data.name.strip()
    if not name:
        message = "A mapping needs a name."
        raise InvalidInput(message, fields={"name": message})
    context.changed({"name": [found.name, name]})
    context.undo_with("exchange.rename_mapping", {"mapping_id": str(found.id), "name": found.name})
    found.name = name
    found.save(update_fields=["name"])
    context.subject("mapping", found.id, "A remembered mapping got another name")
    return mapping_card(found)


@action("exchange.drop_mapping", permission="exchange.import", door="DELETE /mappings/{mapping_id}")
def drop_mapping(context: Context, data: ChooseMapping) -> MappingCard:
    """Take a remembered mapping out; files with its column names are guessed anew."""
    found = _find(data.mapping_id)
    card = mapping_card(found)
    context.undo_with(
        "exchange.restore_mapping",
        {
            "mapping_id": str(found.id), "kind": found.kind, "name": found.name,
            "signature": bytes(found.signature).hex(), "targets": found.targets,
        },
    )  # fmt: skip
    found.delete()
    context.subject("mapping", card.id, "A remembered mapping was taken out")
    return card


@action("exchange.restore_mapping", permission="exchange.import")
def restore_mapping(context: Context, data: RestoreMapping) -> MappingCard:
    """Put a remembered mapping back that was taken out."""
    signature = bytes.fromhex(data.signature)
    if MappingTemplate.objects.filter(kind=data.kind, signature=signature).exists():
        message = "A newer mapping for the same column names is remembered by now; it stays."
        raise Conflict(message, code="newer_mapping")
    found = MappingTemplate(
        id=data.mapping_id, kind=data.kind, name=data.name, signature=signature, targets=data.targets,
        used_at=context.now,
    )  # fmt: skip
    found.save(force_insert=True)
    context.subject("mapping", found.id, "A remembered mapping was put back")
    return mapping_card(found)


def _find(mapping_id: UUID) -> MappingTemplate:
    found = MappingTemplate.objects.select_for_update().filter(id=mapping_id).first()
    if found is None:
        what = "mapping"
        raise NotFound(what)
    return found
