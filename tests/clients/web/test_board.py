"""The board of leads: counts, moving with and without dragging, more cards."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client as Browser

from safelight.clients.queries import ClientCard, WithArchived, get, stages
from safelight.clients.web.board import CARDS_AT_ONCE
from safelight.foundation.actions import Context, ask
from tests.clients.web.conftest import PARTIAL

Make = Callable[..., ClientCard]


def stage_id(context: Context, name: str) -> str:
    found = ask(stages, context, WithArchived()).items
    return next(str(item.stage.id) for item in found if item.stage.name == name)


def test_an_unused_board_teaches(as_ana: Browser) -> None:
    page = as_ana.get("/clients/board/").content.decode()
    assert "No leads yet" in page
    assert "New enquiry" in page


def test_a_card_moves_and_the_counts_follow(as_ana: Browser, made: Make, ana: Context) -> None:
    card = made(first_name="Eva", last_name="Muster", stage="New enquiry")
    target = stage_id(ana, "Consultation")
    answer = as_ana.post("/clients/board/moves/", {"card": str(card.id), "lane": target, "before": ""}, headers=PARTIAL)
    page = answer.content.decode()
    assert f'hx-target="#count-{target}" hx-swap="innerHTML">1<' in page
    assert "Eva Muster is now in “Consultation”." in page
    now = ask(get, ana, {"client_id": card.id})
    assert now.stage
    assert now.stage.name == "Consultation"
    undo = list(as_ana.session["clients_undo"])[-1]
    as_ana.post(f"/clients/undo/{undo}/")
    back = ask(get, ana, {"client_id": card.id}).stage
    assert back
    assert back.name == "New enquiry"


def test_a_card_moves_without_dragging(as_ana: Browser, made: Make, ana: Context) -> None:
    card = made(first_name="Eva", stage="New enquiry")
    panel = as_ana.get(f"/clients/{card.id}/stage/", headers=PARTIAL).content.decode()
    assert "Take out of the pipeline" in panel
    as_ana.post(
        f"/clients/{card.id}/stage/",
        {"stage": stage_id(ana, "Booked")},
        headers={"Referer": "http://testserver/clients/board/"},
    )
    now = ask(get, ana, {"client_id": card.id}).stage
    assert now
    assert now.kind == "won"
    as_ana.post(f"/clients/{card.id}/stage/", {"stage": ""})
    assert ask(get, ana, {"client_id": card.id}).stage is None


def test_a_full_column_shows_more(as_ana: Browser, made: Make) -> None:
    for count in range(CARDS_AT_ONCE + 3):
        made(first_name=f"Lead {count}", stage="New enquiry")
    page = as_ana.get("/clients/board/").content.decode()
    assert page.count("data-card=") == CARDS_AT_ONCE
    more = re.search(r'hx-get="(/clients/board/[0-9a-f-]+/\?offset=\d+)"', page)
    assert more
    rest = as_ana.get(more[1], headers=PARTIAL).content.decode()
    assert rest.count("data-card=") == 3
    assert "Show more" not in rest


def test_what_cannot_be_moved_is_said(as_ana: Browser, as_bookkeeper: Browser, made: Make) -> None:
    card = made(first_name="Eva")
    assert as_ana.post("/clients/board/moves/", {"card": "x", "lane": ""}).status_code == 422
    assert as_ana.post("/clients/board/moves/", {"card": str(card.id), "lane": "Nowhere"}).status_code == 422
    assert as_bookkeeper.post("/clients/board/moves/", {"card": str(card.id), "lane": ""}).status_code == 403
    assert "data-move" not in as_bookkeeper.get("/clients/board/").content.decode()
