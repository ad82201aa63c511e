"""Writing, cancelling, sending again, and mail that came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest

from safelight.clients.actions import change
from safelight.clients.models import Email
from safelight.clients.queries import timeline
from safelight.foundation import clock
from safelight.foundation.actions import (
    ActionError,
    Conflict,
    Context,
    InvalidInput,
    NotFound,
    Outcome,
    Refused,
    actions,
    ask,
    run,
)
from safelight.foundation.ids import new_id
from safelight.foundation.jobs.register import system_context
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions import (
    NewMessage,
    cancel,
    hear,
    lift,
    mark_bounced,
    queue,
    send_again,
    suppress_address,
    write,
)
from safelight.messaging.mails import deliver
from safelight.messaging.models import DeliveryReport, Message
from safelight.messaging.ports import AttachmentRef, ClientDocuments, MessageSubject, Subject, documents, subjects
from safelight.messaging.queries import MessageCard, get, list_messages, list_suppressed
from tests.messaging.conftest import client, invoice_facts
from tests.messaging.post import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invoice_kind")]
LETTER = {"subject": "Hello {{client.first_name}}", "body": "How are you, {{client.greeting}}?"}
PAPER = new_id()


def letter(context: Context, client_id: UUID, **more: object) -> Outcome[MessageCard]:
    return run(write, context, {"client_id": client_id, **LETTER, **more})


def undo(context: Context, outcome: Outcome[MessageCard]) -> None:
    assert outcome.undo is not None
    run(actions()[outcome.undo[0]], context, outcome.undo[1])


def sent(context: Context, message_id: UUID) -> None:
    deliver(system_context(context.studio.id, "job test"), message_id)


@pytest.fixture
def papers(paper: str) -> Iterator[str]:
    """One document that every client of the test has, and a row that messages are about."""
    documents.add(ClientDocuments("test", lambda *_: (AttachmentRef(paper, PAPER, "Paper"),)))
    yield paper
    documents.drop("test")


@pytest.fixture
def about(carla: UUID, paper: str) -> Iterator[UUID]:
    """An invoice of Carla's that messages may be about, for those who see sales."""
    identifier = new_id()

    def describe(context: Context, asked: UUID) -> Subject:
        if asked != identifier:
            what = "invoice"
            raise NotFound(what)
        return Subject(carla, "Invoice 7", ("invoice",), invoice_facts(), (AttachmentRef(paper, PAPER, "Invoice 7"),))

    subjects.add(MessageSubject("test_invoice", "Invoice", describe, permission="sales.view"))
    yield identifier
    subjects.drop("test_invoice")


def test_a_letter_is_written_and_stands_on_the_timeline(ana: Context, carla: UUID, post: Post) -> None:
    outcome = letter(ana, carla)
    sent(ana, outcome.value.id)
    assert post.mails[0]["Subject"] == "Hello Carla"
    assert post.mails[0]["Auto-Submitted"] is None
    lines = [entry for entry in ask(timeline, ana, {"client_id": carla}).items if entry.subject_kind == "message"]
    assert [entry.text for entry in lines] == ["Letter “Hello Carla” was sent", "Letter “Hello Carla” was written"]


def test_a_letter_can_be_taken_back_until_it_leaves(ana: Context, carla: UUID, post: Post) -> None:
    outcome = letter(ana, carla)
    undo(ana, outcome)
    sent(ana, outcome.value.id)
    assert post.mails == []
    assert ask(get, ana, {"message_id": outcome.value.id}).state == "cancelled"
    with pytest.raises(Conflict, match="not wait"):
        run(cancel, ana, {"message_id": outcome.value.id})


def test_a_letter_for_later_waits(ana: Context, carla: UUID, post: Post) -> None:
    later = clock.now() + timedelta(days=1)
    card = letter(ana, carla, send_at=later.isoformat()).value
    assert card.due_at == later
    sent(ana, card.id)
    assert post.mails == []
    run(send_again, ana, {"message_id": card.id})
    sent(ana, card.id)
    assert len(post.mails) == 1


