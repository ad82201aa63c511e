"""The agenda, the paper, and the part of a client's page."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client as Browser

from safelight.clients.queries import ClientCard
from safelight.foundation.actions import Context
from tests.calendar.makers import booked
from tests.calendar.web.conftest import Columns
from tests.clients.web.conftest import PARTIAL

pytestmark = pytest.mark.django_db


def test_the_agenda_says_what_the_grid_shows(
    as_ana: Browser, ana: Context, columns: Columns, made: Callable[..., ClientCard]
) -> None:
    eva = made(first_name="Eva", last_name="Keller")
    booked(ana, "2027-03-22T10:00", columns.bo, columns.large, title="Newborn", client_id=eva.id, place="In the park")
    booked(ana, "2027-03-22T22:00", columns.bo, minutes=240, title="Party")
    page = as_ana.get("/calendar/?view=agenda&date=2027-03-22").content.decode()
    day, after = page.split('id="day-2027-03-22"')[1].split('id="day-2027-03-23"')
    for words in ("10:00", "11:00", "Newborn", "Eva Keller", "Large room", "In the park"):
        assert words in day
    assert "Party" in day
    assert "Party" in after.split("</section>")[0]
    assert "Nothing planned" in after


def test_what_people_wrote_is_shown_as_text(as_ana: Browser, ana: Context, columns: Columns) -> None:
    card = booked(ana, "2027-03-22T10:00", columns.bo, title="<b hx-post=/x>Bold</b>", notes="<script>1</script>")
    for address in ("/calendar/?view=agenda&date=2027-03-22", f"/calendar/appointments/{card.id}/",
                    "/calendar/print/?view=day&date=2027-03-22"):  # fmt: skip
        page = as_ana.get(address).content.decode()
        assert "<b hx-post" not in page
        assert "<script>1" not in page


def test_a_day_on_paper_is_a_sheet_for_each(as_ana: Browser, ana: Context, columns: Columns) -> None:
    booked(ana, "2027-03-22T10:00", columns.bo, columns.large, title="Newborn")
    page = as_ana.get("/calendar/print/?view=day&date=2027-03-22").content.decode()
    assert page.count('class="paper-sheet"') == 2
    assert page.count("Newborn") == 2
    assert "Small room" not in page
    week = as_ana.get("/calendar/print/?view=week&date=2027-03-22").content.decode()
    assert week.count('class="paper-day"') == 1


def test_a_clients_appointments_stand_on_their_page(
    as_ana: Browser, ana: Context, columns: Columns, made: Callable[..., ClientCard]
) -> None:
    eva = made(first_name="Eva", last_name="Keller")
    address = f"/calendar/clients/{eva.id}/"
    assert "No appointments yet" in as_ana.get(address, headers=PARTIAL).content.decode()
    booked(ana, "2027-03-22T10:00", columns.bo, title="Newborn", client_id=eva.id)
    booked(ana, "2026-03-22T10:00", columns.bo, title="Belly", client_id=eva.id)
    page = as_ana.get(address, headers=PARTIAL).content.decode()
    assert page.index("Newborn") < page.index("Before") < page.index("Belly")
    assert f'hx-get="{address}"' in as_ana.get(f"/clients/{eva.id}/").content.decode()
    assert as_ana.get(f"/calendar/clients/{uuid4()}/").status_code == 404
    begun = as_ana.get(f"/calendar/new/?client_id={eva.id}", headers=PARTIAL).content.decode()
    assert f"Eva Keller #{eva.number}" in begun
