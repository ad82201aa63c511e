"""The frozen shapes in which the ledger is shown to pages, modules above, the API and the assistant."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from safelight.books.rules.chart import AccountKind
from safelight.foundation.actions import Frozen


class AccountCard(Frozen):
    """An account; ``key`` is what programs call it, code and name are the studio's own."""

    id: UUID
    key: str
    code: str
    name: str
    kind: AccountKind
    active: bool
    own: bool


class LineCard(Frozen):
    """A line: ``amount`` in the currency's major units, above zero for a debit, below for a credit."""

    id: UUID
    place: int
    account_id: UUID
    account_key: str
    account_code: str
    account_name: str
    currency: str
    amount: Decimal
    client_id: UUID | None = None
    document_id: UUID | None = None
    location_id: UUID | None = None
    category: str = ""
    memo: str = ""


class EntryCard(Frozen):
    """An entry; ``number`` is given when it is committed and None until then.

    ``source_kind`` and ``source_id`` say what caused it; ``reversed_by_id`` is the entry that took it back.
    """

    id: UUID
    number: int | None
    on: date
    kind: str
    memo: str
    source_kind: str
    source_id: UUID | None
    source_label: str = ""
    source_url: str = ""
    reverses_id: UUID | None = None
    reversed_by_id: UUID | None = None
    made_at: datetime
    made_by: str
    lines: tuple[LineCard, ...]


class AmountCard(Frozen):
    """An amount in major units of a currency; debits less credits where nothing else is said."""

    currency: str
    amount: Decimal
