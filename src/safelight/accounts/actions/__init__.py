"""Every write of the accounts module, one subject per file."""

from safelight.accounts.actions.create_studio import NewStudio, create_studio
from safelight.accounts.actions.keys import KeyChoice, KeyShownOnce, NewKey, create_key, revoke_key
from safelight.accounts.actions.persons import create_person
from safelight.accounts.actions.seats import SeatChoice, ask_for_seat, free_seat

__all__ = [
    "KeyChoice",
    "KeyShownOnce",
    "NewKey",
    "NewStudio",
    "SeatChoice",
    "ask_for_seat",
    "create_key",
    "create_person",
    "create_studio",
    "free_seat",
    "revoke_key",
]
