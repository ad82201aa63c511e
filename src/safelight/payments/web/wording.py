"""Payments in words: amounts, states, tabs; one place for all pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.books.queries.wording import reading_locale, show_amount
from safelight.foundation.actions import ActionError, Context

REFUSED = (409, 422)
STATES: dict[str, tuple[Promise, str]] = {
    "initiated": (_("Connecting"), "info"),
    "pending": (_("Waiting for the payer"), "info"),
    "authorised": (_("Reserved"), "info"),
    "succeeded": (_("Paid"), "good"),
    "declined": (_("Declined"), "bad"),
    "cancelled": (_("Given up"), ""),
    "expired": (_("Ran out"), ""),
    "failed": (_("Did not reach the gateway"), "bad"),
    "voided": (_("Taken back"), "warn"),
    "unknown": (_("Not known yet"), "warn"),
    "done": (_("Given back"), "good"),
    "asked": (_("Asked of the gateway"), "info"),
}
"""Words and tone of a state of an attempt or refund."""


def is_partial(request: HttpRequest) -> bool:
    """Say whether a page asks for a part of itself."""
    return request.headers.get("HX-Request-Type") == "partial"


def show(context: Context, amount: Decimal, currency: str) -> str:
    """Return an amount as people of the studio write it."""
    return show_amount(amount, currency, context.studio)


def read_amount(context: Context, text: str) -> str:
    """Return what was typed as a plain decimal, in the studio's way of writing; as it is where it is no number."""
    typed = text.strip().replace("\u00a0", "").replace(" ", "")
    try:
        return str(Decimal(typed))
    except InvalidOperation:
        pass
    try:
        return str(parse_decimal(typed, locale=reading_locale(context.studio), strict=False))
    except NumberFormatError:
        return typed


def read_day(text: str) -> date | None:
    """Return the day that a date field sent, or None."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def state_of(name: str) -> dict[str, Any]:
    """Return words and tone of a state."""
    words, tone = STATES.get(name, (name, ""))
    return {"words": words, "tone": tone}


def is_shown(refused: ActionError) -> bool:
    """Say whether a refusal belongs into the form it came from."""
    return refused.status in REFUSED
