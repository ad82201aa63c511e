"""What others may ask about studios and people."""

from safelight.accounts.queries.directory import Directory, all_studios, facts_of, studio_by_slug
from safelight.accounts.queries.keys import KeyCard, context_of_bearer, list_keys
from safelight.accounts.queries.people import (
    InvitationCard,
    PersonCard,
    RoleCard,
    Welcome,
    list_invitations,
    list_people,
    list_permissions,
    list_roles,
    welcome_of,
)
from safelight.accounts.queries.seats import SeatCard, holders, list_seats
from safelight.accounts.queries.standing import Standing, memberships_of, standing
from safelight.accounts.queries.studio import LocationCard, StudioCard, get_studio, list_locations

__all__ = [
    "Directory",
    "InvitationCard",
    "KeyCard",
    "LocationCard",
    "PersonCard",
    "RoleCard",
    "SeatCard",
    "Standing",
    "StudioCard",
    "Welcome",
    "all_studios",
    "context_of_bearer",
    "facts_of",
    "get_studio",
    "holders",
    "list_invitations",
    "list_keys",
    "list_locations",
    "list_people",
    "list_permissions",
    "list_roles",
    "list_seats",
    "memberships_of",
    "standing",
    "studio_by_slug",
    "welcome_of",
]
