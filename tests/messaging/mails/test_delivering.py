"""Sending through a real mail server: accepted, refused, unreachable, late, and killed at every point."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.core.mail.backends.base import BaseEmailBackend

from safelight.clients.actions import change
from safelight.clients.models import Email
from safelight.foundation import clock
from safelight.foundation.actions import Context, run
from safelight.foundation.ids import new_id
from safelight.foundation.jobs.register import system_context
from safelight.foundation.models import JournalEntry
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions import NewMessage, change_sender, delivery, queue, suppress_address
from safelight.messaging.mails import delivering
from safelight.messaging.mails.delivering import deliver, deliver_due
from safelight.messaging.models import Attachment, DeliveryReport, Message, SuppressedAddress
from safelight.messaging.ports import AttachmentRef, File, renderers
from safelight.messaging.queries.due import due_studios
from safelight.messaging.rules import timing
from safelight.messaging.rules.kinds import Words
from tests.messaging.conftest import PDF, client, invoice_facts
from tests.messaging.post import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("invoice_kind")]


class Killed(BaseException):
    """Stands for a worker that is killed: nothing catches it."""


def written(context: Context, client_id: UUID | None, **more: Any) -> UUID:  # noqa: ANN401 - any part of a message
    with studio_scope(context.studio.id):
        return queue(context, NewMessage(kind="invoice", client_id=client_id, facts=invoice_facts(), **more)).id


def kept(context: Context, message_id: UUID) -> Message:
    with studio_scope(context.studio.id):
        return Message.objects.get(id=message_id)


def worker(context: Context) -> Context:
    return system_context(context.studio.id, "job test")


def test_a_mail_arrives_as_it_was_written(ana: Context, carla: UUID, paper: str, post: Post) -> None:
    about = new_id()
    message_id = written(
        ana, carla, attachments=(AttachmentRef(paper, new_id()),), about_kind="invoice", about_id=about
    )
    assert deliver(worker(ana), message_id) == "sent"
    row, mail = kept(ana, message_id), post.mails[0]
    assert (row.state, row.error, row.attempts) == ("sent", "", 1)
    assert mail["Message-ID"] == row.mail_id
    assert mail["To"] == "carla@example.com"
    assert str(mail["From"]).startswith("Atelier Ana <")
    assert mail["Subject"] == row.subject
    assert mail["Auto-Submitted"] == "auto-generated"
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain.get_content().replace("\r\n", "\n").strip() == row.text.strip()
    assert html.get_content().replace("\r\n", "\n").strip() == row.html.strip()
    (file,) = list(mail.iter_attachments())
    assert (file.get_filename(), file.get_content()) == ("Invoice 2027-0184.pdf", PDF)
    with studio_scope(ana.studio.id):
        line = JournalEntry.objects.get(action="messaging.finish")
    assert line.summary == "Invoice “Rechnung 2027-0184 von Atelier Ana” was sent"


def test_sending_again_what_was_sent_does_nothing(ana: Context, carla: UUID, post: Post) -> None:
    message_id = written(ana, carla)
    assert [deliver(worker(ana), message_id) for _ in range(2)] == ["sent", "nothing"]
    assert len(post.mails) == 1


def test_a_message_waits_for_its_time(ana: Context, carla: UUID, post: Post) -> None:
    later = clock.now() + timedelta(hours=3)
    message_id = written(ana, carla, not_before=later)
    assert deliver(worker(ana), message_id) == "nothing"
    assert due_studios(clock.now()) == []
    with time_machine.travel(later + timedelta(seconds=1), tick=False):
        assert due_studios(clock.now()) == [ana.studio.id]
        assert deliver_due(worker(ana)) == 1
    assert len(post.mails) == 1


def test_a_stale_message_is_dropped(ana: Context, carla: UUID, post: Post) -> None:
    message_id = written(ana, carla, stale_after=clock.now() + timedelta(hours=1))
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert deliver(worker(ana), message_id) == "given_up"
    assert kept(ana, message_id).state == "dropped"
    assert "not sent in time" in kept(ana, message_id).error
    assert post.mails == []


def test_a_wish_that_came_meanwhile_counts(ana: Context, carla: UUID, post: Post) -> None:
    by_itself, by_hand = written(ana, carla), written(ana, carla, deliberate=True)
    run(change, ana, {"client_id": carla, "do_not_contact": True})
    assert deliver(worker(ana), by_itself) == "given_up"
    assert "do not contact" in kept(ana, by_itself).error
    assert deliver(worker(ana), by_hand) == "sent"


def test_an_address_that_does_not_exist(
    ana: Context, carla: UUID, post: Post, caplog: pytest.LogCaptureFixture
) -> None:
    post.rcpt["carla@example.com"] = "550 5.1.1 <carla@example.com>: no such user"
    message_id, another = written(ana, carla), written(ana, carla)
    with caplog.at_level(logging.DEBUG, logger="safelight"):
        assert deliver(worker(ana), message_id) == "given_up"
    row = kept(ana, message_id)
    assert (row.state, row.error) == ("bounced", "The mail server says that there is no such address (550 5.1.1).")
    with studio_scope(ana.studio.id):
        assert SuppressedAddress.objects.get().reason == "bounced"
        assert Email.objects.get().bounced_at is not None
        assert DeliveryReport.objects.get().what == "refused"
    # The next message to this address is not even tried.
    assert deliver(worker(ana), another) == "given_up"
    assert "came back" in kept(ana, another).error
    told = [record.__dict__ for record in caplog.records if record.name.startswith("safelight")]
    assert told
    assert "carla" not in str(told)


def test_one_address_of_two_does_not_exist(ana: Context, carla: UUID, post: Post) -> None:
    post.rcpt["old@example.com"] = "550 5.1.1 gone"
    message_id = written(ana, carla, to=("carla@example.com", "old@example.com"))
    assert deliver(worker(ana), message_id) == "sent"
    assert post.recipients == [["carla@example.com"]]
    with studio_scope(ana.studio.id):
        assert SuppressedAddress.objects.get().address == "old@example.com"
    assert kept(ana, message_id).state == "sent"


def test_an_address_that_is_put_off_gets_its_own_message_later(
    ana: Context, carla: UUID, paper: str, post: Post
) -> None:
    post.rcpt["slow@example.com"] = "450 4.2.1 come back"
    both = ("carla@example.com", "slow@example.com")
    message_id = written(ana, carla, to=both, attachments=(AttachmentRef(paper, new_id()),))
    assert deliver(worker(ana), message_id) == "sent"
    with studio_scope(ana.studio.id):
        later = Message.objects.get(again_of_id=message_id)
    assert (later.to, later.state) == (["slow@example.com"], "queued")
    post.rcpt.clear()
    with time_machine.travel(later.due_at + timedelta(seconds=1), tick=False):
        assert deliver_due(worker(ana)) == 1
    assert post.recipients == [["carla@example.com"], ["slow@example.com"]]
    assert [len(list(one.iter_attachments())) for one in post.mails] == [1, 1]


def test_a_hidden_copy_says_nothing_of_the_client(ana: Context, carla: UUID, post: Post) -> None:
    run(change_sender, ana, {"copy_to": "archive@studio.example"})
    post.rcpt["archive@studio.example"] = "550 5.1.1 gone"
    message_id = written(ana, carla)
    assert deliver(worker(ana), message_id) == "sent"
    assert kept(ana, message_id).state == "sent"
    post.rcpt["carla@example.com"] = post.rcpt.pop("archive@studio.example")
    for answer, outcome, state in (("450 later", "waits", "queued"), ("550 5.1.1 gone", "given_up", "bounced")):
        with studio_scope(ana.studio.id):
            SuppressedAddress.objects.update(lifted_at=clock.now())
        post.rcpt["carla@example.com"] = answer
        message_id = written(ana, carla)
        assert deliver(worker(ana), message_id) == outcome
        assert kept(ana, message_id).state == state


def test_an_address_that_was_stopped_meanwhile_is_left_out(ana: Context, carla: UUID, post: Post) -> None:
    message_id = written(ana, carla, to=("carla@example.com", "old@example.com"))
    run(suppress_address, ana, {"address": "old@example.com"})
    assert deliver(worker(ana), message_id) == "sent"
    assert post.recipients == [["carla@example.com"]]
    with studio_scope(ana.studio.id):
        assert "stopped" in DeliveryReport.objects.get().detail


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [
        ("451 4.7.1 come back later", "queued", "try again later (451 4.7.1)"),
        ("554 5.7.1 looks like spam", "failed", "refused the message (554 5.7.1)"),
    ],
)
def test_what_the_server_says_to_the_mail(  # noqa: PLR0917 - fixtures and cases
    ana: Context, carla: UUID, post: Post, answer: str, state: str, words: str
) -> None:
    post.data = answer
    message_id = written(ana, carla)
    deliver(worker(ana), message_id)
    row = kept(ana, message_id)
    assert row.state == state
    assert words in row.error
    with studio_scope(ana.studio.id):
        assert not SuppressedAddress.objects.exists()


def test_tries_come_further_apart_and_end(ana: Context, carla: UUID, post: Post) -> None:
    post.data = "451 busy"
    message_id = written(ana, carla)
    moment, waits = clock.now(), []
    while True:
        with time_machine.travel(moment, tick=False):
            deliver(worker(ana), message_id)
        row = kept(ana, message_id)
        if row.state != "queued":
            break
        waits.append(row.due_at - moment)
        moment = row.due_at
    assert (row.state, row.attempts) == ("failed", len(timing.WAITS) + 1)
    assert waits == list(timing.WAITS)


def test_a_server_that_cannot_be_reached_ends_the_round(ana: Context, carla: UUID, settings: Any) -> None:  # noqa: ANN401 - pytest-django's
    settings.EMAIL_BACKEND = "safelight.foundation.smtp.SmtpBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    ids = [written(ana, carla) for _ in range(3)]
    assert deliver_due(worker(ana)) == 1
    rows = [kept(ana, one) for one in ids]
    assert [row.attempts for row in rows] == [1, 0, 0]
    assert rows[0].error == "The mail server could not be reached."


def test_a_document_that_is_gone(ana: Context, carla: UUID, paper: str, post: Post) -> None:
    message_id = written(ana, carla, attachments=(AttachmentRef(paper, new_id()),))
    renderers.drop(paper)
    deliver(worker(ana), message_id)
    assert kept(ana, message_id).state == "queued"
    assert post.mails == []


def test_files_are_made_once_and_kept(ana: Context, carla: UUID, post: Post) -> None:
    made: list[UUID] = []

    def render(studio_id: UUID, identifier: UUID) -> File:
        made.append(identifier)
        return File("a/b:c.pdf", "application/pdf", f"copy {len(made)}".encode())

    renderers.add("test_counting", render)
    try:
        message_id = written(ana, carla, attachments=(AttachmentRef("test_counting", new_id()),))
        post.data = "451 busy"
        deliver(worker(ana), message_id)
        post.data = "250 OK"
        with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
            assert deliver(worker(ana), message_id) == "sent"
    finally:
        renderers.drop("test_counting")
    (file,) = list(post.mails[0].iter_attachments())
    assert (file.get_filename(), file.get_content(), len(made)) == ("a-b-c.pdf", b"copy 1", 1)


def test_files_that_are_too_large_are_said(ana: Context, carla: UUID, post: Post) -> None:
    renderers.add("test_large", lambda *_: File("film.mov", "video/quicktime", b"0" * (19 * 2**20)))
    try:
        message_id = written(ana, carla, attachments=(AttachmentRef("test_large", new_id()),))
        deliver(worker(ana), message_id)
    finally:
        renderers.drop("test_large")
    assert kept(ana, message_id).state == "failed"
    assert "19 MB" in kept(ana, message_id).error


def test_no_value_can_add_a_header(ana: Context, post: Post) -> None:
    evil = client(ana, "Eve\r\nBcc: spy@example.com", "Evil\nX-Evil: 1", "eve@example.com")
    words = Words("{{client.name}}: {{invoice.number}}", "{{client.name}}")
    facts = {**invoice_facts(), "invoice.number": "1\r\nBcc: spy@example.com"}
    with studio_scope(ana.studio.id):
        card = queue(ana, NewMessage(kind="invoice", client_id=evil, facts=facts, words=words))
    assert deliver(worker(ana), card.id) == "sent"
    mail = post.mails[0]
    assert "\n" not in mail["Subject"]
    assert mail["Bcc"] is None
    assert mail["X-Evil"] is None
    assert post.recipients == [["eve@example.com"]]


def test_a_header_with_a_line_break_is_refused(ana: Context, carla: UUID, post: Post) -> None:
    message_id = written(ana, carla)
    with studio_scope(ana.studio.id):
        Message.objects.filter(id=message_id).update(from_name="Ana\r\nBcc: spy@example.com")
    assert deliver(worker(ana), message_id) == "given_up"
    assert post.mails == []
    assert "line break" in kept(ana, message_id).error


POINTS = {
    "before the lease commits": (delivering, "why_drop", 0),
    "after the lease": (delivering, "make_files", 0),
    "before handing in": (delivering, "built", 0),
    "after the server took it": (delivering, "finish", 1),
}


@pytest.mark.parametrize("point", POINTS)
def test_killed_at_any_point_nothing_is_lost(
    ana: Context, carla: UUID, post: Post, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    module, name, sent_before = POINTS[point]
    message_id = written(ana, carla)

    def kill(*_: object, **__: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        if name == "finish":
            patch.setattr(module, "run", kill)
        else:
            patch.setattr(module, name, kill)
        with pytest.raises(Killed):
            deliver(worker(ana), message_id)
    assert len(post.mails) == sent_before
    with time_machine.travel(clock.now() + timing.LEASE + timedelta(seconds=1), tick=False):
        assert deliver_due(worker(ana)) == 1
        assert deliver_due(worker(ana)) == 0
    assert kept(ana, message_id).state == "sent"
    assert len(post.mails) == sent_before + 1
    assert len(set(post.ids)) == 1


def test_killed_before_the_outcome_commits(
    ana: Context, carla: UUID, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = written(ana, carla)

    def kill(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(delivery, "card_of", kill)
        with pytest.raises(Killed):
            deliver(worker(ana), message_id)
    assert kept(ana, message_id).state == "sending"
    with time_machine.travel(clock.now() + timing.LEASE + timedelta(seconds=1), tick=False):
        assert deliver_due(worker(ana)) == 1
    assert len(post.ids) == 2
    assert len(set(post.ids)) == 1


def test_while_one_worker_sends_another_passes_by(
    ana: Context, carla: UUID, post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    message_id = written(ana, carla)
    seen: list[str] = []

    class Slow(BaseEmailBackend):
        def send_messages(self, email_messages: object) -> int:  # noqa: ARG002 - Django's signature
            seen.append(deliver(worker(ana), message_id))
            return 1

    assert deliver(worker(ana), message_id, Slow()) == "sent"
    assert seen == ["nothing"]


def test_a_worker_that_was_too_slow_notes_nothing(ana: Context, carla: UUID, post: Post) -> None:
    message_id = written(ana, carla)
    later: list[datetime] = []

    class TooSlow(BaseEmailBackend):
        def send_messages(self, email_messages: object) -> int:  # noqa: ARG002 - Django's signature
            with time_machine.travel(clock.now() + timing.LEASE + timedelta(seconds=1), tick=False):
                assert deliver(worker(ana), message_id) == "sent"
                later.append(clock.now())
            return 1

    deliver(worker(ana), message_id, TooSlow())
    row = kept(ana, message_id)
    assert (row.state, row.attempts) == ("sent", 2)
    with studio_scope(ana.studio.id):
        assert JournalEntry.objects.filter(action="messaging.finish").count() == 1


def test_a_message_that_ends_every_worker_is_given_up(ana: Context, carla: UUID, post: Post) -> None:
    message_id = written(ana, carla)
    with studio_scope(ana.studio.id):
        Message.objects.filter(id=message_id).update(attempts=delivering.MOST_TRIES)
    assert deliver(worker(ana), message_id) == "given_up"
    assert kept(ana, message_id).state == "failed"
    assert post.mails == []


def test_a_rival_has_nothing_of_it(ana: Context, dana: Context, carla: UUID, post: Post) -> None:
    message_id = written(ana, carla)
    assert deliver(worker(dana), message_id) == "nothing"
    with studio_scope(dana.studio.id):
        assert not Message.objects.exists()
        assert not Attachment.objects.exists()
