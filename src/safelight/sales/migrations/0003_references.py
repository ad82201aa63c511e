"""What sales rows point at: price lists, items, sessions and ledger entries; rewards apart from discounts."""

from __future__ import annotations

from typing import Any, ClassVar

import django.db.models.deletion
from django.db import migrations, models

from safelight.foundation.tenancy import sql

_POINTING = {
    "pricing.pricelist": [("order", "price_list", True)],
    "pricing.item": [("orderline", "item", True), ("invoiceline", "item", True)],
    "shoots.shoot": [
        ("order", "shoot", True),
        ("orderline", "shoot", True),
        ("invoiceline", "shoot", True),
        ("retainer", "shoot", True),
    ],
    "books.entry": [
        ("invoice", "entry", False),
        ("creditnote", "entry", False),
        ("settlement", "entry", False),
        ("retainer", "entry", False),
        ("credit", "entry", False),
    ],
}
_NEW_NUMBERS = (
    ("order", "reward_minor"),
    ("orderline", "reward_minor"),
    ("invoice", "reward_minor"),
    ("invoiceline", "reward_minor"),
    ("creditnote", "reward_minor"),
    ("creditnoteline", "reward_minor"),
    ("daysale", "reward_minor"),
)
_CATEGORIES = ("orderline", "invoiceline", "creditnoteline", "daysale")
_SUMS = ("listed_minor", "reduction_minor", "reward_minor", "net_minor", "tax_minor", "gross_minor", "cost_minor")


def _key(target: str, null: bool) -> Any:  # noqa: ANN401, FBT001 - a field of Django
    return models.ForeignKey(
        to=target,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        null=null,
        db_constraint=False,
        db_index=False,
    )


def _state() -> list[Any]:
    """Return what Django is told: columns that were plain ids are keys."""
    found: list[Any] = []
    for target, pointing in _POINTING.items():
        for model, name, null in pointing:
            found += [
                migrations.RemoveField(model_name=model, name=f"{name}_id"),
                migrations.AddField(model_name=model, name=name, field=_key(target, null)),
            ]
    return found


def _keys() -> list[str]:
    return [
        sql.foreign_key(f"sales_{model}", f"{name}_id", target.replace(".", "_"))
        for target, pointing in _POINTING.items()
        for model, name, _ in pointing
    ]


def _rollup(name: str, document: str, table: str, key: str) -> str:
    """Return the function that adds fresh lines to the day figures, as in the migration before, with rewards."""
    added = ", ".join(
        f"{column} = sales_daysale.{column} + excluded.{column}" for column in ("lines", "quantity", *_SUMS)
    )
    sums = ", ".join(f"sum(line.{column})::bigint" for column in _SUMS)
    return f"""
create or replace function {name}() returns trigger language plpgsql as $$
begin
    insert into sales_daysale (id, studio_id, day, source, location_id, kind, category, currency, lines, quantity,
                               {", ".join(_SUMS)})
    select gen_random_uuid(), line.studio_id, paper.issued_on, '{document}', paper.location_id, line.kind, line.category,
           paper.currency, count(*), sum(line.quantity), {sums}
    from fresh line join sales_{table} paper on paper.studio_id = line.studio_id and paper.id = line.{key}
    group by line.studio_id, paper.issued_on, paper.location_id, line.kind, line.category, paper.currency
    order by paper.issued_on, paper.location_id, line.kind, line.category, paper.currency
    on conflict (studio_id, day, source, location_id, kind, category, currency) do update set {added};
    return null;
end $$
"""  # noqa: S608 - names of this file


class Migration(migrations.Migration):
    """Keys downwards, composite over the studio."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("sales", "0002_walls"),
        ("pricing", "0002_walls"),
        ("shoots", "0002_walls"),
        ("books", "0002_walls"),
    ]
    operations: ClassVar[list[Any]] = [
        *(
            migrations.AddField(model_name=model, name=name, field=models.BigIntegerField(default=0))
            for model, name in _NEW_NUMBERS
        ),
        *(
            migrations.AlterField(model_name=model, name="category", field=models.CharField(max_length=60))
            for model in _CATEGORIES
        ),
        migrations.AddField(
            model_name="retainer", name="account", field=models.TextField(default=""), preserve_default=False
        ),
        migrations.AddField(
            model_name="credit", name="account", field=models.TextField(default=""), preserve_default=False
        ),
        migrations.AddField(model_name="retainer", name="location", field=_key("accounts.location", null=True)),
        migrations.RemoveConstraint(model_name="settlement", name="settlement_reversed_once"),
        migrations.AddIndex(
            model_name="settlement",
            index=models.Index(
                fields=["studio_id", "reverses_id"],
                name="settlement_reverses",
                condition=models.Q(reverses_id__isnull=False),
            ),
        ),
        migrations.SeparateDatabaseAndState(state_operations=_state()),
        sql.run(
            [
                *_keys(),
                sql.foreign_key("sales_retainer", "location_id", "accounts_location"),
                _rollup("sales_day_of_invoices", "invoice", "invoice", "invoice_id"),
                _rollup("sales_day_of_credit_notes", "credit_note", "creditnote", "credit_note_id"),
            ]
        ),
    ]
