"""References: what an attempt is called at its gateway."""

from __future__ import annotations

import base64
from uuid import UUID


def reference_of(identifier: UUID) -> str:
    """Return an attempt's id in base 32 (RFC 4648 §6) without padding: 26 letters and digits, unique as the id is."""
    return base64.b32encode(identifier.bytes).decode("ascii").rstrip("=")
