"""What becomes of a client's addresses on the day they move."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any


def moved_in(addresses: Sequence[dict[str, Any]], today: date) -> list[dict[str, Any]]:
    """Return the addresses after today's moves: a future one that is due comes first as home, the old home is kept.

    Addresses come as plain values with ``label`` and ``starts_on`` (ISO text or None).
    """
    due = [item for item in addresses if item["starts_on"] and date.fromisoformat(item["starts_on"]) <= today]
    if not due:
        return list(addresses)
    latest = max(due, key=lambda item: str(item["starts_on"]))
    fresh = {**latest, "label": "home" if latest["label"] == "future" else latest["label"], "starts_on": None}
    others = []
    for item in addresses:
        if item is latest:
            continue
        was_home = item["label"] == fresh["label"] or item in due
        others.append(
            {
                **item,
                "label": "other" if was_home else item["label"],
                "starts_on": None if item in due else item["starts_on"],
            }
        )
    return [fresh, *others]
