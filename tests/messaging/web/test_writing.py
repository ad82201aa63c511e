"""Writing to a client, texts and settings, as forms."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.test import Client as Browser

from safelight.foundation.actions import Context, ask
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.models import Message
from safelight.messaging.queries import get_sender, get_template
from tests.clients.web.conftest import PARTIAL

pytestmark = pytest.mark.django_db
LETTER = {
    "kind": "plain",
    "language": "de",
    "to": "carla@example.com",
    "subject": "Hi",
    "body": "You, {{client.greeting}}",
}


def test_the_form_begins_with_what_is_known(as_ana: Browser, carla: UUID) -> None:
    page = as_ana.get(f"/messages/new/?client_id={carla}").content.decode()
    assert 'value="carla@example.com"' in page
    assert "Guten Tag {{client.greeting}}," in page


def test_what_is_wrong_comes_back_with_what_was_typed(as_ana: Browser, carla: UUID) -> None:
    answer = as_ana.post(
        "/messages/new/", {**LETTER, "client_id": str(carla), "body": "{{nothing}}", "send_at": "nonsense"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "{{nothing}}" in page
    assert "This is no moment" in page
    answer = as_ana.post("/messages/new/", {**LETTER, "client_id": str(carla), "body": "{{nothing}}"})
    assert "no merge field" in answer.content.decode()


def test_later_is_read_on_the_studios_clock(as_ana: Browser, ana: Context, carla: UUID) -> None:
    assert (
        as_ana.post("/messages/new/", {**LETTER, "client_id": str(carla), "send_at": "2099-07-01T09:00"}).status_code
        == 302
    )
    with studio_scope(ana.studio.id):
        assert Message.objects.get().due_at.isoformat() == "2099-07-01T07:00:00+00:00"
    gap = as_ana.post("/messages/new/", {**LETTER, "client_id": str(carla), "send_at": "2027-03-28T02:30"})
    assert "does not exist" in gap.content.decode()


def test_a_preview_is_escaped(as_ana: Browser, carla: UUID) -> None:
    answer = as_ana.post(
        "/messages/new/preview/", {**LETTER, "client_id": str(carla), "body": "<img src=x> {{client.name}}"}
    )
    page = answer.content.decode()
    assert "&lt;img src=x&gt; Carla Meyer" in page
    assert "hx-ignore" in page


def test_a_client_is_found(as_ana: Browser, carla: UUID) -> None:
    page = as_ana.get("/messages/new/clients/?q=carl", headers=PARTIAL).content.decode()
    assert f"/messages/new/?client_id={carla}" in page
    assert "No client fits" in as_ana.get("/messages/new/clients/?q=zzz", headers=PARTIAL).content.decode()


def test_a_letter_is_kept_renamed_and_removed(as_ana: Browser, ana: Context) -> None:
    given = {"new_name": "Thank you", "language": "de", "subject": "Danke", "body": "Danke, {{client.greeting}}!"}
    made = as_ana.post("/messages/texts/letters/new/", given)
    assert made["Location"] == "/messages/texts/plain/de/?name=Thank+you"
    assert as_ana.post("/messages/texts/letters/new/", given).status_code == 422
    assert "Thank you" in as_ana.get("/messages/texts/").content.decode()
    renamed = as_ana.post(made["Location"], {**given, "new_name": "Thanks", "version": "1"})
    assert renamed["Location"].endswith("?name=Thanks")
    assert as_ana.post("/messages/texts/plain/de/removal/?name=Thanks").status_code == 302
    assert as_ana.get("/messages/texts/plain/de/?name=Thanks").status_code == 404


@pytest.mark.usefixtures("invoice_kind")
def test_an_own_text_and_the_way_back(as_ana: Browser, ana: Context) -> None:
    address = "/messages/texts/invoice/fr/"
    assert "comes with the program" in as_ana.get(address).content.decode()
    given = {"subject": "Facture {{invoice.number}}", "body": "Voilà.", "version": "0"}
    assert as_ana.post(address, given).status_code == 302
    assert as_ana.post(address, {**given, "version": "0"}).status_code == 422
    assert ask(get_template, ana, {"kind": "invoice", "language": "fr"}).body == "Voilà."
    wrong = as_ana.post(address, {**given, "version": "1", "body": "{% include 'x' %}"})
    assert wrong.status_code == 422
    assert "Double braces" in wrong.content.decode()
    assert as_ana.post(f"{address}removal/").status_code == 302
    assert not ask(get_template, ana, {"kind": "invoice", "language": "fr"}).is_own
    assert as_ana.post(f"{address}sample/", {"to": "ana@studio.example"}).status_code == 302
    assert as_ana.get("/messages/texts/invoice/xx/").status_code == 404


def test_settings_are_kept_and_refused(as_ana: Browser, ana: Context) -> None:
    given = {"sender_name": "Ana", "reply_to": "nobody", "websites": "studio.example\nnot one", "version": "0"}
    answer = as_ana.post("/messages/settings/", given)
    assert answer.status_code == 422
    assert "not a mail address" in answer.content.decode()
    assert "not a host name" in answer.content.decode()
    good = {**given, "reply_to": "hello@studio.example", "websites": "studio.example"}
    assert as_ana.post("/messages/settings/", good).status_code == 302
    assert ask(get_sender, ana, {}).websites == ("studio.example",)


def test_the_link_of_the_mail_proves_the_address(as_ana: Browser, ana: Context) -> None:
    as_ana.post("/messages/settings/", {"from_address": "hello@studio.example", "version": "0"})
    assert "waits for its confirmation" in as_ana.get("/messages/settings/").content.decode()
    assert as_ana.post("/messages/settings/sender/question/").status_code == 302
    with studio_scope(ana.studio.id):
        text = Message.objects.filter(kind="sender_check").order_by("-id")[0].text
    link = next(word for word in text.split() if "/messages/settings/sender/" in word)
    path = "/" + link.split("/", 3)[3]
    assert "hello@studio.example" in as_ana.get(path).content.decode()
    assert as_ana.post(path).status_code == 302
    assert ask(get_sender, ana, {}).effective_from == "hello@studio.example"
    assert as_ana.get("/messages/settings/sender/nonsense/").status_code == 404


def test_addresses_are_stopped_and_let_go(as_ana: Browser) -> None:
    assert "Every address gets mail" in as_ana.get("/messages/stopped/").content.decode()
    as_ana.post("/messages/stopped/new/", {"address": "old@example.com"})
    page = as_ana.get("/messages/stopped/?q=old").content.decode()
    assert "old@example.com" in page
    identifier = page.split("/messages/stopped/")[-1].split("/")[0]
    removal = next(part for part in page.split('"') if part.endswith("/removal/"))
    assert identifier
    assert as_ana.post(removal).status_code == 302
    assert "old@example.com" not in as_ana.get("/messages/stopped/").content.decode()