def test_letters_respect_a_wish_and_invoices_may_go(ana: Context, carla: UUID, about: UUID) -> None:
    run(change, ana, {"client_id": carla, "do_not_contact": True})
    with pytest.raises(Refused, match="do not contact"):
        letter(ana, carla)
    aim = {"kind": "invoice", "about_kind": "test_invoice", "about_id": about}
    card = run(write, ana, {**aim, "subject": "{{invoice.number}}", "body": "See attached."}).value
    assert (card.client_id, card.subject, card.state) == (carla, "2027-0184", "queued")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"subject": ""}, "subject"),
        ({"body": "{{invoice.number}}"}, "body"),
        ({"body": "https://evil.example"}, "body"),
        ({"to": ["nobody"]}, "to.0"),
        ({"kind": "invoice"}, "kind"),
        ({"attachments": [{"renderer": "test_paper", "id": str(new_id())}]}, "attachments.0"),
        ({"send_at": "2027-01-01T10:00:00"}, "send_at"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(ana: Context, carla: UUID, given: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        letter(ana, carla, **given)
    assert field in refused.value.fields


def test_documents_of_the_client_go_along(ana: Context, carla: UUID, papers: str, post: Post) -> None:
    card = letter(ana, carla, attachments=[{"renderer": papers, "id": str(PAPER)}]).value
    sent(ana, card.id)
    assert [part.get_filename() for part in post.mails[0].iter_attachments()] == ["Invoice 2027-0184.pdf"]


def test_sending_again(ana: Context, carla: UUID, papers: str, post: Post) -> None:
    first = letter(ana, carla, attachments=[{"renderer": papers, "id": str(PAPER)}]).value
    sent(ana, first.id)
    copy = run(send_again, ana, {"message_id": first.id, "to": ["other@example.com"]}).value
    assert (copy.again_of, copy.to) == (first.id, ("other@example.com",))
    assert copy.mail_id != first.mail_id
    sent(ana, copy.id)
    assert post.recipients == [["carla@example.com"], ["other@example.com"]]
    assert [len(list(mail.iter_attachments())) for mail in post.mails] == [1, 1]


def test_a_failed_one_is_sent_itself(ana: Context, carla: UUID, post: Post) -> None:
    post.data = "554 no"
    card = letter(ana, carla).value
    sent(ana, card.id)
    assert ask(get, ana, {"message_id": card.id}).state == "failed"
    post.data = "250 OK"
    again = run(send_again, ana, {"message_id": card.id}).value
    assert (again.id, again.mail_id, again.state) == (card.id, card.mail_id, "queued")
    sent(ana, card.id)
    assert post.ids == [card.mail_id]


def test_a_bounce_marked_by_hand_and_taken_back(ana: Context, carla: UUID, post: Post) -> None:
    card = letter(ana, carla).value
    with pytest.raises(Conflict, match="was sent"):
        run(mark_bounced, ana, {"message_id": card.id})
    sent(ana, card.id)
    outcome = run(mark_bounced, ana, {"message_id": card.id, "detail": "Mailbox unknown"})
    assert (outcome.value.state, outcome.value.error) == ("bounced", "Mailbox unknown")
    with studio_scope(ana.studio.id):
        assert Email.objects.get().bounced_at is not None
    with pytest.raises(Refused, match="came back"):
        letter(ana, carla)
    undo(ana, outcome)
    assert ask(get, ana, {"message_id": card.id}).state == "sent"
    with studio_scope(ana.studio.id):
        assert Email.objects.get().bounced_at is None
    letter(ana, carla)


def test_an_address_that_works_again(ana: Context, carla: UUID) -> None:
    made = run(suppress_address, ana, {"address": "Carla@Example.com"})
    assert [one.address for one in ask(list_suppressed, ana, {}).items] == ["Carla@Example.com"]
    run(lift, ana, {"suppressed_id": made.value.id})
    assert ask(list_suppressed, ana, {}).items == ()
    with pytest.raises(NotFound):
        run(lift, ana, {"suppressed_id": made.value.id})


def test_soft_bounces_suppress_at_the_third_message(ana: Context, carla: UUID, post: Post) -> None:
    worker = system_context(ana.studio.id, "mail service")
    for number in range(3):
        assert ask(list_suppressed, ana, {}).items == ()
        card = letter(ana, carla).value
        sent(ana, card.id)
        event = {"message_id": card.id, "address": "carla@example.com", "what": "bounced", "permanent": False}
        run(hear, worker, {**event, "event_key": f"e{number}"})
        assert ask(get, ana, {"message_id": card.id}).state == "sent"
        with pytest.raises(Conflict):
            run(hear, worker, {**event, "event_key": f"e{number}"})
    assert len(ask(list_suppressed, ana, {}).items) == 1
    with studio_scope(ana.studio.id):
        assert DeliveryReport.objects.count() == 3


def test_who_may_not_see_sales_sees_no_invoice_mail(ana: Context, carla: UUID, about: UUID) -> None:
    aim = {"kind": "invoice", "about_kind": "test_invoice", "about_id": about}
    card = run(write, ana, {**aim, "subject": "Invoice", "body": "Text"}).value
    other = Context(ana.studio, type(ana.actor)("person", ana.actor.id, "Eve", frozenset({"messaging.view"})))
    assert ask(list_messages, ana, {"client_id": carla}).items[0].id == card.id
    assert ask(list_messages, other, {}).items == ()
    with pytest.raises(NotFound):
        ask(get, other, {"message_id": card.id})


def test_a_rival_reaches_nothing(ana: Context, dana: Context, carla: UUID, about: UUID) -> None:
    card = letter(ana, carla).value
    attempts: list[tuple[object, dict[str, object]]] = [
        (cancel, {"message_id": card.id}),
        (send_again, {"message_id": card.id}),
        (mark_bounced, {"message_id": card.id}),
        (write, {"client_id": carla, **LETTER}),
    ]
    for verb, given in attempts:
        with pytest.raises(ActionError) as foreign:
            run(verb, dana, given)  # type: ignore[arg-type]  # a list of verbs
        absent = {name: new_id() if isinstance(value, UUID) else value for name, value in given.items()}
        with pytest.raises(ActionError) as nothing:
            run(verb, dana, absent)  # type: ignore[arg-type]  # likewise
        assert str(foreign.value) == str(nothing.value)
    assert ask(list_messages, dana, {"q": "hello"}).items == ()


def test_the_outbox_is_searched_filtered_and_paged(ana: Context, carla: UUID) -> None:
    nora = client(ana, "Nora", "Berg", "nora@example.com")
    for client_id in (carla, nora, carla):
        letter(ana, client_id)
    with studio_scope(ana.studio.id):
        queue(ana, NewMessage(kind="invoice", client_id=nora, facts=invoice_facts()))
    assert len(ask(list_messages, ana, {"q": "NORA hello"}).items) == 1
    assert len(ask(list_messages, ana, {"kind": ["invoice"], "state": ["queued"]}).items) == 1
    assert len(ask(list_messages, ana, {"client_id": carla}).items) == 2
    first = ask(list_messages, ana, {"limit": 3})
    second = ask(list_messages, ana, {"limit": 3, "cursor": first.next})
    assert [len(first.items), len(second.items), second.next] == [3, 1, None]
    assert len({row.id for row in (*first.items, *second.items)}) == 4
    with pytest.raises(InvalidInput):
        ask(list_messages, ana, {"cursor": "nonsense"})


def test_nothing_is_left_out_when_a_copy_is_made(ana: Context, carla: UUID, post: Post) -> None:
    card = letter(ana, carla).value
    sent(ana, card.id)
    copy = run(send_again, ana, {"message_id": card.id}).value
    with studio_scope(ana.studio.id):
        first, second = (Message.objects.get(id=one) for one in (card.id, copy.id))
    for name in ("subject", "text", "html", "from_name", "from_address", "reply_to", "language", "client_id", "kind"):
        assert getattr(first, name) == getattr(second, name), name
