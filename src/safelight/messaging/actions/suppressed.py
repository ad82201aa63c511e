"""Addresses that get no mail: adding one by hand, and saying that one works again."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from safelight.clients.actions.mail_state import mark_mails
from safelight.clients.rules.mails import is_mail
from safelight.foundation.actions import Context, Frozen, InvalidInput, NotFound, action
from safelight.messaging.actions.bounces import suppress
from safelight.messaging.actions.composing import not_a_mail
from safelight.messaging.models import SuppressedAddress
from safelight.messaging.queries.suppressed import SuppressedCard, suppressed_card


class SuppressAddress(Frozen):
    """An address that is to get no mail."""

    address: str = Field(max_length=254)


class WhichSuppressed(Frozen):
    """Which entry of the list of suppressed addresses."""

    suppressed_id: UUID


@action("messaging.suppress", permission="messaging.send", door="POST /messaging/suppressed")
def suppress_address(context: Context, data: SuppressAddress) -> SuppressedCard:
    """Let an address get no mail any more; clients who have it show so.

    Raises:
        InvalidInput: it is no mail address.
    """
    if not is_mail(data.address):
        message = not_a_mail(data.address)
        raise InvalidInput(message, fields={"address": message})
    row = suppress(context, data.address, SuppressedAddress.Reason.BY_HAND)
    context.subject("suppressed", row.id, "An address gets no mail any more")
    context.undo_with("messaging.lift", {"suppressed_id": str(row.id)})
    return suppressed_card(row)


@action("messaging.lift", permission="messaging.send", door="DELETE /messaging/suppressed/{suppressed_id}")
def lift(context: Context, data: WhichSuppressed) -> SuppressedCard:
    """Say that an address works again: it gets mail from now on.

    Raises:
        NotFound: there is no such entry, or it was lifted already.
    """
    row = SuppressedAddress.objects.select_for_update().filter(id=data.suppressed_id, lifted_at=None).first()
    if row is None:
        what = "suppressed address"
        raise NotFound(what)
    row.lifted_at, row.lifted_by = context.now, context.actor.label
    row.save(update_fields=["lifted_at", "lifted_by"])
    context.subject("suppressed", row.id, "An address gets mail again")
    context.concerns(*mark_mails([row.key], None))
    context.undo_with("messaging.suppress", {"address": row.address})
    return suppressed_card(row)
