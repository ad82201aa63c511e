"""Every write of the messaging module; importing this package registers them."""

from safelight.messaging.actions.composing import NewMessage
from safelight.messaging.actions.queue import cancel_about, queue

__all__ = ["NewMessage", "cancel_about", "queue"]
