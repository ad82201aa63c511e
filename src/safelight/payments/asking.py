"""Asking gateways. Never inside a transaction: an attempt is committed before, and what is heard is noted after."""

from __future__ import annotations

import calendar
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings
from django.urls import reverse

from safelight.foundation.actions import Context, run
from safelight.foundation.money import Money
from safelight.foundation.sealing import unseal
from safelight.foundation.tenancy import studio_scope
from safelight.payments.actions.gateway_accounts import SEALED, secrets_of
from safelight.payments.actions.hear import CARD_PURPOSE, CardHeard, Heard, hear
from safelight.payments.links import link_to
from safelight.payments.models import Attempt, GatewayAccount
from safelight.payments.ports import (
    Answer,
    Card,
    Charge,
    Checkout,
    Correction,
    Gateway,
    GatewayError,
    NoAnswer,
    NotReached,
    Payer,
    TerminalSale,
    gateways,
)
from safelight.payments.rules.attempts import OPEN, AttemptState

log = logging.getLogger("safelight.payments")

_SENTENCE: Final = 900


@dataclass(frozen=True, slots=True)
class _Asked:
    """An attempt with everything its gateway needs, read in one scope and used outside of it."""

    attempt: Attempt
    gateway: Gateway
    token: str
    payer: Payer


def ask_gateway(context: Context, attempt_id: UUID) -> None:
    """Ask the gateway of an attempt that it was not asked about yet, and note what it says."""
    asked = _read(context, attempt_id)
    if asked is None or asked.attempt.state != AttemptState.INITIATED.value:
        return
    ways: Mapping[str, Callable[[_Asked], Heard]] = {
        "checkout": _begin_checkout,
        "charge": _charge,
        "terminal": _begin_sale,
        "void": _void,
        "refund": _refund,
        "capture": _capture,
    }
    _note(context, _safely(asked, ways[asked.attempt.kind]))


def look_up(context: Context, attempt_id: UUID, by: str = "look_up") -> None:
    """Ask what became of an attempt; the gateway that never heard of it is asked anew, under the same reference."""
    asked = _read(context, attempt_id)
    if asked is None:
        return
    attempt = asked.attempt
    try:
        answer = asked.gateway.look_up(attempt.reference, attempt.gateway_id)
    except GatewayError as error:
        # Nothing is known more than before; the next look comes later.
        _note(context, _heard(attempt, Answer(AttemptState(attempt.state), message=_words(error)), by))
        return
    if answer is not None:
        _note(context, _heard(attempt, answer, by))
    elif attempt.state == AttemptState.INITIATED.value:
        ask_gateway(context, attempt_id)
    elif AttemptState(attempt.state) in OPEN:
        words = "The gateway never heard of this payment; no money moved."
        _note(context, _heard(attempt, Answer(AttemptState.FAILED, code="never_arrived", message=words), by))


def give_up(context: Context, attempt_id: UUID) -> None:
    """Take a sale off its terminal, and note if the card had been approved by then."""
    asked = _read(context, attempt_id)
    if asked is None or asked.attempt.kind != "terminal":
        return
    _note(context, _safely(asked, lambda one: _heard(one.attempt, one.gateway.cancel_sale(_sale(one)), "answer")))


def gateway_of(account: GatewayAccount) -> Gateway:
    """Return the gateway of an account.

    Raises:
        NotReached: its settings are not complete, or this installation does not have this kind any more.
    """
    try:
        kind = gateways.get(account.gateway)
    except KeyError as error:
        message = f"This installation has no gateway “{account.gateway}”."
        raise NotReached(message) from error
    plain = {str(name): str(value) for name, value in account.settings.items() if name != SEALED}
    return kind.open(account.studio_id, {**plain, **secrets_of(account)}, live=account.live)


def _read(context: Context, attempt_id: UUID) -> _Asked | None:
    with studio_scope(context.studio.id):
        found = Attempt.objects.select_related("account", "card", "of", "client").filter(id=attempt_id).first()
        if found is None:
            return None
        sealed = found.card.token if found.card is not None else None
        token = unseal(bytes(sealed), f"{CARD_PURPOSE}{context.studio.id}").decode() if sealed else ""
        gateway = gateway_of(found.account)
        return _Asked(found, gateway, token, Payer(name=found.client.display_name, country=context.studio.country))


