"""What leaves of the messaging module."""

from safelight.exchange.out.record_kinds import RecordKind, export
from safelight.messaging import models

export(
    RecordKind(
        name="message-templates",
        model=models.Template,
        sheet="Message templates",
        label="name",
        hidden=frozenset({"key"}),
    )
)
export(RecordKind(name="message-settings", model=models.SenderSettings, sheet="Message settings"))
export(
    RecordKind(
        name="messages",
        model=models.Message,
        sheet="Messages",
        label="subject",
        hidden=frozenset({"html", "search", "lease", "idempotency", "provider_id"}),
        headers={"mail_id": "Message-ID", "copy_to": "Copy", "again_of": "Sent again of", "created_at": "Written at"},
    )
)
export(
    RecordKind(
        name="message-attachments",
        model=models.Attachment,
        sheet="Message attachments",
        label="name",
        # The bytes are in the archive; a cell could not hold them.
        hidden=frozenset({"content", "sha256"}),
    )
)
export(
    RecordKind(
        name="message-reports",
        model=models.DeliveryReport,
        sheet="Message reports",
        hidden=frozenset({"key", "event_key"}),
        headers={"at": "When", "by": "Who"},
    )
)
export(
    RecordKind(
        name="suppressed-addresses",
        model=models.SuppressedAddress,
        sheet="Suppressed addresses",
        label="address",
        hidden=frozenset({"key"}),
        headers={"at": "When", "by": "Who"},
    )
)
