"""How allauth is made ours: addresses behind proxies, words of ours, secrets encrypted at rest."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from safelight.accounts.models import User
from safelight.accounts.web.origin import address_of


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Signing in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "Mail address and password do not fit together. Check both, or reset the password."
        ),
        "incorrect_password": _("This is not your password."),
    }

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address as our trusted proxies tell it."""
        return address_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Say no: our own page makes people, together with their studio or by invitation."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Stay silent: each of our pages says itself what it did."""


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors and passkeys."""

    def get_totp_label(self, user: User) -> str:
        """Return what the authenticator app shows beside our name."""
        return user.email

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Return how the passkey names its owner on the device."""
        return {"id": str(user.pk).encode(), "display_name": user.display_name, "name": user.email}
