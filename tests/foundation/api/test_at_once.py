"""The same key from many threads at once is carried out once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connections

from safelight.accounts.models import Location
from safelight.foundation.actions import Context
from safelight.foundation.models import IdempotencyRecord, JournalEntry
from safelight.foundation.tenancy import studio_scope
from tests.foundation.api.conftest import Caller

THREADS = 8


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.foundation.api.sample_urls")
def test_eight_threads_with_one_key(call: Caller, ana: Context) -> None:
    gate = Barrier(THREADS)
    place = str(uuid4())

    def slow(_: int) -> tuple[int, bool]:
        gate.wait(timeout=30)
        try:
            answer = call("POST", f"/places/{place}/breakage", {"how": "slow"}, Idempotency_Key="one")
            return answer.status_code, "Idempotent-Replay" in answer.headers
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(slow, range(THREADS)))
    assert sorted(answers) == [(204, False), *[(204, True)] * (THREADS - 1)]
    with studio_scope(ana.studio.id):
        assert Location.objects.filter(name__startswith="slow").count() == 1
        assert JournalEntry.objects.filter(action="places.break").count() == 1
        assert IdempotencyRecord.objects.count() == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
@pytest.mark.urls("tests.foundation.api.sample_urls")
def test_eight_threads_with_one_key_and_different_bodies(call: Caller, ana: Context) -> None:
    gate = Barrier(THREADS)

    def add(number: int) -> tuple[int, str]:
        gate.wait(timeout=30)
        try:
            answer = call("POST", "/places", {"name": f"Place {number}"}, Idempotency_Key="one")
            return answer.status_code, answer.json().get("code", "")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        answers = sorted(pool.map(add, range(THREADS)))
    assert answers == [(200, ""), *[(422, "key_reused")] * (THREADS - 1)]
    with studio_scope(ana.studio.id):
        assert Location.objects.filter(name__startswith="Place").count() == 1
