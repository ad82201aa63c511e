"""Mail that came back: the message is marked, the address gets no more mail, its clients show it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from safelight.clients.actions.mail_state import mark_mails
from safelight.clients.rules.mails import mail_key
from safelight.foundation.actions import Context
from safelight.messaging.events import MessageBounced
from safelight.messaging.models import DeliveryReport, Message, SuppressedAddress

# A mailbox that is full or a server that is down heals; three times in a week does not.
SOFT_BOUNCES: Final = 3
SOFT_DAYS: Final = timedelta(days=7)


def note_report(  # noqa: PLR0913 - the parts of one report
    context: Context,
    row: Message,
    what: str,
    address: str,
    *,
    detail: str,
    permanent: bool,
    event_key: str,
    by: str = "",
) -> bool:
    """Keep what was heard of a message; False when this event was told before."""
    report = DeliveryReport(
        studio_id=context.studio.id,
        message_id=row.id,
        at=context.now,
        what=what,
        address=address,
        key=mail_key(address),
        detail=detail[:500],
        permanent=permanent,
        by=by,
        event_key=event_key[:300],
    )
    DeliveryReport.objects.bulk_create([report], ignore_conflicts=True)
    return DeliveryReport.objects.filter(id=report.id).exists()


def note_bounce(  # noqa: PLR0913 - the parts of one report
    context: Context,
    row: Message,
    address: str,
    *,
    detail: str,
    permanent: bool,
    event_key: str,
    what: str = "bounced",
    by: str = "",
) -> bool:
    """Note that mail to an address came back or was complained about; False when this was told before.

    For good, by complaint, or for the third time in a week: the address is suppressed and its clients show it. Mail
    that came back for good marks the message.
    """
    if not note_report(context, row, what, address, detail=detail, permanent=permanent, event_key=event_key, by=by):
        return False
    complained = what == "complained"
    # A hidden copy that comes back is the studio's own matter: the client has the message.
    is_for = mail_key(address) in {mail_key(one) for one in row.to}
    if is_for and (permanent or complained):
        mark_bounced(context, row, detail, complained=complained)
    if permanent or complained or _too_often(context, address):
        reason = SuppressedAddress.Reason.COMPLAINED if complained else SuppressedAddress.Reason.BOUNCED
        suppress(context, address, reason, row)
    return True


def mark_bounced(context: Context, row: Message, detail: str, *, complained: bool) -> None:
    """Mark a message as come back, unless its other addresses took it, and tell the floors above."""
    if len(row.to) == 1 or row.state == Message.State.BOUNCED:
        row.state, row.error = Message.State.BOUNCED, detail[:500]
        row.ended_at = context.now
        row.save(update_fields=["state", "error", "ended_at"])
    context.publish(
        MessageBounced(
            message_id=row.id,
            kind=row.kind,
            complained=complained,
            about_kind=row.about_kind,
            about_id=row.about_id,
        )
    )


def suppress(
    context: Context, address: str, reason: SuppressedAddress.Reason, row: Message | None = None
) -> SuppressedAddress:
    """Let an address get no more mail; its clients show it. One that is suppressed already stays as it is."""
    key = mail_key(address)
    made = SuppressedAddress(
        studio_id=context.studio.id,
        key=key,
        address=address,
        reason=reason,
        message_id=row.id if row else None,
        at=context.now,
        by=context.actor.label,
    )
    SuppressedAddress.objects.bulk_create([made], ignore_conflicts=True)
    context.concerns(*mark_mails([key], context.now))
    return SuppressedAddress.objects.get(key=key, lifted_at=None)


def _too_often(context: Context, address: str) -> bool:
    since = context.now - SOFT_DAYS
    told = DeliveryReport.objects.filter(key=mail_key(address), what=DeliveryReport.What.BOUNCED, at__gte=since)
    return told.values("message_id").distinct().count() >= SOFT_BOUNCES
