"""Mail addresses: their form, and when two of them are one mailbox."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 254  # RFC 5321 §4.5.3.1.3, less the angle brackets

_FORM: Final = re.compile(
    r"[^\s@<>(),;:\\\"\[\]]{1,64}@[^\s@<>(),;:\\\"\[\]._-][^\s@<>(),;:\\\"\[\]]*\.[^\s@<>(),;:\\\"\[\].]{2,}"
)
_DOTS_DO_NOT_COUNT: Final = frozenset({"gmail.com", "googlemail.com"})


def is_mail(text: str) -> bool:
    """Whether a text has the form of a mail address; whether it exists, only a mail tells."""
    return len(text) <= LONGEST and _FORM.fullmatch(text) is not None and ".." not in text


def mail_key(address: str) -> str:
    """Return the key of a mailbox: lower case; Gmail ignores dots and what follows a plus (Google's help 7436150)."""
    lowered = address.strip().lower()
    local, at, domain = lowered.rpartition("@")
    if not at or domain not in _DOTS_DO_NOT_COUNT:
        return lowered
    return f"{local.partition('+')[0].replace('.', '')}@gmail.com"