def _safely(asked: _Asked, way: Callable[[_Asked], Heard]) -> Heard:
    try:
        return way(asked)
    except NotReached as error:
        return _heard(asked.attempt, Answer(AttemptState.FAILED, code="not_reached", message=_words(error)), "answer")
    except NoAnswer as error:
        log.warning("gateway gave no answer", extra={"attempt": str(asked.attempt.id)})
        return _heard(asked.attempt, Answer(AttemptState.UNKNOWN, message=_words(error)), "answer")


def _begin_checkout(asked: _Asked) -> Heard:
    attempt = asked.attempt
    back = settings.PUBLIC_URL + reverse("pay_back", args=[link_to("back", attempt.studio_id, attempt.id)])
    page = asked.gateway.begin_checkout(
        Checkout(
            reference=attempt.reference,
            amount=_amount(attempt),
            description=attempt.description,
            return_url=back,
            cancel_url=f"{back}?left=1",
            notice_url=settings.PUBLIC_URL
            + reverse("pay_notice", args=[link_to("notice", attempt.studio_id, attempt.account_id)]),
            payer=asked.payer,
            capture=attempt.capture,
            store_card=attempt.store_card,
        )
    )
    return Heard(
        attempt_id=attempt.id,
        by="answer",
        state=AttemptState.PENDING,
        gateway_id=page.gateway_id,
        page_url=page.url,
        expires_at=page.expires_at,
    )


def _charge(asked: _Asked) -> Heard:
    attempt = asked.attempt
    charge = Charge(attempt.reference, _amount(attempt), asked.token, attempt.description, capture=attempt.capture)
    return _heard(attempt, asked.gateway.charge(charge), "answer")


def _begin_sale(asked: _Asked) -> Heard:
    return _heard(asked.attempt, asked.gateway.begin_sale(_sale(asked)), "answer")


def _void(asked: _Asked) -> Heard:
    return _heard(asked.attempt, asked.gateway.void(_correction(asked.attempt)), "answer")


def _refund(asked: _Asked) -> Heard:
    return _heard(asked.attempt, asked.gateway.refund(_correction(asked.attempt)), "answer")


def _capture(asked: _Asked) -> Heard:
    return _heard(asked.attempt, asked.gateway.capture(_correction(asked.attempt)), "answer")


def _sale(asked: _Asked) -> TerminalSale:
    attempt = asked.attempt
    return TerminalSale(attempt.reference, _amount(attempt), attempt.terminal, attempt.description)


def _correction(attempt: Attempt) -> Correction:
    of = attempt.of
    if of is None:
        message = "There is no payment that this corrects."
        raise NotReached(message)
    return Correction(attempt.reference, _amount(attempt), of.reference, of.gateway_id)


def _amount(attempt: Attempt) -> Money:
    return Money.of_minor(attempt.amount_minor, attempt.currency)


def _note(context: Context, heard: Heard) -> None:
    run(hear, context, heard)


def _heard(attempt: Attempt, answer: Answer, by: str) -> Heard:
    return Heard.model_validate(
        {
            "attempt_id": attempt.id,
            "by": by,
            "state": answer.state,
            "gateway_id": answer.gateway_id,
            "amount": answer.amount.amount if answer.amount is not None else None,
            "tip": answer.tip.amount if answer.tip is not None else None,
            "fee": answer.fee.amount if answer.fee is not None else None,
            "card": _card(answer.card) if answer.card is not None else None,
            "code": answer.code[:60],
            "message": answer.message[:_SENTENCE],
            "settled": answer.settled,
        }
    )


def _card(card: Card) -> CardHeard:
    expires = None
    if card.expires is not None:
        year, month = card.expires
        expires = date(year, month, calendar.monthrange(year, month)[1])
    return CardHeard(brand=card.brand, last4=card.last4, expires_on=expires, holder=card.holder[:200], token=card.token)


def _words(error: GatewayError) -> str:
    return str(error)[:_SENTENCE]
