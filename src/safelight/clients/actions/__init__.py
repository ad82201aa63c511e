"""Every write of the clients module, one verb per file."""

from safelight.clients.actions.add import add
from safelight.clients.actions.bulk_add import BulkAdd, bulk_add
from safelight.clients.actions.change import ChangedMeanwhile, change
from safelight.clients.actions.inputs import (
    AddClient,
    AddressInput,
    ChangeClient,
    EmailInput,
    FamilyInput,
    PhoneInput,
)

__all__ = [
    "AddClient",
    "AddressInput",
    "BulkAdd",
    "ChangeClient",
    "ChangedMeanwhile",
    "EmailInput",
    "FamilyInput",
    "PhoneInput",
    "add",
    "bulk_add",
    "change",
]
