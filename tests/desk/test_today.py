"""The first page: what each person sees of the day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.http import HttpResponse
from django.test import Client as Browser
from django.test import RequestFactory

from safelight.clients.actions import add, change
from safelight.clients.queries import ClientCard, ComingBirthdays, birthdays
from safelight.desk.web import visits
from safelight.foundation import clock
from safelight.foundation.actions import Context, ask, run
from safelight.foundation.tenancy import studio_scope
from safelight.foundation.work import queue_work
from tests.clients.web.conftest import reads
from tests.conftest import Cast

Make = Callable[..., ClientCard]


def on(day: date, context: Context) -> Context:
    """Let a person act on a day of the studio's calendar."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo(context.studio.zone))
    return Context(studio=context.studio, actor=context.actor, now=noon)


def test_an_empty_studio_is_shown_its_first_steps(as_ana: Browser, as_bo: Browser) -> None:
    page = as_ana.get("/").content.decode()
    for words in ("Your studio is ready", "/exchange/import/", "/clients/new/", "/studio/people/", "Ana"):
        assert words in page
    assert "/exchange/import/" not in as_bo.get("/").content.decode(), "a photographer imports nothing"


def test_leads_that_wait_are_shown(as_ana: Browser, made: Make) -> None:
    made(first_name="Eva", last_name="Waits", stage="New enquiry", phones=[{"number": "030 901820"}])
    made(first_name="Uwe", last_name="Booked", stage="Booked")
    page = as_ana.get("/").content.decode()
    assert "Waiting for an answer" in page
    assert "Eva Waits" in page
    assert 'href="tel:+4930901820"' in page
    assert "Uwe Booked" not in page
    assert "Your studio is ready" not in page


def test_birthdays_of_the_next_days(as_ana: Browser, made: Make, ana: Context) -> None:
    today = clock.local(clock.now(), ana.studio.zone).date()
    soon, late = today + timedelta(days=3), today + timedelta(days=40)
    made(first_name="Eva", last_name="Soon", birthday=f"1990-{soon:%m-%d}")
    made(first_name="Uwe", last_name="Late", birthday=f"1990-{late:%m-%d}")
    made(first_name="Ada", last_name="Mother", family=[{"first_name": "Tom", "birthday": f"2020-{today:%m-%d}"}])
    made(first_name="Otto", last_name="Silent", birthday=f"1990-{soon:%m-%d}", do_not_contact=True)
    page = as_ana.get("/").content.decode()
    assert "Eva Soon" in page
    assert "Tom" in page
    assert "family of Ada Mother" in page
    assert f"turns {today.year - 2020}" in page
    assert "Uwe Late" not in page
    assert "Otto Silent" not in page


@pytest.mark.parametrize(
    ("born", "now", "falls_on"),
    [
        ("2000-02-29", date(2027, 2, 20), date(2027, 2, 28)),
        ("2000-02-29", date(2028, 2, 20), date(2028, 2, 29)),
        ("2000-01-03", date(2027, 12, 28), date(2028, 1, 3)),
    ],
)
def test_the_day_a_birthday_falls_on(made: Make, ana: Context, born: str, now: date, falls_on: date) -> None:
    made(first_name="Eva", birthday=born)
    found = ask(birthdays, on(now, ana), ComingBirthdays(days=14)).items
    assert [(item.day, item.turns) for item in found] == [(falls_on, falls_on.year - 2000)]


def test_what_others_changed_since_the_last_visit(as_ana: Browser, made: Make, ana: Context, bo: Context) -> None:
    card = made(first_name="Eva", last_name="Muster")
    assert "Nobody else changed anything" in as_ana.get("/").content.decode()
    run(change, bo, {"client_id": card.id, "first_name": "Evi"})
    page = as_ana.get("/").content.decode()
    assert "Evi Muster was changed" in page
    assert "Bo Assist" in page


def test_the_journal_is_for_those_who_may(as_bo: Browser, made: Make) -> None:
    made(first_name="Eva")
    page = as_bo.get("/").content.decode()
    assert "Since your last visit" not in page
    assert "today/duplicates" not in page
    assert as_bo.get("/today/duplicates/").status_code == 403


def test_running_work_is_shown(as_ana: Browser, ana: Context, made: Make) -> None:
    made(first_name="Eva")
    with studio_scope(ana.studio.id, person_id=ana.actor.id):
        queue_work(ana, "import", "Import of clients.csv", total=200)
    page = as_ana.get("/").content.decode()
    assert "Import of clients.csv" in page
    assert 'href="/exchange/import/"' in page


def test_possible_duplicates_come_after_the_page(as_ana: Browser, made: Make) -> None:
    for name in ("Robert", "Bob"):
        made(
            first_name=name,
            last_name="Muster",
            phones=[{"number": "030 901820"}],
            emails=[{"address": "e@example.com"}],
        )
    panel = as_ana.get("/today/duplicates/").content.decode()
    assert "Possible duplicates" in panel
    assert "/merge/" in panel


def test_the_page_costs_the_same_for_one_and_three(as_ana: Browser, made: Make, ana: Context) -> None:
    soon = clock.local(clock.now(), ana.studio.zone).date()
    full = {"stage": "New enquiry", "birthday": f"1990-{soon:%m-%d}", "phones": [{"number": "030 901820"}]}
    made(first_name="Eva", **full)
    one = reads(as_ana, "/")
    made(first_name="Uwe", **full)
    made(first_name="Ada", **full)
    assert len(reads(as_ana, "/")) == len(one) <= 8


def test_a_rival_sees_nothing(as_dana: Browser, rival: Cast, made: Make) -> None:
    made(first_name="Eva", last_name="Canary", stage="New enquiry")
    run(add, rival.as_("dana"), {"first_name": "Own", "stage": "New enquiry"})
    page = as_dana.get("/").content.decode()
    assert "Own" in page
    assert "Canary" not in page


def test_visits_are_told_apart(cast: Cast) -> None:
    start = clock.now().replace(microsecond=0)
    request = RequestFactory().get("/")
    request.user = cast.people["ana"]

    def look(minutes: int) -> datetime:
        now = start + timedelta(minutes=minutes)
        seen = visits.last_visit(request, now)
        answer = visits.keep_visit(request, HttpResponse(), now)
        request.COOKIES = {name: morsel.value for name, morsel in answer.cookies.items()}
        return seen

    assert look(0) == start - timedelta(days=1), "nobody was here before: a day is shown"
    assert look(10) == start + timedelta(minutes=10) - timedelta(days=1), "still the same visit"
    assert look(70) == start + timedelta(minutes=10), "the next visit: since the last look"
    assert look(80) == start + timedelta(minutes=10), "still"
    request.COOKIES = dict.fromkeys(request.COOKIES, "x~99999999999999")
    assert look(90) == start + timedelta(minutes=90) - timedelta(days=1), "a damaged cookie is nobody's fault"
