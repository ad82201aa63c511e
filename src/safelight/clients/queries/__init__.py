"""Every read of the clients module; neighbours get frozen cards."""

from safelight.clients.queries.cards import ClientCard, ClientLink, ClientRow
from safelight.clients.queries.filters import ClientFilters
from safelight.clients.queries.get import GetClient, get
from safelight.clients.queries.list import ClientPage, ListClients, list_clients
from safelight.clients.queries.matching import Match, addresses_of, match_drafts

__all__ = [
    "ClientCard",
    "ClientFilters",
    "ClientLink",
    "ClientPage",
    "ClientRow",
    "GetClient",
    "ListClients",
    "Match",
    "addresses_of",
    "get",
    "list_clients",
    "match_drafts",
]
