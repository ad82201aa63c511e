"""The company behind the test gateway: what it remembers and how it decides. It knows no studio and no web page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, Protocol

from safelight.foundation.money import Money
from safelight.integrations.test_gateway.cards import Script, TestCard, card_of_token
from safelight.payments.ports import Answer, Card
from safelight.payments.rules.attempts import AttemptState

Kind = Literal["checkout", "charge", "terminal", "capture", "void", "refund"]
_S = AttemptState


@dataclass(frozen=True, slots=True)
class Deal:
    """One attempt as the company sees it. ``taken`` is what was approved; ``given_back`` what was returned of it."""

    reference: str
    gateway_id: str
    kind: Kind
    amount: Money
    state: AttemptState
    at: datetime
    description: str = ""
    capture: bool = True
    taken: Money | None = None
    given_back: Money | None = None
    card: Card | None = None
    code: str = ""
    message: str = ""
    settled: bool = False
    of: str = ""
    return_url: str = ""
    cancel_url: str = ""
    store_card: bool = False
    expires_at: datetime | None = None

    @property
    def answer(self) -> Answer:
        """What the company says of it."""
        return Answer(
            state=self.state,
            gateway_id=self.gateway_id,
            amount=self.taken,
            card=self.card,
            code=self.code,
            message=self.message,
            settled=self.settled,
            at=self.at,
        )


class Memory(Protocol):
    """Where the company keeps its deals."""

    def locked(self, reference: str) -> AbstractContextManager[None]:
        """Let nobody else decide about a reference meanwhile."""

    def by_reference(self, reference: str) -> Deal | None:
        """Return a deal by the studio's reference."""

    def by_id(self, gateway_id: str) -> Deal | None:
        """Return a deal by the company's own name of it."""

    def keep(self, deal: Deal) -> None:
        """Store a deal, new or changed."""


class InMemory:
    """Deals in this process, for tests."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self.deals: dict[str, Deal] = {}

    @contextmanager
    def locked(self, reference: str) -> Iterator[None]:  # noqa: ARG002 - one thread needs no lock
        """Go on: there is one thread."""
        yield

    def by_reference(self, reference: str) -> Deal | None:
        """Return a deal by the studio's reference."""
        return self.deals.get(reference)

    def by_id(self, gateway_id: str) -> Deal | None:
        """Return a deal by the company's own name of it."""
        return next((deal for deal in self.deals.values() if deal.gateway_id == gateway_id), None)

    def keep(self, deal: Deal) -> None:
        """Store a deal, new or changed."""
        self.deals[deal.reference] = deal


