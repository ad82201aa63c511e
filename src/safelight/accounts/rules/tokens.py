"""Secrets that open something: API keys and invitation links. Only their hash is ever kept.

A token names its studio in the clear, so that the studio is known, and its wall stands, before anything is looked
up: ``sl_<studio id, 32 hex digits>_<secret, 256 random bits>``.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from uuid import UUID

_BYTES = 32
_TOKEN = re.compile(r"(?P<kind>[a-z]{2})_(?P<studio>[0-9a-f]{32})_(?P<secret>[A-Za-z0-9_-]{43})")
KEY = "sl"
INVITATION = "in"


@dataclass(frozen=True, slots=True)
class Token:
    """A token taken apart."""

    studio_id: UUID
    secret: str

    @property
    def secret_hash(self) -> bytes:
        """What is kept of the secret: 32 bytes of SHA-256. The secret is random, so no slow hash is needed."""
        return hashlib.sha256(self.secret.encode()).digest()

    def text(self, kind: str) -> str:
        """Return the token as it is handed out."""
        return f"{kind}_{self.studio_id.hex}_{self.secret}"

    @property
    def hint(self) -> str:
        """The last four characters, by which a person recognises it in a list."""
        return self.secret[-4:]


def fresh(studio_id: UUID) -> Token:
    """Return a new token of a studio."""
    return Token(studio_id, secrets.token_urlsafe(_BYTES))


def parse(kind: str, text: str) -> Token | None:
    """Take a token apart, or return None if it is not one of that kind."""
    match = _TOKEN.fullmatch(text.strip())
    if match is None or match["kind"] != kind:
        return None
    return Token(UUID(match["studio"]), match["secret"])
