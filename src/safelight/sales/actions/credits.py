"""Client credit: money kept for a client, counted against invoices, promised back or paid out."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from safelight.books.actions import NewEntry, NewLine, record, reverse
from safelight.clients.models import Client
from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.sales.actions.locking import locked_credit
from safelight.sales.actions.settling import count, line_of, locked_with_open
from safelight.sales.models import Credit
from safelight.sales.queries.opens import left_of_credits
from safelight.sales.rules.moves import CreditKept, KeepCredit, PaidBack, PayBack, Settled, UseCredit
from safelight.sales.rules.posting import CLIENT_CREDIT, GIFT_CARDS, RECEIVABLE, RETAINERS

PURPOSES = ("credit", "refund")
_OWN_ACCOUNTS = frozenset({RECEIVABLE, RETAINERS, GIFT_CARDS, CLIENT_CREDIT})


def keep_credit(context: Context, wanted: KeepCredit, *, debit: NewLine | None = None) -> CreditKept:
    """Keep money for a client: debit where it is or who bears it, credit what the studio owes them.

    The same source with the same amount answers what is there (``repeated``). ``debit`` replaces the line that
    ``debit_account`` would make.

    Raises:
        NotFound: there is no such client.
        InvalidInput: nothing and less, or a purpose that does not exist.
        Conflict: this source gave another amount (``source_used``).
        Refused: the day is closed.
    """
    if wanted.amount.minor <= 0 or wanted.purpose not in PURPOSES:
        message = "A credit is more than nothing, for use on an invoice or as a promised refund."
        raise InvalidInput(message, fields={"amount": message})
    client = Client.objects.select_for_update(no_key=True).filter(id=wanted.client_id).first()
    if client is None:
        what = "client"
        raise NotFound(what)
    same = Credit.objects.filter(
        client_id=client.id, source_kind=wanted.source_kind, source_id=wanted.source_id, purpose=wanted.purpose
    ).order_by("-id")
    for known in same:
        left = left_of_credits([known])[known.id]
        amount = Money.of_minor(known.amount_minor, known.currency)
        if amount == wanted.amount and left:
            return CreditKept(known.id, client.id, amount, left, repeated=True)
        if left:
            message = f"A credit of {amount.amount} {amount.currency} came from the same payment already."
            raise Conflict(message, code="source_used")
    identifier = new_id()
    across = debit or NewLine(wanted.debit_account, wanted.amount, client_id=client.id, location_id=wanted.location_id)
    owed = NewLine(
        CLIENT_CREDIT, -wanted.amount, client_id=client.id, document_id=identifier, location_id=wanted.location_id
    )
    entry = record(
        context,
        NewEntry(
            on=wanted.on,
            kind="credit" if wanted.purpose == "credit" else "refund_promised",
            memo=wanted.reason or "Client credit",
            source_kind="credit",
            source_id=identifier,
            lines=(across, owed),
        ),
    )
    Credit(
        id=identifier,
        client_id=client.id,
        purpose=wanted.purpose,
        amount_minor=wanted.amount.minor,
        currency=wanted.amount.currency,
        on=wanted.on,
        reason=wanted.reason,
        account=across.account,
        source_kind=wanted.source_kind,
        source_id=wanted.source_id,
        location_id=wanted.location_id,
        entry_id=entry.id,
        made_at=context.now,
        made_by=context.actor.label,
    ).save(force_insert=True)
    context.concerns(client.id)
    return CreditKept(identifier, client.id, wanted.amount, wanted.amount)


def unkeep_credit(context: Context, credit_id: UUID, on: date, memo: str = "") -> CreditKept:
    """Take a credit back because the money never came.

    Raises:
        NotFound: there is no such credit.
        Refused: a part of it was used already (``credit_used``), it did not come from outside, or the day is closed.
    """
    credit = locked_credit(credit_id)
    if credit.account in _OWN_ACCOUNTS:
        message = "This credit came out of an invoice, retainer or gift card; it is used or paid back, not taken back."
        raise Refused(message, code="not_from_outside")
    amount = Money.of_minor(credit.amount_minor, credit.currency)
    left = left_of_credits([credit])[credit.id]
    if left != amount:
        message = f"{left.amount} of this credit of {amount.amount} {amount.currency} is left; the rest was used."
        raise Refused(message, code="credit_used")
    reverse(context, credit.entry_id, on, memo or "Credit taken back", source=("credit", credit.id))
    context.concerns(credit.client_id)
    return CreditKept(credit.id, credit.client_id, amount, Money.zero(credit.currency))


def use_credit(context: Context, wanted: UseCredit) -> tuple[Settled, ...]:
    """Count the payer's credit against an invoice, the oldest first; without an amount as much as is there and open.

    Raises:
        NotFound: there is no such invoice, or the payer has no such credit.
        Refused: there is no credit, nothing is open, or more than there is was asked for (``no_credit``).
    """
    invoice, open_ = locked_with_open(wanted.invoice_id)
    rows = Credit.objects.select_for_update().filter(
        client_id__in={invoice.payer_id, invoice.client_id}, currency=invoice.currency, purpose="credit"
    )
    if wanted.credit_id is not None:
        rows = rows.filter(id=wanted.credit_id)
    credits_ = list(rows.order_by("id"))
    if wanted.credit_id is not None and not credits_:
        what = "credit"
        raise NotFound(what)
    lefts = left_of_credits(credits_)
    zero = Money.zero(invoice.currency)
    there = sum(lefts.values(), zero)
    amount = wanted.amount or min(open_, there)
    if amount.minor <= 0 or there < amount:
        message = f"There is {there.amount} {there.currency} of credit for invoice {invoice.label}."
        raise Refused(message, code="no_credit", fields={"amount": message})
    found = []
    for credit in credits_:
        part = min(lefts[credit.id], amount)
        if part.minor <= 0:
            continue
        found.append(
            count(
                context,
                invoice,
                part,
                on=wanted.on,
                source=("credit", credit.id),
                debit=line_of(invoice, CLIENT_CREDIT, part, credit.id),
                kind="credit_used",
                memo=wanted.memo or f"Credit counted against invoice {invoice.label}",
            )
        )
        amount -= part
    return tuple(found)


def pay_back_credit(context: Context, wanted: PayBack) -> PaidBack:
    """Pay a client out of a credit or a promised refund.

    Raises:
        NotFound: there is no such credit.
        Refused: more than is left (``more_than_left``), or the day is closed.
    """
    credit = locked_credit(wanted.credit_id)
    left = left_of_credits([credit])[credit.id]
    if wanted.amount.currency != left.currency or not 0 < wanted.amount.minor <= left.minor:
        message = f"{left.amount} {left.currency} of this is left to pay back."
        raise Refused(message, code="more_than_left", fields={"amount": message})
    entry = record(
        context,
        NewEntry(
            on=wanted.on,
            kind="refund",
            memo=wanted.memo or credit.reason or "Paid back",
            source_kind=wanted.source_kind,
            source_id=wanted.source_id,
            lines=(
                NewLine(
                    CLIENT_CREDIT,
                    wanted.amount,
                    client_id=credit.client_id,
                    document_id=credit.id,
                    location_id=credit.location_id,
                ),
                NewLine(
                    wanted.credit_account, -wanted.amount, client_id=credit.client_id, location_id=credit.location_id
                ),
            ),
        ),
    )
    context.concerns(credit.client_id)
    return PaidBack(credit.id, entry.id, left - wanted.amount)


def unpay_back(context: Context, paid: PaidBack, on: date, memo: str = "") -> PaidBack:
    """Take a payout back because it failed; the client has that credit again.

    Raises:
        NotFound: there is no such credit or entry.
        Conflict: it was taken back already.
        Refused: the day is closed or before the payout.
    """
    credit = locked_credit(paid.credit_id)
    entry = reverse(context, paid.entry_id, on, memo or "Payout failed")
    context.concerns(credit.client_id)
    return PaidBack(credit.id, entry.id, left_of_credits([credit])[credit.id])


def repurpose(  # noqa: PLR0913 - what, when and why
    context: Context, credit: Credit, amount: Money, on: date, *, purpose: str, reason: str
) -> CreditKept:
    """Turn what is left of a locked credit, or a part, into one of the other purpose: promise it back, or keep it.

    Raises:
        Refused: more than is left, or the day is closed.
    """
    left = left_of_credits([credit])[credit.id]
    if amount.currency != left.currency or not 0 < amount.minor <= left.minor:
        message = f"{left.amount} {left.currency} of this is left."
        raise Refused(message, code="more_than_left", fields={"amount": message})
    return keep_credit(
        context,
        KeepCredit(
            client_id=credit.client_id,
            amount=amount,
            on=on,
            source_kind="credit",
            source_id=new_id(),
            debit_account=CLIENT_CREDIT,
            reason=reason,
            purpose=purpose,
            location_id=credit.location_id,
        ),
        debit=NewLine(
            CLIENT_CREDIT, amount, client_id=credit.client_id, document_id=credit.id, location_id=credit.location_id
        ),
    )
