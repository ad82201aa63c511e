"""Deciding on terms, number series, texts and the seller's details."""

from __future__ import annotations

from pydantic import Field

from safelight.foundation.actions import Conflict, Context, Frozen, InvalidInput, action
from safelight.foundation.ids import new_id
from safelight.sales.actions.locking import lock_documents
from safelight.sales.models import SalesSettings
from safelight.sales.queries.settings import SettingsCard, terms_of
from safelight.sales.rules.settings import Terms


class ChangeSettings(Frozen):
    """All decisions as they shall be, made from the version that was read."""

    version: int = Field(ge=0)
    terms: Terms


@action("sales.change_settings", permission="sales.manage", door="PUT /sales_settings", dry_run=True)
def change_settings(context: Context, data: ChangeSettings) -> SettingsCard:
    """Change terms, numbers, texts and the look of documents; documents that were issued stay as they are.

    Raises:
        Conflict: somebody changed them meanwhile.
        InvalidInput: a value makes no sense; ``fields`` says which.
    """
    lock_documents(context)
    row = SalesSettings.objects.select_for_update().first()
    if data.version != (row.version if row else 0):
        message = "Somebody changed these settings meanwhile. Load them again and make your change once more."
        raise Conflict(message, code="changed_meanwhile")
    if found := data.terms.problems():
        fields = {f"terms.{path}": sentence for path, sentence in found.items()}
        raise InvalidInput(" ".join(dict.fromkeys(found.values())), fields=fields)
    before = terms_of(row).model_dump(mode="json")
    after = data.terms.model_dump(mode="json")
    if row is None:
        row = SalesSettings(id=new_id(), version=0)
    row.values, row.version = after, row.version + 1
    row.changed_at, row.changed_by = context.now, context.actor.label
    row.save()
    context.changed({name: [before[name], value] for name, value in after.items() if before[name] != value})
    context.subject("sales_settings", row.id, "Terms and looks of documents were changed")
    return SettingsCard(version=row.version, terms=data.terms)
