"""The mails about an account: plain text, in the reader's language, without anything a thief could use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safelight.accounts.models import User
from safelight.accounts.rules.seats import device_label

# What happened, by the name allauth gives the event.
_NEWS = {
    "account/email/password_changed": gettext_lazy("Your password was changed"),
    "account/email/password_reset": gettext_lazy("Your password was set anew"),
    "account/email/password_set": gettext_lazy("A password was added to your account"),
    "account/email/email_changed": gettext_lazy("Your mail address for signing in was changed"),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added to your account"),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed from your account"),
    "mfa/email/totp_activated": gettext_lazy("An authenticator app was added to your account"),
    "mfa/email/totp_deactivated": gettext_lazy("The authenticator app was removed from your account"),
    "mfa/email/recovery_codes_generated": gettext_lazy("New recovery codes were made for your account"),
}


def for_event(event: str, email: str, context: dict[str, Any]) -> EmailMessage | None:
    """Return our mail for an event of allauth, or None for those nobody needs to read about."""
    if event == "account/email/password_reset_key":
        return mail(email, _("Set a new password"), "reset", {"link": context["password_reset_url"]})
    if event == "account/email/unknown_account":
        return mail(
            email, _("You have no account here"), "unknown", {"link": settings.PUBLIC_URL + reverse("account_signup")}
        )
    if event in _NEWS:
        news = str(_NEWS[event])
        facts = {"news": news, "device": device_label(context.get("user_agent", "")), "at": context.get("timestamp")}
        return mail(email, news, "news", facts | {"link": settings.PUBLIC_URL + reverse("mfa_index")})
    return None


def mail(email: str, subject: str, template: str, facts: dict[str, Any]) -> EmailMessage:
    """Return a mail made of one of our templates (``accounts/mail/<template>.txt``)."""
    body = render_to_string(f"accounts/mail/{template}.txt", {**facts, "installation": settings.PUBLIC_URL})
    return EmailMessage(" ".join(subject.split()), body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [email])


def in_language_of(person: User | None, fallback: str) -> Any:  # noqa: ANN401 - Django's context manager has no public type
    """Speak the language of the person who reads the mail."""
    return translation.override(person.language if person is not None and person.language else fallback)


def device_of(request: HttpRequest) -> str:
    """Return the device of a request in words."""
    return device_label(request.headers.get("User-Agent", ""))
