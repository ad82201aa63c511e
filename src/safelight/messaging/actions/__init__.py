"""Every write of the messaging module; importing this package registers them."""

from safelight.messaging.actions.composing import NewMessage
from safelight.messaging.actions.delivery import Finish, finish
from safelight.messaging.actions.hearing import Hear, hear
from safelight.messaging.actions.queue import cancel_about, queue
from safelight.messaging.actions.sender import (
    ChangeSender,
    ConfirmSender,
    ask_sender,
    change_sender,
    confirm_sender,
)
from safelight.messaging.actions.states import (
    MarkBounced,
    SendAgain,
    cancel,
    mark_bounced,
    send_again,
    unmark_bounced,
)
from safelight.messaging.actions.suppressed import SuppressAddress, WhichSuppressed, lift, suppress_address
from safelight.messaging.actions.texts import (
    SaveTemplate,
    SendSample,
    restore_template,
    save_template,
    send_sample,
)
from safelight.messaging.actions.write import AttachmentChoice, WriteMessage, write

__all__ = [
    "AttachmentChoice",
    "ChangeSender",
    "ConfirmSender",
    "Finish",
    "Hear",
    "MarkBounced",
    "NewMessage",
    "SaveTemplate",
    "SendAgain",
    "SendSample",
    "SuppressAddress",
    "WhichSuppressed",
    "WriteMessage",
    "ask_sender",
    "cancel",
    "cancel_about",
    "change_sender",
    "confirm_sender",
    "finish",
    "hear",
    "lift",
    "mark_bounced",
    "queue",
    "restore_template",
    "save_template",
    "send_again",
    "send_sample",
    "suppress_address",
    "unmark_bounced",
    "write",
]
