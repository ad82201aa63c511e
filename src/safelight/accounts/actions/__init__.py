"""Every write of the accounts module, one subject per file."""

from safelight.accounts.actions.create_studio import NewStudio, create_studio
from safelight.accounts.actions.keys import KeyChoice, KeyShownOnce, NewKey, create_key, revoke_key
from safelight.accounts.actions.locations import (
    add_location,
    archive_location,
    change_location,
    restore_location,
)
from safelight.accounts.actions.people import (
    accept_invitation,
    change_role,
    end_access,
    invite,
    restore_access,
    revoke_invitation,
    send_again,
)
from safelight.accounts.actions.persons import create_person
from safelight.accounts.actions.roles import change_role_rights, create_role, remove_role
from safelight.accounts.actions.seats import SeatChoice, ask_for_seat, free_seat
from safelight.accounts.actions.studio import change_studio, limit_seats

__all__ = [
    "KeyChoice",
    "KeyShownOnce",
    "NewKey",
    "NewStudio",
    "SeatChoice",
    "accept_invitation",
    "add_location",
    "archive_location",
    "ask_for_seat",
    "change_location",
    "change_role",
    "change_role_rights",
    "change_studio",
    "create_key",
    "create_person",
    "create_role",
    "create_studio",
    "end_access",
    "free_seat",
    "invite",
    "limit_seats",
    "remove_role",
    "restore_access",
    "restore_location",
    "revoke_invitation",
    "revoke_key",
    "send_again",
]
