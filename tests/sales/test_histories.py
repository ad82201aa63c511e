"""Some random histories in three currencies: the ledger is right after every step. The long run is a benchmark."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safelight.foundation.actions import Context
from tests.sales import making
from tests.sales.histories import CURRENCIES, STEPS, live

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@given(
    st.integers(0, 2**32),
    st.sampled_from(CURRENCIES),
    st.lists(st.sampled_from(STEPS), min_size=8, max_size=16),
)
@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_the_ledger_is_right_after_every_step(ana: Context, seed: int, currency: str, wishes: list[str]) -> None:
    live(ana, making.client(ana), seed, wishes, currency=currency)


def test_every_kind_of_step_is_lived(ana: Context) -> None:
    wishes = [*dict.fromkeys(STEPS), "use_card", "pay_back", "refund_part", "bounce"]
    done: Counter[str] = Counter()
    for seed in range(4):
        done += live(ana, making.client(ana), seed, wishes[seed:] + wishes[:seed])
    assert set(STEPS) <= set(done)
    assert any("refused" in name for name in done)
