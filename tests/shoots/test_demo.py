"""The demo studio's sessions are always the same, and stand everywhere a session can stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from safelight.clients.demo import load_demo as load_clients
from safelight.foundation.actions import Context, ask
from safelight.foundation.tenancy import studio_scope
from safelight.shoots.demo import load_demo
from safelight.shoots.models import Shoot
from safelight.shoots.queries import board, list_shoots, my_work, views


def test_the_small_studio_is_lively_and_always_the_same(ana: Context, dana: Context) -> None:
    lives = []
    for context in (ana, dana):
        # Noon in Berlin and in New York alike: the same day, so the same studio.
        here = replace(context, now=datetime(2027, 5, 5, 16, tzinfo=UTC))
        load_clients(here)
        load_demo(here)
        with studio_scope(here.studio.id):
            lives.append(list(Shoot.objects.order_by("number").values_list("number", "type__name", "status__name")))
    assert len(lives[0]) == len(lives[1]) > 25
    here = replace(ana, now=datetime(2027, 5, 5, 16, tzinfo=UTC))
    page = ask(list_shoots, here, {"limit": 200})
    assert {row.state for row in page.items} >= {"open", "finished"}
    assert any(row.starts_at is None for row in page.items)
    assert any(row.starts_at and row.starts_at > here.now for row in page.items)
    assert sum(bool(column.total) for column in ask(board, here, {}).columns) >= 5
    assert ask(my_work, here, {}).tasks
    assert len(ask(views, here, {}).items) == 1


def test_a_studio_without_clients_stays_empty(ana: Context) -> None:
    load_demo(ana)
    assert ask(list_shoots, ana, {}).total == 0
