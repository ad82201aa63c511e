"""Messages are written with the change that causes them, once, in the reader's language."""

from __future__ import annotations

from uuid import UUID

import pytest

from safelight.foundation.actions import Context, Refused
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions import NewMessage, cancel_about, queue
from safelight.messaging.models import Message
from safelight.messaging.ports import AttachmentRef
from safelight.messaging.rules.facts import MissingFacts
from safelight.messaging.rules.kinds import MessageKind
from tests.messaging.conftest import client, invoice_facts

pytestmark = pytest.mark.django_db


def invoice(client_id: UUID | None, **more: object) -> NewMessage:
    return NewMessage(kind="invoice", client_id=client_id, facts=invoice_facts(), **more)


def test_a_message_is_final_when_it_is_queued(ana: Context, carla: UUID, invoice_kind: MessageKind, paper: str) -> None:
    with studio_scope(ana.studio.id):
        card = queue(ana, invoice(carla, attachments=(AttachmentRef(paper, new_id(), "Invoice.pdf"),)))
    assert card.state == "queued"
    assert card.to == ("carla@example.com",)
    assert card.subject == "Rechnung 2027-0184 von Atelier Ana"
    assert "Guten Tag Carla," in card.text
    assert "286,00\xa0€" in card.text
    assert "{{" not in card.text + card.html
    assert card.attachments[0].name == "Invoice.pdf"
    assert ana.trace.concerned == {carla: None}


def test_the_same_cause_writes_one_message(ana: Context, carla: UUID, invoice_kind: MessageKind) -> None:
    with studio_scope(ana.studio.id):
        first = queue(ana, invoice(carla, idempotency="invoice:1"))
        second = queue(ana, invoice(carla, idempotency="invoice:1"))
        assert first.id == second.id
        assert Message.objects.count() == 1


def test_without_an_address_it_is_noted_or_refused(ana: Context, invoice_kind: MessageKind) -> None:
    nobody = client(ana, "Nora", "Nomail", "")
    with studio_scope(ana.studio.id):
        card = queue(ana, invoice(nobody))
        assert (card.state, card.to) == ("dropped", ())
        assert "no mail address" in card.error
        with pytest.raises(Refused, match="no mail address"):
            queue(ana, invoice(nobody, deliberate=True))


def test_facts_that_are_missing_are_named(ana: Context, carla: UUID, invoice_kind: MessageKind) -> None:
    with studio_scope(ana.studio.id), pytest.raises(MissingFacts, match=r"invoice\.number"):
        queue(ana, NewMessage(kind="invoice", client_id=carla))


def test_waiting_messages_about_a_row_are_cancelled(ana: Context, carla: UUID, invoice_kind: MessageKind) -> None:
    about = new_id()
    with studio_scope(ana.studio.id):
        queue(ana, invoice(carla, about_kind="invoice", about_id=about, idempotency="x"))
        assert cancel_about(ana, "invoice", about, "receipt") == 0
        assert cancel_about(ana, "invoice", about, "invoice") == 1
        assert cancel_about(ana, "invoice", about) == 0
        again = queue(ana, invoice(carla, about_kind="invoice", about_id=about, idempotency="x"))
        assert again.state == "queued"
