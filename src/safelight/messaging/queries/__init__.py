"""Every read of the messaging module; importing this package registers them."""

from safelight.messaging.queries.cards import AttachmentCard, MessageCard, MessageRow, ReportCard
from safelight.messaging.queries.sender import SenderCard, get_sender, sender_of

__all__ = ["AttachmentCard", "MessageCard", "MessageRow", "ReportCard", "SenderCard", "get_sender", "sender_of"]
