"""Creating a studio: five questions, sensible answers for the rest."""

from __future__ import annotations

import re
import unicodedata
from typing import Literal
from uuid import UUID

from django.db import connection, transaction

from safelight.accounts.models import Location, Membership, Role, Studio
from safelight.accounts.permissions import BUILT_IN_ROLES
from safelight.accounts.queries import facts_of
from safelight.accounts.rules import countries
from safelight.foundation import clock, journal
from safelight.foundation.actions import Context, Frozen, InvalidInput, StudioFacts
from safelight.foundation.actions.context import Actor, system_actor
from safelight.foundation.actions.texts import refuse_cards, refuse_unstorable, texts_of
from safelight.foundation.ids import new_id
from safelight.foundation.money import minor_digits
from safelight.foundation.tenancy import studio_scope

TaxHabit = Literal["included", "added", "none"]
Photography = Literal["portrait", "newborn", "family", "wedding", "school", "sports", "commercial", "mixed"]
_LONGEST_NAME = 120
ROLE_NAMES = {
    "owner": "Owner",
    "manager": "Manager",
    "photographer": "Photographer",
    "receptionist": "Receptionist",
    "bookkeeper": "Bookkeeper",
}


class NewStudio(Frozen):
    """The answers to the five questions; empty ones follow from the country."""

    name: str
    country: str
    currency: str = ""
    zone: str = ""
    tax_habit: TaxHabit | Literal[""] = ""
    photography: Photography = "portrait"
    languages: tuple[str, ...] = ()
    seats: int | None = None
    is_demo: bool = False


def create_studio(data: NewStudio, *, owner_id: UUID | None = None, owner_name: str = "") -> StudioFacts:
    """Create a studio with its built-in roles, a first location and, if given, its owner.

    It is the one write outside the registry: there is no studio yet in whose name it could be checked.

    Raises:
        InvalidInput: a country, currency or zone that does not exist, an empty name, or a card number in it.
    """
    answers = _complete(data)
    now = clock.now()
    studio_id = new_id()
    with transaction.atomic(), studio_scope(studio_id, person_id=owner_id):
        studio = Studio(
            id=studio_id,
            slug=_free_slug(answers.name),
            name=answers.name,
            country=answers.country,
            currency=answers.currency,
            zone=answers.zone,
            languages=list(answers.languages),
            tax_habit=answers.tax_habit,
            photography=answers.photography,
            seats=answers.seats,
            is_demo=answers.is_demo,
            created_at=now,
        )
        studio.save(force_insert=True)
        roles = {key: Role(key=key, name=ROLE_NAMES[key], built_in=True) for key in BUILT_IN_ROLES}
        for role in roles.values():
            role.save(force_insert=True)
        Location(name=answers.name, country=answers.country, zone=answers.zone).save(force_insert=True)
        actor = system_actor()
        if owner_id is not None:
            Membership(user_id=owner_id, role=roles["owner"], joined_at=now).save(force_insert=True)
            actor = Actor(kind="person", id=owner_id, label=owner_name, role="owner")
        facts = facts_of(studio)
        context = Context(studio=facts, actor=actor, now=now)
        context.subject("studio", studio.id, f"Studio {studio.name} was created")
        journal.record(context, "studio.create")
    return facts


def _complete(data: NewStudio) -> NewStudio:
    refuse_unstorable(data)
    refuse_cards(texts_of(data))
    fields: dict[str, str] = {}
    country = data.country.upper()
    if not data.name or len(data.name) > _LONGEST_NAME:
        fields["name"] = "Give the studio a name of at most 120 characters."
    if not countries.is_country(country):
        fields["country"] = "Use a two-letter country code such as US, GB or DE."
    currency = data.currency.upper() or countries.currency_of(country)
    try:
        minor_digits(currency)
    except ValueError as error:
        fields["currency"] = str(error)
    zone = data.zone or countries.zone_of(country)
    try:
        clock.zone(zone)
    except ValueError as error:
        fields["zone"] = str(error)
    if data.seats is not None and data.seats < 1:
        fields["seats"] = "A studio needs at least one seat."
    if fields:
        message = "The studio cannot be created yet: " + " ".join(fields.values())
        raise InvalidInput(message, fields=fields)
    return data.model_copy(
        update={
            "country": country,
            "currency": currency,
            "zone": zone,
            "tax_habit": data.tax_habit or countries.tax_habit_of(country),
            "languages": data.languages or countries.languages_of(country),
        }
    )


def _free_slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "studio"
    with connection.cursor() as cursor:
        cursor.execute("select slug from accounts_all_studios() where slug = %s or slug like %s", [base, f"{base}-%"])
        taken = {row[0] for row in cursor.fetchall()}
    if base not in taken:
        return base
    return next(slug for slug in (f"{base}-{count}" for count in range(2, len(taken) + 3)) if slug not in taken)
