"""Every read of the messaging module; importing this package registers them."""

from safelight.messaging.queries.cards import AttachmentCard, MessageCard, MessageRow, ReportCard
from safelight.messaging.queries.get import WhichMessage, file_of, get
from safelight.messaging.queries.list import ListMessages, StateCounts, count_of_client, counts, list_messages
from safelight.messaging.queries.offers import AskOffer, OfferCard, offer
from safelight.messaging.queries.previewing import Preview, PreviewText, preview
from safelight.messaging.queries.sender import SenderCard, get_sender, sender_of
from safelight.messaging.queries.suppressed import FindSuppressed, SuppressedCard, list_suppressed
from safelight.messaging.queries.templates import (
    KindCard,
    TemplateCard,
    WhichTemplate,
    get_template,
    list_kinds,
    list_templates,
)

__all__ = [
    "AskOffer",
    "AttachmentCard",
    "FindSuppressed",
    "KindCard",
    "ListMessages",
    "MessageCard",
    "MessageRow",
    "OfferCard",
    "Preview",
    "PreviewText",
    "ReportCard",
    "SenderCard",
    "StateCounts",
    "SuppressedCard",
    "TemplateCard",
    "WhichMessage",
    "WhichTemplate",
    "count_of_client",
    "counts",
    "file_of",
    "get",
    "get_sender",
    "get_template",
    "list_kinds",
    "list_messages",
    "list_suppressed",
    "list_templates",
    "offer",
    "preview",
    "sender_of",
]
