"""Taking money: parts are laid over what they are for, and each share moves in the ledger. In the caller's transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from safelight.accounts.models import Location
from safelight.books.actions import NewEntry, NewLine, record
from safelight.clients.models import Client
from safelight.foundation.actions import Context, InvalidInput, NotFound
from safelight.foundation.ids import new_id
from safelight.foundation.money import Money
from safelight.foundation.numbers import take_numbers
from safelight.payments.actions.drawing import any_open_session, open_session
from safelight.payments.actions.tendering import tenders_by_key, usable
from safelight.payments.events import PaymentTaken
from safelight.payments.models import Allocation, Payment, PaymentPart, Tender
from safelight.payments.rules.dividing import NotEven, change_for, divide, in_coins
from safelight.payments.rules.tenders import TenderKind
from safelight.sales.actions import (
    HoldRetainer,
    KeepCredit,
    Settle,
    Settled,
    UseCredit,
    UseGiftCard,
    UseRetainer,
    hold_retainer,
    keep_credit,
    settle,
    use_credit,
    use_gift_card,
    use_retainer,
)

SOURCE: Final = "payment"
"""What the sales module and the ledger call money that comes from here; the id is the allocation's."""


@dataclass(frozen=True, slots=True)
class Handed:
    """One part as it was handed over; ``path`` is the field that a refusal names."""

    tender: str
    amount: Money
    path: str
    handed: Money | None = None
    reference: str = ""
    card_brand: str = ""
    card_last4: str = ""
    gift_code: str = ""
    credit_id: UUID | None = None
    pot_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Purpose:
    """What money is for: exactly one of an invoice, an order's or a session's retainer, or credit."""

    amount: Money
    path: str
    invoice_id: UUID | None = None
    order_id: UUID | None = None
    shoot_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewPayment:
    """A payment about to be taken."""

    client_id: UUID
    on: date
    parts: tuple[Handed, ...]
    purposes: tuple[Purpose, ...]
    location_id: UUID | None = None
    drawer_id: UUID | None = None
    note: str = ""


@dataclass(slots=True)
class _Written:
    payment: Payment
    allocations: list[Allocation] = field(default_factory=list)


def take_money(context: Context, wanted: NewPayment) -> Payment:
    """Take a payment: number, parts, allocations, and for each share its movement in sales and ledger.

    Raises:
        NotFound: there is no such client, location, invoice, order, credit or gift card.
        InvalidInput: parts and purposes differ in sum or currency, too little cash, a reference is missing.
        Refused: more than is open, nothing held, no open drawer, a closed day.
    """
    client = _client(wanted.client_id)
    _check_location(wanted.location_id)
    currency = wanted.parts[0].amount.currency
    tenders = tenders_by_key(context)
    chosen = [usable(tenders, part.tender, f"{part.path}.tender") for part in wanted.parts]
    for part, tender in zip(wanted.parts, chosen, strict=True):
        _check_part(part, tender)
    shares = _shares(wanted)
    counted = any(TenderKind(tender.kind).is_counted for tender in chosen)
    session = (
        open_session(currency, wanted.location_id, wanted.drawer_id)
        if counted
        else any_open_session(currency, wanted.location_id)
    )
    payment = Payment(
        studio_id=context.studio.id,
        client_id=client.id,
        location_id=wanted.location_id,
        session=session,
        on=wanted.on,
        taken_at=context.now,
        taken_by=context.actor.label[:200],
        currency=currency,
        amount_minor=sum(part.amount.minor for part in wanted.parts),
        note=wanted.note,
    )
    rows = [_part_row(payment, place, part, chosen[place]) for place, part in enumerate(wanted.parts)]
    done = _Written(payment)
    # The sales module locks invoices in the order in which they are paid; one order for all keeps payments apart.
    for at, purpose, amount in sorted(shares, key=lambda share: (str(share[1].invoice_id or "z"), share[0])):
        _move(context, done, _Share(rows[at], chosen[at], wanted.parts[at], purpose, amount, client))
    _book_rounding(context, payment, rows, chosen)
    payment.number = take_numbers("payment")[0]
    payment.save(force_insert=True)
    PaymentPart.objects.bulk_create(rows)
    Allocation.objects.bulk_create(done.allocations)
    context.concerns(client.id)
    context.publish(PaymentTaken(payment_id=payment.id, client_id=client.id))
    return payment


