"""Which tables leave in an export, module by module; importing this package fills the list."""

from safelight.exchange.out.kinds import accounts, clients, exchange, foundation
from safelight.exchange.out.record_kinds import all_kinds, kind_of, left_out

__all__ = ["accounts", "all_kinds", "clients", "exchange", "foundation", "kind_of", "left_out"]
