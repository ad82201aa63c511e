"""What the studio decided about its documents."""

from __future__ import annotations

from safelight.foundation.actions import Context, Empty, Frozen, query
from safelight.sales.models import SalesSettings
from safelight.sales.rules.settings import Terms


class SettingsCard(Frozen):
    """Terms, number series, texts and the seller's details; ``version`` goes back with a change, 0 where nothing was set."""

    version: int
    terms: Terms


@query("sales.settings", permission="sales.view", door="GET /sales_settings")
def get_settings(context: Context, data: Empty) -> SettingsCard:  # noqa: ARG001 - there is nothing to choose
    """Show terms, numbers and texts of estimates and invoices."""
    row = SalesSettings.objects.first()
    return SettingsCard(version=row.version if row else 0, terms=terms_of(row))


def terms() -> Terms:
    """Return the studio's decisions, the defaults where it made none."""
    return terms_of(SalesSettings.objects.first())


def terms_of(row: SalesSettings | None) -> Terms:
    """Return the decisions of a row."""
    return Terms.model_validate(row.values) if row is not None else Terms()