@dataclass(frozen=True, slots=True)
class _Share:
    row: PaymentPart
    tender: Tender
    part: Handed
    purpose: Purpose
    amount: Money
    client: Client


def _client(client_id: UUID) -> Client:
    found = Client.objects.filter(id=client_id, merged_into=None, removed_at=None).first()
    if found is None:
        what = "client"
        raise NotFound(what)
    return found


def _check_location(location_id: UUID | None) -> None:
    if location_id is not None and not Location.objects.filter(id=location_id).exists():
        what = "location"
        raise NotFound(what)


def _check_part(part: Handed, tender: Tender) -> None:
    kind = TenderKind(tender.kind)
    problem = ""
    where = part.path
    if tender.needs_reference and not part.reference.strip():
        where, problem = f"{part.path}.reference", f"“{tender.name}” needs its number."
    elif kind is TenderKind.GIFT_CARD and not part.gift_code.strip():
        where, problem = f"{part.path}.gift_code", "Type the code of the gift card."
    elif kind is TenderKind.RETAINER and part.pot_id is None:
        where, problem = f"{part.path}.pot_id", "Say which order's or session's retainer is used."
    elif part.handed is not None and kind is not TenderKind.CASH:
        where, problem = f"{part.path}.handed", "Change is given for cash alone."
    elif part.handed is not None and change_for(in_coins(part.amount), part.handed) is None:
        due = in_coins(part.amount)
        where, problem = f"{part.path}.handed", f"{part.handed.amount} {due.currency} is less than {due.amount}."
    if problem:
        raise InvalidInput(problem, fields={where: problem})


def _shares(wanted: NewPayment) -> list[tuple[int, Purpose, Money]]:
    try:
        found = divide(
            [(place, part.amount) for place, part in enumerate(wanted.parts)],
            [(place, purpose.amount) for place, purpose in enumerate(wanted.purposes)],
        )
    except NotEven as error:
        more = error.difference
        what = "more" if more.minor > 0 else "less"
        message = (
            f"What is handed over is {abs(more.amount)} {more.currency} {what} than what it is for."
            " Change one of the amounts, or keep the rest as credit of the client."
        )
        raise InvalidInput(message, code="not_even", fields={"parts": message}) from error
    return [(share.part, wanted.purposes[share.target], share.amount) for share in found]


def _part_row(payment: Payment, place: int, part: Handed, tender: Tender) -> PaymentPart:
    is_cash = tender.kind == TenderKind.CASH.value
    due = in_coins(part.amount) if is_cash else part.amount
    handed = part.handed or (due if is_cash else None)
    return PaymentPart(
        studio_id=payment.studio_id,
        payment=payment,
        place=place,
        tender=tender,
        amount_minor=part.amount.minor,
        handed_minor=handed.minor if handed is not None else None,
        change_minor=(handed - due).minor if handed is not None else 0,
        rounding_minor=(due - part.amount).minor,
        reference=part.reference.strip(),
        card_brand=part.card_brand,
        card_last4=part.card_last4,
    )


def _move(context: Context, done: _Written, share: _Share) -> None:
    kind = TenderKind(share.tender.kind)
    movers: Sequence[tuple[bool, Callable[[Context, _Written, _Share], None]]] = (
        (not kind.is_money, _use_what_is_held),
        (share.purpose.invoice_id is not None, _settle),
        (share.purpose.order_id is not None or share.purpose.shoot_id is not None, _hold),
        (True, _keep),
    )
    next(move for fits, move in movers if fits)(context, done, share)


def _settle(context: Context, done: _Written, share: _Share) -> None:
    identifier = new_id()
    settled = settle(
        context,
        Settle(
            invoice_id=_invoice_of(share),
            amount=share.amount,
            on=done.payment.on,
            source_kind=SOURCE,
            source_id=identifier,
            debit_account=share.tender.account,
        ),
    )
    done.allocations.append(_allocation(identifier, share, "invoice", settled.id, invoice_id=settled.invoice_id))


