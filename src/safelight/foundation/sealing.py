"""Sealing bytes at rest with a key derived from the installation's secret: AES-256-GCM, bound to a purpose."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12
_KEY = 32


class Unsealable(Exception):
    """The bytes were sealed with another secret or for another purpose, or they were changed."""


def seal(content: bytes, purpose: str) -> bytes:
    """Return the content encrypted; only :func:`unseal` with the same purpose opens it."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(settings.SECRET_KEY, purpose)).encrypt(nonce, content, purpose.encode())


def unseal(sealed: bytes, purpose: str) -> bytes:
    """Return the content again; earlier secrets are tried too, so that a secret can be renewed.

    Raises:
        Unsealable: no known secret opens it.
    """
    for secret in _secrets():
        try:
            return AESGCM(_key(secret, purpose)).decrypt(sealed[:_NONCE], sealed[_NONCE:], purpose.encode())
        except InvalidTag:
            continue
    message = "These bytes were sealed with a secret this installation does not have any more."
    raise Unsealable(message)


def _secrets() -> Iterator[str]:
    yield settings.SECRET_KEY
    yield from settings.SECRET_KEY_FALLBACKS


def _key(secret: str, purpose: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=_KEY, salt=None, info=f"safelight {purpose}".encode()).derive(
        secret.encode()
    )
