"""Figures: amounts that open the entries they are the sum of. For the pages of every module."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from safelight.books.queries.wording import show_amount
from safelight.foundation.actions import Context
from safelight.foundation.money import Money


@dataclass(frozen=True, slots=True)
class Figure:
    """An amount as written in the studio's locale, and where the entries behind it are listed.

    ``url`` is empty for people who may not see the ledger; the amount then stands there without a link.
    """

    money: Money
    text: str
    url: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def html(self) -> SafeString:
        """The amount for a template: a link to its entries where there is one."""
        if not self.url:
            return format_html('<span class="figures">{}</span>', self.text)
        return format_html('<a class="figure" href="{}">{}</a>', self.url, self.text)


def figure(  # noqa: PLR0913 - each filter by its name, as in books.entries
    context: Context,
    money: Money,
    *,
    account: str | Collection[str] = (),
    client_id: UUID | None = None,
    document_id: UUID | None = None,
    location_id: UUID | None = None,
    category: str = "",
    side: str = "",
    since: date | None = None,
    until: date | None = None,
) -> Figure:
    """Return an amount with the way to the entries behind it; the filters are those of ``books.entries``.

    ``money`` is shown as given, so a liability may be shown without its minus; its currency is a filter too.
    """
    url = ""
    if context.actor.may("books.view"):
        keys = [account] if isinstance(account, str) else sorted(account)
        url = entries_url(
            account=keys,
            client_id=client_id,
            document_id=document_id,
            location_id=location_id,
            category=category,
            currency=money.currency,
            side=side,
            since=since,
            until=until,
        )
    return Figure(money, show_amount(money.amount, money.currency, context.studio), url)


def entries_url(**filters: object) -> str:
    """Return the address of the entries page with these filters; empty ones are left out."""
    given: list[tuple[str, str]] = []
    for name, value in filters.items():
        values = value if isinstance(value, list | tuple) else [value]
        given += [(name, str(one)) for one in values if one not in {None, ""}]
    return reverse("books_entries") + (f"?{urlencode(given)}" if given else "")
