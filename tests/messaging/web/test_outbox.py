"""The outbox and the page of a message."""

from __future__ import annotations

import email
import re
from email.policy import default
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client as Browser

from safelight.foundation.actions import Context, ask
from safelight.foundation.ids import new_id
from safelight.foundation.jobs.register import system_context
from safelight.messaging.mails import deliver
from safelight.messaging.ports import AttachmentRef, ClientDocuments, documents
from safelight.messaging.queries import get
from tests.clients.web.conftest import PARTIAL, reads
from tests.messaging.conftest import PDF
from tests.messaging.web.conftest import Write

pytestmark = pytest.mark.django_db
MOST_QUERIES = 8


def text(browser: Browser, address: str, **headers: str) -> str:
    answer = browser.get(address, headers=headers)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_an_empty_outbox_teaches(as_ana: Browser) -> None:
    assert "Nothing was written yet" in text(as_ana, "/messages/")


def test_the_list_is_filtered_and_searched(as_ana: Browser, written: Write, carla: UUID) -> None:
    written(subject="First letter")
    written(subject="Second letter", sent=False)
    assert text(as_ana, "/messages/").count("data-row=") == 2
    assert text(as_ana, "/messages/?show=waiting").count("data-row=") == 1
    assert "Second letter" in text(as_ana, "/messages/?q=second+carla", **PARTIAL)
    assert "<html" not in text(as_ana, "/messages/?q=second", **PARTIAL)
    assert "No message fits" in text(as_ana, "/messages/?q=nothing")
    shown = text(as_ana, f"/messages/?client_id={carla}")
    assert "Show messages of others than Carla Meyer too" in shown


def test_a_list_of_a_foreign_or_absent_client_is_not_there(as_ana: Browser) -> None:
    assert as_ana.get(f"/messages/?client_id={new_id()}").status_code == 404
    assert as_ana.get("/messages/?client_id=nonsense").status_code == 422


def test_pages_cost_few_queries(as_ana: Browser, written: Write, carla: UUID) -> None:
    cards = [written() for _ in range(3)]
    addresses = (
        "/messages/",
        f"/messages/{cards[0].id}/",
        f"/clients/{carla}/messages/",
        f"/messages/new/?client_id={carla}",
        "/messages/texts/",
        "/messages/texts/letters/new/",
        "/messages/settings/",
        "/messages/stopped/",
    )
    costly = {address: len(found) for address in addresses if len(found := reads(as_ana, address)) > MOST_QUERIES}
    assert costly == {}


def test_more_messages_cost_the_same(as_ana: Browser, written: Write) -> None:
    written()
    one = len(reads(as_ana, "/messages/"))
    for _ in range(4):
        written()
    assert len(reads(as_ana, "/messages/")) == one


def test_a_message_shows_what_was_sent(as_ana: Browser, written: Write) -> None:
    card = written(body="Look: http://127.0.0.1:8000/x <b>{{client.name}}</b>")
    page = text(as_ana, f"/messages/{card.id}/")
    assert "Hello Carla" in page
    assert 'href="http://127.0.0.1:8000/x"' in page
    assert "&lt;b&gt;Carla Meyer&lt;/b&gt;" in page
    assert "Sent" in page
    assert "<html" not in text(as_ana, f"/messages/{card.id}/", **PARTIAL)


def test_the_html_part_runs_nothing(as_ana: Browser, written: Write) -> None:
    card = written(body="<script>alert(1)</script>")
    answer = as_ana.get(f"/messages/{card.id}/as-sent/")
    policy = answer["Content-Security-Policy"]
    assert "<script>" not in answer.content.decode()
    assert "sandbox" in policy
    assert "script-src 'none'" in policy
    assert "default-src 'none'" in policy


