"""A real mail server in this process: what it was handed is kept, and a test may say what it answers."""

from __future__ import annotations

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"


@dataclass
class Post:
    """What came in, and the answers: ``rcpt`` by address, ``data`` for every mail."""

    mails: list[Message] = field(default_factory=list)
    recipients: list[list[str]] = field(default_factory=list)
    rcpt: dict[str, str] = field(default_factory=dict)
    data: str = OK

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        answer = self.rcpt.get(address, OK)
        if answer == OK:
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - likewise
        if self.data != OK:
            return self.data
        content: Any = envelope.content
        self.mails.append(email.message_from_bytes(content, policy=default))
        self.recipients.append(list(envelope.rcpt_tos))
        return OK

    @property
    def ids(self) -> list[str]:
        """The Message-ID of every mail, in the order they came."""
        return [str(mail["Message-ID"]) for mail in self.mails]


@contextmanager
def post_office() -> Iterator[tuple[Post, int]]:
    """Run a mail server on a free port of this machine."""
    post = Post()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    controller = Controller(post, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield post, port
    finally:
        controller.stop()
