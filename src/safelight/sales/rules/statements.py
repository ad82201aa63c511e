"""Statements of account: what was owed before, what moved, what is owed at the end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from safelight.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Move:
    """One movement: above zero raises what is owed, below lowers it. ``order`` settles the sequence within a day."""

    on: date
    kind: str
    label: str
    amount: Money
    memo: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class StatedMove:
    """A movement with what is owed after it."""

    move: Move
    balance: Money


@dataclass(frozen=True, slots=True)
class Statement:
    """``opening`` plus all moves is ``closing``."""

    opening: Money
    moves: tuple[StatedMove, ...]
    closing: Money


# On one day a document stands before what settles it.
_RANK = {"invoice": 0, "credit_note": 1}


def state(moves: Iterable[Move], since: date, until: date, currency: str) -> Statement:
    """Draw a statement up over a period, both days included; later movements are left out."""
    opening = Money.zero(currency)
    within = []
    for move in moves:
        if move.on < since:
            opening += move.amount
        elif move.on <= until:
            within.append(move)
    balance, stated = opening, []
    for move in sorted(within, key=lambda one: (one.on, _RANK.get(one.kind, 2), one.order)):
        balance += move.amount
        stated.append(StatedMove(move, balance))
    return Statement(opening, tuple(stated), balance)
