"""Every write of the accounts module, one subject per file."""

from safelight.accounts.actions.create_studio import NewStudio, create_studio
from safelight.accounts.actions.keys import KeyChoice, KeyShownOnce, NewKey, create_key, revoke_key
from safelight.accounts.actions.persons import create_person

__all__ = [
    "KeyChoice",
    "KeyShownOnce",
    "NewKey",
    "NewStudio",
    "create_key",
    "create_person",
    "create_studio",
    "revoke_key",
]
