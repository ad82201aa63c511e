"""Cards that clients agreed to have charged again."""

from __future__ import annotations

from uuid import UUID

from safelight.foundation.actions import Context, Frozen, NotFound, action
from safelight.payments.models import StoredCard
from safelight.payments.queries.attempts import StoredCardCard, stored_card


class WhichCard(Frozen):
    """One stored card."""

    card_id: UUID


@action("payments.withdraw_card", permission="payments.take", door="DELETE /payments/stored_cards/{card_id}")
def withdraw_card(context: Context, data: WhichCard) -> StoredCardCard:
    """Forget a stored card because the client wishes it: it is not charged any more, and its token is gone."""
    card = StoredCard.objects.select_for_update(no_key=True).filter(id=data.card_id, withdrawn_at=None).first()
    if card is None:
        what = "stored card"
        raise NotFound(what)
    card.withdrawn_at, card.token = context.now, None
    card.save(update_fields=["withdrawn_at", "token"])
    context.subject("stored_card", card.id, f"The card ending {card.last4} is not stored any more")
    context.concerns(card.client_id)
    return stored_card(card)
