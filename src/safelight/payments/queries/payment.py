"""Payments: one, and lists of them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Literal
from uuid import UUID

from django.db.models import Q, Sum
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, NotFound, Page, query
from safelight.foundation.money import Money
from safelight.payments.models import Allocation, Payment, PaymentPart, Refund, Tender
from safelight.payments.queries.cards import PaymentCard, PaymentRow, TenderCard
from safelight.payments.queries.paging import position
from safelight.payments.queries.reading import load_payments, tender_card
from safelight.payments.rules.tenders import STANDARD


class WhichPayment(Frozen):
    """One payment."""

    payment_id: UUID


class ListPayments(Frozen):
    """Which payments; ``q`` is a number, a part of the client's name, or a reference (a cheque's number)."""

    q: str = Field(default="", max_length=200)
    client_id: UUID | None = None
    invoice_id: UUID | None = None
    tender: str = Field(default="", max_length=30)
    state: Literal["", "standing", "voided"] = ""
    location_id: UUID | None = None
    session_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    cursor: str = Field(default="", max_length=80)
    limit: int = Field(default=50, ge=1, le=200)


class ListTenders(Frozen):
    """Whether those out of use are shown too."""

    archived: bool = False


@query("payments.get", permission="payments.view", door="GET /payments/{payment_id}")
def get_payment(_: Context, data: WhichPayment) -> PaymentCard:
    """Show a payment: how it was handed over, what it paid, and what was given back."""
    return card_of(data.payment_id)


def card_of(payment_id: UUID) -> PaymentCard:
    """Return a payment's card.

    Raises:
        NotFound: there is no such payment.
    """
    found = Payment.objects.filter(id=payment_id).select_related("client").first()
    if found is None:
        what = "payment"
        raise NotFound(what)
    return load_payments([found])[0]


@query("payments.list", permission="payments.view", door="GET /payments")
def list_payments(_: Context, data: ListPayments) -> Page[PaymentRow]:
    """List payments, newest first."""
    rows = _meant(data)
    total = rows.count()
    after = position(data.cursor)
    if after is not None:
        day, identifier = after
        rows = rows.filter(Q(on__lt=day) | Q(on=day, id__lt=identifier))
    found = list(rows.select_related("client").order_by("-on", "-id")[: data.limit + 1])
    shown = found[: data.limit]
    following = f"{shown[-1].on.isoformat()}~{shown[-1].id}" if len(found) > data.limit else None
    return Page[PaymentRow](items=tuple(payment_rows(shown)), next=following, total=total)


@query("payments.tenders", permission="payments.view", door="GET /payments/tenders")
def list_tenders(_: Context, data: ListTenders) -> Page[TenderCard]:
    """List the ways in which the studio takes money."""
    rows = Tender.objects.order_by("order", "name")
    if not data.archived:
        rows = rows.filter(archived_at=None)
    cards = [tender_card(row) for row in rows]
    known = set(Tender.objects.values_list("key", flat=True)) if cards else set()
    # Before the first payment the standard ones have no rows yet, and are there all the same.
    cards += [
        TenderCard(
            id=UUID(int=place),
            key=standard.key,
            kind=standard.kind.value,
            name=standard.name,
            account=standard.account,
            needs_reference=standard.needs_reference,
            archived=False,
        )
        for place, standard in enumerate(STANDARD)
        if not cards and standard.key not in known
    ]
    return Page[TenderCard](items=tuple(cards), total=len(cards))


def payment_rows(payments: list[Payment]) -> list[PaymentRow]:
    """Show payments with clients loaded as rows; three queries."""
    ids = [payment.id for payment in payments]
    tenders: defaultdict[UUID, list[str]] = defaultdict(list)
    for payment_id, name in (
        PaymentPart.objects.filter(payment_id__in=ids).order_by("place").values_list("payment_id", "tender__name")
    ):
        if name not in tenders[payment_id]:
            tenders[payment_id].append(name)
    paid: defaultdict[UUID, list[str]] = defaultdict(list)
    for payment_id, kind, label in (
        Allocation.objects.filter(part__payment_id__in=ids)
        .order_by("id")
        .values_list("part__payment_id", "kind", "invoice__label")
    ):
        words = label or kind
        if words not in paid[payment_id]:
            paid[payment_id].append(words)
    back = {
        row["part__payment_id"]: int(row["minor"])
        for row in Refund.objects.filter(part__payment_id__in=ids)
        .exclude(state="failed")
        .values("part__payment_id")
        .annotate(minor=Sum("amount_minor"))
    }
    return [
        PaymentRow(
            id=payment.id,
            number=payment.number,
            client_id=payment.client_id,
            client_name=payment.client.display_name,
            on=payment.on,
            currency=payment.currency,
            amount=Money.of_minor(payment.amount_minor, payment.currency).amount,
            refunded=Money.of_minor(back.get(payment.id, 0), payment.currency).amount,
            tenders=tuple(tenders[payment.id]),
            paid_for=tuple(paid[payment.id]),
            voided=payment.voided_at is not None,
        )
        for payment in payments
    ]


def _meant(data: ListPayments):  # type: ignore[no-untyped-def]  # noqa: ANN202 - a query set of payments
    rows = Payment.objects.all()
    words = data.q.strip()
    if words:
        meant = Q(client__display_name__icontains=words)
        if words.isdecimal():
            meant |= Q(number=int(words[:18]))
        meant |= Q(id__in=PaymentPart.objects.filter(reference__iexact=words).values("payment_id"))
        rows = rows.filter(meant)
    if data.invoice_id is not None:
        rows = rows.filter(id__in=Allocation.objects.filter(invoice_id=data.invoice_id).values("part__payment_id"))
    if data.tender:
        rows = rows.filter(id__in=PaymentPart.objects.filter(tender__key=data.tender).values("payment_id"))
    if data.state:
        rows = rows.filter(voided_at__isnull=data.state == "standing")
    exact = {
        "client_id": data.client_id,
        "location_id": data.location_id,
        "session_id": data.session_id,
        "on__gte": data.since,
        "on__lte": data.until,
    }
    return rows.filter(**{name: value for name, value in exact.items() if value is not None})
