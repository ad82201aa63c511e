"""Handing mail in at a mail server, and knowing which addresses it did not take."""

from __future__ import annotations

import smtplib
import ssl
from typing import Any

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend
from django.core.mail.message import EmailMessage, sanitize_address


class _EncryptedIfOffered(smtplib.SMTP):
    """Encrypts where the server can, without asking who it is: better than plain text, and all that “optional” says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - smtplib's own
        super().__init__(*args, **kwargs)
        self.ehlo_or_helo_if_needed()
        if self.has_extn("starttls"):
            context = ssl.create_default_context()
            # The relay of a small network has a certificate of its own making; a forger could leave STARTTLS out anyway.
            context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
            self.starttls(context=context)


class SmtpBackend(EmailBackend):
    """Django's own, with two more things: STARTTLS where it is offered, and the addresses that were refused.

    smtplib reports refused addresses only when all are; the others are kept on the message as ``refused_recipients``,
    address to (code, answer).
    """

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Return how to connect: encrypted from the start, by STARTTLS, or by STARTTLS if it is offered."""
        chosen: type[smtplib.SMTP] = super().connection_class
        return _EncryptedIfOffered if chosen is smtplib.SMTP and not self.use_tls else chosen

    def _send(self, email_message: EmailMessage) -> bool:
        if not email_message.recipients():
            return False
        encoding = email_message.encoding or settings.DEFAULT_CHARSET
        # The first header alone decides who sends: a sender with a second line would be an attempt at a forged one.
        sender = sanitize_address(email_message.from_email, encoding)
        recipients = [sanitize_address(address, encoding) for address in email_message.recipients()]
        content = email_message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]  # Django's own message
        connection = self.connection
        if connection is None:
            return False
        try:
            refused = connection.sendmail(sender, recipients, content)
        except smtplib.SMTPException:
            if not self.fail_silently:
                raise
            return False
        email_message.refused_recipients = refused  # type: ignore[attr-defined]  # read by who sends
        return True
