"""One request of a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Ids = Mapping[str, str]


@dataclass(frozen=True)
class Form:
    """A request of a page: the address with the names of ids in braces, and what is sent with it."""

    method: str
    address: str
    data: Callable[[Ids], dict[str, Any]]
