"""Every read of the clients module; neighbours get frozen cards."""

from safelight.clients.queries.cards import ClientCard, ClientLink, ClientRow
from safelight.clients.queries.filters import ClientFilters
from safelight.clients.queries.get import GetClient, get
from safelight.clients.queries.list import ClientPage, ListClients, list_clients

__all__ = [
    "ClientCard",
    "ClientFilters",
    "ClientLink",
    "ClientPage",
    "ClientRow",
    "GetClient",
    "ListClients",
    "get",
    "list_clients",
]
