"""What a mail server's answer means."""

from __future__ import annotations

import smtplib

import pytest

from safelight.messaging.mails.building import HeaderRefused, TooLarge
from safelight.messaging.mails.judging import judged
from safelight.messaging.rules import answers


@pytest.mark.parametrize(
    ("code", "answer", "meaning"),
    [
        (450, "4.2.1 greylisted", "again"),
        (550, "5.1.1 <carla@example.com> unknown", "bad_address"),
        (550, "no such user", "bad_address"),
        (550, "5.7.1 blocked by policy", "refused"),
        (552, "5.2.2 mailbox full", "refused"),
        (553, "", "bad_address"),
        (554, "5.7.1 relay denied", "refused"),
        (550, "5.2.1 mailbox disabled", "bad_address"),
    ],
)
def test_answers_to_an_address(code: int, answer: str, meaning: str) -> None:
    verdict = answers.of_recipient(code, answer)
    assert verdict.meaning == meaning
    assert "carla" not in verdict.sentence


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (smtplib.SMTPAuthenticationError(535, b"5.7.8 wrong"), "trouble"),
        (smtplib.SMTPSenderRefused(553, b"not yours", "a@b.example"), "trouble"),
        (smtplib.SMTPDataError(554, b"spam"), "refused"),
        (smtplib.SMTPDataError(451, b"busy"), "again"),
        (smtplib.SMTPServerDisconnected("gone"), "again"),
        (smtplib.SMTPConnectError(421, b"closed"), "trouble"),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"5.1.1 no")}), "bad_address"),
        (smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"no"), "c@d.example": (451, b"later")}), "again"),
        (ConnectionRefusedError(), "trouble"),
        (TimeoutError(), "again"),
        (TooLarge("Too large."), "refused"),
        (HeaderRefused("No."), "refused"),
        (KeyError("secret@example.com"), "again"),
    ],
)
def test_errors(error: Exception, meaning: str) -> None:
    verdict, _ = judged(error)
    assert verdict.meaning == meaning
    assert "@" not in verdict.sentence


@pytest.mark.parametrize(("status", "meaning"), [(401, "trouble"), (429, "again"), (503, "again"), (422, "refused")])
def test_answers_of_a_service(status: int, meaning: str) -> None:
    assert answers.of_service(status).meaning == meaning
