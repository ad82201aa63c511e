"""What a mail server's answer means: try again, give the address up, or give the message up.

Sources: RFC 5321 §4.2 (first digit: 4 is temporary, 5 is for good) and §4.2.3; RFC 3463 (enhanced codes: x.1.x is the
address, x.2.x the mailbox, x.7.x policy). The text of an answer may hold names and addresses: of it only the codes are
kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

Meaning = Literal["again", "bad_address", "refused", "trouble"]

_ENHANCED: Final = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
# Enhanced codes after which no mail will ever reach this address: unknown, moved, disabled.
_NEVER: Final = re.compile(r"5\.1\.[12356]|5\.1\.10|5\.2\.1")
# 550 is said of unknown mailboxes and of policy alike; 551 and 553 are said of addresses alone.
_OF_ADDRESSES: Final = frozenset({550, 551, 553})
_MANY: Final = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do after a failed try, and the sentence for people.

    ``again``: temporary, wait. ``trouble``: the installation's own setting or network, wait too. ``bad_address``: mail
    never reaches the address. ``refused``: this message is not taken, the address may be fine.
    """

    meaning: Meaning
    sentence: str

    @property
    def is_final(self) -> bool:
        """Whether trying again is of no use."""
        return self.meaning in {"bad_address", "refused"}


def of_recipient(code: int, answer: str) -> Verdict:
    """Read the answer to an address (RCPT TO)."""
    shown = codes(code, answer)
    if code // 100 != _MANY:
        return Verdict("again", f"The mail server put the address off for now ({shown}).")
    enhanced = _ENHANCED.search(answer)
    never = bool(_NEVER.fullmatch(enhanced[1])) if enhanced else code in _OF_ADDRESSES
    if never:
        return Verdict("bad_address", f"The mail server says that there is no such address ({shown}).")
    return Verdict("refused", f"The mail server takes no mail for this address ({shown}).")


def of_content(code: int, answer: str) -> Verdict:
    """Read the answer to the mail itself (DATA)."""
    shown = codes(code, answer)
    if code // 100 != _MANY:
        return Verdict("again", f"The mail server asks to try again later ({shown}).")
    return Verdict("refused", f"The mail server refused the message ({shown}).")


def of_sender(code: int, answer: str) -> Verdict:
    """Read the answer to the sender (MAIL FROM), which is a matter of the installation's settings."""
    return Verdict("trouble", f"The mail server does not let this sender write ({codes(code, answer)}).")


def of_sign_in(code: int, answer: str) -> Verdict:
    """Read the answer to name and password."""
    return Verdict("trouble", f"The mail server does not accept our name and password ({codes(code, answer)}).")


def of_service(status: int) -> Verdict:
    """Read the HTTP status of a mail service."""
    if status in {401, 403}:
        return Verdict("trouble", f"The mail service does not accept our key ({status}).")
    if status in {408, 429} or status // 100 == _MANY:
        return Verdict("again", f"The mail service asks to try again later ({status}).")
    return Verdict("refused", f"The mail service refused the message ({status}).")


UNREACHABLE: Final = Verdict("trouble", "The mail server could not be reached.")
BROKEN_OFF: Final = Verdict(
    "again", "The connection to the mail server broke off; it is not known whether it has the mail."
)
UNKNOWN: Final = Verdict("again", "Something went wrong inside the program while sending; it is tried again.")


def codes(code: int, answer: str) -> str:
    """Return the codes of an answer, which hold nothing personal: “550 5.1.1”."""
    enhanced = _ENHANCED.search(answer)
    return f"{code} {enhanced[1]}" if enhanced else str(code)
