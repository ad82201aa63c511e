"""The tenders of a studio; the standard ones are made on first use."""

from __future__ import annotations

from django.db import connection

from safelight.foundation.actions import Context, InvalidInput
from safelight.payments.models import Tender
from safelight.payments.rules.tenders import STANDARD


def make_standard(context: Context) -> None:
    """Make the standard tenders where they are missing; two requests at once make them once."""
    if Tender.objects.filter(key=STANDARD[-1].key).exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "select pg_advisory_xact_lock(hashtextextended('payments tenders ' || %s, 0))", [str(context.studio.id)]
        )
    there = set(Tender.objects.values_list("key", flat=True))
    Tender.objects.bulk_create(
        Tender(
            studio_id=context.studio.id,
            key=standard.key,
            kind=standard.kind.value,
            name=standard.name,
            account=standard.account,
            needs_reference=standard.needs_reference,
            order=place,
        )
        for place, standard in enumerate(STANDARD)
        if standard.key not in there
    )


def tenders_by_key(context: Context) -> dict[str, Tender]:
    """Return all tenders of the studio by key."""
    make_standard(context)
    return {tender.key: tender for tender in Tender.objects.order_by("order", "name")}


def usable(tenders: dict[str, Tender], key: str, path: str) -> Tender:
    """Return a tender that may be used.

    Raises:
        InvalidInput: there is none of that key, or it is out of use; ``path`` is the field that says so.
    """
    found = tenders.get(key)
    if found is None or found.archived_at is not None:
        names = ", ".join(tender.key for tender in tenders.values() if tender.archived_at is None)
        message = f"“{key}” is no way to pay here. There are: {names}."
        raise InvalidInput(message, code="no_tender", fields={path: message})
    return found
