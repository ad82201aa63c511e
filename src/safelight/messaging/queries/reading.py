"""Loading messages with what belongs to them, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from safelight.clients.queries import names_of
from safelight.foundation.actions import Context, NotFound
from safelight.messaging import kinds
from safelight.messaging.models import Attachment, DeliveryReport, Message
from safelight.messaging.ports import subjects
from safelight.messaging.queries.cards import AttachmentCard, MessageCard, MessageRow, ReportCard
from safelight.messaging.rules.kinds import MessageKind

LISTED = (
    "id", "studio_id", "kind", "state", "client_id", "to", "subject", "created_at", "due_at", "sent_at", "ended_at",
    "error", "about_kind", "about_id",
)  # fmt: skip


def known_kind(key: str) -> MessageKind | None:
    """Return the kind of a message, or None where its module is gone."""
    return kinds.find(key)


def kind_label(key: str) -> str:
    """Return the name of a kind for people; a kind whose module is gone is called by its key."""
    found = kinds.find(key)
    return str(found.label) if found else key.replace("_", " ").capitalize()


def hidden_subjects(context: Context) -> list[str]:
    """Return the kinds of row that this person may not see; messages about them are as absent."""
    return [subject.key for subject in subjects.all() if not context.actor.may(subject.permission)]


def visible(context: Context) -> QuerySet[Message]:
    """Return the messages that this person may see."""
    hidden = hidden_subjects(context)
    return Message.objects.exclude(about_kind__in=hidden) if hidden else Message.objects.all()


def load(context: Context, message_id: UUID, *, lock: bool = False) -> Message:
    """Return a message's row, locked until the transaction ends where it is to be changed.

    Raises:
        NotFound: there is no such message in the studio, or this person may not see it.
    """
    rows = visible(context)
    row = (rows.select_for_update() if lock else rows).filter(id=message_id).first()
    if row is None:
        what = "message"
        raise NotFound(what)
    return row


def card_of(row: Message) -> MessageCard:
    """Return a message's card (three queries)."""
    names = names_of([row.client_id]) if row.client_id else {}
    files = tuple(map(attachment_card, files_of(row.id)))
    reports = DeliveryReport.objects.filter(message_id=row.id).order_by("at", "id")
    return MessageCard(
        **_row(row, names, has_attachments=bool(files)).model_dump(),
        language=row.language,
        from_name=row.from_name,
        from_address=row.from_address,
        reply_to=row.reply_to,
        copy_to=tuple(row.copy_to),
        text=row.text,
        html=row.html,
        mail_id=row.mail_id,
        deliberate=row.deliberate,
        stale_after=row.stale_after,
        attempts=row.attempts,
        again_of=row.again_of_id,
        written_by=row.written_by,
        attachments=files,
        reports=tuple(
            ReportCard.model_validate(
                {"at": one.at, "what": one.what, "address": one.address, "detail": one.detail, "by": one.by}
            )
            for one in reports
        ),
    )


def files_of(message_id: UUID) -> list[Attachment]:
    """Return the files of a message in order, without their content."""
    return list(Attachment.objects.filter(message_id=message_id).defer("content").order_by("position", "id"))


def attachment_card(row: Attachment) -> AttachmentCard:
    """Return a file of a message as a card."""
    return AttachmentCard(
        id=row.id,
        renderer=row.renderer,
        source_id=row.source_id,
        name=row.name,
        media_type=row.media_type,
        size=row.size,
    )


def rows_of(found: Sequence[Message]) -> list[MessageRow]:
    """Return list rows of messages that :func:`listed` loaded (one query)."""
    names = names_of([row.client_id for row in found if row.client_id])
    return [_row(row, names, has_attachments=bool(getattr(row, "has_attachments", False))) for row in found]


def listed(rows: QuerySet[Message]) -> QuerySet[Message]:
    """Return the queryset with what a list row needs and nothing more."""
    files = Attachment.objects.filter(message_id=OuterRef("id"))
    return rows.only(*LISTED).annotate(has_attachments=Exists(files))


def _row(row: Message, names: dict[UUID, tuple[int, str]], *, has_attachments: bool) -> MessageRow:
    return MessageRow.model_validate(
        {
            "id": row.id,
            "kind": row.kind,
            "kind_label": kind_label(row.kind),
            "state": row.state,
            "client_id": row.client_id,
            "client_name": names[row.client_id][1] if row.client_id in names else "",
            "to": tuple(row.to),
            "subject": row.subject,
            "created_at": row.created_at,
            "due_at": row.due_at,
            "sent_at": row.sent_at,
            "ended_at": row.ended_at,
            "error": row.error,
            "about_kind": row.about_kind,
            "about_id": row.about_id,
            "has_attachments": has_attachments,
        }
    )
