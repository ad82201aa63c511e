"""Moving an appointment, by form, hand or keyboard: alone, or with those that come again after it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from safelight.calendar.actions import move_appointment
from safelight.calendar.actions.series import SeriesMade, change_series
from safelight.calendar.queries import AppointmentCard
from safelight.calendar.web.appointments import words_of
from safelight.calendar.web.repeating import THIS
from safelight.foundation.actions import Context, Outcome, run
from safelight.foundation.clock import local

Moved: TypeAlias = Outcome[AppointmentCard] | Outcome[SeriesMade]
MINUTE = timedelta(minutes=1)
A_DAY = 24 * 60


def move_to(
    context: Context, card: AppointmentCard, wish: Mapping[str, Any], scope: str, *, dry_run: bool = False
) -> Moved:
    """Carry out a move; ``wish`` is the input of ``calendar.move``, ``scope`` one of :data:`SCOPES`.

    Raises what the verb raises.
    """
    if card.series_id is None or scope in {"", THIS}:
        return run(move_appointment, context, dict(wish), dry_run=dry_run)
    names = ("appointment_id", "resource_ids", "location_id", "override")
    data = {name: wish[name] for name in names if wish.get(name) is not None}
    return run(change_series, context, data | {"scope": scope} | _when(card, wish), dry_run=dry_run)


def told(context: Context, moved: Moved, sentence: str) -> str:
    """Return what was moved in words; ``sentence`` has a place ``%(what)s``."""
    made = moved.value
    if isinstance(made, AppointmentCard):
        return " ".join([sentence % {"what": words_of(made, context)}, *made.notices])
    words = _("%(title)s, %(rule)s; %(count)s appointments")
    what = words % {"title": made.series.title, "rule": made.series.repeat.words, "count": len(made.days)}
    return " ".join([sentence % {"what": what}, *made.notices])


def _when(card: AppointmentCard, wish: Mapping[str, Any]) -> dict[str, Any]:
    """Return the wished time as a series takes it: its beginning on the wall clock, and its length."""
    if wish.get("first_day") is not None:
        days = (wish["last_day"] - wish["first_day"]).days + 1
        return {"starts": datetime.combine(wish["first_day"], time()), "minutes": days * A_DAY}
    if wish.get("starts") is None:
        return {}
    starts, ends = _wall(wish["starts"], card), _wall(wish["ends"], card)
    return {"starts": starts, "minutes": round((ends - starts) / MINUTE)}


def _wall(moment: datetime, card: AppointmentCard) -> datetime:
    return local(moment, card.zone).replace(tzinfo=None) if moment.tzinfo else moment
