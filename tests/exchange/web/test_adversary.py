"""Files whose name says more than it should."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from safelight.exchange.models import ImportBatch
from safelight.foundation.tenancy import studio_scope
from tests.conftest import Cast

ROWS = b"First name,Email\r\nNora,nora@example.com\r\n"


@pytest.mark.parametrize("name", ["4111 1111 1111 1111.csv", "Carla 4111-1111-1111-1111 12-29.csv"])
def test_a_card_number_as_a_file_name_is_refused_with_advice_and_not_shown(
    as_ana: Client, cast: Cast, name: str
) -> None:
    answer = as_ana.post("/exchange/import/", {"file": SimpleUploadedFile(name, ROWS)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "keeps no card numbers" in page
    assert name not in page
    with studio_scope(cast.studio.id):
        assert not ImportBatch.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.csv", "..\\..\\boot.csv", '<div hx-post="/studio/" hx-trigger="load">.csv']
)
def test_a_file_name_leads_nowhere_and_is_no_markup(as_ana: Client, name: str) -> None:
    answer = as_ana.post("/exchange/import/", {"file": SimpleUploadedFile(name, ROWS)}, follow=True)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert ".." not in page.split("<h1", 1)[1].split("</h1>", 1)[0]
    assert "<div hx-post" not in page
