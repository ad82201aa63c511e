"""The studio's own texts over those of the program."""

from __future__ import annotations

from uuid import UUID

import pytest

from safelight.foundation.actions import Conflict, Context, InvalidInput, NotFound, actions, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions import NewMessage, queue, restore_template, save_template, send_sample
from safelight.messaging.models import Message
from safelight.messaging.queries import get_template, list_templates, preview
from tests.messaging.conftest import invoice_facts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invoice_kind")]
INVOICE = {"kind": "invoice", "language": "de"}
OWN = {"subject": "Rechnung {{invoice.number}}", "body": "Liebe {{client.first_name|Kundin}},\n\n{{invoice.open}}"}


def test_an_own_text_goes_before_the_programs(ana: Context, carla: UUID) -> None:
    before = ask(get_template, ana, INVOICE)
    assert (before.is_own, before.version) == (False, 0)
    saved = run(save_template, ana, {**INVOICE, **OWN, "version": 0})
    assert (saved.value.is_own, saved.value.version) == (True, 1)
    with studio_scope(ana.studio.id):
        card = queue(ana, NewMessage(kind="invoice", client_id=carla, facts=invoice_facts()))
    assert card.subject == "Rechnung 2027-0184"
    assert card.text.startswith("Liebe Carla,\n\n286,00\xa0€")


def test_the_programs_text_comes_back_and_the_own_one_too(ana: Context) -> None:
    run(save_template, ana, {**INVOICE, **OWN})
    restored = run(restore_template, ana, INVOICE)
    assert ask(get_template, ana, INVOICE).is_own is False
    assert restored.undo is not None
    name, data = restored.undo
    run(actions()[name], ana, data)
    assert ask(get_template, ana, INVOICE).body == OWN["body"]


def test_what_cannot_be_filled_is_said_with_what_can(ana: Context) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(save_template, ana, {**INVOICE, "subject": "{{invoice.nummer}}", "body": "{{client.__class__}} {% now %}"})
    assert "Did you mean {{invoice.number}}?" in refused.value.fields["subject"]
    assert "{{invoice.open}}" in refused.value.fields["subject"]
    assert "no merge field" in refused.value.fields["body"]
    assert "Double braces" in refused.value.fields["body"]


@pytest.mark.parametrize(
    "body",
    [
        "Look: https://evil.example/pay",
        "Look: https://127.0.0.1:8000@evil.example/",
        "Look: https://{{client.last_name}}.example/",
    ],
)
def test_a_text_links_to_no_foreign_website(ana: Context, body: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(save_template, ana, {**INVOICE, "subject": "x", "body": body})
    assert "web" in refused.value.fields["body"]


def test_two_people_do_not_overwrite_each_other(ana: Context) -> None:
    run(save_template, ana, {**INVOICE, **OWN, "version": 0})
    with pytest.raises(Conflict, match="Somebody else"):
        run(save_template, ana, {**INVOICE, **OWN, "version": 0})


def test_letters_have_names(ana: Context) -> None:
    letter = {"kind": "plain", "language": "de", "subject": "Willkommen", "body": "Schön, {{client.greeting}}!"}
    with pytest.raises(InvalidInput, match="name"):
        run(save_template, ana, letter)
    run(save_template, ana, {**letter, "name": "Welcome"})
    renamed = run(save_template, ana, {**letter, "name": "Welcome", "new_name": "First words"})
    assert renamed.value.name == "First words"
    with pytest.raises(NotFound):
        ask(get_template, ana, {"kind": "plain", "language": "de", "name": "Welcome"})
    assert renamed.undo is not None
    run(actions()[renamed.undo[0]], ana, renamed.undo[1])
    assert "Welcome" in [card.name for card in ask(list_templates, ana, {}).items]


def test_a_preview_takes_samples_or_a_client(ana: Context, carla: UUID) -> None:
    text = {"kind": "invoice", "language": "en", "subject": "For {{client.name}}", "body": "{{invoice.total}}"}
    assert ask(preview, ana, text).subject == "For Carla Meyer"
    shown = ask(preview, ana, {**text, "client_id": carla})
    assert shown.subject == "For Carla Meyer"
    assert "486,00\xa0€" in shown.text
    assert ask(preview, ana, {**text, "body": "{{nothing}}"}).problems["body"]


def test_a_preview_of_a_foreign_client_is_none(ana: Context, dana: Context, carla: UUID) -> None:
    with pytest.raises(NotFound):
        ask(preview, dana, {"kind": "invoice", "subject": "x", "body": "y", "client_id": carla})


def test_a_sample_goes_to_an_address(ana: Context) -> None:
    card = run(send_sample, ana, {**INVOICE, "to": "ana@studio.example"}).value
    assert card.to == ("ana@studio.example",)
    assert "Guten Tag Carla," in card.text
    with studio_scope(ana.studio.id):
        assert Message.objects.get().client_id is None
