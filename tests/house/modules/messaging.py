"""Rows, inputs and forms of the messaging module for the house tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from safelight.clients.queries.addressee import addressee
from safelight.foundation.actions import Context, ask
from safelight.foundation.jobs.register import system_context
from safelight.foundation.tenancy import studio_scope
from safelight.messaging.actions.delivery import take
from safelight.messaging.mails import deliver
from safelight.messaging.ports import (
    AttachmentRef,
    ClientDocuments,
    File,
    MessageSubject,
    Subject,
    documents,
    renderers,
    subjects,
)
from safelight.messaging.queries import get
from tests.house.doing import do, identifier
from tests.house.form import Form, Ids

_PAPER = "house_paper"
_ROW = "house_row"


def _render(studio_id: UUID, identifier: UUID) -> File:
    return File(f"{addressee(identifier).last_name}.txt", "text/plain", b"paper")


def _paper_of(context: Context, client_id: UUID) -> tuple[AttachmentRef, ...]:
    return (AttachmentRef(_PAPER, client_id, addressee(client_id).last_name),)


def _describe(context: Context, identifier: UUID) -> Subject:
    """Describe a client as if they were a document: messages about rows need one here."""
    return Subject(addressee(identifier).id, addressee(identifier).display_name, ("plain",))


renderers.add(_PAPER, _render)
documents.add(ClientDocuments(_PAPER, _paper_of))
subjects.add(MessageSubject(_ROW, "Row", _describe))


def fill(context: Context, word: str, ids: dict[str, str]) -> None:
    """Make a message in every state that an address or a verb asks for, a letter, an address that is stopped."""
    worker = system_context(context.studio.id, f"worker {word}")
    do(context, "messaging.change_sender", sender_name=word, signature=word, foot=word)
    do(
        context, "messaging.save_template", kind="plain", language="en", name=f"{word} letter", subject=word, body=word
    )  # fmt: skip
    for name in ("message", "message_queued", "message_bounced", "message_leased"):
        ids[name] = identifier(
            context, "messaging.write", client_id=ids["client"], to=[f"{name}@{word}.example"], subject=f"{word} {name}",
            body=word, attachments=[{"renderer": _PAPER, "id": ids["client"]}], about_kind=_ROW, about_id=ids["client"],
        )  # fmt: skip
    for name in ("message", "message_bounced"):
        deliver(worker, UUID(ids[name]))
    bounced = do(context, "messaging.mark_bounced", message_id=ids["message_bounced"], detail=word)
    assert bounced.state == "bounced"
    ids["suppressed"] = identifier(context, "messaging.suppress", address=f"stopped@{word}.example")
    ids["attachment"] = str(ask(get, context, {"message_id": ids["message"]}).attachments[0].id)
    with studio_scope(context.studio.id):
        leased = take(context.now, UUID(ids["message_leased"]))
    assert leased is not None
    ids["lease"] = str(leased.lease)


def _address(ids: Ids, name: str) -> str:
    """Return the address that a message of this studio went to; both studios' differ in the word alone."""
    return f"{name}@unauffaellig.example"


def _written(ids: Ids) -> dict[str, Any]:
    return {
        "client_id": ids["client"],
        "to": ["new@studio.example"],
        "subject": "A word",
        "body": "A text",
        "attachments": [{"renderer": _PAPER, "id": ids["client"]}],
        "about_kind": _ROW,
        "about_id": ids["client"],
    }


def _aim(ids: Ids) -> dict[str, Any]:
    return {"client_id": ids["client"], "about_kind": _ROW, "about_id": ids["client"]}


def _letter(ids: Ids) -> dict[str, Any]:
    return {**_aim(ids), "kind": "plain", "to": "new@studio.example", "subject": "A word", "body": "A text"}


PARAMETERS = {"message_id": "message", "attachment_id": "attachment", "suppressed_id": "suppressed"}
BY_ADDRESS = {
    ("messages/<uuid:message_id>/cancellation/", "message_id"): "message_queued",
    ("messages/<uuid:message_id>/bounce/removal/", "message_id"): "message_bounced",
}
EXAMPLES = {
    "messaging.cancel": lambda ids: {"message_id": ids["message_queued"]},
    "messaging.finish": lambda ids: {"message_id": ids["message_leased"], "lease": ids["lease"], "state": "sent"},
    "messaging.get": lambda ids: {"message_id": ids["message"]},
    "messaging.hear": lambda ids: {
        "message_id": ids["message"], "address": _address(ids, "message"), "what": "bounced", "event_key": "an event",
    },
    "messaging.lift": lambda ids: {"suppressed_id": ids["suppressed"]},
    "messaging.list": _aim,
    "messaging.mark_bounced": lambda ids: {"message_id": ids["message"]},
    "messaging.offer": _aim,
    "messaging.preview": lambda ids: {"kind": "plain", "subject": "A word", "body": "A text", **_aim(ids)},
    "messaging.send_again": lambda ids: {"message_id": ids["message"]},
    "messaging.unmark_bounced": lambda ids: {"message_id": ids["message_bounced"]},
    "messaging.write": _written,
}  # fmt: skip
WITHOUT_DOOR = {
    "messaging.finish": "a step of the job that sends, which alone holds the lease",
    "messaging.hear": "told by the mail service, at an address with a password of its own",
}
FORMS = [
    Form("get", "messages/", _aim),
    Form("get", "messages/rows/", _aim),
    Form("get", "messages/new/", _aim),
    Form("post", "messages/new/", lambda ids: {**_letter(ids), "attachments": f"{_PAPER}:{ids['client']}"}),
    Form("post", "messages/new/preview/", _letter),
]
