"""Row-level security of the payments tables, and what never changes once money has moved."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations

from safelight.foundation.tenancy import sql

_CLIENT = {"client_id": "clients_client"}
_PLACE = {"location_id": "accounts_location"}
_SESSION = {"session_id": "payments_drawersession"}
_TENDER = {"tender_id": "payments_tender"}
_ENTRY = {"entry_id": "books_entry"}
_SLIP = {"slip_id": "payments_depositslip"}
_ACCOUNT = {"account_id": "payments_gatewayaccount"}


def _frozen(table: str, *changing: str) -> list[str]:
    """Return statements after which a row keeps all but the named columns for ever (see the walls of sales)."""
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


class Migration(migrations.Migration):
    """Walls first: no row is ever written to a table without them."""

    dependencies: ClassVar[list[tuple[str, str]]] = [
        ("payments", "0001_initial"),
        ("sales", "0004_rewards_and_plans"),
        ("books", "0002_walls"),
        ("clients", "0005_ids_of_a_studio"),
        ("accounts", "0004_more_walls"),
        ("foundation", "0003_statistics"),
    ]
    operations: ClassVar[list[migrations.RunSQL]] = [
        sql.secure_table("payments_tender"),
        sql.secure_table("payments_drawer", _PLACE),
        sql.secure_table("payments_drawersession", {"drawer_id": "payments_drawer", **_ENTRY}, studio_exists=False),
        sql.secure_table("payments_depositslip", {**_PLACE, **_ENTRY, "arrived_entry_id": "books_entry"}),
        sql.secure_table("payments_drawermove", {**_SESSION, **_SLIP, **_ENTRY}, studio_exists=False),
        sql.secure_table("payments_payment", {**_CLIENT, **_PLACE, **_SESSION}),
        sql.secure_table(
            "payments_paymentpart", {"payment_id": "payments_payment", **_TENDER, **_SLIP}, studio_exists=False
        ),
        sql.secure_table(
            "payments_allocation",
            {"part_id": "payments_paymentpart", "invoice_id": "sales_invoice", "credit_id": "sales_credit"},
            studio_exists=False,
        ),
        sql.secure_table(
            "payments_refund", {**_CLIENT, **_TENDER, **_SESSION, "part_id": "payments_paymentpart"}
        ),
        sql.secure_table(
            "payments_refundmove",
            {"refund_id": "payments_refund", "allocation_id": "payments_allocation"},
            studio_exists=False,
        ),
        sql.secure_table("payments_gatewayaccount"),
        sql.secure_table("payments_storedcard", {**_CLIENT, **_ACCOUNT}, studio_exists=False),
        sql.secure_table(
            "payments_attempt",
            {
                **_CLIENT,
                **_ACCOUNT,
                "card_id": "payments_storedcard",
                "payment_id": "payments_payment",
                "refund_id": "payments_refund",
            },
        ),
        sql.run([sql.foreign_key("payments_attempt", "of_id", "payments_attempt")]),
        sql.secure_table("payments_attemptstep", {"attempt_id": "payments_attempt"}, studio_exists=False),
        sql.secure_table("payments_noticeseen", _ACCOUNT, studio_exists=False),
        sql.run(
            [
                *_frozen("payments_payment", "client_id", "voided_at", "voided_on", "voided_by", "void_reason"),
                *_frozen("payments_paymentpart", "slip_id"),
                *_frozen("payments_refund", "client_id", "state", "ended_at", "reference"),
                *_frozen("payments_depositslip", "arrived_on", "arrived_entry_id"),
                *sql.append_only("payments_allocation"),
                *sql.append_only("payments_refundmove"),
                *sql.append_only("payments_drawermove"),
                *sql.append_only("payments_attemptstep"),
                *sql.append_only("payments_noticeseen"),
            ]
        ),
    ]  # fmt: skip
