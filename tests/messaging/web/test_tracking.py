"""What a mail service posts: bounces and complaints, told twice, of strangers, without the password."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

import pytest
from django.test import Client as Browser

from safelight.clients.models import Email
from safelight.foundation.actions import Context, ask
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.models import DeliveryReport, SuppressedAddress
from safelight.messaging.queries import get
from tests.messaging.web.conftest import Write

pytestmark = pytest.mark.django_db
SECRET = "events:a-password-that-is-long"
ADDRESS = "/messages/events/postmark/"


@pytest.fixture(autouse=True)
def service(settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.MAIL_EVENTS_SERVICE = "postmark"
    settings.MAIL_EVENTS_VIEW = "anymail.webhooks.postmark.PostmarkTrackingWebhookView"
    settings.ANYMAIL = {"WEBHOOK_SECRET": SECRET}


def tell(event: dict[str, Any], secret: str = SECRET, address: str = ADDRESS) -> int:
    headers = {"Authorization": "Basic " + base64.b64encode(secret.encode()).decode()}
    return Browser().post(address, event, content_type="application/json", headers=headers).status_code


def bounce(context: Context, message_id: UUID, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any field of the service
    return {
        "RecordType": "Bounce",
        "ID": 42,
        "Type": "HardBounce",
        "TypeCode": 1,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
        "Email": "carla@example.com",
        "BouncedAt": "2026-11-05T16:33:54.9070259Z",
        "Details": "carla@example.com is unknown",
        "Metadata": {"studio": str(context.studio.id), "message": str(message_id)},
        **more,
    }


def test_a_bounce_marks_message_address_and_client(ana: Context, written: Write) -> None:
    card = written()
    assert tell(bounce(ana, card.id)) == 200
    shown = ask(get, ana, {"message_id": card.id})
    assert shown.state == "bounced"
    assert [report.what for report in shown.reports] == ["bounced"]
    assert "carla" not in shown.error
    with studio_scope(ana.studio.id):
        assert SuppressedAddress.objects.get().reason == "bounced"
        assert Email.objects.get().bounced_at is not None


def test_an_event_that_comes_twice_counts_once(ana: Context, written: Write) -> None:
    card = written()
    assert [tell(bounce(ana, card.id)) for _ in range(2)] == [200, 200]
    with studio_scope(ana.studio.id):
        assert DeliveryReport.objects.count() == 1


def test_a_soft_bounce_stops_nobody(ana: Context, written: Write) -> None:
    card = written()
    assert tell(bounce(ana, card.id, Type="SoftBounce", TypeCode=4096)) == 200
    assert ask(get, ana, {"message_id": card.id}).state == "sent"
    with studio_scope(ana.studio.id):
        assert not SuppressedAddress.objects.exists()


def test_a_complaint_stops_the_address(ana: Context, written: Write) -> None:
    card = written()
    assert tell(bounce(ana, card.id, RecordType="SpamComplaint", Type="SpamComplaint", TypeCode=512)) == 200
    with studio_scope(ana.studio.id):
        assert SuppressedAddress.objects.get().reason == "complained"


def test_an_arrival_is_noted(ana: Context, written: Write) -> None:
    card = written()
    event = bounce(
        ana, card.id, RecordType="Delivery", Recipient="carla@example.com", DeliveredAt="2026-11-05T16:33:54Z"
    )
    assert tell(event) == 200
    shown = ask(get, ana, {"message_id": card.id})
    assert (shown.state, [report.what for report in shown.reports]) == ("sent", ["delivered"])


def test_without_the_password_nothing_is_taken(ana: Context, written: Write) -> None:
    card = written()
    assert tell(bounce(ana, card.id), secret="events:another-password") == 400
    assert Browser().post(ADDRESS, bounce(ana, card.id), content_type="application/json").status_code == 400
    assert ask(get, ana, {"message_id": card.id}).state == "sent"


def test_other_services_and_none_have_no_address(ana: Context, written: Write, settings: Any) -> None:  # noqa: ANN401
    card = written()
    assert tell(bounce(ana, card.id), address="/messages/events/mailgun/") == 404
    settings.MAIL_EVENTS_VIEW = ""
    assert tell(bounce(ana, card.id)) == 404


@pytest.mark.parametrize("strange", ["metadata", "studio", "message", "address"])
def test_events_of_strangers_change_nothing(ana: Context, dana: Context, written: Write, strange: str) -> None:
    card = written()
    event = bounce(ana, card.id)
    if strange == "metadata":
        event["Metadata"] = {}
    elif strange == "studio":
        event["Metadata"]["studio"] = str(dana.studio.id)
    elif strange == "message":
        event["Metadata"] = {"studio": str(new_id()), "message": str(card.id)}
    else:
        event["Email"] = "somebody@example.com"
    assert tell(event) == 200
    assert ask(get, ana, {"message_id": card.id}).state == "sent"
    with studio_scope(ana.studio.id):
        assert not SuppressedAddress.objects.exists()