def test_the_mail_file_is_the_mail(as_ana: Browser, ana: Context, written: Write, paper: str) -> None:
    identifier = new_id()
    documents.add(ClientDocuments("test", lambda *_: (AttachmentRef(paper, identifier, "Paper"),)))
    try:
        card = written(attachments=[{"renderer": paper, "id": str(identifier)}])
    finally:
        documents.drop("test")
    whole = ask(get, ana, {"message_id": card.id})
    answer = as_ana.get(f"/messages/{card.id}/source/")
    parsed = email.message_from_bytes(answer.content, policy=default)
    assert answer["Content-Type"] == "message/rfc822"
    assert parsed["Message-ID"] == card.mail_id == mail.outbox[0].extra_headers["Message-ID"]
    assert parsed["Subject"] == "Hello Carla"
    assert [part.get_content() for part in parsed.iter_attachments()] == [PDF]
    file = as_ana.get(f"/messages/{card.id}/files/{whole.attachments[0].id}/")
    assert (file.content, file["Content-Type"]) == (PDF, "application/pdf")
    assert as_ana.get(f"/messages/{card.id}/files/{new_id()}/").status_code == 404


def test_sending_again_and_marking(as_ana: Browser, ana: Context, written: Write) -> None:
    card = written()
    answer = as_ana.post(f"/messages/{card.id}/bounce/", {"detail": "No such person"}, follow=True)
    assert "Came back" in answer.content.decode()
    assert "No such person" in answer.content.decode()
    refused = as_ana.post(f"/messages/{card.id}/sending/", {"to": "carla@example.com"}, follow=True)
    assert "came back or was unwanted" in refused.content.decode()
    assert as_ana.post(f"/messages/{card.id}/bounce/removal/").status_code == 302
    again = as_ana.post(f"/messages/{card.id}/sending/", {"to": "a@example.com, b@example.com"})
    copy = UUID(again["Location"].strip("/").split("/")[-1])
    assert ask(get, ana, {"message_id": copy}).to == ("a@example.com", "b@example.com")
    assert as_ana.post(f"/messages/{copy}/cancellation/").status_code == 302
    assert ask(get, ana, {"message_id": copy}).state == "cancelled"


def test_a_clients_page_has_its_messages(as_ana: Browser, written: Write, carla: UUID) -> None:
    assert "Write the first one" in text(as_ana, f"/clients/{carla}/messages/")
    written()
    assert "Hello Carla" in text(as_ana, f"/clients/{carla}/messages/")
    page = text(as_ana, f"/clients/{carla}/")
    assert 'id="panel-messages"' in page
    assert f"/messages/new/?client_id={carla}" in page
    timeline = text(as_ana, f"/clients/{carla}/timeline/")
    assert re.search(r'Letter “Hello Carla” was sent <a class="link font-normal" href="/messages/', timeline)


def test_the_mailbox_shows_this_studio_alone(
    as_ana: Browser,
    written: Write,
    settings: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    settings.MAIL_IS_KEPT = True
    assert "The mailbox is empty" in text(as_ana, "/messages/mailbox/")
    card = written(subject="Kept letter")
    page = text(as_ana, f"/messages/mailbox/?mail={card.id}")
    assert page.count("Kept letter") >= 2
    settings.MAIL_IS_KEPT = False
    assert as_ana.get("/messages/mailbox/").status_code == 404


def test_kept_mail_stays_in_its_studio(ana: Context, written: Write, settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    from safelight.foundation.models import KeptMail  # noqa: PLC0415 - the one table that has no studio

    settings.EMAIL_BACKEND = "safelight.foundation.mailbox.MailboxBackend"
    card = written()
    assert ask(get, ana, {"message_id": card.id}).state == "sent"
    assert not KeptMail.objects.exists()


def test_who_only_looks_sees_no_buttons(as_ana: Browser, as_bo: Browser, written: Write) -> None:
    card = written()
    assert as_bo.get(f"/messages/{card.id}/").status_code == 200
    assert as_bo.get("/messages/settings/").status_code == 403
    assert as_bo.post("/messages/texts/plain/en/", {"subject": "x", "body": "y"}).status_code == 403


def test_jobs_send_what_a_page_wrote(as_ana: Browser, ana: Context, carla: UUID) -> None:
    given = {"client_id": str(carla), "kind": "plain", "to": "carla@example.com", "subject": "Hi", "body": "You"}
    answer = as_ana.post("/messages/new/", given)
    assert answer.status_code == 302
    deliver(system_context(ana.studio.id, "job test"), UUID(answer["Location"].strip("/").split("/")[-1]))
    assert [one.subject for one in mail.outbox] == ["Hi"]
