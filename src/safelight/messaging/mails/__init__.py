"""From a row of the outbox to a mail on its way."""

from safelight.messaging.mails.building import TooLarge, built
from safelight.messaging.mails.delivering import deliver, deliver_due

__all__ = ["TooLarge", "built", "deliver", "deliver_due"]
