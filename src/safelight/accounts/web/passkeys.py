"""A stored passkey that cannot be read is passed over, so that it keeps nobody from using the others.

allauth reads all passkeys of a person at once and fails with the first damaged one: at the second step of signing in, when
it asks again who somebody is, and when a passkey is added. Its two readers are replaced by these.
"""

from __future__ import annotations

import logging
import struct
from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth
from django.core.exceptions import ValidationError
from fido2.webauthn import AttestedCredentialData

from safelight.accounts.models import User

log = logging.getLogger("safelight.accounts")

# What reading a damaged one raises: a missing or wrong part, base64, CBOR or a key that is none.
_UNREADABLE = (AttributeError, LookupError, TypeError, ValueError, ValidationError, struct.error)


def credentials_of(user: User) -> list[AttestedCredentialData]:
    """Return what a person's readable passkeys are known by."""
    return [credential for _, credential in _readable(user)]


def passkey_by_credential(user: User, credential_id: bytes) -> Authenticator | None:
    """Return the passkey that signed, or None."""
    return next((row for row, credential in _readable(user) if credential.credential_id == credential_id), None)


def is_readable(row: Authenticator) -> bool:
    """Say whether a stored passkey can be used."""
    return _credential_of(row) is not None


def replace_readers() -> None:
    """Let allauth read passkeys in our way; said once at start."""
    auth.get_credentials = credentials_of
    auth.get_authenticator_by_credential_id = passkey_by_credential


def _readable(user: User) -> Iterator[tuple[Authenticator, AttestedCredentialData]]:
    for row in Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.WEBAUTHN):
        credential = _credential_of(row)
        if credential is None:
            log.warning("a stored passkey cannot be read", extra={"passkey": row.pk})
        else:
            yield row, credential


def _credential_of(row: Authenticator) -> AttestedCredentialData | None:
    try:
        credential: AttestedCredentialData | None = row.wrap().authenticator_data.credential_data
    except _UNREADABLE:
        return None
    return credential
