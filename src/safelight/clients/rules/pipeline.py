"""The lead pipeline a studio starts with."""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

DEFAULT_STAGES: Final = (
    ("New enquiry", "open", "blue"),
    ("Contacted", "open", "cyan"),
    ("Consultation", "open", "violet"),
    ("Proposal sent", "open", "amber"),
    ("Booked", "won", "green"),
    ("Lost", "lost", "gray"),
)


def default_stage_id(studio_id: UUID, name: str) -> UUID:
    """Return the id a default stage of a studio has; the same at every call, so that making them twice is harmless."""
    return uuid5(studio_id, f"clients.stage {name}")
