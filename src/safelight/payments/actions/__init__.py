"""Every write of the payments module; importing this package registers them."""

from safelight.payments.actions.deposits import make_slip, slip_arrived
from safelight.payments.actions.drawers import add_drawer, change_drawer, close_drawer, move_cash, open_drawer
from safelight.payments.actions.refund import refund
from safelight.payments.actions.take import take
from safelight.payments.actions.tenders import add_tender, change_tender
from safelight.payments.actions.void import void

__all__ = [
    "add_drawer",
    "add_tender",
    "change_drawer",
    "change_tender",
    "close_drawer",
    "make_slip",
    "move_cash",
    "open_drawer",
    "refund",
    "slip_arrived",
    "take",
    "void",
]
