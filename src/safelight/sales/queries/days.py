"""Sales by day, place, kind and category: read from the rollup that the database keeps, and checked against the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal
from uuid import UUID

from django.db import connection
from pydantic import Field

from safelight.foundation.actions import Context, Frozen, InvalidInput, query
from safelight.foundation.tenancy import current_studio_id
from safelight.sales.queries.amounts import major

By = Literal["day", "week", "month", "year", "location", "kind", "category", "currency"]
_SUMS: Final = (
    "listed_minor",
    "reduction_minor",
    "reward_minor",
    "net_minor",
    "tax_minor",
    "gross_minor",
    "cost_minor",
)
_KEYS: Final[dict[str, str]] = {
    "day": "day",
    "week": "date_trunc('week', day)::date",
    "month": "date_trunc('month', day)::date",
    "year": "date_trunc('year', day)::date",
    "location": "location_id",
    "kind": "kind",
    "category": "category",
}
LONGEST_YEARS: Final = 30


class AskDays(Frozen):
    """Which days (both included) and places, and by what the figures are grouped; always by currency too."""

    since: date
    until: date
    by: tuple[By, ...] = Field(default=("day",), max_length=4)
    location_id: UUID | None = None
    category: str = ""
    kind: str = ""


class DayFigure(Frozen):
    """Sums of one group. Credit notes are taken off; ``returned`` is what they took back, net.

    ``lines`` and ``quantity`` count lines of invoices less those of credit notes. ``discount`` is without tax and has
    ``rewards`` in it; ``margin`` needs the permission to see costs.
    """

    currency: str
    day: date | None = None
    location_id: UUID | None = None
    kind: str = ""
    category: str = ""
    lines: int
    quantity: Decimal
    listed: Decimal
    discount: Decimal
    rewards: Decimal
    net: Decimal
    tax: Decimal
    gross: Decimal
    returned: Decimal
    cost: Decimal | None
    margin: Decimal | None


class DayFigures(Frozen):
    """The groups in their order, and the totals by currency."""

    since: date
    until: date
    rows: tuple[DayFigure, ...]
    totals: tuple[DayFigure, ...]


@query("sales.days", permission="sales.view", door="GET /sales_days")
def days(context: Context, data: AskDays) -> DayFigures:
    """Show what was sold, by day, week, month, place, kind or category.

    Raises:
        InvalidInput: the period ends before it begins, or two units of time are asked for.
    """
    if data.until < data.since or data.until.year - data.since.year > LONGEST_YEARS:
        message = "The period ends before it begins, or is longer than thirty years."
        raise InvalidInput(message, fields={"until": message})
    if sum(unit in {"day", "week", "month", "year"} for unit in data.by) > 1:
        message = "Choose one of day, week, month and year."
        raise InvalidInput(message, fields={"by": message})
    keys = [key for key in dict.fromkeys(data.by) if key != "currency"]
    found = _groups(data, keys)
    everything: dict[tuple[Any, ...], _Sums] = {}
    for group, sums in found.items():
        everything.setdefault(group[-1:], _Sums()).take(sums)
    may_cost = context.actor.may("pricing.costs")
    return DayFigures(
        since=data.since,
        until=data.until,
        rows=tuple(_figure(keys, group, sums, may_cost=may_cost) for group, sums in found.items()),
        totals=tuple(_figure([], group, everything[group], may_cost=may_cost) for group in sorted(everything)),
    )


@dataclass(slots=True)
class _Sums:
    """What a group comes to, credit notes taken off; amounts in minor units."""

    lines: int = 0
    quantity: Decimal = Decimal(0)
    returned: int = 0
    amounts: list[int] = field(default_factory=lambda: [0] * len(_SUMS))

    def add(self, source: str, lines: int, quantity: Decimal, amounts: Sequence[int]) -> None:
        """Add the sums of one kind of document."""
        sign = 1 if source == "invoice" else -1
        self.lines += sign * lines
        self.quantity += sign * quantity
        self.amounts = [known + sign * amount for known, amount in zip(self.amounts, amounts, strict=True)]
        if sign < 0:
            self.returned += amounts[_SUMS.index("net_minor")]

    def take(self, other: _Sums) -> None:
        """Add another group."""
        self.lines += other.lines
        self.quantity += other.quantity
        self.returned += other.returned
        self.amounts = [known + amount for known, amount in zip(self.amounts, other.amounts, strict=True)]


def _groups(data: AskDays, keys: Sequence[str]) -> dict[tuple[Any, ...], _Sums]:
    """Return the sums by group, the currency last; one pass over the days asked for."""
    grouped = ", ".join([*(_KEYS[key] for key in keys), "currency", "source"])
    sums = ", ".join(f"sum({column})::bigint" for column in _SUMS)
    conditions = ["studio_id = %s", "day between %s and %s"]
    values: list[Any] = [current_studio_id(), data.since, data.until]
    for column, value in (("location_id", data.location_id), ("category", data.category), ("kind", data.kind)):
        if value:
            conditions.append(f"{column} = %s")
            values.append(value)
    # Names of this file; what was asked for travels as parameters.
    sql = (
        f"select {grouped}, sum(lines)::bigint, sum(quantity), {sums} from sales_daysale"  # noqa: S608
        f" where {' and '.join(conditions)} group by {grouped} order by {grouped}"
    )
    found: dict[tuple[Any, ...], _Sums] = {}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for row in cursor.fetchall():
            group, (source, lines, quantity, *amounts) = row[: len(keys) + 1], row[len(keys) + 1 :]
            found.setdefault(group, _Sums()).add(source, int(lines), quantity, [int(amount) for amount in amounts])
    return found


def _figure(keys: Sequence[str], group: tuple[Any, ...], sums: _Sums, *, may_cost: bool) -> DayFigure:
    code = group[-1]
    listed, reduction, reward, net, tax, gross, cost = (major(minor, code) for minor in sums.amounts)
    named: dict[str, Any] = {}
    for key, value in zip(keys, group, strict=False):
        named[{"week": "day", "month": "day", "year": "day", "location": "location_id"}.get(key, key)] = value
    return DayFigure(
        currency=code,
        **named,
        lines=sums.lines,
        quantity=sums.quantity,
        listed=listed,
        discount=reduction,
        rewards=reward,
        net=net,
        tax=tax,
        gross=gross,
        returned=major(sums.returned, code),
        cost=cost if may_cost else None,
        margin=net - cost if may_cost else None,
    )


_DIFFERENCES = """
with raw as (
    select invoice.issued_on as day, 'invoice' as source, invoice.location_id, line.kind, line.category, invoice.currency,
           count(*) as lines, sum(line.quantity) as quantity, {sums}
    from sales_invoiceline line
    join sales_invoice invoice on invoice.studio_id = line.studio_id and invoice.id = line.invoice_id
    where line.studio_id = %(studio)s group by 1, 2, 3, 4, 5, 6
    union all
    select note.issued_on, 'credit_note', note.location_id, line.kind, line.category, note.currency,
           count(*), sum(line.quantity), {sums}
    from sales_creditnoteline line
    join sales_creditnote note on note.studio_id = line.studio_id and note.id = line.credit_note_id
    where line.studio_id = %(studio)s group by 1, 2, 3, 4, 5, 6
), kept as (
    select day, source, location_id, kind, category, currency, lines, quantity, {columns}
    from sales_daysale where studio_id = %(studio)s
)
select count(*) from (
    (select * from raw except all select * from kept) union all (select * from kept except all select * from raw)
) difference
"""


def differences() -> int:
    """Return how many rows of the day figures differ from the sums of the lines; 0 is right. Reads every line."""
    sums = ", ".join(f"sum(line.{column})::bigint as {column}" for column in _SUMS)
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES.format(sums=sums, columns=", ".join(_SUMS)), {"studio": current_studio_id()})
        return int(cursor.fetchone()[0])
