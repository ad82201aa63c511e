"""What a late cancellation costs, and what stays with the client."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safelight.foundation.money import Money
from safelight.shoots.rules.policy import Change, Step, consequence

STARTS = datetime(2027, 5, 13, 8, tzinfo=UTC)
STEPS = (
    Step(Change.CANCEL, 48, fee_percent=Decimal(50)),
    Step(Change.CANCEL, 24, fee_percent=Decimal(100), credit_percent=Decimal(0)),
    Step(Change.RESCHEDULE, 24, fee=Decimal(30)),
)


def euros(text: str) -> Money:
    return Money.parse(text, "EUR")


@pytest.mark.parametrize(
    ("change", "hours", "fee", "credit"),
    [
        (Change.CANCEL, 72, "0", "150"),
        (Change.CANCEL, 48, "0", "150"),
        (Change.CANCEL, 47, "100", "50"),
        (Change.CANCEL, 23, "200", "0"),
        (Change.CANCEL, -2, "200", "0"),
        (Change.RESCHEDULE, 25, "0", "150"),
        (Change.RESCHEDULE, 3, "30", "120"),
    ],
)
def test_the_notice_decides(change: Change, hours: int, fee: str, credit: str) -> None:
    told = STARTS - timedelta(hours=hours)
    found = consequence(STEPS, change, told=told, starts=STARTS, session_fee=euros("200"), paid=euros("150"))
    assert (found.fee, found.credit, found.hours) == (euros(fee), euros(credit), hours)


def test_without_a_date_or_a_policy_nothing_is_owed() -> None:
    common = {"told": STARTS, "session_fee": euros("200"), "paid": euros("80")}
    undated = consequence(STEPS, Change.CANCEL, starts=None, **common)  # type: ignore[arg-type]  # the facts above
    assert (undated.fee, undated.credit, undated.hours) == (euros("0"), euros("80"), None)
    lenient = consequence((), Change.CANCEL, starts=STARTS, **common)  # type: ignore[arg-type]  # the facts above
    assert (lenient.fee, lenient.credit) == (euros("0"), euros("80"))


def test_a_waived_fee_stays_with_the_client() -> None:
    found = consequence(
        STEPS, Change.RESCHEDULE, told=STARTS, starts=STARTS, session_fee=euros("200"), paid=euros("80"), waive=True
    )
    assert (found.fee, found.credit, found.waived) == (euros("0"), euros("80"), True)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.builds(
            Step,
            st.sampled_from(Change),
            st.integers(1, 500),
            st.decimals(0, 100, places=2),
            st.decimals(0, 500, places=2),
            st.decimals(0, 100, places=2),
        ),
        max_size=5,
    ),
    st.sampled_from(Change),
    st.integers(-100, 600),
    st.integers(0, 100_000),
    st.integers(0, 100_000),
    st.sampled_from(["EUR", "JPY", "KWD"]),
)
def test_fee_and_credit_stay_within_what_there_is(  # noqa: PLR0917 - one argument per strategy
    steps: list[Step], change: Change, hours: int, fee: int, paid: int, currency: str
) -> None:
    found = consequence(
        steps,
        change,
        told=STARTS - timedelta(hours=hours),
        starts=STARTS,
        session_fee=Money.of_minor(fee, currency),
        paid=Money.of_minor(paid, currency),
    )
    assert found.fee.minor >= 0
    assert 0 <= found.credit.minor <= paid
    assert not fee or found.fee.minor <= fee
    assert found.step is None or (found.step.change is change and hours < found.step.hours)
