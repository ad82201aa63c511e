"""Lists that can be taken along as they are seen, one file per list."""

from safelight.exchange.out.lists.clients import CLIENTS
from safelight.exchange.out.lists.seen import ListColumn, SeenList, read_filters

SEEN_LISTS = {seen.name: seen for seen in (CLIENTS,)}
"""Every list that can be exported, by its name in the address."""

__all__ = ["SEEN_LISTS", "ListColumn", "SeenList", "read_filters"]
