"""What an import has to say about its rows, summed up."""

from __future__ import annotations

from django.db import connection

from safelight.exchange.fields import CARD_CODE
from safelight.exchange.queries.imports import ChooseImport, find
from safelight.foundation.actions import Context, Frozen, query

_SUMS = """
select remark ->> 'level', remark ->> 'code', count(distinct line.id),
       (array_agg(remark ->> 'message' order by line.row))[1],
       coalesce(array_agg(distinct remark ->> 'column') filter (where remark ->> 'column' <> ''), '{}')
from exchange_importedrow line cross join lateral jsonb_array_elements(line.issues) remark
where line.batch_id = %s
group by 1, 2
order by array_position(array['error', 'warning', 'info'], remark ->> 'level'), 3 desc, 2
"""


class Remark(Frozen):
    """Remarks of one code: how many rows have it, the first sentence of it, and the columns it speaks of."""

    level: str
    code: str
    rows: int
    example: str
    columns: tuple[str, ...]


class Remarks(Frozen):
    """All remarks about the rows of an import: refusals first, then warnings, the frequent ones first."""

    items: tuple[Remark, ...]

    @property
    def card_columns(self) -> frozenset[str]:
        """Columns in which rows were refused for a number that may be a card's."""
        return frozenset(column for one in self.items if one.code == CARD_CODE for column in one.columns)


@query("exchange.sum_up_import", permission="exchange.import", door="GET /imports/{import_id}/remarks")
def sum_up_import(context: Context, data: ChooseImport) -> Remarks:  # noqa: ARG001 - every query takes its context
    """Sum up the remarks about the rows of an import."""
    batch = find(data.import_id)
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [batch.id])
        return Remarks(
            items=tuple(
                Remark(level=level, code=code, rows=rows, example=example, columns=tuple(columns))
                for level, code, rows, example, columns in cursor.fetchall()
            )
        )
