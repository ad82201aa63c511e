"""The rows of the messaging module; every one belongs to a studio."""

from safelight.messaging.models.message import Attachment, DeliveryReport, Message
from safelight.messaging.models.sender import SenderSettings, SuppressedAddress
from safelight.messaging.models.template import Template

__all__ = ["Attachment", "DeliveryReport", "Message", "SenderSettings", "SuppressedAddress", "Template"]
