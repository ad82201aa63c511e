"""The demo studio's clients are fictional, always the same, and show everything the module can."""

from __future__ import annotations

import re

from safelight.clients.demo import SIZES, load_demo
from safelight.clients.models import Client, Email, Phone
from safelight.clients.queries import board, duplicates, list_clients, tags, views
from safelight.clients.rules.draft import ClientKind
from safelight.foundation.actions import Context, ask
from safelight.foundation.tenancy import studio_scope

_FICTION = re.compile(r"\+1\d{3}55501\d\d|\+442079460\d{3}")


def test_the_small_studio_shows_everything_and_nobody_real(ana: Context, dana: Context) -> None:
    load_demo(ana)
    load_demo(dana)
    page = ask(list_clients, ana, {"limit": 200})
    assert page.total == SIZES["small"]
    assert {row.kind for row in page.items} == set(ClientKind)
    assert all(column.cards for column in ask(board, ana, {}).columns), "a lead stands in every stage"
    assert ask(duplicates, ana, {}).total
    assert len(ask(tags, ana, {}).items) > 8
    assert len(ask(views, ana, {}).items) == 3
    with studio_scope(ana.studio.id):
        assert all(_FICTION.fullmatch(number) for number in Phone.objects.values_list("number", flat=True))
        assert all(mail.endswith("example.com") for mail in Email.objects.values_list("address", flat=True))
        mine = list(Client.objects.order_by("number").values_list("number", "search"))
    with studio_scope(dana.studio.id):
        assert list(Client.objects.order_by("number").values_list("number", "search")) == mine
