"""What an error while sending means."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Mapping
from typing import cast

from anymail.exceptions import AnymailAPIError, AnymailConfigurationError, AnymailError, AnymailRecipientsRefused

from safelight.messaging.mails.building import HeaderRefused, TooLarge
from safelight.messaging.rules import answers
from safelight.messaging.rules.answers import Verdict

_NOT_TAKEN = frozenset({"invalid", "rejected", "failed"})


def judged(error: Exception) -> tuple[Verdict, dict[str, Verdict]]:
    """Return what an error means for the message, and for single addresses where it tells them apart."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        by_address = refused(error.recipients)
        return worst(by_address), by_address
    if isinstance(error, AnymailRecipientsRefused):
        verdict = Verdict("bad_address", "The mail service does not take mail for this address.")
        return verdict, {}
    return _of_message(error), {}


def refused(recipients: Mapping[str, tuple[int, bytes]]) -> dict[str, Verdict]:
    """Return what the answers to single addresses mean."""
    return {
        address: answers.of_recipient(code, answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer)
        for address, (code, answer) in recipients.items()
    }


def not_taken(mail: object) -> dict[str, Verdict]:
    """Return the addresses of a mail that was handed in which were not taken, by server or service."""
    status = getattr(getattr(mail, "anymail_status", None), "recipients", None) or {}
    by_service = {
        address: Verdict("bad_address", f"The mail service says of this address: {one.status}.")
        for address, one in status.items()
        if one.status in _NOT_TAKEN
    }
    return {**refused(getattr(mail, "refused_recipients", {})), **by_service}


def worst(by_address: Mapping[str, Verdict]) -> Verdict:
    """Return what answers to all addresses together mean: final only where none may be tried again."""
    order = ("again", "trouble", "refused", "bad_address")
    return min(by_address.values(), key=lambda verdict: order.index(verdict.meaning))


def _of_message(error: Exception) -> Verdict:  # noqa: PLR0911 - one kind of error a line
    if isinstance(error, (TooLarge, HeaderRefused)):
        return Verdict("refused", str(error))
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return answers.of_sign_in(error.smtp_code, _text(error.smtp_error))
    if isinstance(error, smtplib.SMTPSenderRefused):
        return answers.of_sender(error.smtp_code, _text(error.smtp_error))
    if isinstance(error, (smtplib.SMTPConnectError, smtplib.SMTPHeloError)):
        return answers.UNREACHABLE
    if isinstance(error, smtplib.SMTPResponseException):
        return answers.of_content(error.smtp_code, _text(error.smtp_error))
    if isinstance(error, (smtplib.SMTPServerDisconnected, ssl.SSLError, TimeoutError)):
        return answers.BROKEN_OFF
    if isinstance(error, AnymailAPIError):
        status = getattr(error, "status_code", None)
        return answers.of_service(int(status)) if status else answers.UNREACHABLE
    if isinstance(error, AnymailConfigurationError):
        return Verdict("trouble", "The settings of the mail service are not complete.")
    if isinstance(error, AnymailError):
        return Verdict("refused", "The mail service cannot send a message like this one.")
    return answers.UNREACHABLE if isinstance(error, OSError) else answers.UNKNOWN


def _text(answer: object) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else cast("str", answer)
