"""What modules above hang into a client's page: panels, and links of timeline lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.test import Client as Browser
from django.urls import NoReverseMatch

from safelight.clients.ports import TimelineSubject, timeline_subjects
from safelight.clients.queries import ClientCard
from safelight.clients.web.panels import ClientPanel, PanelAction, panels
from safelight.foundation import journal
from safelight.foundation.actions import Context
from safelight.foundation.ids import new_id
from safelight.foundation.tenancy import studio_scope
from tests.clients.web.conftest import PARTIAL, reads

Make = Callable[..., ClientCard]
Hang = Callable[[ClientPanel], ClientPanel]


@pytest.fixture
def hang() -> Iterator[Hang]:
    """Hang panels into the page for one test."""
    hung: list[str] = []

    def add(panel: ClientPanel) -> ClientPanel:
        hung.append(panel.key)
        return panels.add(panel)

    yield add
    for key in hung:
        panels.drop(key)


def test_panels_stand_in_their_order_and_load_when_they_are_seen(as_ana: Browser, made: Make, hang: Hang) -> None:
    new = PanelAction("New parcel", "client_duplicates", drawer=True)
    hang(ClientPanel("parcels", "Parcels", "client_timeline", order=2, count=lambda *_: 7, action=new))
    hang(ClientPanel("letters", "Letters", "client_namesakes", order=1, action=PanelAction("Write", "client_stage")))
    card = made(first_name="Eva")
    for headers in ({}, PARTIAL):
        page = as_ana.get(f"/clients/{card.id}/", headers=headers).content.decode()
        assert page.index('id="panel-letters"') < page.index('id="panel-parcels"')
        assert f'hx-get="/clients/{card.id}/timeline/" hx-trigger="intersect once, panel:parcels from:body"' in page
        assert f'href="/clients/duplicates/?client_id={card.id}" data-drawer' in page
        assert f'href="/clients/{card.id}/stage/"' in page
        assert 'Parcels <span class="soft figures">7</span>' in page


def test_a_panel_is_only_for_those_who_may(as_ana: Browser, as_bo: Browser, made: Make, hang: Hang) -> None:
    hang(ClientPanel("secret", "Secret parcels", "client_timeline", permission="journal.view"))
    open_to_all = PanelAction("Define", "client_stages", permission="clients.manage")
    hang(ClientPanel("letters", "Letters", "client_timeline", action=open_to_all))
    address = f"/clients/{made(first_name='Eva').id}/"
    assert "Secret parcels" in as_ana.get(address).content.decode()
    seen_by_bo = as_bo.get(address).content.decode()
    assert "Secret parcels" not in seen_by_bo
    assert "Letters" in seen_by_bo
    assert "Define" not in seen_by_bo


def test_panels_without_a_count_cost_the_page_nothing(as_ana: Browser, made: Make, hang: Hang) -> None:
    card = made(first_name="Eva")
    before = reads(as_ana, f"/clients/{card.id}/")
    for key in ("one", "two", "three"):
        hang(ClientPanel(key, key, "client_timeline"))
    assert len(reads(as_ana, f"/clients/{card.id}/")) == len(before)


def test_a_panel_without_its_address_fails_loudly(as_ana: Browser, made: Make, hang: Hang) -> None:
    hang(ClientPanel("lost", "Lost", "no_such_address"))
    with pytest.raises(NoReverseMatch):
        as_ana.get(f"/clients/{made(first_name='Eva').id}/")


def test_a_line_of_the_timeline_leads_to_its_record(as_ana: Browser, made: Make, ana: Context) -> None:
    card, parcel = made(first_name="Eva"), new_id()
    ana.subject("parcel", parcel, "Parcel 7 was sent")
    ana.concerns(card.id)
    with studio_scope(ana.studio.id):
        journal.record(ana, "parcels.send")
    timeline_subjects.add(TimelineSubject("parcel", "Parcel", url_name="client", icon="package"))
    try:
        told = as_ana.get(f"/clients/{card.id}/timeline/").content.decode()
    finally:
        timeline_subjects.drop("parcel")
    assert f'Parcel 7 was sent <a class="link font-normal" href="/clients/{parcel}/">Parcel</a>' in told