def _hold(context: Context, done: _Written, share: _Share) -> None:
    identifier = new_id()
    held = hold_retainer(
        context,
        HoldRetainer(
            amount=share.amount,
            on=done.payment.on,
            source_kind=SOURCE,
            source_id=identifier,
            debit_account=share.tender.account,
            order_id=share.purpose.order_id,
            shoot_id=share.purpose.shoot_id,
            client_id=share.client.id,
            location_id=done.payment.location_id,
        ),
    )
    done.allocations.append(_allocation(identifier, share, "retainer", held.id, pot_id=held.pot_id))


def _keep(context: Context, done: _Written, share: _Share) -> None:
    identifier = new_id()
    kept = keep_credit(
        context,
        KeepCredit(
            client_id=share.client.id,
            amount=share.amount,
            on=done.payment.on,
            source_kind=SOURCE,
            source_id=identifier,
            debit_account=share.tender.account,
            reason="Paid without an invoice",
            location_id=done.payment.location_id,
        ),
    )
    done.allocations.append(_allocation(identifier, share, "credit", kept.id, credit_id=kept.id))


def _use_what_is_held(context: Context, done: _Written, share: _Share) -> None:
    """Count a gift card, credit or retainer against an invoice; it pays nothing else."""
    if share.purpose.invoice_id is None:
        message = f"“{share.tender.name}” pays an invoice and nothing else."
        raise InvalidInput(message, code="invoice_only", fields={share.part.path: message})
    invoice_id, on = share.purpose.invoice_id, done.payment.on
    kind = TenderKind(share.tender.kind)
    if kind is TenderKind.GIFT_CARD:
        settled: tuple[Settled, ...] = (
            use_gift_card(context, UseGiftCard(share.part.gift_code, invoice_id, on, share.amount)),
        )
    elif kind is TenderKind.RETAINER and share.part.pot_id is not None:
        settled = (use_retainer(context, UseRetainer(invoice_id, share.part.pot_id, on, share.amount)),)
    else:
        settled = use_credit(context, UseCredit(invoice_id, on, share.amount, share.part.credit_id))
    done.allocations += [
        _allocation(new_id(), share, "invoice", one.id, invoice_id=invoice_id, amount=one.amount) for one in settled
    ]


def _invoice_of(share: _Share) -> UUID:
    if share.purpose.invoice_id is None:
        message = "This share is for no invoice."
        raise ValueError(message)
    return share.purpose.invoice_id


def _allocation(  # noqa: PLR0913 - what a share was for is one of three ids
    identifier: UUID,
    share: _Share,
    kind: str,
    moved_id: UUID,
    *,
    invoice_id: UUID | None = None,
    pot_id: UUID | None = None,
    credit_id: UUID | None = None,
    amount: Money | None = None,
) -> Allocation:
    counted = amount or share.amount
    return Allocation(
        id=identifier,
        studio_id=share.row.studio_id,
        part=share.row,
        kind=kind,
        invoice_id=invoice_id,
        pot_id=pot_id,
        credit_id=credit_id,
        moved_id=moved_id,
        amount_minor=counted.minor,
        currency=counted.currency,
    )


def _book_rounding(context: Context, payment: Payment, rows: Sequence[PaymentPart], tenders: Sequence[Tender]) -> None:
    """Book by how much cash was rounded to coins, so that the ledger's cash is what lies in the drawer."""
    for row, tender in zip(rows, tenders, strict=True):
        if row.rounding_minor:
            book_rounding(context, payment, Money.of_minor(row.rounding_minor, payment.currency), tender)


def book_rounding(context: Context, source: Payment, amount: Money, tender: Tender, *, on: date | None = None) -> None:
    """Move what coins cannot show between cash and rounding; ``amount`` above zero is more cash than was owed."""
    record(
        context,
        NewEntry(
            on=on or source.on,
            kind="cash_rounding",
            memo="Cash rounded to coins",
            source_kind=SOURCE,
            source_id=source.id,
            lines=(
                NewLine(tender.account, amount, client_id=source.client_id, location_id=source.location_id),
                NewLine("rounding", -amount, client_id=source.client_id, location_id=source.location_id),
            ),
        ),
    )
