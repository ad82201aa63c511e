"""What the price of an order uses up, and what a paid invoice earns: promotions, coupons, rewards."""

from __future__ import annotations

from django.db.models import Sum

from safelight.foundation.actions import Context
from safelight.foundation.money import Money
from safelight.pricing.actions import Document, earn, redeem, release, unearn
from safelight.pricing.rules.quote import Quote
from safelight.sales.models import CreditNote, Invoice, Order
from safelight.sales.rules.states import OrderState


def redeem_used(context: Context, order: Order, quote: Quote) -> None:
    """Use up what an order's price rests on; an estimate uses nothing up yet.

    Raises:
        Refused: somebody else used up the last of it meanwhile.
    """
    if order.state != OrderState.ESTIMATE.value or order.accepted_at is not None:
        redeem(context, Document("order", order.id, order.client_id), quote.used)


def release_used(context: Context, order: Order) -> None:
    """Give back what a cancelled order used up."""
    release(context, order.id)


def earn_for(context: Context, invoice: Invoice) -> None:
    """Grant what the studio's rules give for an invoice that nothing is open on; credited amounts earn nothing.

    Whoever brought the client gets the referral for the client's first paid invoice.
    """
    back = CreditNote.objects.filter(invoice_id=invoice.id).aggregate(sum=Sum("net_minor"))["sum"] or 0
    spend = Money.of_minor(invoice.net_minor - int(back), invoice.currency)
    if spend.minor <= 0:
        return
    earlier = Invoice.objects.filter(client_id=invoice.client_id, closed_on__isnull=False).exclude(id=invoice.id)
    referrer = None if earlier.exists() else invoice.client.referred_by_id
    earn(context, Document("invoice", invoice.id, invoice.client_id), spend, referred_by=referrer)


def unearn_for(context: Context, invoice: Invoice) -> None:
    """Withdraw what an invoice earned that is open again, as far as it was not used."""
    unearn(context, invoice.id)
