"""What a draft must keep to before it becomes rows; the same for a form, the API and a line of a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.mails import is_mail
from safelight.foundation.cards import ADVICE, holds_card

LONGEST: Final = {
    "prefix": 40, "first_name": 120, "middle_name": 120, "last_name": 120, "suffix": 40, "nickname": 120,
    "organization": 200, "job_title": 200, "website": 500, "language": 20, "source": 120, "referred_by": 240,
    "stage": 80, "notes": 20_000, "external_id": 120, "number": 40,
}  # fmt: skip
LONGEST_PART: Final = 240
MOST_OF_EACH: Final = 100


def problems(draft: ClientDraft) -> dict[str, str]:
    """Return what keeps a draft from becoming a client: field path to a sentence; empty when nothing does."""
    found: dict[str, str] = {}
    if not draft.display_name:
        found["last_name"] = "A client needs a name, an organization, a mail address or a phone number."
    for path, text, longest in _texts(draft):
        if len(text) > longest:
            found[path] = f"At most {longest} characters fit here; this has {len(text)}."
        elif holds_card(text):
            found[path] = ADVICE
    for position, email in enumerate(draft.emails):
        if not is_mail(email.address):
            found[f"emails.{position}.address"] = "This is no mail address. Write it such as name@example.com."
    for name, many in (("emails", draft.emails), ("phones", draft.phones), ("addresses", draft.addresses)):
        if len(many) > MOST_OF_EACH:
            found[name] = f"At most {MOST_OF_EACH} can be kept for one client."
    return found


def _texts(draft: ClientDraft) -> Iterator[tuple[str, str, int]]:
    for name, longest in LONGEST.items():
        text = getattr(draft, name)
        if text:
            yield name, text, longest
    for position, phone in enumerate(draft.phones):
        yield f"phones.{position}.number", phone.number, 20
    for position, email in enumerate(draft.emails):
        yield f"emails.{position}.address", email.address, LONGEST_PART
    for position, address in enumerate(draft.addresses):
        for part in ("street", "street2", "city", "region", "postal_code"):
            text = getattr(address, part)
            if text:
                yield f"addresses.{position}.{part}", text, LONGEST_PART
    for position, member in enumerate(draft.relatives):
        for part in ("first_name", "last_name", "email"):
            yield f"relatives.{position}.{part}", getattr(member, part), LONGEST_PART
    for kind, values in (("tags", draft.tags), ("groups", draft.groups)):
        for position, text in enumerate(values):
            yield f"{kind}.{position}", text, 80
    for label, text in draft.custom.items():
        yield f"custom.{label}", text, 2000
