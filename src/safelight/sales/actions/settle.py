"""Money from outside counted against an invoice, and taken back: the doors of the payments module."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Sum

from safelight.books.actions import NewEntry, record
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.sales.actions.locking import lock_pot, locked_card, locked_credit, locked_invoice
from safelight.sales.actions.settling import count, line_of, watch
from safelight.sales.models import Retainer, Settlement
from safelight.sales.queries.opens import open_of
from safelight.sales.rules.moves import Settle, Settled
from safelight.sales.rules.posting import RECEIVABLE


def settle(context: Context, wanted: Settle) -> Settled:
    """Count money against an invoice: debit where it is, credit what the payer owes.

    The same source with the same amount answers the settlement that is there (``repeated``), so a caller may try again.

    Raises:
        NotFound: there is no such invoice.
        InvalidInput: another currency, or nothing and less.
        Refused: more than is open (``over_settled``), or a day that is closed.
        Conflict: this source settled this invoice with another amount (``source_used``).
    """
    invoice = locked_invoice(wanted.invoice_id)
    known = standing_of_source(invoice.id, wanted.source_kind, wanted.source_id)
    if known is not None:
        there, left = known
        if left == wanted.amount:
            return Settled(there.id, invoice.id, left, open_of([invoice])[invoice.id], repeated=True)
        message = (
            f"This payment is counted against invoice {invoice.label} already, with {left.amount} {left.currency}."
        )
        raise Conflict(message, code="source_used")
    return count(
        context,
        invoice,
        wanted.amount,
        on=wanted.on,
        source=(wanted.source_kind, wanted.source_id),
        debit=line_of(invoice, wanted.debit_account, wanted.amount),
        kind="settlement",
        memo=wanted.memo,
    )


def unsettle(  # noqa: PLR0913 - each part of taking back is named
    context: Context,
    settlement_id: UUID,
    on: date,
    *,
    memo: str = "",
    amount: Money | None = None,
    credit_account: str = "",
) -> Settled:
    """Take a settlement back, or a part of it, so that the invoice is open again by that much.

    ``credit_account`` is where the money leaves from when that is another place than where it came in (a card payment
    refunded in cash). Money that came out of a retainer, credit or gift card goes back there.

    Raises:
        NotFound: there is no such settlement.
        Refused: it takes one back itself, nothing is left of it, the amount is more than is left, or the day is closed
            or before the settlement's own.
    """
    row = Settlement.objects.filter(id=settlement_id).first()
    if row is None:
        what = "settlement"
        raise NotFound(what)
    invoice = locked_invoice(row.invoice_id)
    left = left_of(row)
    if row.reverses_id is not None or not left:
        message = "This was taken back already." if row.reverses_id is None else "This takes a settlement back itself."
        raise Refused(message, code="taken_back")
    part = left if amount is None else amount
    if part.currency != left.currency or not 0 < part.minor <= left.minor:
        message = f"Between nothing and {left.amount} {left.currency} of this can be taken back."
        raise Refused(message, code="more_than_left", fields={"amount": message})
    if on < row.on:
        message = f"What was counted on {row.on:%d %B %Y} cannot be taken back before that day."
        raise InvalidInput(message, fields={"on": message})
    document = _document_of(context, row)
    identifier = new_id()
    entry = record(
        context,
        NewEntry(
            on=on,
            kind="unsettlement",
            memo=memo or f"Taken back from invoice {invoice.label}",
            source_kind="settlement",
            source_id=identifier,
            lines=(
                line_of(invoice, RECEIVABLE, part, invoice.id),
                line_of(invoice, credit_account or row.account, -part, document),
            ),
        ),
    )
    Settlement(
        id=identifier,
        invoice_id=invoice.id,
        amount_minor=-part.minor,
        currency=part.currency,
        on=on,
        source_kind=row.source_kind,
        source_id=row.source_id,
        account=credit_account or row.account,
        memo=memo,
        entry_id=entry.id,
        reverses_id=row.id,
        made_at=context.now,
        made_by=context.actor.label,
    ).save(force_insert=True)
    if row.source_kind == "retainer":
        _back_to_pot(context, row, part, Settlement(id=identifier, on=on, entry_id=entry.id))
    after = open_of([invoice])[invoice.id]
    watch(context, invoice, after, on)
    return Settled(identifier, invoice.id, -part, after)


def left_of(row: Settlement) -> Money:
    """Return what is left of a settlement after what was taken back of it."""
    back = Settlement.objects.filter(reverses_id=row.id).aggregate(minor=Sum("amount_minor"))["minor"] or 0
    return Money.of_minor(row.amount_minor + int(back), row.currency)


def standing_of_source(invoice_id: UUID, kind: str, source_id: UUID) -> tuple[Settlement, Money] | None:
    """Return the settlement by which a source counts against an invoice now, and how much, or None."""
    rows = Settlement.objects.filter(
        invoice_id=invoice_id, source_kind=kind, source_id=source_id, reverses=None
    ).order_by("-id")
    for row in rows:
        left = left_of(row)
        if left:
            return row, left
    return None


def _document_of(context: Context, row: Settlement) -> UUID | None:
    """Lock what a settlement came out of, and return the document under which the ledger holds it."""
    if row.source_kind == "retainer":
        pot_id = Retainer.objects.get(id=row.source_id).pot_id
        lock_pot(context, pot_id)
        return pot_id
    if row.source_kind == "credit":
        return locked_credit(row.source_id).id
    if row.source_kind == "gift_card":
        return locked_card(row.source_id).id
    return None


def _back_to_pot(context: Context, row: Settlement, part: Money, back: Settlement) -> None:
    used = Retainer.objects.get(id=row.source_id)
    Retainer(
        pot_id=used.pot_id,
        order_id=used.order_id,
        shoot_id=used.shoot_id,
        client_id=used.client_id,
        kind="taken_back",
        amount_minor=part.minor,
        currency=part.currency,
        on=back.on,
        source_kind="settlement",
        source_id=back.id,
        account=RECEIVABLE,
        location_id=used.location_id,
        entry_id=back.entry_id,
        made_at=context.now,
        made_by=context.actor.label,
    ).save(force_insert=True)
