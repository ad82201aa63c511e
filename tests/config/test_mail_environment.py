"""How mail leaves: a server, a service, or nobody; wrong settings are told all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import get_connection
from django.utils.module_loading import import_string
from django.views import View

from safelight.config.mail_environment import SERVICES
from tests.config.test_environment import read, refusal

KEY = "k" * 24
EVENTS = "events:" + "p" * 20


def test_a_service_takes_the_place_of_a_server(tmp_path: Path) -> None:
    service = read(
        tmp_path,
        SAFELIGHT_MAIL_SERVICE="Postmark",
        SAFELIGHT_MAIL_SERVICE_KEY=KEY,
        SAFELIGHT_MAIL_EVENTS_SECRET=EVENTS,
    ).mail_service
    assert service is not None
    assert service.backend == "anymail.backends.postmark.EmailBackend"
    assert service.events_view == "anymail.webhooks.postmark.PostmarkTrackingWebhookView"
    assert service.anymail()["POSTMARK_SERVER_TOKEN"] == KEY
    assert service.anymail()["WEBHOOK_SECRET"] == EVENTS
    assert KEY not in repr(service)
    assert EVENTS not in repr(service)


def test_without_a_secret_no_events_are_taken(tmp_path: Path) -> None:
    service = read(tmp_path, SAFELIGHT_MAIL_SERVICE="brevo", SAFELIGHT_MAIL_SERVICE_KEY=KEY).mail_service
    assert service is not None
    assert service.events_view == ""
    assert "WEBHOOK_SECRET" not in service.anymail()


def test_mailgun_in_europe(tmp_path: Path) -> None:
    service = read(
        tmp_path,
        SAFELIGHT_MAIL_SERVICE="mailgun",
        SAFELIGHT_MAIL_SERVICE_KEY=KEY,
        SAFELIGHT_MAIL_SERVICE_URL="https://api.eu.mailgun.net/v3",
        SAFELIGHT_MAIL_SERVICE_DOMAIN="mg.studio.example",
        SAFELIGHT_MAIL_EVENTS_SECRET=EVENTS,
        SAFELIGHT_MAIL_EVENTS_KEY="signing",
    ).mail_service
    assert service is not None
    found = service.anymail()
    assert found["MAILGUN_API_URL"] == "https://api.eu.mailgun.net/v3"
    assert found["MAILGUN_SENDER_DOMAIN"] == "mg.studio.example"
    assert found["MAILGUN_WEBHOOK_SIGNING_KEY"] == "signing"


def _on(**more: str) -> dict[str, str]:
    return {f"SAFELIGHT_MAIL_{name}": value for name, value in more.items()}


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (_on(SERVICE="pigeon", SERVICE_KEY=KEY), "“pigeon” is none of brevo"),
        (_on(SERVICE="postmark"), "MAIL_SERVICE_KEY: needed"),
        (_on(SERVICE_KEY=KEY), "MAIL_SERVICE: set it too"),
        (_on(SERVICE="mailjet", SERVICE_KEY=KEY), "mailjet needs a second key"),
        (_on(SERVICE="postmark", SERVICE_KEY=KEY, SERVICE_SECRET="x"), "has one key only"),
        (_on(SERVICE="postmark", SERVICE_KEY=KEY, SERVICE_DOMAIN="x.example"), "does not ask for one"),
        (_on(SERVICE="postmark", SERVICE_KEY=KEY, URL="smtp://mail.example"), "set one of the two"),
        (_on(SERVICE="postmark", SERVICE_KEY=KEY, SERVICE_URL="nowhere"), "not a complete address"),
        (_on(SERVICE="postmark", SERVICE_KEY=KEY, EVENTS_SECRET="short"), "at least 16 characters"),
        (_on(SERVICE="postmark", SERVICE_KEY=KEY, EVENTS_KEY="x"), "does not sign its events"),
        (_on(SERVICE="mandrill", SERVICE_KEY=KEY, EVENTS_SECRET=EVENTS), "mandrill signs its events"),
    ],
)
def test_wrong_settings_say_what_to_do(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    said = refusal(tmp_path, **settings)
    assert any(words in sentence for sentence in said), said
    assert KEY not in str(said)


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_has_what_it_asks_for(tmp_path: Path, settings: Any, name: str) -> None:  # noqa: ANN401 - pytest-django's
    form = SERVICES[name]
    more = {"SERVICE_SECRET": KEY} if form.secret else {}
    more |= {"EVENTS_KEY": "key"} if form.events_key_needed else {}
    service = read(tmp_path, **_on(SERVICE=name, SERVICE_KEY=KEY, EVENTS_SECRET=EVENTS, **more)).mail_service
    assert service is not None
    settings.ANYMAIL = service.anymail()
    assert get_connection(service.backend).esp_name.lower().replace(" ", "") == name
    assert issubclass(import_string(service.events_view), View)
