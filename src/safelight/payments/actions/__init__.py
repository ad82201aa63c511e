"""Every write of the payments module; importing this package registers them."""

from safelight.payments.actions.attempts import begin_card_payment, cancel_card_payment
from safelight.payments.actions.deposits import make_slip, slip_arrived
from safelight.payments.actions.drawers import add_drawer, change_drawer, close_drawer, move_cash, open_drawer
from safelight.payments.actions.gateway_accounts import add_account, change_account
from safelight.payments.actions.hear import hear
from safelight.payments.actions.looking import look_again, note_notice
from safelight.payments.actions.refund import refund
from safelight.payments.actions.refund_card import refund_card_payment
from safelight.payments.actions.stored_cards import withdraw_card
from safelight.payments.actions.take import take
from safelight.payments.actions.tenders import add_tender, change_tender
from safelight.payments.actions.void import void

__all__ = [
    "add_account",
    "add_drawer",
    "add_tender",
    "begin_card_payment",
    "cancel_card_payment",
    "change_account",
    "change_drawer",
    "change_tender",
    "close_drawer",
    "hear",
    "look_again",
    "make_slip",
    "move_cash",
    "note_notice",
    "open_drawer",
    "refund",
    "refund_card_payment",
    "slip_arrived",
    "take",
    "void",
    "withdraw_card",
]
