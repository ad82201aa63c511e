"""What merging two clients would give, field by field."""

from __future__ import annotations

from typing import Any, Final, Literal
from uuid import UUID

from safelight.clients.models import CustomField
from safelight.clients.queries.cards import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.clients.queries.state import state_of
from safelight.clients.rules.merging import differences
from safelight.clients.rules.patching import shown
from safelight.foundation.actions import Conflict, Context, Frozen, query

LABELS: Final = {
    "kind": "Kind", "prefix": "Title", "first_name": "First name", "middle_name": "Middle name", "last_name": "Last name",
    "suffix": "Name suffix", "nickname": "Nickname", "organization": "Organization", "job_title": "Job title",
    "birthday": "Birthday", "birth_year_known": "Year of birth known", "anniversary": "Anniversary",
    "since": "Client since", "website": "Website", "language": "Language", "notes": "Notes",
    "external_id": "Number in the other program", "do_not_contact": "Do not contact", "stage": "Stage",
    "source": "Source", "referred_by": "Referred by",
}  # fmt: skip


class PreviewMerge(Frozen):
    """The client that stays, and the one that becomes part of it."""

    client_id: UUID
    other_id: UUID


class MergeField(Frozen):
    """A field in which they differ: both values as text and raw, and which side is proposed."""

    field: str
    label: str
    keep: Any = None
    other: Any = None
    keep_text: str
    other_text: str
    suggested: Literal["keep", "other"]


class MergePreview(Frozen):
    """Both clients and what has to be chosen; all lists (phones, mails, tags …) are joined."""

    keep: ClientCard
    other: ClientCard
    fields: tuple[MergeField, ...]


@query("clients.merge_preview", permission="clients.view", door="GET /clients/{client_id}/merge-preview")
def merge_preview(context: Context, data: PreviewMerge) -> MergePreview:
    """Show what merging two clients would give, field by field."""
    country = context.studio.country
    keep, other = load_card(data.client_id, country), load_card(data.other_id, country)
    for card in (keep, other):
        if card.removed_at is not None:
            message = f"{card.display_name} was removed or merged already."
            raise Conflict(message, code="removed")
    labels = {f"custom.{row.id}": row.label for row in CustomField.objects.all()} | LABELS
    found = [
        difference
        for difference in differences(state_of(keep), state_of(other))
        if difference.field not in {"referred_by", "birth_year_known"}
    ]
    return MergePreview.model_construct(
        keep=keep,
        other=other,
        fields=tuple(
            MergeField(
                field=item.field,
                label=labels.get(item.field, item.field),
                keep=item.keep,
                other=item.other,
                keep_text=shown(item.keep),
                other_text=shown(item.other),
                suggested=item.suggested,
            )
            for item in found
        ),
    )
