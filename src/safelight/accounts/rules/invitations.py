"""Links by which people join a studio."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from safelight.accounts.rules.tokens import INVITATION, Token

LIVES = timedelta(days=7)


def token_of(studio_id: UUID, invitation_id: UUID, sent_at: datetime, key: str) -> Token:
    """Return the token of an invitation.

    It follows from the installation's ``key``, so that a job can write it into a mail later while the tables hold
    nothing but its hash; a mail sent again has another one, and the link of the one before stops working.
    """
    text = f"invitation\n{studio_id.hex}\n{invitation_id.hex}\n{sent_at.isoformat()}"
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return Token(studio_id, base64.urlsafe_b64encode(digest).decode().rstrip("="))


def link_text(token: Token) -> str:
    """Return the token as it stands in a link."""
    return token.text(INVITATION)
