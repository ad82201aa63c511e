"""One try to take or give back money through a gateway, as a state machine.

An attempt is stored before the gateway is asked. Silence makes it *unknown*, never *declined*: only a definite answer
ends it, and until then the same reference is used for every further question. A new reference is for a new attempt.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class AttemptState(StrEnum):
    """Where an attempt stands; the value is what the database and the API say."""

    INITIATED = "initiated"
    """Stored here; the gateway was not asked yet, or the program stopped before it could be."""
    PENDING = "pending"
    """The gateway has it and waits: for a payer on the hosted page, for a card on the terminal, for a bank."""
    AUTHORISED = "authorised"
    """The money is reserved and not yet taken."""
    SUCCEEDED = "succeeded"
    """The money was taken (or, for a refund or void, given back)."""
    DECLINED = "declined"
    """The bank or gateway said no. Another try is another attempt."""
    CANCELLED = "cancelled"
    """The payer or the studio gave up before money moved."""
    EXPIRED = "expired"
    """Nobody paid in time."""
    FAILED = "failed"
    """The gateway refused the question itself, or it never reached the gateway: no money moved."""
    VOIDED = "voided"
    """It was authorised or taken, and taken back before the gateway settled it."""
    UNKNOWN = "unknown"
    """The gateway was asked and gave no answer: money may have moved. Only a look-up can tell."""


_S = AttemptState
OPEN: Final = frozenset({_S.INITIATED, _S.PENDING, _S.UNKNOWN})
"""States that a later answer will change; reconciliation asks about these."""
MOVED: Final = frozenset({_S.SUCCEEDED})
"""States in which money has moved."""
_DEFINITE: Final = frozenset({_S.AUTHORISED, _S.SUCCEEDED, _S.DECLINED, _S.CANCELLED, _S.EXPIRED, _S.FAILED, _S.VOIDED})
FOLLOWING: Final[Mapping[AttemptState, frozenset[AttemptState]]] = {
    _S.INITIATED: _DEFINITE | {_S.PENDING, _S.UNKNOWN},
    _S.PENDING: _DEFINITE | {_S.UNKNOWN},
    _S.UNKNOWN: _DEFINITE | {_S.PENDING},
    _S.AUTHORISED: frozenset({_S.SUCCEEDED, _S.VOIDED, _S.EXPIRED}),
    _S.SUCCEEDED: frozenset({_S.VOIDED}),
    # A gateway that said no and later says yes is believed: money that moved must never be missing in the books.
    _S.DECLINED: frozenset({_S.SUCCEEDED, _S.AUTHORISED}),
    _S.CANCELLED: frozenset({_S.SUCCEEDED, _S.AUTHORISED}),
    _S.EXPIRED: frozenset({_S.SUCCEEDED, _S.AUTHORISED}),
    _S.FAILED: frozenset({_S.SUCCEEDED, _S.AUTHORISED}),
    _S.VOIDED: frozenset(),
}
"""Which state may follow which. A state follows itself without effect: answers come twice and out of order."""


def follows(before: AttemptState, after: AttemptState) -> bool:
    """Say whether an answer moves an attempt on; False means that it tells nothing new or comes too late."""
    return after in FOLLOWING[before]


def is_surprise(before: AttemptState, after: AttemptState) -> bool:
    """Say whether people must hear of a change: an attempt that had ended without money has moved some after all."""
    return follows(before, after) and before in _DEFINITE - {_S.AUTHORISED, _S.SUCCEEDED}
