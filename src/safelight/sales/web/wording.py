"""Orders and invoices in words; how forms are read; one place for all pages of this module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import NumberFormatError, parse_decimal
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from safelight.books.queries.wording import reading_locale, show_amount
from safelight.foundation.actions import Action, ActionError, Context, run

STATES: Mapping[str, tuple[Promise, str]] = {
    "estimate": (_("Estimate"), "info"),
    "ordered": (_("Ordered"), "info"),
    "fulfilled": (_("Handed over"), "good"),
    "cancelled": (_("Cancelled"), ""),
    "open": (_("Open"), "info"),
    "part_paid": (_("Partly paid"), "info"),
    "overdue": (_("Overdue"), "bad"),
    "paid": (_("Paid"), "good"),
    "credited": (_("Taken back"), ""),
    "upcoming": (_("To come"), ""),
    "due": (_("Due"), "warn"),
    "sold": (_("Sold, no code yet"), "warn"),
    "active": (_("In use"), "good"),
    "used": (_("Used up"), ""),
    "expired": (_("Expired"), ""),
    "void": (_("Void"), ""),
}
"""Words and tone of a state."""
_SHOWN = (404, 409, 422)


def state_of(name: str) -> dict[str, Any]:
    """Return words and tone of a state."""
    words, tone = STATES.get(name, (name, ""))
    return {"words": words, "tone": tone}


def is_partial(request: HttpRequest) -> bool:
    """Say whether a page asks for a part of itself."""
    return request.headers.get("HX-Request-Type") == "partial"


def money(context: Context, currency: str) -> Callable[[Decimal | None], str]:
    """Return how amounts of a currency are written for the reader; nothing for no amount."""
    return lambda amount: "" if amount is None else show_amount(amount, currency, context.studio)


def read_number(context: Context, text: str) -> str:
    """Return what was typed as a plain decimal, in the studio's way of writing; as it is where it is no number."""
    typed = text.strip().replace("\u00a0", "").replace(" ", "").removesuffix("%")
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


def attempt(verb: Action[Any, Any], context: Context, given: Mapping[str, Any], key: str = "") -> Any | ActionError:  # noqa: ANN401 - any verb's answer
    """Run a verb; a refusal that belongs into the form it came from is returned instead of raised."""
    try:
        return run(verb, context, given, key=key).value
    except ActionError as refused:
        if refused.status not in _SHOWN or refused.status == 404:  # noqa: PLR2004 - what is not there has a page of its own
            raise
        return refused
