"""How allauth is made ours: addresses behind proxies, limits that spare the owner, words and mails of ours."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.accounts import mails
from safelight.accounts.actions.tries import TooManyTries, Try, count_try
from safelight.accounts.models import User
from safelight.accounts.rules.limits import PASSWORD, Limit
from safelight.accounts.rules.sealing import seal, unseal
from safelight.accounts.web.origin import address_of

log = logging.getLogger("safelight.accounts")


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Signing in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy(
            "Mail address and password do not fit together. Check both, or set a new password."
        ),
        "incorrect_password": gettext_lazy("This is not your password."),
        "incorrect_code": gettext_lazy("This code is not right. It changes every 30 seconds: try the newest one."),
    }
    _try: Try | None = None

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the visitor's address as our trusted proxies tell it."""
        return address_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Say no: our own pages make people, together with their studio or by invitation."""
        return False

    def add_message(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Stay silent: each of our pages says itself what it did."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ANN401 - allauth's signature
        """Count the try before the password is looked at."""
        self._try = limited(PASSWORD, str(credentials.get("email", "")), request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:  # noqa: ANN401 - allauth's signature
        """Take the try back when the password was right."""
        user: User | None = super().authenticate(request, **credentials)
        if user is not None and self._try is not None:
            self._try.rightful()
        return user

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Return to the overview of the own account."""
        return reverse("mfa_index")

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of a reset link, as the public one: a forged host name never gets into a mail."""
        person, _, rest = key.partition("-")
        return settings.PUBLIC_URL + reverse("account_reset_password_from_key", args=[person, rest])

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our own mails in place of allauth's; a mail server that fails breaks no page."""
        message = mails.for_event(template_prefix, email, context)
        if message is None:
            return
        try:
            message.send()
        except (SMTPException, OSError):
            log.exception("mail was not sent", extra={"mail": template_prefix})


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors and passkeys."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": Adapter.error_messages["incorrect_code"],
    }

    def encrypt(self, text: str) -> str:
        """Seal the seed of an authenticator app before it is stored."""
        return seal(text, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])

    def decrypt(self, encrypted_text: str) -> str:
        """Read a sealed seed."""
        return unseal(encrypted_text, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])

    def get_totp_label(self, user: User) -> str:
        """Return what the authenticator app shows beside our name."""
        return user.email

    def generate_authenticator_name(self, user: User, type: str) -> str:  # noqa: A002, ARG002 - allauth's signature
        """Name a passkey after the device it is made on."""
        return mails.device_of(context.request) or _("Passkey")

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Return how the passkey names its owner on the device."""
        return {"id": str(user.pk).encode(), "display_name": user.display_name, "name": user.email}


def limited(limit: Limit, secret_of: str, request: HttpRequest | None = None) -> Try:
    """Count a try at a secret, for a form.

    Raises:
        ValidationError: it must wait; the sentence says how long.
    """
    try:
        return count_try(limit, secret_of, address_of(request or context.request))
    except TooManyTries as wait:
        raise ValidationError(wait.message, code=wait.code) from None
