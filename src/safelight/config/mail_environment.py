"""How mail leaves the installation: a mail server, a mail service with its own interface, or nobody at all.

Names and settings of the services are those of django-anymail; only services that give back the metadata of a message
with its bounces are taken, since a bounce must find its studio.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from email.utils import parseaddr
from typing import Final
from urllib.parse import unquote

from safelight.config.addresses import split

MAIL_PORTS: Final = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mails are handed in. `security` is `optional` (STARTTLS if offered), `starttls` or `tls`."""

    host: str
    port: int
    security: str
    username: str
    password: str = field(repr=False)


@dataclass(frozen=True)
class ServiceForm:
    """What a mail service needs: the names that its settings have in django-anymail.

    Attributes:
        key: of SAFELIGHT_MAIL_SERVICE_KEY.
        secret: of SAFELIGHT_MAIL_SERVICE_SECRET; empty where the service has one key only.
        domain: of SAFELIGHT_MAIL_SERVICE_DOMAIN; empty where it finds the domain by itself.
        events_key: of SAFELIGHT_MAIL_EVENTS_KEY, with which it signs its events; empty where it does not.
        events_key_needed: no event is taken without it.
    """

    key: str
    secret: str = ""
    domain: str = ""
    events_key: str = ""
    events_key_needed: bool = False


SERVICES: Final = {
    "brevo": ServiceForm("BREVO_API_KEY"),
    "mailgun": ServiceForm("MAILGUN_API_KEY", domain="MAILGUN_SENDER_DOMAIN", events_key="MAILGUN_WEBHOOK_SIGNING_KEY"),
    "mailjet": ServiceForm("MAILJET_API_KEY", secret="MAILJET_SECRET_KEY"),  # noqa: S106 - the name of a setting
    "mailtrap": ServiceForm("MAILTRAP_API_TOKEN"),
    "mandrill": ServiceForm("MANDRILL_API_KEY", events_key="MANDRILL_WEBHOOK_KEY", events_key_needed=True),
    "postmark": ServiceForm("POSTMARK_SERVER_TOKEN"),
    "resend": ServiceForm("RESEND_API_KEY"),
    "sparkpost": ServiceForm("SPARKPOST_API_KEY"),
}
_CLASSES: Final = {"sparkpost": "SparkPost"}


@dataclass(frozen=True)
class MailService:
    """A mail service in use.

    `events_secret` is the `name:password` with which it must post its events; None where no events are taken.
    """

    name: str
    key: str = field(repr=False)
    secret: str = field(repr=False)
    url: str | None
    domain: str
    events_secret: str | None = field(repr=False)
    events_key: str = field(repr=False)

    @property
    def backend(self) -> str:
        """Django's dotted name of the class that sends."""
        return f"anymail.backends.{self.name}.EmailBackend"

    @property
    def events_view(self) -> str:
        """The dotted name of the view that takes its events; empty where none are taken."""
        if self.events_secret is None:
            return ""
        return f"anymail.webhooks.{self.name}.{_CLASSES.get(self.name, self.name.title())}TrackingWebhookView"

    def anymail(self) -> dict[str, object]:
        """Return the settings of django-anymail: never a look at what a reader opens or follows."""
        form = SERVICES[self.name]
        named = {
            form.key: self.key,
            form.secret: self.secret,
            form.domain: self.domain,
            form.events_key: self.events_key,
            f"{self.name.upper()}_API_URL": self.url,
            "WEBHOOK_SECRET": self.events_secret,
        }
        return {
            **{name: value for name, value in named.items() if name and value},
            "SEND_DEFAULTS": {"track_opens": False, "track_clicks": False},
            # Not every service can be told not to look; those have it off unless their page turns it on.
            "IGNORE_UNSUPPORTED_FEATURES": True,
            "REQUESTS_TIMEOUT": 20,
        }


def mail_server(value: str) -> MailServer:
    """Read the address of a mail server."""
    parts = split(value, tuple(MAIL_PORTS), "smtp+starttls://name:password@mail.example:587")
    security = {"smtp": "optional", "smtp+starttls": "starttls", "smtps": "tls"}[parts.scheme]
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or MAIL_PORTS[parts.scheme],
        security=security,
        username=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def sender(value: str) -> str:
    """Check a sender such as `Studio <hello@studio.example>`."""
    mailbox = parseaddr(value)[1]
    if mailbox.count("@") != 1 or mailbox.startswith("@") or mailbox.endswith("@") or "\n" in value:
        sentence = f"“{value}” is not a sender; it should look like Studio <hello@studio.example>."
        raise ValueError(sentence)
    return value


def mail_service(text: Callable[[str], str], wrong: list[str]) -> MailService | None:
    """Read the settings of a mail service, which come together or not at all; adds a sentence for each wrong one."""
    name = text("SAFELIGHT_MAIL_SERVICE").lower()
    others = [f"SAFELIGHT_MAIL_SERVICE_{part}" for part in ("KEY", "SECRET", "URL", "DOMAIN")]
    others += ["SAFELIGHT_MAIL_EVENTS_SECRET", "SAFELIGHT_MAIL_EVENTS_KEY"]
    key, secret, url, domain, events_secret, events_key = (text(other) for other in others)
    if not name:
        if any(text(other) for other in others):
            wrong.append("SAFELIGHT_MAIL_SERVICE: set it too, or remove the other settings of the mail service.")
        return None
    form = SERVICES.get(name)
    if form is None:
        wrong.append(f"SAFELIGHT_MAIL_SERVICE: “{name}” is none of {', '.join(sorted(SERVICES))}.")
        return None
    if text("SAFELIGHT_MAIL_URL"):
        wrong.append("SAFELIGHT_MAIL_URL: mail leaves through SAFELIGHT_MAIL_SERVICE already; set one of the two.")
    if not key:
        wrong.append(f"SAFELIGHT_MAIL_SERVICE_KEY: needed because SAFELIGHT_MAIL_SERVICE is {name}.")
    if bool(secret) != bool(form.secret):
        wrong.append(
            f"SAFELIGHT_MAIL_SERVICE_SECRET: {name} needs a second key."
            if form.secret
            else f"SAFELIGHT_MAIL_SERVICE_SECRET: {name} has one key only; remove it."
        )
    if domain and not form.domain:
        wrong.append(f"SAFELIGHT_MAIL_SERVICE_DOMAIN: {name} does not ask for one; remove it.")
    if url:
        try:
            split(url, ("https", "http"), "https://api.eu.mailgun.net/v3")
        except ValueError as error:
            wrong.append(f"SAFELIGHT_MAIL_SERVICE_URL: {error}")
    _check_events(name, form, events_secret, events_key, wrong)
    return MailService(name, key, secret, url or None, domain, events_secret or None, events_key)


def _check_events(name: str, form: ServiceForm, secret: str, key: str, wrong: list[str]) -> None:
    user, colon, password = secret.partition(":")
    if secret and (not user or not colon or len(password) < 16):  # noqa: PLR2004 - 16 characters cannot be guessed
        wrong.append("SAFELIGHT_MAIL_EVENTS_SECRET: write name:password, the password with at least 16 characters.")
    if key and not form.events_key:
        wrong.append(f"SAFELIGHT_MAIL_EVENTS_KEY: {name} does not sign its events; remove it.")
    if secret and form.events_key_needed and not key:
        wrong.append(f"SAFELIGHT_MAIL_EVENTS_KEY: {name} signs its events; give the key that stands on its page.")
