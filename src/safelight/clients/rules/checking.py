"""What a draft must keep to before it becomes rows; the same for a form, the API and a line of a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from safelight.clients.rules.draft import ClientDraft
from safelight.clients.rules.mails import is_mail
from safelight.foundation.cards import ADVICE, holds_card

LONGEST: Final = {
    "prefix": 40, "first_name": 120, "middle_name": 120, "last_name": 120, "suffix": 40, "nickname": 120,
    "organization": 200, "job_title": 200, "website": 500, "language": 20, "source": 120, "referred_by": 240,
    "stage": 80, "notes": 20_000, "external_id": 120, "number": 40,
}  # fmt: skip
LONGEST_PART: Final = 240
LONGEST_NAME: Final = 80
LONGEST_CUSTOM: Final = 2000
MOST_OF_EACH: Final = 100
_LISTS: Final = ("emails", "phones", "addresses", "relatives", "tags", "groups")
_FITS_ANYWHERE: Final = 80
_FITS_EVEN_A_LANGUAGE: Final = 20


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
    for name in _LISTS:
        if len(getattr(draft, name)) > MOST_OF_EACH:
            found[name] = f"At most {MOST_OF_EACH} can be kept for one client."
    return found


def plainly_fits(draft: ClientDraft) -> bool:
    """Say at a glance that :func:`problems` finds nothing; False only means that it must be asked.

    For the lines of a large file: one look at everything together costs less than half of looking at each text.
    """
    texts = [
        draft.first_name, draft.middle_name, draft.last_name, draft.organization, draft.nickname, draft.job_title,
        draft.website, draft.source, draft.referred_by, draft.stage, draft.external_id, *draft.tags, *draft.groups,
    ]  # fmt: skip
    for email in draft.emails:
        if not is_mail(email.address):
            return False
        texts.append(email.address)
    texts += [phone.number for phone in draft.phones]
    for address in draft.addresses:
        texts += (address.street, address.street2, address.city, address.region, address.postal_code)
    for member in draft.relatives:
        texts += (member.first_name, member.last_name, member.email)
    if draft.custom:
        texts += draft.custom.values()
    # More texts than this may be more than a hundred of one kind.
    if len(texts) > MOST_OF_EACH or max(map(len, texts)) > _FITS_ANYWHERE or len(draft.notes) > LONGEST["notes"]:
        return False
    tight = (draft.prefix, draft.suffix, draft.language, draft.number)
    texts += tight
    if max(map(len, tight)) > _FITS_EVEN_A_LANGUAGE:
        return False
    if not (draft.first_name or draft.last_name or draft.organization or draft.emails or draft.phones):
        return False
    # A semicolon is part of no card number, so that nothing is seen in two texts together that is in neither.
    return not holds_card(";".join(texts)) and not (draft.notes and holds_card(draft.notes))


def _texts(draft: ClientDraft) -> Iterator[tuple[str, str, int]]:
    """Yield path, text and longest length of everything a person or a file wrote."""
    yield from ((name, getattr(draft, name), longest) for name, longest in LONGEST.items())
    lists: tuple[tuple[str, tuple[Any, ...], tuple[str, ...]], ...] = (
        ("phones", draft.phones, ("number",)),
        ("emails", draft.emails, ("address",)),
        ("addresses", draft.addresses, ("street", "street2", "city", "region", "postal_code")),
        ("relatives", draft.relatives, ("first_name", "last_name", "email")),
    )
    for kind, items, parts in lists:
        for position, item in enumerate(items):
            yield from ((f"{kind}.{position}.{part}", getattr(item, part), LONGEST_PART) for part in parts)
    for kind, names in (("tags", draft.tags), ("groups", draft.groups)):
        yield from ((f"{kind}.{position}", text, LONGEST_NAME) for position, text in enumerate(names))
    yield from ((f"custom.{label}", text, LONGEST_CUSTOM) for label, text in draft.custom.items())
