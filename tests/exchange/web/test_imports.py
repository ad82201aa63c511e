"""The pages of importing: a file in, its reading changed, tried, run, undone; who may, what is refused, what it costs."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.exchange.web.conftest import german, words

pytestmark = pytest.mark.django_db(transaction=True)

Work = Callable[[], None]


def upload(browser: Client, file: object) -> str:
    answer = browser.post("/exchange/import/", {"file": file})
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return answer["Location"]


def test_a_messy_file_is_understood_tried_run_and_undone(as_ana: Client, work: Work) -> None:
    address = upload(as_ana, german())
    page = words(as_ana.get(address))
    assert "Jörg" in page
    assert as_ana.post(f"{address}trial/").status_code == 302
    page = words(as_ana.get(address))
    assert "Working on" in page
    work()
    page = words(as_ana.get(address))
    assert "What would happen" in page
