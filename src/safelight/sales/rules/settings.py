"""What a studio decides about its documents, with defaults that work on the first day."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field

from safelight.sales.rules.due import DueKind, DueTerms
from safelight.sales.rules.labels import Series, SeriesKind

LONGEST_TEXT: Final = 4_000
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Short = Annotated[str, Field(max_length=200)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class SeriesSetting(_Part):
    """How documents of a kind are numbered."""

    prefix: Short = ""
    digits: int = 5
    yearly: bool = False


class Seller(_Part):
    """The studio as documents name it; an empty name is the studio's own."""

    name: Short = ""
    street: Short = ""
    street2: Short = ""
    postal_code: Annotated[str, Field(max_length=20)] = ""
    city: Short = ""
    region: Short = ""
    country: Annotated[str, Field(max_length=2)] = ""
    phone: Annotated[str, Field(max_length=40)] = ""
    email: Annotated[str, Field(max_length=254)] = ""
    website: Short = ""
    tax_number: Annotated[str, Field(max_length=60)] = ""
    registration: Short = ""
    bank_name: Short = ""
    bank_holder: Short = ""
    iban: Annotated[str, Field(max_length=60)] = ""
    bic: Annotated[str, Field(max_length=20)] = ""


class Look(_Part):
    """How documents look; ``accent`` is a colour such as #336699."""

    accent: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] = "#2b5c78"
    paper: Annotated[str, Field(pattern=r"^(auto|a4|us-letter)$")] = "auto"


class KeepPolicy(StrEnum):
    """What happens to a retainer when its session or order is cancelled."""

    ASK = "ask"
    KEEP = "keep"
    CREDIT = "credit"


class Terms(_Part):
    """Everything a studio decides about estimates, invoices and gift cards.

    ``reminder_days`` count from the due day, −3 is three days before. ``gift_card_months`` None means that gift cards
    never expire; with ``gift_card_year_end`` they run on to the end of the year.
    """

    due_kind: DueKind = DueKind.DAYS
    due_number: int = 14
    due_grace: int = 0
    estimate_days: Annotated[int, Field(ge=1, le=730)] = 30
    retainer_percent: Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4)] = Decimal(0)
    retainer_on_cancel: KeepPolicy = KeepPolicy.ASK
    reminders: bool = False
    reminder_days: Annotated[tuple[Annotated[int, Field(ge=-60, le=365)], ...], Field(max_length=12)] = (
        -3,
        1,
        7,
        14,
        30,
    )
    gift_card_months: Annotated[int | None, Field(ge=1, le=360)] = None
    gift_card_year_end: bool = False
    estimate: SeriesSetting = SeriesSetting(prefix="E-")
    order: SeriesSetting = SeriesSetting(prefix="O-")
    invoice: SeriesSetting = SeriesSetting(prefix="")
    credit_note: SeriesSetting = SeriesSetting(prefix="C-")
    gift_card: SeriesSetting = SeriesSetting(prefix="G-")
    seller: Seller = Seller()
    look: Look = Look()
    terms_text: Text = ""
    invoice_text: Text = ""
    estimate_text: Text = ""
    receipt_text: Text = ""
    statement_text: Text = ""
    gift_card_text: Text = ""
    footer: Text = ""

    def due(self) -> DueTerms:
        """Return when invoices are due."""
        return DueTerms(self.due_kind, self.due_number, self.due_grace)

    def series(self, kind: SeriesKind) -> Series:
        """Return how documents of a kind are numbered."""
        found: SeriesSetting = getattr(self, kind.value)
        return Series(kind, found.prefix, found.digits, found.yearly)

    def problems(self) -> dict[str, str]:
        """Return what is wrong beyond the form of each field, a sentence per field path."""
        found = {f"due_{field}": sentence for field, sentence in self.due().problems().items()}
        for kind in SeriesKind:
            found |= {f"{kind.value}.{field}": sentence for field, sentence in self.series(kind).problems().items()}
        shown = {kind: (self.series(kind).prefix, self.series(kind).yearly) for kind in SeriesKind}
        if shown[SeriesKind.INVOICE] == shown[SeriesKind.CREDIT_NOTE]:
            found["credit_note.prefix"] = (
                "Invoices and credit notes need different prefixes, so that no number means both."
            )
        return found
