"""How messages leave: names, answers, and an own address that is proved first."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
import time_machine

from safelight.foundation import clock
from safelight.foundation.actions import Conflict, Context, InvalidInput, Refused, actions, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions import ask_sender, change_sender, confirm_sender, write
from safelight.messaging.models import Message
from safelight.messaging.queries import get_sender

pytestmark = pytest.mark.django_db


def token_of(context: Context) -> str:
    with studio_scope(context.studio.id):
        text = Message.objects.filter(kind="sender_check").order_by("-id")[0].text
    found = re.search(r"/sender/(\S+)/", text)
    assert found is not None
    return found[1].replace("%3A", ":")


def test_messages_carry_the_studios_name(ana: Context, carla: UUID) -> None:
    outcome = run(
        change_sender,
        ana,
        {
            "sender_name": "Ana & Bo",
            "reply_to": "hello@atelier.example",
            "copy_to": "archive@atelier.example",
            "signature": "Bis bald!\n{{sender.name}}",
            "foot": "Atelier Ana, Berlin",
            "websites": ["https://www.atelier.example/fotos", "atelier.example"],
        },
    )
    assert outcome.value.websites == ("atelier.example",)
    body = "https://atelier.example/x and {{studio.signature}}"
    card = run(write, ana, {"client_id": carla, "subject": "Hi", "body": body}).value
    assert (card.from_name, card.reply_to, card.copy_to) == (
        "Ana & Bo",
        "hello@atelier.example",
        ("archive@atelier.example",),
    )
    assert "Bis bald!\nAna Owner" in card.text
    assert card.text.endswith("-- \nAtelier Ana, Berlin")
    assert '<a href="https://atelier.example/x"' in card.html
    assert outcome.undo is not None
    run(actions()[outcome.undo[0]], ana, outcome.undo[1])
    assert ask(get_sender, ana, {}).effective_name == "Atelier Ana"


def test_an_own_address_counts_once_it_is_proved(ana: Context, dana: Context) -> None:
    card = run(change_sender, ana, {"from_address": "hello@atelier.example"}).value
    assert card.effective_from == "safelight@127.0.0.1"
    token = token_of(ana)
    with pytest.raises(Refused):
        run(confirm_sender, dana, {"token": token})
    with pytest.raises(Refused):
        run(confirm_sender, ana, {"token": token[:-2]})
    assert run(confirm_sender, ana, {"token": token}).value.effective_from == "hello@atelier.example"
    with pytest.raises(Refused, match="no sender address"):
        run(ask_sender, ana, {})


def test_a_link_is_over_when_the_address_changed_or_a_week_passed(ana: Context) -> None:
    run(change_sender, ana, {"from_address": "first@atelier.example"})
    first = token_of(ana)
    run(change_sender, ana, {"from_address": "second@atelier.example"})
    with pytest.raises(Refused):
        run(confirm_sender, ana, {"token": first})
    second = token_of(ana)
    with time_machine.travel(clock.now().timestamp() + 8 * 86400, tick=False), pytest.raises(Refused):
        run(confirm_sender, ana, {"token": second})
    run(ask_sender, ana, {})
    assert run(confirm_sender, ana, {"token": token_of(ana)}).value.from_confirmed_at is not None


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reply_to": "nobody"}, "reply_to"),
        ({"from_address": "a@b.example\r\nBcc: c@d.example"}, "from_address"),
        ({"sender_name": "Ana\r\nBcc: spy@example.com"}, "sender_name"),
        ({"sender_name": "Bank <bank@example.com>"}, "sender_name"),
        ({"signature": "{{invoice.number}}"}, "signature"),
        ({"signature": "{{studio.signature}}"}, "signature"),
        ({"websites": ["not a host"]}, "websites.0"),
        ({"language": "xx"}, "language"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(ana: Context, given: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        run(change_sender, ana, given)
    assert field in refused.value.fields


def test_two_people_do_not_overwrite_each_other(ana: Context) -> None:
    run(change_sender, ana, {"sender_name": "A", "version": 0})
    with pytest.raises(Conflict):
        run(change_sender, ana, {"sender_name": "B", "version": 0})
