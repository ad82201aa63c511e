"""The studio's own settings."""

from __future__ import annotations

from typing import Annotated

from django.conf import settings
from pydantic import Field

from safelight.accounts.actions.create_studio import Photography, TaxHabit
from safelight.accounts.actions.seats import close_above
from safelight.accounts.models import Studio
from safelight.accounts.queries.studio import StudioCard, studio_card
from safelight.accounts.rules import countries
from safelight.accounts.rules.seats import limit_of
from safelight.foundation import clock
from safelight.foundation.actions import Context, Forbidden, Frozen, InvalidInput, action
from safelight.foundation.money import minor_digits

_FIELDS = ("name", "country", "currency", "zone", "languages", "tax_habit", "photography")


class StudioSettings(Frozen):
    """The answers to the five questions, and the languages of the studio (ISO 639-1, the first one preferred)."""

    name: Annotated[str, Field(min_length=1, max_length=120)]
    country: Annotated[str, Field(min_length=2, max_length=2)]
    currency: Annotated[str, Field(min_length=3, max_length=3)]
    zone: Annotated[str, Field(max_length=60)]
    languages: Annotated[tuple[str, ...], Field(min_length=1)]
    tax_habit: TaxHabit
    photography: Photography


class SeatLimit(Frozen):
    """How many people may work at once; None is any number."""

    seats: Annotated[int, Field(ge=1, le=100_000)] | None


@action("studio.change", permission="studio.manage", door="PUT /studio")
def change_studio(context: Context, data: StudioSettings) -> StudioCard:
    """Change the studio's own settings.

    Amounts that exist keep their currency; a new currency counts from now on.

    Raises:
        InvalidInput: a country, currency, time zone or language that does not exist.
    """
    fields = _faults(data)
    if fields:
        raise InvalidInput(" ".join(fields.values()), fields=fields)
    row = Studio.objects.select_for_update().get(id=context.studio.id)
    before = {name: getattr(row, name) for name in _FIELDS}
    after = {**{name: getattr(data, name) for name in _FIELDS}, "languages": list(dict.fromkeys(data.languages))}
    changed = [name for name in _FIELDS if before[name] != after[name]]
    for name in changed:
        setattr(row, name, after[name])
    if changed:
        row.save(update_fields=changed)
    context.subject("studio", row.id, "The settings of the studio were changed")
    context.changed({name: [before[name], after[name]] for name in changed})
    context.undo_with("studio.change", before)
    return studio_card(row)


@action("seats.limit", permission="studio.manage")
def limit_seats(context: Context, data: SeatLimit) -> StudioCard:
    """Set how many people may work in the studio at once.

    The operator of the installation does this, not the studio itself. A lower number acts at once: the seats above
    it are free, and those who sat there wait.

    Raises:
        Forbidden: asked for by anybody but the installation itself.
    """
    if context.actor.kind != "system":
        message = "How many people may work at once is part of the plan. Ask whoever runs this installation."
        raise Forbidden(message)
    row = Studio.objects.select_for_update().get(id=context.studio.id)
    before, row.seats = row.seats, data.seats
    row.save(update_fields=["seats"])
    close_above(limit_of(row.seats, settings.SEATS))
    context.subject(
        "studio",
        row.id,
        f"At most {data.seats} people can work at once" if data.seats else "Any number of people can work at once",
    )
    context.changed({"seats": [before, data.seats]})
    return studio_card(row)


def _faults(data: StudioSettings) -> dict[str, str]:
    fields: dict[str, str] = {}
    if not countries.is_country(data.country):
        fields["country"] = "Use a two-letter country code such as US, GB or DE."
    for name, value, check in (("currency", data.currency, minor_digits), ("zone", data.zone, clock.zone)):
        try:
            check(value)
        except ValueError as error:
            fields[name] = str(error)
    known = {code for code, _ in settings.LANGUAGES}
    if set(data.languages) - known:
        fields["languages"] = f"Choose among {', '.join(sorted(known))}."
    return fields
