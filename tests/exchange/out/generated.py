"""Generated studios: rows of every kind, drawn field by field, so that a new kind is in every property by itself."""

from __future__ import annotations

import string
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.db import DatabaseError, models, transaction
from hypothesis import strategies as st

from safelight.exchange.out.kinds import all_kinds
from safelight.exchange.out.record_kinds import RecordKind, targets_of
from safelight.foundation.ids import new_id

PLAIN = string.ascii_letters + string.digits
SCRIPTS = [
    "ünïcödé",
    "😀👩‍👩‍👧",
    "שלום עולם",
    "مرحبا",
    "漢字かな",
    "=1+1",
    "'=x",
    "+49 151 23",
    "007",
    "\u2028\u2029",
    "a\tb\r\nc",
    "\x01\x1f",
    '"\\/',
]
LONG = "x" * 40_000
DRAWN = st.one_of(
    st.sampled_from(SCRIPTS), st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | DRAWN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(DRAWN, inner, max_size=3),
    max_leaves=6,
)
MOMENTS = st.datetimes(
    datetime.fromisoformat("1800-01-01"), datetime.fromisoformat("9998-01-01"), timezones=st.just(UTC)
)
NOT_DRAWN = frozenset({"studio", "people", "memberships"})


def fill(draw: Any, rows_of_each: int) -> dict[str, int]:  # noqa: ANN401 - hypothesis' own draw
    """Write drawn rows of every kind into the studio in scope; return how many the database accepted."""
    made: dict[type[models.Model], list[UUID]] = {}
    counts: dict[str, int] = {}
    for kind in all_kinds():
        if kind.name in NOT_DRAWN:
            continue
        made[kind.model] = list(kind.model._base_manager.values_list("id", flat=True))
        for _ in range(rows_of_each):
            row = _row(draw, kind, made)
            try:
                with transaction.atomic():
                    row.save(force_insert=True)
            except DatabaseError:
                continue
            made[kind.model].append(row.pk)
            counts[kind.name] = counts.get(kind.name, 0) + 1
    return counts


def _row(draw: Any, kind: RecordKind, made: dict[type[models.Model], list[UUID]]) -> models.Model:  # noqa: ANN401
    values: dict[str, Any] = {"id": new_id()}
    targets = targets_of(kind)
    for item in kind.fields():
        if item.name == "id":
            continue
        if item.name in targets:
            known = made.get(targets[item.name], [])
            if not known:
                continue
            wanted = draw(st.integers(0, len(known)))
            values[item.attname] = None if item.null and wanted == len(known) else known[wanted % len(known)]
        elif item.null and draw(st.booleans()):
            values[item.name] = None
        else:
            values[item.name] = _value(draw, item)
    return kind.model(**values)


def _value(draw: Any, item: models.Field) -> Any:  # noqa: ANN401, C901, PLR0911 - one answer per kind of field
    if isinstance(item, models.UUIDField):
        return draw(st.uuids())
    if isinstance(item, models.BinaryField):
        return draw(st.binary(max_size=40))
    if isinstance(item, models.BooleanField):
        return draw(st.booleans())
    if isinstance(item, models.DateTimeField):
        return draw(MOMENTS)
    if isinstance(item, models.DateField):
        return draw(st.dates(date(1, 1, 1)))
    if isinstance(item, models.DecimalField):
        return draw(
            st.decimals(
                allow_nan=False, allow_infinity=False, places=item.decimal_places, min_value=-9999, max_value=9999
            )
        )
    if isinstance(item, models.IntegerField):
        small = item.get_internal_type().startswith(("Small", "PositiveSmall"))
        return draw(st.integers(0, 30_000 if small else 2**31 - 1))
    if isinstance(item, models.JSONField):
        return draw(
            st.just(item.get_default() if item.has_default() else {}) | JSON.filter(lambda value: value is not None)
        )
    if item.choices:
        return draw(st.sampled_from([key for key, _ in item.flatchoices]))
    if item.max_length:
        if item.name in {"number", "phone"}:
            return "+49" + draw(st.text(string.digits, min_size=7, max_size=11))
        if item.name == "country":
            return draw(st.sampled_from(["DE", "US", "JP"]))
        return draw(DRAWN)[: item.max_length].strip() or draw(st.text(PLAIN, min_size=3, max_size=3))
    return draw(DRAWN | st.just(LONG)) or "x"
