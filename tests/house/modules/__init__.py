"""What the house tests need to know of each module, one file a module, ground floor first.

A file may give:

- ``fill(context, word, ids)``: make one row of every kind, with ``word`` in every text (by ``tests.house.doing``), and put the ids into ``ids``.
- ``PARAMETERS`` and ``BY_ADDRESS``: which of those ids a parameter of an address means (see ``world``).
- ``EXAMPLES``: for every verb that takes ids, an input that works (see ``examples``).
- ``GIVEN``: ids that a verb gives to a new row, ``(verb, "unused"): name of a row that exists``.
- ``FORMS``: what the pages are sent besides their address (see ``forms``).
- ``WITHOUT_DOOR``: why a verb is closed to programs (see ``test_doors``).
- ``WRITES_OF_LOOKERS``: writes that those who may only look may do, and why (see ``test_permissions``).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

MODULES = tuple(
    import_module(f"tests.house.modules.{name}")
    for name in ("books", "pricing", "messaging", "calendar", "shoots", "sales", "payments")
)


def gathered(name: str) -> dict[Any, Any]:
    """Return a table of all modules together."""
    return {key: value for module in MODULES for key, value in getattr(module, name, {}).items()}
