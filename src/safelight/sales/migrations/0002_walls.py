"""Row-level security of the sales tables, what may never change any more, and the day figures kept by the database."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_CLIENT = {"client_id": "clients_client"}
_PAYER = {**_CLIENT, "payer_id": "clients_client"}
_PLACE = {"location_id": "accounts_location"}
_INVOICE = {"invoice_id": "sales_invoice"}

# The arguments name the columns that may change: merged clients are re-pointed, and a few columns follow what happens.
_FROZEN = """
create function sales_refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'UPDATE' and (to_jsonb(new) - tg_argv) = (to_jsonb(old) - tg_argv) then
        return new;
    end if;
    raise exception '% is issued and does not change any more: % is refused', tg_table_name, tg_op
        using errcode = 'insufficient_privilege';
end $$
"""


def _frozen(table: str, *changing: str) -> list[str]:
    """Return statements after which a row of ``table`` keeps all but the named columns for ever."""
    columns = ", ".join(f"'{column}'" for column in changing)
    return [
        (
            f"create trigger {table}_frozen before update or delete on {table}"
            f" for each row execute function sales_refuse_change({columns})"
        ),
        (
            f"create trigger {table}_never_emptied before truncate on {table}"
            " for each statement execute function foundation_refuse_change()"
        ),
    ]


_SUMS = ("listed_minor", "reduction_minor", "net_minor", "tax_minor", "gross_minor", "cost_minor")


def _rollup(name: str, document: str, table: str, key: str) -> list[str]:
    """Return the trigger that adds fresh lines to the day figures, in one statement and in one order of rows.

    Two transactions that add to the same rows therefore wait for each other and never in a circle.
    """
    added = ", ".join(
        f"{column} = sales_daysale.{column} + excluded.{column}" for column in ("lines", "quantity", *_SUMS)
    )
    sums = ", ".join(f"sum(line.{column})::bigint" for column in _SUMS)
    function = f"""
create function {name}() returns trigger language plpgsql as $$
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
    return [
        function,
        (
            f"create trigger {name} after insert on sales_{table}line referencing new table as fresh"
            f" for each statement execute function {name}()"
        ),
    ]


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("sales", "0001_initial"),
        ("clients", "0005_ids_of_a_studio"),
        ("accounts", "0004_more_walls"),
        ("foundation", "0003_statistics"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("sales_salessettings"),
        sql.secure_table("sales_order", {**_PAYER, **_PLACE}),
        sql.run([sql.foreign_key("sales_order", "copied_from_id", "sales_order")]),
        sql.secure_table("sales_orderline", {"order_id": "sales_order"}, studio_exists=False),
        sql.secure_table("sales_invoice", {**_PAYER, **_PLACE, "order_id": "sales_order"}),
        sql.secure_table("sales_invoiceline", {**_INVOICE, "order_line_id": "sales_orderline"}, studio_exists=False),
        sql.secure_table("sales_creditnote", {**_PAYER, **_PLACE, **_INVOICE}),
        sql.secure_table(
            "sales_creditnoteline",
            {"credit_note_id": "sales_creditnote", "invoice_line_id": "sales_invoiceline"},
            studio_exists=False,
        ),
        sql.secure_table("sales_settlement", _INVOICE, studio_exists=False),
        sql.run([sql.foreign_key("sales_settlement", "reverses_id", "sales_settlement")]),
        sql.secure_table("sales_paymentplan", _INVOICE, studio_exists=False),
        sql.secure_table("sales_instalment", {"plan_id": "sales_paymentplan"}, studio_exists=False),
        sql.secure_table("sales_reminder", _INVOICE, studio_exists=False),
        sql.secure_table("sales_retainer", {**_CLIENT, "order_id": "sales_order"}, studio_exists=False),
        sql.run([sql.foreign_key("sales_retainer", "reverses_id", "sales_retainer")]),
        sql.secure_table("sales_credit", {**_CLIENT, **_PLACE}, studio_exists=False),
        sql.secure_table(
            "sales_giftcard", {**_CLIENT, "invoice_line_id": "sales_invoiceline"}, studio_exists=False
        ),
        sql.secure_table("sales_daysale", _PLACE),
        sql.run(
            [
                _FROZEN,
                *_frozen("sales_invoice", "client_id", "payer_id", "closed_on"),
                *_frozen("sales_creditnote", "client_id", "payer_id"),
                *_frozen("sales_retainer", "client_id"),
                *_frozen("sales_credit", "client_id"),
                *_frozen(
                    "sales_giftcard",
                    "client_id", "recipient", "message", "expires_on", "code_hash", "last4",
                    "activated_at", "voided_at", "void_reason",
                ),
                *sql.append_only("sales_invoiceline"),
                *sql.append_only("sales_creditnoteline"),
                *sql.append_only("sales_settlement"),
                *sql.append_only("sales_instalment"),
                *sql.append_only("sales_reminder"),
                *_rollup("sales_day_of_invoices", "invoice", "invoice", "invoice_id"),
                *_rollup("sales_day_of_credit_notes", "credit_note", "creditnote", "credit_note_id"),
            ]
        ),
    ]  # fmt: skip
