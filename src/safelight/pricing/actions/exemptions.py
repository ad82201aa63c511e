"""Clients who are exempt from tax."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from safelight.foundation.actions import Context, Frozen, action
from safelight.foundation.ids import new_id
from safelight.pricing.actions.knowing import known_client
from safelight.pricing.models import TaxExemption
from safelight.pricing.ports import clients
from safelight.pricing.queries.regimes import ExemptionCard, exemption_card, exemption_row


class SetExemption(Frozen):
    """A client's exemption, or with ``exempt`` False its end. ``codes`` are the taxes it is from; all when empty."""

    client_id: UUID
    exempt: bool = True
    certificate: str = Field(default="", max_length=120)
    codes: tuple[str, ...] = Field(default=(), max_length=50)
    valid_until: date | None = None
    note: str = Field(default="", max_length=300)


@action("pricing.set_exemption", permission="pricing.manage", door="PUT /tax-exemptions/{client_id}")
def set_exemption(context: Context, data: SetExemption) -> ExemptionCard:
    """Note that a client is exempt from tax, by which certificate and until when; or that it is no longer so."""
    known_client(data.client_id)
    row = exemption_row(data.client_id)
    none = ExemptionCard(client_id=data.client_id, exempt=False)
    before = none if row is None else exemption_card(row)
    if not data.exempt:
        TaxExemption.objects.filter(client_id__in=clients.ids_of(data.client_id)).delete()
        after = none
    else:
        is_new = row is None
        row = row or TaxExemption(id=new_id(), client_id=data.client_id)
        row.certificate, row.codes, row.valid_until = data.certificate, list(data.codes), data.valid_until
        row.note = data.note
        row.save(force_insert=is_new)
        after = exemption_card(row)
    context.concerns(data.client_id)
    text = "The client is exempt from tax" if data.exempt else "The client is not exempt from tax any more"
    context.subject("tax_exemption", data.client_id, text)
    context.changed({"exemption": [before.model_dump(mode="json"), after.model_dump(mode="json")]})
    context.undo_with("pricing.set_exemption", before.model_dump(mode="json"))
    return after
