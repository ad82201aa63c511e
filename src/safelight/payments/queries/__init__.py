"""Every read of the payments module."""

from safelight.payments.queries.attempts import get_attempt, list_accounts, list_attempts, list_stored_cards
from safelight.payments.queries.deposits import get_slip, list_cheques, list_slips
from safelight.payments.queries.drawers import get_session, list_drawers, list_sessions
from safelight.payments.queries.payment import get_payment, list_payments, list_tenders
from safelight.payments.queries.refunds import get_refund, list_refunds

__all__ = [
    "get_attempt",
    "get_payment",
    "get_refund",
    "get_session",
    "get_slip",
    "list_accounts",
    "list_attempts",
    "list_cheques",
    "list_drawers",
    "list_payments",
    "list_refunds",
    "list_sessions",
    "list_slips",
    "list_stored_cards",
    "list_tenders",
]
