"""Facts, regimes and quotes as JSON and back, equal: what an order keeps so that its prices stay.

Amounts are text in major units with their currency, so a snapshot can be read by people and by other programs.
"""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

from safelight.pricing.rules.items import ItemFacts
from safelight.pricing.rules.quote import Quote
from safelight.pricing.rules.taxes import TaxRegime

Kept = TypeVar("Kept", ItemFacts, TaxRegime, Quote)


# Made when first needed: building one reads the whole tree of dataclasses.
_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def to_json(value: ItemFacts | TaxRegime | Quote) -> dict[str, Any]:
    """Return plain JSON values; fields that have their default value are left out."""
    plain: dict[str, Any] = _adapter(type(value)).dump_python(value, mode="json", exclude_defaults=True)
    return plain


def from_json(kind: type[Kept], plain: dict[str, Any]) -> Kept:
    """Return what :func:`to_json` was given.

    Raises:
        pydantic.ValidationError: it is not a snapshot of this kind.
    """
    value: Kept = _adapter(kind).validate_python(plain)
    return value
