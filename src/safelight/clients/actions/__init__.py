"""Every write of the clients module, one verb per file."""

from safelight.clients.actions.add import add
from safelight.clients.actions.bulk_add import BulkAdd, bulk_add
from safelight.clients.actions.bulk_fill import BulkFill, Filled, unfill
from safelight.clients.actions.bulk_remove import Blocked, bulk_remove, what_blocks
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
    "Blocked",
    "BulkAdd",
    "BulkFill",
    "ChangeClient",
    "ChangedMeanwhile",
    "EmailInput",
    "FamilyInput",
    "Filled",
    "PhoneInput",
    "add",
    "bulk_add",
    "bulk_remove",
    "change",
    "unfill",
    "what_blocks",
]
