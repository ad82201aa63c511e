"""What a document says about seller and addressee, as it was on the day it was issued."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from safelight.accounts.models import Location
from safelight.clients.queries import ClientCard
from safelight.clients.queries.reading import load_card
from safelight.foundation.actions import Context
from safelight.sales.rules.settings import Terms
from safelight.shoots.queries import links

LANGUAGES = ("en", "de", "fr", "es")


def seller(context: Context, terms: Terms, location_id: UUID | None) -> dict[str, Any]:
    """Return the studio as a document names it: its own details, else those of the place."""
    own = terms.seller.model_dump()
    place = Location.objects.filter(id=location_id).first() if location_id else Location.objects.order_by("id").first()
    if place is not None and not (own["street"] or own["city"]):
        for name in ("street", "postal_code", "city", "region", "country", "phone"):
            own[name] = own[name] or getattr(place, name)
    own["name"] = own["name"] or context.studio.name
    own["country"] = own["country"] or context.studio.country
    return {
        **own,
        "accent": terms.look.accent,
        "paper": paper(terms.look.paper, own["country"]),
        "footer": terms.footer,
        "place": place.name if place else "",
    }


def addressee(context: Context, client_id: UUID) -> dict[str, Any]:
    """Return a client as a document addresses them: name, person, and the first postal address.

    Raises:
        NotFound: there is no such client.
    """
    card = load_card(client_id, context.studio.country)
    today = context.now.date()
    there = [one for one in card.addresses if one.starts_on is None or one.starts_on <= today]
    address = there[0] if there else None
    return {
        "name": card.display_name,
        "attention": _attention(card),
        "number": card.number,
        "street": address.street if address else "",
        "street2": address.street2 if address else "",
        "postal_code": address.postal_code if address else "",
        "city": address.city if address else "",
        "region": address.region if address else "",
        "country": address.country if address else "",
        "email": card.emails[0].address if card.emails else "",
        "language": card.language,
    }


def about(context: Context, client_id: UUID, payer_id: UUID, shoot_ids: set[UUID]) -> dict[str, Any]:
    """Return what an invoice is about: the client, when somebody else pays, and the sessions."""
    found: dict[str, Any] = {"sessions": [_session(link.number, link.title) for link in links(shoot_ids).values()]}
    if client_id != payer_id:
        card = load_card(client_id, context.studio.country)
        found["client"] = {"name": card.display_name, "number": card.number}
    return found


def language_of(wished: str, client_language: str, context: Context) -> str:
    """Return the language of a document: the one wished, else the client's, else the studio's; English at last."""
    for one in (wished, client_language, *context.studio.languages):
        found = one.lower().replace("_", "-").split("-")[0]
        if found in LANGUAGES:
            return found
    return "en"


def paper(wished: str, country: str) -> str:
    """Return the paper's name: US Letter where it is usual (CLDR supplemental data, measurementData), else A4."""
    if wished != "auto":
        return wished
    return "us-letter" if country in _LETTER else "a4"


_LETTER = frozenset({"BZ", "CA", "CL", "CO", "CR", "GT", "MX", "NI", "PA", "PH", "PR", "SV", "US", "VE"})


def _attention(card: ClientCard) -> str:
    if not card.organization or card.display_name != card.organization:
        return ""
    return f"{card.first_name} {card.last_name}".strip()


def _session(number: int, title: str) -> dict[str, Any]:
    return {"number": number, "title": title}
