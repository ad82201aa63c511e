"""The form for an entry by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from babel.numbers import NumberFormatError, get_decimal_symbol, parse_decimal
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from safelight.books.actions import add_entry
from safelight.books.queries import list_accounts
from safelight.books.queries.wording import reading_locale
from safelight.books.rules.chart import STANDARD
from safelight.books.web.asked import places_of, today_of
from safelight.foundation.actions import ActionError, Context, Empty, ask, permit, run
from safelight.foundation.web.access import context_of
from safelight.foundation.web.notices import notify

SHOWN, SPARE = 2, 6
"""Lines that are shown in an empty form, and further ones that wait out of sight."""
FIELDS: Final = ("account", "debit", "credit", "memo")
_PLACE = re.compile(r"lines-(\d{1,3})-([a-z]+)")


@never_cache
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or make the entry; what is wrong comes back in the same form."""
    context = context_of(request)
    permit(add_entry, context)
    if request.method == "GET":
        first = QueryDict(mutable=True)
        first["on"] = today_of(context).isoformat()
        return _page(request, context, first, [])
    written = _written(request.POST)
    try:
        made = run(add_entry, context, _given(request.POST, written, context)).value
    except ActionError as refused:
        if refused.status == 403:  # noqa: PLR2004 - forbidden is for the whole page
            raise
        return _page(request, context, request.POST, written, refused)
    notify(request, _("The entry was made."))
    return HttpResponseRedirect(reverse("books_entry", args=[made.id]))


def _written(posted: QueryDict) -> list[dict[str, str]]:
    """Return the lines in which something was written, in their order."""
    found: dict[int, dict[str, str]] = {}
    for key, value in posted.items():
        match = _PLACE.fullmatch(key)
        if match and match[2] in FIELDS:
            found.setdefault(int(match[1]), {})[match[2]] = str(value).strip()
    return [
        found[place]
        for place in sorted(found)
        if any(found[place].get(name) for name in ("account", "debit", "credit"))
    ]


def _given(posted: QueryDict, written: list[dict[str, str]], context: Context) -> dict[str, Any]:
    every = {
        "currency": posted.get("currency", "").strip().upper(),
        "location_id": posted.get("location_id") or None,
    }
    return {
        "on": posted.get("on", "").strip(),
        "memo": posted.get("memo", ""),
        "lines": [
            {
                "account": line.get("account", ""),
                "debit": _amount(line.get("debit", ""), context),
                "credit": _amount(line.get("credit", ""), context),
                "memo": line.get("memo", ""),
                **every,
            }
            for line in written
        ],
    }


def _amount(text: str, context: Context) -> Decimal | str | None:
    """Read an amount as people of the studio's country write it; what cannot be read is left to the action to refuse."""
    if not text:
        return None
    try:
        plain = Decimal(text)
    except InvalidOperation:
        try:
            return Decimal(parse_decimal(text, locale=reading_locale(context.studio), strict=True))
        except NumberFormatError:
            return text
    return plain


def _page(
    request: HttpRequest,
    context: Context,
    values: Mapping[str, Any],
    written: list[dict[str, str]],
    refused: ActionError | None = None,
) -> HttpResponse:
    known = {card.key: card for card in ask(list_accounts, context, Empty()).items if card.active}
    # Before the first entry there are no accounts yet; the standard ones are made by using them.
    accounts = [(card.key, f"{card.code} {card.name}".strip()) for card in known.values()] or [
        (account.key, f"{account.code} {account.name}") for account in STANDARD
    ]
    errors = dict(refused.fields) if refused else {}
    page = {
        "accounts": accounts,
        "values": values,
        "lines": _parts(written, errors),
        "locations": [(str(place.id), place.name) for place in places_of(context)],
        "decimal": get_decimal_symbol(reading_locale(context.studio)),
        "currency": values.get("currency") or context.studio.currency,
        "errors": errors,
        "error": refused.message if refused else "",
    }
    return render(request, "books/entries/new.html", page, status=422 if refused else 200)


def _parts(written: list[dict[str, str]], errors: Mapping[str, str]) -> list[dict[str, Any]]:
    count = max(len(written), SHOWN)
    parts = []
    for place in range(count + SPARE):
        own = {path.rpartition(".")[2]: words for path, words in errors.items() if path.startswith(f"lines.{place}.")}
        values = written[place] if place < len(written) else {}
        parts.append(
            {
                "number": place,
                "spare": place >= count,
                "errors": own,
                **{name: values.get(name, "") for name in FIELDS},
            }
        )
    return parts