@dataclass(frozen=True, slots=True)
class Company:
    """Decides about deals. Repeating a reference never moves money twice: the first deal is the answer."""

    memory: Memory

    def open(self, deal: Deal) -> Deal:
        """Take on a checkout or terminal sale; it waits for a card."""
        with self.memory.locked(deal.reference):
            known = self.memory.by_reference(deal.reference)
            if known is None:
                self.memory.keep(deal)
            return known or deal

    def pay(self, gateway_id: str, card: TestCard, now: datetime) -> Deal:
        """Put a test card to a waiting deal; one that is decided stays as it is.

        Raises:
            KeyError: there is no such deal.
        """
        found = self._found(gateway_id)
        with self.memory.locked(found.reference):
            deal = self._found(gateway_id)
            if deal.state is not _S.PENDING:
                return deal
            if deal.expires_at is not None and deal.expires_at <= now:
                decided = replace(deal, state=_S.EXPIRED, at=now, message="Nobody paid in time.")
            else:
                decided = _decided(deal, card, now)
            self.memory.keep(decided)
            return decided

    def give_up(self, gateway_id: str, now: datetime) -> Deal:
        """Cancel a waiting deal; one that is decided stays as it is.

        Raises:
            KeyError: there is no such deal.
        """
        found = self._found(gateway_id)
        with self.memory.locked(found.reference):
            deal = self._found(gateway_id)
            if deal.state is _S.PENDING:
                deal = replace(deal, state=_S.CANCELLED, at=now, message="The payer gave up.")
                self.memory.keep(deal)
            return deal

    def charge(self, deal: Deal, token: str, *, payer_is_there: bool) -> Deal:
        """Charge a stored card at once."""
        with self.memory.locked(deal.reference):
            known = self.memory.by_reference(deal.reference)
            if known is not None:
                return known
            card = card_of_token(token)
            if card is None:
                decided = replace(deal, state=_S.FAILED, code="no_card", message="There is no such stored card.")
            elif card.script is Script.NEEDS_PAYER and not payer_is_there:
                decided = replace(
                    deal, state=_S.DECLINED, card=card.card, code="needs_payer", message="The payer must be asked."
                )
            elif card.script is Script.SILENT_BEFORE:
                return deal
            else:
                decided = _decided(deal, card, deal.at)
            self.memory.keep(decided)
            return decided

    def capture(self, deal: Deal) -> Deal:
        """Take money that was reserved, at most all of it."""
        return self._correct(deal, self._capture)

    def void(self, deal: Deal) -> Deal:
        """Take a deal back that is not settled."""
        return self._correct(deal, self._void)

    def refund(self, deal: Deal) -> Deal:
        """Give money back, at most what is left."""
        return self._correct(deal, self._refund)

    def settle(self, gateway_id: str) -> Deal:
        """Close the batch that holds a deal: from now on it is refunded and not voided.

        Raises:
            KeyError: there is no such deal.
        """
        deal = replace(self._found(gateway_id), settled=True)
        self.memory.keep(deal)
        return deal

    def _found(self, gateway_id: str) -> Deal:
        deal = self.memory.by_id(gateway_id)
        if deal is None:
            raise KeyError(gateway_id)
        return deal

    def _correct(self, deal: Deal, how: _Correcting) -> Deal:
        of = self.memory.by_id(deal.of)
        with self.memory.locked(of.reference if of else deal.reference):
            known = self.memory.by_reference(deal.reference)
            if known is not None:
                return known
            of = self.memory.by_id(deal.of)
            if of is None:
                decided = replace(deal, state=_S.FAILED, code="no_deal", message="There is no such payment.")
            else:
                decided = how(deal, of)
            self.memory.keep(decided)
            return decided

    def _capture(self, deal: Deal, of: Deal) -> Deal:
        if of.state is not _S.AUTHORISED or of.taken is None or of.taken < deal.amount:
            return _declined(deal, "not_reserved", "There is not that much money reserved.")
        self.memory.keep(replace(of, state=_S.SUCCEEDED, taken=deal.amount))
        return replace(deal, state=_S.SUCCEEDED, taken=deal.amount, card=of.card)

    def _void(self, deal: Deal, of: Deal) -> Deal:
        if of.settled:
            return _declined(deal, "settled", "The payment is settled already; refund it.")
        if of.state not in {_S.AUTHORISED, _S.SUCCEEDED} or of.given_back:
            return _declined(deal, "not_open", "There is nothing to take back.")
        self.memory.keep(replace(of, state=_S.VOIDED))
        return replace(deal, state=_S.SUCCEEDED, taken=of.taken, card=of.card)

    def _refund(self, deal: Deal, of: Deal) -> Deal:
        back = of.given_back or Money.zero(deal.amount.currency)
        if of.state is not _S.SUCCEEDED or of.taken is None or of.taken < back + deal.amount:
            return _declined(deal, "too_much", "There is not that much money to give back.")
        self.memory.keep(replace(of, given_back=back + deal.amount))
        return replace(deal, state=_S.SUCCEEDED, taken=deal.amount, card=of.card)


class _Correcting(Protocol):
    def __call__(self, deal: Deal, of: Deal) -> Deal: ...


def _declined(deal: Deal, code: str, message: str) -> Deal:
    return replace(deal, state=_S.DECLINED, code=code, message=message)


def _decided(deal: Deal, card: TestCard, now: datetime) -> Deal:
    if card.script is Script.DECLINES:
        return replace(_declined(deal, "05", "Do not honour."), card=card.card, at=now)
    if card.script is Script.SILENT_BEFORE:
        return deal
    taken = deal.amount.split([1, 1])[0] if card.script is Script.PAYS_PART else deal.amount
    state = _S.SUCCEEDED if deal.capture else _S.AUTHORISED
    shown = card.card if deal.store_card or deal.kind == "charge" else replace(card.card, token="")
    return replace(deal, state=state, taken=taken, card=shown, at=now, message="Approved.")
