"""The states of an order, and which step leads from one to the next."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class OrderState(StrEnum):
    """Where an order stands: asked about, agreed, handed over, or given up."""

    ESTIMATE = "estimate"
    ORDERED = "ordered"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"


class Step(StrEnum):
    """What may be done to an order as a whole."""

    CHANGE = "change"
    ACCEPT = "accept"
    DECLINE = "decline"
    FULFIL = "fulfil"
    REOPEN = "reopen"
    CANCEL = "cancel"
    INVOICE = "invoice"


class NotNow(ValueError):
    """The step does not lead on from the order's state; the text says why and what to do instead."""


_NEXT: Final[dict[tuple[OrderState, Step], OrderState]] = {
    (OrderState.ESTIMATE, Step.CHANGE): OrderState.ESTIMATE,
    (OrderState.ORDERED, Step.CHANGE): OrderState.ORDERED,
    (OrderState.ESTIMATE, Step.ACCEPT): OrderState.ORDERED,
    (OrderState.ESTIMATE, Step.DECLINE): OrderState.CANCELLED,
    (OrderState.ORDERED, Step.FULFIL): OrderState.FULFILLED,
    (OrderState.FULFILLED, Step.REOPEN): OrderState.ORDERED,
    (OrderState.ESTIMATE, Step.CANCEL): OrderState.CANCELLED,
    (OrderState.ORDERED, Step.CANCEL): OrderState.CANCELLED,
    (OrderState.FULFILLED, Step.CANCEL): OrderState.CANCELLED,
    (OrderState.ORDERED, Step.INVOICE): OrderState.ORDERED,
    (OrderState.FULFILLED, Step.INVOICE): OrderState.FULFILLED,
}
_WHY: Final[dict[tuple[OrderState, Step], str]] = {
    (OrderState.FULFILLED, Step.CHANGE): "This order is fulfilled. Reopen it to change it.",
    (OrderState.CANCELLED, Step.CHANGE): "This order is cancelled. Copy it to begin a new one.",
    (OrderState.ESTIMATE, Step.INVOICE): "This is an estimate. Accept it first; then it can be invoiced.",
    (
        OrderState.CANCELLED,
        Step.INVOICE,
    ): "This order is cancelled, so there is nothing to invoice. Copy it to begin a new one.",
    (OrderState.ESTIMATE, Step.FULFIL): "This is an estimate. Accept it first; then it can be fulfilled.",
    (OrderState.ORDERED, Step.ACCEPT): "This estimate was accepted already.",
    (OrderState.FULFILLED, Step.ACCEPT): "This estimate was accepted already.",
    (OrderState.CANCELLED, Step.ACCEPT): "This estimate was declined or cancelled. Copy it to make a new one.",
    (OrderState.ORDERED, Step.DECLINE): "This is an order by now. Cancel it instead.",
    (OrderState.FULFILLED, Step.DECLINE): "This is an order by now. Cancel it instead.",
    (OrderState.CANCELLED, Step.CANCEL): "This order was cancelled already.",
    (OrderState.FULFILLED, Step.FULFIL): "This order was fulfilled already.",
}


def after(state: OrderState, step: Step) -> OrderState:
    """Return the state that a step leads to.

    Raises:
        NotNow: the step is not possible in this state.
    """
    found = _NEXT.get((state, step))
    if found is None:
        raise NotNow(_WHY.get((state, step), f"This is not possible while the order is {state.value}."))
    return found


def steps(state: OrderState) -> tuple[Step, ...]:
    """Return what may be done in a state."""
    return tuple(step for known, step in _NEXT if known is state)
