"""The mail of a message row: headers, two parts of text, files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime, formataddr
from typing import Final

from django.core.mail import EmailMultiAlternatives

from safelight.messaging import kinds
from safelight.messaging.models import Attachment, Message

# Most mail servers take 25 MB; base64 makes three bytes four.
MOST_BYTES: Final = 18 * 2**20
_LINE_BREAKS: Final = re.compile(r"[\r\n\x00-\x1f\x7f]")
_NOT_IN_NAMES: Final = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')


class TooLarge(ValueError):
    """The files are more than mail servers take."""


class HeaderRefused(ValueError):
    """A header's value would end the header: an attempt to write others behind it."""


def built(message: Message, files: Sequence[Attachment], at: datetime) -> EmailMultiAlternatives:
    """Return the mail of a message; the same row gives the same mail, whenever it is asked for.

    Raises:
        TooLarge: the files are more than mail servers take.
        HeaderRefused: a line break stands in a header.
    """
    size = sum(file.size or 0 for file in files)
    if size > MOST_BYTES:
        sentence = f"The attachments have {size / 2**20:.0f} MB; mail servers take at most {MOST_BYTES / 2**20:.0f} MB."
        raise TooLarge(sentence)
    headers = {"Message-ID": message.mail_id, "Date": format_datetime(at)}
    kind = kinds.find(message.kind)
    if kind is None or kind.automatic:
        # RFC 3834 §5: answers of absence do not come to mail that says this.
        headers["Auto-Submitted"] = "auto-generated"
    sender = formataddr((message.from_name, message.from_address)) if message.from_name else message.from_address
    reply_to = [message.reply_to] if message.reply_to else []
    values = [*headers.values(), message.subject, message.from_name, message.from_address]
    for value in (*values, *reply_to, *message.to, *message.copy_to):
        if _LINE_BREAKS.search(value):
            sentence = "A header of this message has a line break in it, so it is not sent."
            raise HeaderRefused(sentence)
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=sender,
        to=list(message.to),
        bcc=list(message.copy_to),
        reply_to=reply_to,
        headers=headers,
    )
    mail.attach_alternative(message.html, "text/html")
    for file in files:
        mail.attach(file_name(file.name), bytes(file.content or b""), file.media_type or "application/octet-stream")
    # Mail services give these back with a bounce, which so finds its studio.
    mail.metadata = {"studio": str(message.studio_id), "message": str(message.id)}  # type: ignore[attr-defined]
    mail.is_kept_elsewhere = True  # type: ignore[attr-defined]
    return mail


def file_name(name: str) -> str:
    """Return a name under which every system can keep the file."""
    return _NOT_IN_NAMES.sub("-", name).strip(" .-")[:120] or "attachment"
