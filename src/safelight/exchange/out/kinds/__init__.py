"""Which tables leave in an export, module by module; importing this package fills the list."""

from safelight.exchange.out.kinds import (
    accounts,
    books,
    calendar,
    clients,
    exchange,
    foundation,
    integrations,
    messaging,
    payments,
    pricing,
    sales,
    shoots,
)
from safelight.exchange.out.record_kinds import all_kinds, kind_of, left_out

__all__ = [
    "accounts",
    "all_kinds",
    "books",
    "calendar",
    "clients",
    "exchange",
    "foundation",
    "integrations",
    "kind_of",
    "left_out",
    "messaging",
    "payments",
    "pricing",
    "sales",
    "shoots",
]
