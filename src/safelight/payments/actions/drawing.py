"""Which drawer cash goes into and comes out of."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from safelight.foundation.actions import NotFound, Refused
from safelight.payments.models import Drawer, DrawerSession


def open_session(currency: str, location_id: UUID | None, drawer_id: UUID | None) -> DrawerSession | None:
    """Return the open day of the drawer that cash of this currency belongs to, kept open until the transaction ends.

    A studio without drawers takes cash all the same. One with drawers must have opened one: else the count at the end
    of the day would be short without anybody knowing why.

    Raises:
        NotFound: there is no such drawer.
        Refused: none is open (``drawer_closed``), or several are and none was named (``which_drawer``).
    """
    drawers = Drawer.objects.filter(archived_at=None, currency=currency)
    if drawer_id is not None:
        drawers = Drawer.objects.filter(id=drawer_id)
        if not drawers.exists():
            what = "drawer"
            raise NotFound(what)
    elif location_id is not None and drawers.filter(location_id=location_id).exists():
        drawers = drawers.filter(location_id=location_id)
    known = list(drawers.order_by("name", "id"))
    if not known:
        return None
    wrong = next((drawer for drawer in known if drawer.currency != currency), None)
    if wrong is not None:
        message = f"The drawer “{wrong.name}” holds {wrong.currency} and no {currency}."
        raise Refused(message, code="other_currency", fields={"drawer_id": message})
    # Payments of one drawer wait for each other and for its counting, so that a count misses none under way.
    open_ = list(
        DrawerSession.objects.select_for_update(no_key=True)
        .filter(drawer_id__in=[drawer.id for drawer in known], closed_at=None)
        .order_by("id")
    )
    if not open_:
        names = " or ".join(f"“{drawer.name}”" for drawer in known)
        message = f"Open the cash drawer {names} first: count what is in it at Payments, Cash drawer."
        raise Refused(message, code="drawer_closed", fields={"drawer_id": message})
    if len(open_) > 1:
        message = "Several cash drawers are open. Say into which one the cash goes."
        raise Refused(message, code="which_drawer", fields={"drawer_id": message})
    return open_[0]


def any_open_session(currency: str, location_id: UUID | None) -> DrawerSession | None:
    """Return the open day that a payment without cash is shown with at the count, if there is exactly one."""
    found = DrawerSession.objects.filter(closed_at=None, drawer__currency=currency)
    if location_id is not None:
        found = found.filter(Q(drawer__location_id=location_id) | Q(drawer__location_id=None))
    open_ = list(found[:2])
    return open_[0] if len(open_) == 1 else None
