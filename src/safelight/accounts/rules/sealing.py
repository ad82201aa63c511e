"""Small secrets that must be readable again (the seed of an authenticator app), sealed with the installation's key."""

from __future__ import annotations

import base64
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_LENGTH = 32


class Unreadable(ValueError):
    """A sealed text was changed, or sealed with a key this installation no longer has."""


def seal(text: str, keys: Sequence[str]) -> str:
    """Return ``text`` sealed with the first key (AES-128-CBC and HMAC-SHA-256, as Fernet's specification says)."""
    return _box(keys).encrypt(text.encode()).decode()


def unseal(sealed: str, keys: Sequence[str]) -> str:
    """Return what was sealed with any of the keys.

    Raises:
        Unreadable: none of them fits.
    """
    try:
        return _box(keys).decrypt(sealed.encode()).decode()
    except InvalidToken:
        message = "A sealed secret cannot be read: it was changed, or its key is neither the secret key nor a fallback."
        raise Unreadable(message) from None


def _box(keys: Sequence[str]) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derived(key))) for key in keys])


def _derived(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_LENGTH, salt=None, info=b"safelight sealed secrets").derive(key.encode())
